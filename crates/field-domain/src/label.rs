//! Kinds of personal data in text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a piece of personal data is. The names are those of the development sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are the field's standard terms")]
pub enum Label {
    Person,
    Phone,
    Email,
    Address,
    Dob,
    Age,
    Ssn,
    Itin,
    Ein,
    CreditCard,
    Iban,
    Routing,
    BankAccount,
    Npi,
    Dea,
    Mbi,
    Mrn,
    DriverLicense,
    Passport,
    Nino,
    Nhs,
    Vat,
    Vin,
    Plate,
    Url,
    Handle,
    Ip,
    Mac,
    Crypto,
    Gps,
    Secret,
    Health,
    Location,
    Organization,
    /// A signature's picture; the strokes stay on the device.
    Signature,
    /// What a person marked by hand without naming its kind.
    Other,
}

impl Label {
    /// Every label, in the order of declaration.
    pub const ALL: [Self; 36] = [
        Self::Person,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Dob,
        Self::Age,
        Self::Ssn,
        Self::Itin,
        Self::Ein,
        Self::CreditCard,
        Self::Iban,
        Self::Routing,
        Self::BankAccount,
        Self::Npi,
        Self::Dea,
        Self::Mbi,
        Self::Mrn,
        Self::DriverLicense,
        Self::Passport,
        Self::Nino,
        Self::Nhs,
        Self::Vat,
        Self::Vin,
        Self::Plate,
        Self::Url,
        Self::Handle,
        Self::Ip,
        Self::Mac,
        Self::Crypto,
        Self::Gps,
        Self::Secret,
        Self::Health,
        Self::Location,
        Self::Organization,
        Self::Signature,
        Self::Other,
    ];

    /// The name used in tokens, files and tables, such as `PERSON`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Phone => "PHONE",
            Self::Email => "EMAIL",
            Self::Address => "ADDRESS",
            Self::Dob => "DOB",
            Self::Age => "AGE",
            Self::Ssn => "SSN",
            Self::Itin => "ITIN",
            Self::Ein => "EIN",
            Self::CreditCard => "CREDIT_CARD",
            Self::Iban => "IBAN",
            Self::Routing => "ROUTING",
            Self::BankAccount => "BANK_ACCOUNT",
            Self::Npi => "NPI",
            Self::Dea => "DEA",
            Self::Mbi => "MBI",
            Self::Mrn => "MRN",
            Self::DriverLicense => "DRIVER_LICENSE",
            Self::Passport => "PASSPORT",
            Self::Nino => "NINO",
            Self::Nhs => "NHS",
            Self::Vat => "VAT",
            Self::Vin => "VIN",
            Self::Plate => "PLATE",
            Self::Url => "URL",
            Self::Handle => "HANDLE",
            Self::Ip => "IP",
            Self::Mac => "MAC",
            Self::Crypto => "CRYPTO",
            Self::Gps => "GPS",
            Self::Secret => "SECRET",
            Self::Health => "HEALTH",
            Self::Location => "LOCATION",
            Self::Organization => "ORGANIZATION",
            Self::Signature => "SIGNATURE",
            Self::Other => "OTHER",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Why a text is not a [`Label`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a kind of personal data")]
pub struct LabelError;

impl FromStr for Label {
    type Err = LabelError;
    fn from_str(text: &str) -> Result<Self, LabelError> {
        Self::ALL.into_iter().find(|label| label.name() == text).ok_or(LabelError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_and_the_serialised_form_are_the_same() {
        for label in Label::ALL {
            let json = serde_json::to_string(&label).expect("a label is a plain string");
            assert_eq!(json, format!("\"{}\"", label.name()));
            assert_eq!(label.name().parse(), Ok(label));
        }
    }
}
