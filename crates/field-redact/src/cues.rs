//! Words that say what the number or code beside them is, found in one pass.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use field_domain::Label;

/// What a cue says of the code beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// It is this kind of personal data.
    Is(Label),
    /// It belongs to a thing and stays: a serial number, a permit, a section of a code.
    Keep,
}

/// A cue in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) hint: Hint,
}

/// The phrases, one row for each meaning.
const PHRASES: &[(Hint, &[&str])] = &[
    (
        Hint::Is(Label::Phone),
        &[
            "phone",
            "phone number",
            "telephone",
            "tel",
            "cell",
            "cell phone",
            "cellphone",
            "mobile",
            "fax",
            "pager",
            "call",
            "call back",
            "call him",
            "call her",
            "call them",
            "call me",
            "call us",
            "called",
            "text",
            "ring",
            "dial",
            "reach",
            "reached",
            "reachable",
            "contact",
            "whatsapp",
            "voicemail",
            "hotline",
            "callback",
            "number is",
            "his number",
            "her number",
            "their number",
            "my number",
            "landline",
            "direct line",
            "desk",
            "messages to",
            "ph",
        ],
    ),
    (
        Hint::Is(Label::Ssn),
        &[
            "ssn",
            "ss#",
            "ss no",
            "ss number",
            "social security",
            "social security number",
            "social security no",
            "soc sec",
            "social",
            "social number",
            "social insurance number",
        ],
    ),
    (Hint::Is(Label::Itin), &["itin", "individual taxpayer", "individual taxpayer id"]),
    (
        Hint::Is(Label::Ein),
        &[
            "ein",
            "fein",
            "tax id",
            "tax id number",
            "taxpayer id",
            "taxpayer identification number",
            "federal id",
            "employer id",
            "employer identification number",
            "tin",
            "tax no",
        ],
    ),
    (
        Hint::Is(Label::CreditCard),
        &[
            "card",
            "card number",
            "cc",
            "card no",
            "credit card",
            "credit card number",
            "debit card",
            "visa",
            "mastercard",
            "amex",
            "american express",
            "discover",
            "card on file",
        ],
    ),
    (Hint::Is(Label::Iban), &["iban"]),
    (
        Hint::Is(Label::Routing),
        &[
            "routing",
            "routing number",
            "routing no",
            "bank routing",
            "bank routing number",
            "bank routing no",
            "aba",
            "aba number",
            "transit number",
            "rtn",
        ],
    ),
    (
        Hint::Is(Label::BankAccount),
        &[
            "account",
            "account number",
            "account no",
            "acct",
            "acct no",
            "acct number",
            "bank account",
            "bank account number",
            "checking",
            "checking account",
            "savings account",
            "a/c",
        ],
    ),
    (
        Hint::Is(Label::Npi),
        &["npi", "npi number", "national provider", "provider id", "provider number"],
    ),
    (Hint::Is(Label::Dea), &["dea", "dea number", "dea no"]),
    (
        Hint::Is(Label::Mbi),
        &["mbi", "medicare", "medicare number", "medicare id", "beneficiary number"],
    ),
    (
        Hint::Is(Label::Mrn),
        &[
            "mrn",
            "medical record",
            "medical record number",
            "medical record no",
            "chart",
            "chart number",
            "chart no",
            "patient id",
            "patient number",
            "patient no",
            "hospital number",
            "claim number",
            "claim no",
            "member id",
            "policy number",
            "policy no",
            "record number",
            "health plan number",
        ],
    ),
    (
        Hint::Is(Label::DriverLicense),
        &[
            "driver license",
            "driver's license",
            "drivers license",
            "driver licence",
            "driver's licence",
            "driving licence",
            "driver license number",
            "driver license no",
            "driver's license number",
            "driver's license no",
            "drivers license number",
            "drivers license no",
            "driving licence number",
            "dl",
            "dl no",
            "dl number",
            "state id",
            "dln",
            "the license is",
            "his license",
            "her license",
            "their license",
            "my license",
            "license is",
        ],
    ),
    (Hint::Is(Label::Passport), &["passport", "passport number", "passport no", "travel document"]),
    (
        Hint::Is(Label::Nino),
        &["nino", "ni number", "ni no", "national insurance", "national insurance number"],
    ),
    (Hint::Is(Label::Nhs), &["nhs", "nhs number", "nhs no"]),
    (Hint::Is(Label::Vat), &["vat", "vat number", "vat no", "vat id", "vat reg"]),
    (
        Hint::Is(Label::Vin),
        &["vin", "vin number", "vehicle identification number", "chassis number"],
    ),
    (
        Hint::Is(Label::Plate),
        &[
            "plate",
            "plates",
            "license plate",
            "licence plate",
            "plate number",
            "number plate",
            "license plate number",
            "vehicle plate",
            "registration plate",
            "vehicle registration",
            "vehicle reg",
            "reg number",
            "tag number",
            "vehicle tag",
            "truck tag",
            "license tag",
            "tags",
            "plate reads",
        ],
    ),
    (
        Hint::Is(Label::Dob),
        &[
            "dob",
            "d.o.b",
            "d.o.b.",
            "date of birth",
            "birth date",
            "birthdate",
            "birthday",
            "born",
            "born on",
            "birth",
        ],
    ),
    (
        Hint::Is(Label::Secret),
        &[
            "password",
            "passcode",
            "passphrase",
            "pwd",
            "gate code",
            "door code",
            "alarm code",
            "lockbox code",
            "lock box code",
            "lockbox",
            "access code",
            "entry code",
            "security code",
            "pin",
            "pin code",
            "pin number",
            "keypad",
            "keypad code",
            "wifi key",
            "wi-fi key",
            "wifi password",
            "wifi pass",
            "wi-fi pass",
            "pass code",
            "passwd",
            "network password",
            "wi-fi password",
            "api key",
            "secret",
            "secret key",
            "combination",
            "combo",
            "key code",
            "garage code",
            "disarm code",
            "unlock code",
            "code to the gate",
            "wpa key",
            "network key",
            "access token",
            "cvv",
            "cvc",
            "verification code",
            "master code",
            "code for the gate",
            "code for the door",
            "code for the alarm",
            "panel code",
            "login code",
        ],
    ),
    (Hint::Is(Label::Ip), &["ip", "ip address"]),
    (Hint::Is(Label::Mac), &["mac", "mac address"]),
    (
        Hint::Is(Label::Gps),
        &[
            "gps",
            "coordinates",
            "coords",
            "lat",
            "latitude",
            "lat/long",
            "lat/lon",
            "geotag",
            "geotagged",
            "location pin",
            "lat long",
        ],
    ),
    (Hint::Is(Label::Email), &["email", "e-mail", "mail"]),
    (
        Hint::Is(Label::Handle),
        &[
            "instagram",
            "twitter",
            "handle",
            "telegram",
            "tiktok",
            "snapchat",
            "facebook",
            "venmo",
            "username",
            "user name",
            "skype",
            "discord",
            "linkedin",
            "insta",
            "ig",
            "cashapp",
            "cash app",
            "signal",
            "screen name",
        ],
    ),
    (Hint::Is(Label::Crypto), &["wallet", "bitcoin", "btc", "ethereum", "crypto", "eth address"]),
    (Hint::Is(Label::Age), &["age", "aged"]),
    (
        Hint::Keep,
        &[
            "serial",
            "serial number",
            "serial no",
            "serial number is",
            "serial #",
            "s/n",
            "sn",
            "model",
            "model number",
            "model no",
            "permit",
            "permit number",
            "permit no",
            "po",
            "purchase order",
            "work order",
            "wo",
            "invoice",
            "invoice number",
            "inv",
            "order number",
            "order no",
            "part number",
            "part no",
            "sku",
            "asset",
            "asset tag",
            "asset number",
            "circuit",
            "section",
            "nec",
            "osha",
            "cfr",
            "nfpa",
            "ashrae",
            "ibc",
            "irc",
            "ipc",
            "imc",
            "ifc",
            "iecc",
            "ansi",
            "astm",
            "ul",
            "lot",
            "lot number",
            "batch",
            "barcode",
            "upc",
            "version",
            "firmware",
            "job number",
            "job no",
            "case number",
            "ticket",
            "ticket number",
            "ref",
            "extension cord",
            "drawing",
            "sheet",
            "meter",
            "meter number",
            "meter reading",
            "license class",
            "establishment number",
            "food code",
            "inspection number",
            "inspection no",
            "report number",
            "report no",
            "tag no",
            "equipment tag",
            "badge class",
            "certificate of occupancy",
            "parcel",
            "total",
            "amount",
            "qty",
            "quantity",
        ],
    ),
];

