//! Labels whose values are digits.

use field_domain::Label;
use proptest::prelude::*;

use super::{Texts, digits, grouped, is_found, is_not_found, is_unsure, one_of, text_of, written};

/// The digit that makes the sum of Luhn's formula right when it stands at the end.
fn luhn(digits: &[u32]) -> u32 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(
            |(place, digit)| {
                if place % 2 == 0 { (digit * 2) / 10 + (digit * 2) % 10 } else { *digit }
            },
        )
        .sum();
    (10 - sum % 10) % 10
}

fn with_luhn(prefix: &str, count: usize, wrong_by: u32) -> Texts {
    let prefix: Vec<u32> = prefix.chars().filter_map(|digit| digit.to_digit(10)).collect();
    digits(count - prefix.len() - 1)
        .prop_map(move |rest| {
            let mut all = prefix.clone();
            all.extend(rest);
            all.push((luhn(&all) + wrong_by) % 10);
            text_of(&all)
        })
        .boxed()
}

/// Cards of five issuers, in the groups that are printed on them.
fn cards(wrong_by: u32) -> Texts {
    let four =
        |prefix: &str| written(with_luhn(prefix, 16, wrong_by), &[4, 4, 4], &["0", " ", "-"]);
    prop_oneof![
        four("4"),
        four("53"),
        four("6011"),
        written(with_luhn("37", 15, wrong_by), &[4, 6], &["0", " ", "-"]),
        written(with_luhn("36", 14, wrong_by), &[4, 6], &["0", " ", "-"]),
    ]
    .boxed()
}

#[test]
fn a_card_is_found_without_a_word_about_it_and_a_wrong_check_digit_is_none() {
    is_found(Label::CreditCard, &cards(0), &["paid by {}", "Card on file: {}, exp 04/27", "{}"]);
    is_not_found(Label::CreditCard, &cards(1), &["reading {} noted", "{}"]);
}

fn ssn() -> Texts {
    (1..899_u32, 1..99_u32, 1..9999_u32)
        .prop_filter("never given out", |(area, _, _)| *area != 666)
        .prop_map(|(area, group, serial)| format!("{area:03}{group:02}{serial:04}"))
        .boxed()
}

#[test]
fn a_social_security_number_is_found_in_groups_and_without_them_beside_its_name() {
    let split = written(ssn(), &[3, 2], &["-"]);
    is_found(Label::Ssn, &split, &["{} is on the form", "tenant {}", "SSN: {}"]);
    let any = written(ssn(), &[3, 2], &["0", "-", " ", "."]);
    is_found(Label::Ssn, &any, &["SSN {}", "her social security number is {}", "Social: {}, seen"]);
    // A number in these groups that was never given out goes all the same: one that was misread looks like it.
    let never = (900..=999_u32, 1..49_u32, 1..9999_u32)
        .prop_map(|(area, group, serial)| format!("{area}-{group:02}-{serial:04}"))
        .boxed();
    is_found(Label::Ssn, &never, &["tenant {}"]);
    is_not_found(Label::Ssn, &never, &["serial number {}"]);
    is_not_found(Label::Ssn, &ssn(), &["counted {} strokes"]);
}

#[test]
fn a_taxpayer_number_is_found_in_groups() {
    let middle = prop_oneof![50..=65_u32, 70..=88_u32, 90..=92_u32, 94..=99_u32];
    let itin = (900..=999_u32, middle, 0..9999_u32)
        .prop_map(|(area, group, serial)| format!("{area}{group:02}{serial:04}"))
        .boxed();
    let split = written(itin.clone(), &[3, 2], &["-"]);
    is_found(Label::Itin, &split, &["{} stands on the form", "ITIN {}"]);
    is_found(
        Label::Itin,
        &written(itin, &[3, 2], &["0", "-", " "]),
        &["ITIN: {}", "his ITIN is {}"],
    );
}

#[test]
fn an_employer_number_is_found_beside_its_name_and_in_doubt_without() {
    let ein = (10..=16_u32, 0..9_999_999_u32)
        .prop_map(|(prefix, number)| format!("{prefix}-{number:07}"))
        .boxed();
    is_found(Label::Ein, &ein, &["EIN {}", "EIN: {}", "employer identification number {}"]);
    // Without its name it is in doubt, so somebody looks; beside the name of a thing it is none.
    is_unsure(Label::Ein, &ein, &["we noted {} there"]);
    is_not_found(Label::Ein, &ein, &["serial number {}", "part {} fitted"]);
}

