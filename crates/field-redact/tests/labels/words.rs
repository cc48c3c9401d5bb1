//! Labels whose values are words.

use field_domain::Label;
use proptest::prelude::*;

use super::{Texts, is_found, is_not_found, one_of};

fn surnames() -> Texts {
    one_of(&[
        "Vandermeer",
        "Okafor",
        "Gutierrez",
        "Wieczorek",
        "Nakamura",
        "Lindqvist",
        "Delacroix",
        "Brandvold",
    ])
}

fn given() -> Texts {
    one_of(&["Dolores", "Tomasz", "Priya", "Anselm", "Helena", "Kwame", "Ingrid", "Marcus"])
}

#[test]
fn a_name_is_found_in_the_usual_places() {
    let names =
        (given(), surnames()).prop_map(|(given, surname)| format!("{given} {surname}")).boxed();
    let sentences = [
        "{} signed the sheet",
        "spoke with {} about the drain",
        "Owner: {}",
        "the cook, {}, was out",
        "Inspector {}",
        "asked for {}",
    ];
    is_found(Label::Person, &names, &sentences);
    is_found(Label::Person, &surnames(), &["Mr. {} left", "Dr. {} called", "Ms {} signed"]);
}

#[test]
fn an_electronic_address_is_found_anywhere() {
    let emails = (given(), surnames(), 0..99_u32, 0..5_usize)
        .prop_map(|(given, surname, number, shape)| {
            let (given, surname) = (given.to_lowercase(), surname.to_lowercase());
            match shape {
                0 => format!("{given}@example.org"),
                1 => format!("{given}.{surname}@mail.example.com"),
                2 => format!("{given}_{surname}{number}@example.net"),
                3 => format!("{}+{number}@example.co.uk", surname.to_uppercase()),
                _ => format!("{given}-{surname}@example.org"),
            }
        })
        .boxed();
    is_found(Label::Email, &emails, &["write to {}", "<{}>", "Email: {}.", "{}"]);
}

#[test]
fn a_street_address_is_found_with_unit_town_and_code() {
    let kinds = one_of(&[
        "Street", "St", "Avenue", "Ave.", "Road", "Lane", "Blvd", "Drive", "Court", "Way",
    ]);
    let names =
        one_of(&["Elm", "Orchard", "Old Mill", "Washington", "Wattle Grove", "N. Harbor", "3rd"]);
    let units = one_of(&["", ", Apt 3B", " #12", ", Unit 4"]);
    let towns =
        one_of(&["", ", Fairview, OH 44126", ", Dayton, OH", ", Springfield, IL 62704-1234"]);
    let addresses = (1..9999_u32, names, kinds, units, towns)
        .prop_map(|(number, name, kind, unit, town)| {
            let kind =
                if unit.is_empty() && town.is_empty() { kind.trim_end_matches('.') } else { &kind };
            format!("{number} {name} {kind}{unit}{town}")
        })
        .boxed();
    is_found(Label::Address, &addresses, &["lives at {}", "Address: {}", "keys to {}"]);
    let boxes = (1..99_999_u32).prop_map(|number| format!("PO Box {number}")).boxed();
    is_found(Label::Address, &boxes, &["mail to {}", "send it to {}, please"]);
}

#[test]
fn a_corner_and_a_house_with_a_name_are_found() {
    let streets = || one_of(&["Elm", "Oak", "Maple", "Main", "Washington"]);
    let corners =
        |cross: Texts| (streets(), cross).prop_map(|(one, two)| format!("{one} and {two}")).boxed();
    let sure = corners(one_of(&["5th", "Third", "42nd", "12th", "Oak Street"]));
    is_found(Label::Address, &sure, &["lives on the corner of {}", "at the corner of {} today"]);
    // Two ordinary words are two streets only where somebody lives.
    let plain = corners(one_of(&["Chestnut", "Walnut"]));
    is_found(Label::Address, &plain, &["lives on the corner of {}"]);
    let houses =
        (one_of(&["Rose", "Ivy", "Primrose", "Willow"]), one_of(&["Cottage", "Lodge", "Farm"]))
            .prop_map(|(name, kind)| format!("{name} {kind}, Mill Lane"))
            .boxed();
    is_found(Label::Address, &houses, &["lives at {}", "keys to {}"]);
}

#[test]
fn a_code_to_get_in_is_found_beside_its_name_alone() {
    let codes = (1000..999_999_u32).prop_map(|code| code.to_string()).boxed();
    let sentences =
        ["gate code {}", "alarm code is {}", "door code: {}", "PIN {}", "lockbox code {}"];
    is_found(Label::Secret, &codes, &sentences);
    let passwords = (given(), 10..99_u32).prop_map(|(name, n)| format!("{name}!{n}x")).boxed();
    is_found(Label::Secret, &passwords, &["wifi password {}", "password: {}"]);
    is_not_found(Label::Secret, &codes, &["counted {} strokes"]);
}

#[test]
fn a_name_in_the_net_is_found() {
    let handles = (given(), surnames())
        .prop_map(|(given, surname)| {
            format!("@{}_{}", given.to_lowercase(), surname.to_lowercase())
        })
        .boxed();
    is_found(Label::Handle, &handles, &["Instagram {}", "tagged {} in it"]);
    let links = (given(), surnames())
        .prop_map(|(given, surname)| {
            format!("https://example.com/u/{}-{}", given.to_lowercase(), surname.to_lowercase())
        })
        .boxed();
    is_found(Label::Url, &links, &["see {}", "profile: {}", "({})"]);
}

#[test]
fn an_illness_is_found_beside_a_person_and_a_country_anywhere() {
    let ills = one_of(&["norovirus", "hepatitis", "salmonella", "jaundice", "influenza"]);
    is_found(Label::Health, &ills, &["Priya Okafor has {}", "the cook is out sick with {}"]);
    is_not_found(Label::Health, &ills, &["post the {} rule at the sink"]);
    let countries = one_of(&["Portugal", "Norway", "Vietnam", "Canada", "Germany"]);
    is_found(Label::Location, &countries, &["oysters from {}", "he flew to {}"]);
}
