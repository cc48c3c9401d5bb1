//! Labels whose values are letters and digits.

use field_domain::Label;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{Texts, digits, is_found, is_not_found, text_of, written};

/// So many letters of `from`.
fn letters(from: &'static str, count: usize) -> BoxedStrategy<String> {
    let all: Vec<char> = from.chars().collect();
    proptest::collection::vec(proptest::sample::select(all), count)
        .prop_map(|letters| letters.into_iter().collect())
        .boxed()
}

fn number(count: usize) -> Texts {
    digits(count).prop_map(|all| text_of(&all)).boxed()
}

const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";

/// The remainder of a number of letters and digits, as ISO 7064 reads it.
fn mod97(text: &str) -> u32 {
    text.chars()
        .filter_map(|sign| sign.to_digit(36))
        .fold(0, |left, value| (left * if value > 9 { 100 } else { 10 } + value) % 97)
}

fn iban(wrong_by: u32) -> Texts {
    let of = move |country: &'static str, body: Texts| {
        body.prop_map(move |body| {
            let check = 98 - mod97(&format!("{body}{country}00"));
            let check = if wrong_by == 0 { check } else { (check + wrong_by - 2) % 97 + 2 };
            format!("{country}{check:02}{body}")
        })
        .boxed()
    };
    let british = (letters(LETTERS, 4), number(14)).prop_map(|(bank, rest)| bank + &rest).boxed();
    prop_oneof![
        of("DE", number(18)),
        of("AT", number(16)),
        of("FR", number(23)),
        of("GB", british),
        of("NO", number(11)),
    ]
    .boxed()
}

#[test]
fn an_account_of_the_world_is_found_by_its_check_digits() {
    let any = written(iban(0), &[4, 4, 4, 4, 4, 4], &["0", " ", "-"]);
    is_found(Label::Iban, &any, &["pay to {}", "IBAN {}", "{}"]);
    is_not_found(Label::Iban, &iban(1), &["stamped {} on the lid"]);
}

/// The worth of a sign in a vehicle number (49 CFR 565.15).
fn worth(sign: char) -> u32 {
    const WORTH: &str = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
    let at = WORTH.find(sign).expect("a sign of a vehicle number");
    u32::try_from(at).expect("short") % 10
}

fn vin(wrong: bool) -> Texts {
    letters("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 17)
        .prop_map(move |mut vin| {
            vin.replace_range(8..9, "0");
            let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
            let sum: u32 = vin.chars().zip(weights).map(|(sign, by)| worth(sign) * by).sum();
            let check = (sum + u32::from(wrong)) % 11;
            let check = char::from_digit(check, 10).unwrap_or('X').to_string();
            vin.replace_range(8..9, &check);
            vin
        })
        .boxed()
}

#[test]
fn a_vehicle_number_is_found_by_its_check_digit_and_without_it_beside_its_name() {
    is_found(Label::Vin, &vin(false), &["truck {}", "VIN {}", "{} on the dash"]);
    is_found(Label::Vin, &vin(true), &["VIN {}", "VIN: {}"]);
    is_not_found(Label::Vin, &vin(true), &["label {} faded"]);
}

fn dea(wrong_by: u32) -> Texts {
    (letters("ABFGM", 1), letters(LETTERS, 1), digits(6))
        .prop_map(move |(kind, name, digits)| {
            let odd: u32 = digits.iter().step_by(2).sum();
            let even: u32 = digits.iter().skip(1).step_by(2).sum();
            let check = (odd + 2 * even + wrong_by) % 10;
            format!("{kind}{name}{}{check}", text_of(&digits))
        })
        .boxed()
}

#[test]
fn a_prescribers_number_is_found_by_its_check_digit() {
    is_found(Label::Dea, &dea(0), &["DEA {}", "DEA: {}", "doctor {} signed"]);
    is_not_found(Label::Dea, &dea(1), &["lot {} stacked"]);
}

#[test]
fn a_medicare_number_is_found_by_its_places() {
    const PLAIN: &str = "ACDEFGHJKMNPQRTUVWXY";
    let mbi = (1..=9_u32, letters(PLAIN, 4), digits(4), letters(PLAIN, 2))
        .prop_map(|(first, letters, digits, mixed)| {
            let l: Vec<char> = letters.chars().chain(mixed.chars()).collect();
            let d = text_of(&digits);
            let d: Vec<char> = d.chars().collect();
            [
                first.to_string(),
                l[0].to_string(),
                l[4].to_string(),
                d[0].to_string(),
                l[1].to_string(),
                l[5].to_string(),
                d[1].to_string(),
                l[2].to_string(),
                l[3].to_string(),
                d[2].to_string(),
                d[3].to_string(),
            ]
            .concat()
        })
        .boxed();
    let any = written(mbi, &[4, 3], &["0", "-"]);
    is_found(Label::Mbi, &any, &["Medicare {}", "MBI: {}", "resident {} seen"]);
}

#[test]
fn a_national_insurance_number_is_found_by_its_letters() {
    let nino = (
        letters("ABCEGHJKLMNPRSTWXYZ", 1),
        letters("ABCEHJLMPRSTWXYZ", 1),
        number(6),
        letters("ABCD", 1),
    )
        .prop_map(|(one, two, number, end)| format!("{one}{two}{number}{end}"))
        .prop_filter("never given out", |nino| {
            !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].iter().any(|pair| nino.starts_with(pair))
        })
        .boxed();
    let any = written(nino, &[2, 2, 2, 2], &["0", " "]);
    is_found(Label::Nino, &any, &["NI number {}", "NINO: {}", "worker {} signed in"]);
}

