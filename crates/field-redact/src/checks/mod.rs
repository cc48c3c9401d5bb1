//! Checksums and ranges of numbers and codes. Each takes digits or letters without separators.

mod codes;
mod crypto;
mod licences;
mod numbers;
mod papers;
mod phones;
mod vat;

pub(crate) use codes::{is_dea, is_iban, is_mbi, is_nino, is_nino_shape, is_vin};
pub(crate) use crypto::{is_crypto_address, looks_like_crypto_address};
pub(crate) use licences::{Issuer, may_begin_with_soundex, soundex};
pub(crate) use numbers::{is_card, is_ein, is_itin, is_nhs, is_npi, is_routing, is_ssn};
pub(crate) use papers::{is_british_licence, is_grouped_licence, is_machine_line};
pub(crate) use phones::{is_gb_phone, is_nanp_phone, read_tables as read_phone_tables};
pub(crate) use vat::{is_vat, is_vat_shape};

/// The values of ASCII digits; `None` if anything else is in `text`.
pub(crate) fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|letter| letter.to_digit(10)).collect()
}