fn routing(wrong_by: u32) -> Texts {
    (prop_oneof![1..=12_u32, 21..=32_u32, 61..=72_u32], digits(6))
        .prop_map(move |(prefix, rest)| {
            let mut all = vec![prefix / 10, prefix % 10];
            all.extend(rest);
            let weights = [3, 7, 1, 3, 7, 1, 3, 7];
            let sum: u32 = all.iter().zip(weights).map(|(digit, by)| digit * by).sum();
            all.push(((10 - sum % 10) + wrong_by) % 10);
            text_of(&all)
        })
        .boxed()
}

#[test]
fn a_routing_number_is_found_beside_its_name_alone() {
    is_found(
        Label::Routing,
        &routing(0),
        &["routing {}", "ABA {}", "routing number: {}", "RTN {}"],
    );
    is_not_found(Label::Routing, &routing(0), &["counted {} strokes"]);
    is_not_found(Label::Routing, &routing(1), &["counted {} strokes"]);
}

#[test]
fn an_account_is_found_beside_its_name_alone() {
    let account = (6..=17_usize).prop_flat_map(digits).prop_map(|all| text_of(&all)).boxed();
    let sentences = ["account number {}", "acct # {}", "Bank account: {}", "checking account {}"];
    is_found(Label::BankAccount, &account, &sentences);
    let short = (6..=8_usize).prop_flat_map(digits).prop_map(|all| text_of(&all)).boxed();
    is_not_found(Label::BankAccount, &short, &["counted {} strokes"]);
}

fn npi(wrong_by: u32) -> Texts {
    (1..=2_u32, digits(8))
        .prop_map(move |(first, rest)| {
            let mut all = vec![8, 0, 8, 4, 0, first];
            all.extend(rest);
            all.push((luhn(&all) + wrong_by) % 10);
            text_of(all.get(5..).unwrap_or_default())
        })
        .boxed()
}

#[test]
fn a_provider_number_is_found_beside_its_name_alone() {
    is_found(Label::Npi, &npi(0), &["NPI {}", "NPI: {}", "her NPI is {}"]);
    is_not_found(Label::Npi, &npi(1), &["counted {} strokes"]);
}

/// NHS numbers whose check digit is right, or one more.
fn nhs(wrong_by: u32) -> Texts {
    digits(9)
        .prop_filter_map("no number has 10 as its check digit", move |all| {
            let sum: u32 = all.iter().zip((2..=10).rev()).map(|(digit, by)| digit * by).sum();
            let check = (11 - sum % 11) % 11;
            (check < 10 && all.first() != Some(&0)).then(|| {
                let mut all = all;
                all.push((check + wrong_by) % 10);
                text_of(&all)
            })
        })
        .boxed()
}

#[test]
fn a_health_service_number_is_found_in_its_groups_and_beside_its_name() {
    let any = written(nhs(0), &[3, 3], &["0", " ", "-"]);
    is_found(Label::Nhs, &any, &["NHS {}", "NHS number: {}", "her NHS no is {}"]);
    is_not_found(Label::Nhs, &written(nhs(1), &[3, 3], &["0"]), &["counted {} strokes"]);
}