#[test]
fn a_tax_number_of_the_union_is_found_by_its_check() {
    // France: the key of the SIREN; Germany: ISO 7064 mod 11,10; Netherlands: mod 97.
    let french = digits(9).prop_map(|siren| {
        let siren = text_of(&siren);
        let key = (12 + 3 * (siren.parse::<u64>().unwrap_or(0) % 97)) % 97;
        format!("FR{key:02}{siren}")
    });
    let german = (1..=9_u32, digits(7)).prop_map(|(first, rest)| {
        let all: Vec<u32> = std::iter::once(first).chain(rest).collect();
        let product = all.iter().fold(10, |product, digit| {
            let sum = (digit + product) % 10;
            (if sum == 0 { 10 } else { sum } * 2) % 11
        });
        format!("DE{}{}", text_of(&all), (11 - product) % 10)
    });
    let any = prop_oneof![french, german].boxed();
    is_found(Label::Vat, &any, &["VAT {}", "VAT no: {}"]);
}

#[test]
fn a_passport_is_found_beside_its_name_alone() {
    let passport = prop_oneof![
        number(9),
        (letters(LETTERS, 1), number(8)).prop_map(|(letter, rest)| letter + &rest),
    ]
    .boxed();
    is_found(
        Label::Passport,
        &passport,
        &["passport {}", "Passport no. {}", "passport number: {}"],
    );
    is_not_found(Label::Passport, &number(9), &["counted {} strokes"]);
}

#[test]
fn a_driver_licence_is_found_beside_its_name() {
    let of = |letter_count: usize, digit_count: usize| {
        (letters(LETTERS, letter_count), number(digit_count)).prop_map(|(l, d)| l + &d).boxed()
    };
    let any = prop_oneof![
        of(1, 7),
        of(0, 8),
        of(0, 9),
        of(2, 6),
        of(1, 8),
        of(1, 12),
        of(1, 14),
        of(3, 6)
    ];
    let sentences = ["DL {}", "driver's license {}", "driver license no. {}", "D/L: {}", "CDL {}"];
    is_found(Label::DriverLicense, &any.boxed(), &sentences);
    let sentences = ["showed CA license {}", "license {} (CA)", "California ID {}"];
    is_found(Label::DriverLicense, &of(1, 7), &sentences);
    is_not_found(Label::DriverLicense, &of(1, 7), &["filter {} fitted"]);
}