/// Finds cues in a text.
pub(crate) struct CueFinder {
    automaton: AhoCorasick,
    hints: Vec<Hint>,
}

impl CueFinder {
    /// Builds the automaton of all phrases.
    pub(crate) fn new() -> Self {
        let rows =
            PHRASES.iter().flat_map(|(hint, row)| row.iter().map(move |phrase| (*phrase, *hint)));
        let (phrases, hints): (Vec<&str>, Vec<Hint>) = rows.unzip();
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(phrases)
            .expect("the phrases are few and short, so the automaton fits its limits");
        Self { automaton, hints }
    }

    /// Every cue in `text` that stands as a word of its own, in order.
    pub(crate) fn find(&self, text: &str) -> Vec<Cue> {
        let bytes = text.as_bytes();
        let joins = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric)
        };
        // In a pasted log the `n` of a written line break stands right before a word.
        let is_break = |start: usize| {
            start >= 2
                && bytes.get(start - 2) == Some(&b'\\')
                && matches!(bytes.get(start - 1), Some(b'n' | b'r' | b't'))
        };
        let mut cues = Vec::new();
        let mut from = 0;
        while let Some(hit) =
            self.automaton.find(aho_corasick::Input::new(text).span(from..text.len()))
        {
            let is_joined = joins(hit.start().checked_sub(1)) && !is_break(hit.start());
            if is_joined || joins(Some(hit.end())) {
                // A longer phrase can hide a shorter one that is a word: look on from the next byte.
                from = hit.start() + 1;
                continue;
            }
            if let Some(hint) = self.hints.get(hit.pattern().as_usize()) {
                cues.push(Cue { start: hit.start(), end: hit.end(), hint: *hint });
            }
            from = hit.end();
        }
        cues
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts_and_only_as_a_whole_word() {
        let cues = CueFinder::new().find("Gate code 1, recall 2, serial number 3");
        let hints: Vec<Hint> = cues.iter().map(|cue| cue.hint).collect();
        assert_eq!(
            hints,
            [Hint::Is(Label::Secret), Hint::Keep],
            "`recall` holds `call` but is another word"
        );
    }
}