#[test]
fn a_telephone_is_found_in_every_usual_grouping() {
    let area =
        proptest::sample::select(&["212", "216", "303", "415", "503", "617", "702", "813"][..]);
    let line = (area, 100..=199_u32).prop_map(|(area, line)| format!("{area}5550{line}")).boxed();
    let shapes = (line, 0..8_usize).prop_map(|(number, shape)| {
        let (area, rest) = number.split_at(3);
        let (exchange, line) = rest.split_at(3);
        match shape {
            0 => format!("({area}) {exchange}-{line}"),
            1 => format!("+1 {area} {exchange} {line}"),
            2 => format!("1-{area}-{exchange}-{line}"),
            3 => format!("{area}.{exchange}.{line}"),
            4 => format!("{area} {exchange} {line}"),
            5 => format!("+1{number}"),
            6 => format!("({area}){exchange}-{line}"),
            _ => format!("{area}/{exchange}-{line}"),
        }
    });
    let sentences = ["call {}", "{} rang twice", "Phone: {}", "cook ({})", "mobile {}, evenings"];
    is_found(Label::Phone, &shapes.boxed(), &sentences);
    let bare = (100..=199_u32).prop_map(|line| format!("2125550{line}")).boxed();
    is_found(Label::Phone, &bare, &["call {}", "Phone: {}", "tel {}"]);
    let british = (0..1000_u32).prop_map(|tail| format!("+44 7700 900{tail:03}")).boxed();
    is_found(Label::Phone, &british, &["ring {}", "{}"]);
}

#[test]
fn a_day_of_birth_is_found_beside_its_name_alone() {
    let months = one_of(&["January", "March", "Apr", "June", "Sept", "December"]);
    let days = |years: std::ops::RangeInclusive<u32>| {
        let day = (years, 1..=12_u32, 1..=28_u32, months.clone(), 0..8_usize);
        day.prop_map(|(year, month, day, name, shape)| match shape {
            0 => format!("{month:02}/{day:02}/{year}"),
            1 => format!("{year}-{month:02}-{day:02}"),
            2 => format!("{day:02}.{month:02}.{year}"),
            3 => format!("{name} {day}, {year}"),
            4 => format!("{day} {name} {year}"),
            5 => format!("{month}-{day}-{year}"),
            6 => format!("{name} {day} {year}"),
            _ => format!("{month:02}/{day:02}/{:02}", year % 100),
        })
        .boxed()
    };
    is_found(
        Label::Dob,
        &days(1950..=2004),
        &["born {}", "DOB: {}", "date of birth {}", "D.O.B. {}"],
    );
    // The days of visits and of services are recent; a full date from before 2015 can be nothing else here.
    is_not_found(Label::Dob, &days(2018..=2027), &["inspected {}", "next visit {}", "built {}"]);
}

#[test]
fn an_age_over_89_is_found_beside_its_word() {
    let ages = (90..=108_u32).prop_map(|age| age.to_string()).boxed();
    is_found(Label::Age, &ages, &["tenant is {} years old", "aged {}", "a {}-year-old resident"]);
    is_not_found(Label::Age, &ages, &["set to {} degrees", "counted {} trays"]);
}

#[test]
fn a_position_is_found_by_four_decimals_and_by_degrees() {
    let pair = (-89.0..89.0_f64, -179.0..179.0_f64);
    let decimal = (pair.clone(), proptest::sample::select(&[", ", ",", " "][..]))
        .prop_map(|((north, east), by)| format!("{north:.5}{by}{east:.5}"))
        .boxed();
    is_found(Label::Gps, &decimal, &["parked at {}", "GPS: {}", "{}"]);
    let degrees = (1..89_u32, 0..60_u32, 0..60_u32, 1..179_u32)
        .prop_map(|(north, minutes, seconds, west)| {
            format!("{north}°{minutes:02}'{seconds:02}\"N {west}°{seconds:02}'{minutes:02}\"W")
        })
        .boxed();
    is_found(Label::Gps, &degrees, &["parked at {}", "tank at {} today"]);
    let coarse = pair.prop_map(|(north, east)| format!("{north:.1}, {east:.1}")).boxed();
    is_not_found(Label::Gps, &coarse, &["read {} twice"]);
}

#[test]
fn a_record_number_is_found_beside_its_name_alone() {
    let number = (6..=10_usize).prop_flat_map(digits).prop_map(|all| text_of(&all)).boxed();
    is_found(Label::Mrn, &number, &["MRN {}", "MRN: {}", "chart # {}", "medical record number {}"]);
    let short = digits(6).prop_map(|all| text_of(&all)).boxed();
    is_not_found(Label::Mrn, &short, &["counted {} strokes"]);
}

#[test]
fn a_group_is_cut_where_it_should_be() {
    assert_eq!(grouped("123456789", &[3, 2], "-"), "123-45-6789");
    assert_eq!(
        luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1]),
        3,
        "the example of the formula's description"
    );
}