#[test]
fn a_plate_is_found_beside_its_name() {
    let plate = prop_oneof![
        (letters(LETTERS, 3), number(4)).prop_map(|(l, d)| format!("{l}-{d}")),
        (letters(LETTERS, 3), number(4)).prop_map(|(l, d)| format!("{l} {d}")),
        (1..=9_u32, letters(LETTERS, 3), number(3)).prop_map(|(one, l, d)| format!("{one}{l}{d}")),
        (letters(LETTERS, 3), number(3)).prop_map(|(l, d)| format!("{l}{d}")),
    ];
    is_found(Label::Plate, &plate.boxed(), &["plate {}", "license plate {}", "white van, tag {}"]);
}

#[test]
fn an_address_of_a_network_card_is_found_in_six_groups() {
    let byte = || proptest::collection::vec(0..=255_u32, 6);
    let any = (byte(), proptest::sample::select(&[":", "-"][..]), any::<bool>())
        .prop_map(|(bytes, by, is_upper)| {
            let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(by);
            if is_upper { hex.to_ascii_uppercase() } else { hex }
        })
        .boxed();
    is_found(Label::Mac, &any, &["camera {}", "MAC {}", "MAC address: {}", "{}"]);
}

#[test]
fn an_address_of_the_net_is_found_in_both_versions() {
    let four = proptest::collection::vec(1..=254_u32, 4)
        .prop_map(|bytes| bytes.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
        .boxed();
    is_found(Label::Ip, &four, &["router {}", "IP {}", "IP address: {}"]);
    let six = proptest::collection::vec(0x1000..=0xffff_u32, 8)
        .prop_map(|parts| {
            parts.iter().map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":")
        })
        .boxed();
    is_found(Label::Ip, &six, &["router {}", "IP {}"]);
    let wrong = (256..=999_u32, digits(3))
        .prop_map(|(first, rest)| format!("{first}.{}.{}.{}", rest[0], rest[1], rest[2]));
    is_not_found(Label::Ip, &wrong.boxed(), &["section {} of the code"]);
}

/// A Bitcoin address: version, hash, and four bytes of the double SHA-256, in base 58.
fn base58(version: u8, hash: &[u8]) -> String {
    const SIGNS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut bytes = vec![version];
    bytes.extend(hash);
    let check = Sha256::digest(Sha256::digest(&bytes));
    bytes.extend(check.get(..4).unwrap_or_default());
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut number = bytes;
    let mut text = Vec::new();
    while number.iter().any(|byte| *byte != 0) {
        let mut left = 0_u32;
        for byte in &mut number {
            let value = left * 256 + u32::from(*byte);
            *byte = u8::try_from(value / 58).expect("below 256");
            left = value % 58;
        }
        text.push(SIGNS[usize::try_from(left).expect("below 58")]);
    }
    text.extend(std::iter::repeat_n(b'1', zeros));
    text.reverse();
    String::from_utf8(text).expect("ASCII")
}

#[test]
fn an_address_of_a_coin_is_found_by_its_check() {
    let hash = || proptest::collection::vec(any::<u8>(), 20);
    let coins = (prop_oneof![Just(0_u8), Just(5_u8)], hash())
        .prop_map(|(version, hash)| base58(version, &hash))
        .boxed();
    is_found(Label::Crypto, &coins, &["tip to {}", "wallet {}", "{}"]);
    let ether = hash()
        .prop_map(|bytes| {
            let digit = |half: &u8| char::from_digit(u32::from(*half), 16).expect("four bits");
            let hex: String = bytes
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .map(|half| digit(&half))
                .collect();
            format!("0x{hex}")
        })
        .boxed();
    is_found(Label::Crypto, &ether, &["tip to {}", "ETH {}"]);
}

#[test]
fn the_example_of_the_standard_has_the_check_digit_that_is_computed() {
    let vin = "1M8GDM9AXKP042788";
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = vin.chars().zip(weights).map(|(sign, by)| worth(sign) * by).sum();
    assert_eq!(sum % 11, 10, "X");
    assert_eq!(mod97("3214282912345698765432161182"), 1, "the example of the IBAN's description");
}
