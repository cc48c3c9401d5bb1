//! Coarser forms of values: two decimals of a position, three digits of a ZIP code, the year of a
//! birth, and 90+ for a high age.
//!
//! A form is made of numbers that were read and written anew, never of a part of the text. Where a
//! value cannot be read for sure there is none, and the caller removes it whole.

use field_domain::Label;

/// Decimals of a position that are told: a cell of about 1.1 km by at most 1.1 km.
const GPS_DECIMALS: usize = 2;

/// The oldest age that is told, in years (45 CFR 164.514(b)(2)(i)(C)).
const AGE_TOLD_MAX: u16 = 89;

/// The years that a year of birth can be.
const BIRTH_YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// The first three digits of ZIP codes whose area has 20,000 people or fewer; HIPAA wants 000 there.
///
/// Source: US Department of Health and Human Services, Guidance Regarding Methods for
/// De-identification of Protected Health Information (26 November 2012), the 17 restricted areas of
/// the 2000 census.
const ZIP3_RESTRICTED: [&str; 17] = [
    "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878",
    "879", "884", "890", "893",
];

/// Abbreviations that stand before a ZIP code. Source: US Postal Service, Publication 28, appendix B:
/// states, the District of Columbia, territories and military addresses.
const STATES: [&str; 62] = [
    "AA", "AE", "AK", "AL", "AP", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "FM", "GA",
    "GU", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MH", "MI", "MN", "MO",
    "MP", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR",
    "PW", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY",
];

/// Whether values of this kind have a coarser form at all.
pub(crate) const fn has_coarser_form(label: Label) -> bool {
    matches!(label, Label::Gps | Label::Address | Label::Dob | Label::Age)
}

/// The coarser form of a value. `year` is the calendar year of today.
pub(crate) fn coarser(label: Label, value: &str, year: Option<u16>) -> Option<String> {
    match label {
        Label::Gps => position(value),
        Label::Address => zip3(value),
        Label::Dob => birth_year(value, year?),
        Label::Age => age(value),
        _ => None,
    }
}

/// Runs of ASCII digits with the place where each begins. Digits of other scripts are not read.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|letter: char| !letter.is_ascii_digit()).filter_map(move |run| {
        let start = at;
        at += run.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!run.is_empty()).then_some((start, run))
    })
}

fn age(value: &str) -> Option<String> {
    let mut found = numbers(value);
    let (_, run) = found.next()?;
    if found.next().is_some() || run.len() > 3 {
        return None;
    }
    let years: u16 = run.parse().ok()?;
    Some(if years > AGE_TOLD_MAX { format!("{}+", AGE_TOLD_MAX + 1) } else { years.to_string() })
}

fn birth_year(value: &str, this_year: u16) -> Option<String> {
    let mut years = numbers(value)
        .filter(|(_, run)| run.len() == 4)
        .filter_map(|(_, run)| run.parse::<u16>().ok())
        .filter(|year| BIRTH_YEARS.contains(year));
    let year = years.next()?;
    // Born in the year before `AGE_TOLD_MAX` years ago may already be one year older than that.
    let is_told = years.next().is_none()
        && this_year.checked_sub(year).is_some_and(|years| years <= AGE_TOLD_MAX);
    is_told.then(|| year.to_string())
}

/// `40 Elm Street, Springfield, IL 62704` is `ZIP 627`.
fn zip3(value: &str) -> Option<String> {
    let mut all: Vec<(usize, &str)> = numbers(value).collect();
    let (mut start, mut run) = all.pop()?;
    if run.len() == 4 && value.get(..start).is_some_and(|before| before.ends_with('-')) {
        (start, run) = all.pop()?;
    }
    let before = value.get(..start)?.trim_end_matches([' ', ',', '.']);
    let mut words = before.rsplit(|letter: char| !letter.is_ascii_alphabetic());
    let is_after_state = words.next().is_some_and(|word| STATES.contains(&word));
    let first = run.get(..3).filter(|_| run.len() == 5 && is_after_state)?;
    let shown = if ZIP3_RESTRICTED.contains(&first) { "000" } else { first };
    Some(format!("ZIP {shown}"))
}

/// One coordinate while it is read.
#[derive(Default)]
struct Coordinate {
    /// Degrees, minutes and seconds, as far as they stand.
    parts: Vec<f64>,
    is_negative: bool,
    /// `N`, `S`, `E` or `W`.
    side: Option<char>,
}

impl Coordinate {
    fn degrees(&self) -> f64 {
        let sum: f64 = self.parts.iter().zip([1.0, 60.0, 3600.0]).map(|(part, of)| part / of).sum();
        let is_south = self.is_negative || matches!(self.side, Some('S' | 'W'));
        if is_south { -sum } else { sum }
    }
}

/// `40.712776, -74.005974` and `40°42'46"N 74°0'22"W` are `40.71, -74.01`.
fn position(value: &str) -> Option<String> {
    let coordinates = coordinates(value)?;
    let [first, second] = <[Coordinate; 2]>::try_from(coordinates).ok()?;
    let is_swapped =
        matches!(first.side, Some('E' | 'W')) || matches!(second.side, Some('N' | 'S'));
    let (latitude, longitude) = if is_swapped { (&second, &first) } else { (&first, &second) };
    let (latitude, longitude) = (latitude.degrees(), longitude.degrees());
    let is_place = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    // Adding zero makes a rounded -0.00 positive.
    let rounded = |degrees: f64| (degrees * 100.0).round() / 100.0 + 0.0;
    is_place.then(|| {
        let (latitude, longitude) = (rounded(latitude), rounded(longitude));
        format!("{latitude:.GPS_DECIMALS$}, {longitude:.GPS_DECIMALS$}")
    })
}

/// The coordinates of a text; none if it holds anything that is not read for sure.
fn coordinates(value: &str) -> Option<Vec<Coordinate>> {
    let mut made: Vec<Coordinate> = Vec::new();
    // A letter before the number, and whether one stood before the first: then they all do.
    let mut pending: Option<char> = None;
    let mut is_before = false;
    let mut is_negative = false;
    let mut rest = value.trim_start();
    while let Some(letter) = rest.chars().next() {
        if letter.is_ascii_digit() {
            let end = rest
                .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
                .unwrap_or(rest.len());
            let number: f64 = rest.get(..end)?.trim_end_matches('.').parse().ok()?;
            rest = rest.get(end..)?.trim_start();
            let unit = rest.chars().next();
            match unit {
                Some('\'' | '′' | '’') => add_part(&mut made, 1, number)?,
                Some('"' | '″' | '”') => add_part(&mut made, 2, number)?,
                _ => made.push(Coordinate {
                    parts: vec![number],
                    is_negative: std::mem::take(&mut is_negative),
                    side: pending.take(),
                }),
            }
            if let Some(sign) = unit.filter(|sign| "°'′’\"″”".contains(*sign)) {
                rest = rest.get(sign.len_utf8()..)?;
            }
        } else {
            rest = rest.get(letter.len_utf8()..)?;
            match letter.to_ascii_uppercase() {
                '-' | '−' => is_negative = true,
                side @ ('N' | 'S' | 'E' | 'W') if !rest.starts_with(char::is_alphabetic) => {
                    is_before |= made.is_empty();
                    if is_before {
                        pending = Some(side);
                    } else {
                        made.last_mut()?.side = Some(side);
                    }
                }
                // `latitude`, `lon` and the like.
                other if other.is_ascii_alphabetic() => {
                    rest = rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
                }
                ' ' | ',' | ';' | ':' | '=' | '+' | '\n' | '/' | '(' | ')' => {}
                _ => return None,
            }
        }
    }
    Some(made)
}

/// Minutes and seconds belong to the degrees before them.
fn add_part(made: &mut [Coordinate], place: usize, number: f64) -> Option<()> {
    let last = made.last_mut().filter(|last| last.parts.len() <= place && number < 60.0)?;
    last.parts.resize(place, 0.0);
    last.parts.push(number);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn positions_are_told_to_two_decimals() {
        for (value, expected) in [
            ("40.712776, -74.005974", Some("40.71, -74.01")),
            ("40.7128° N, 74.0060° W", Some("40.71, -74.01")),
            ("40°42'46\"N 74°0'22\"W", Some("40.71, -74.01")),
            ("N 40.7128 W 74.0060", Some("40.71, -74.01")),
            ("lat 40.7128 lon -74.0060", Some("40.71, -74.01")),
            ("W 74.0060 N 40.7128", Some("40.71, -74.01")),
            ("-0.001234, 0.001234", Some("0.00, 0.00")),
            ("140.7128, -74.0060", None),
            ("40.712776", None),
            ("forty point seven", None),
        ] {
            assert_eq!(position(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn zip_codes_are_told_to_three_digits_and_small_areas_as_zero() {
        for (value, expected) in [
            ("40 Elm Street, Springfield, IL 62704", Some("ZIP 627")),
            ("PO Box 12, Bennington VT 05901-1234", Some("ZIP 000")),
            ("12345 Elm Street", None),
            ("40 Elm Street, Springfield", None),
            ("Elm Street 62704", None),
        ] {
            assert_eq!(zip3(value).as_deref(), expected, "{value}");
        }
        assert_eq!(ZIP3_RESTRICTED.len(), 17, "as the guidance counts them");
    }

    #[test]
    fn years_of_birth_are_told_unless_they_tell_of_an_age_over_89() {
        for (value, expected) in [
            ("3/14/1961", Some("1961")),
            ("14 March 1937", Some("1937")),
            ("14 March 1936", None),
            ("3/14/61", None),
            ("born 1961 or 1962", None),
            ("the fourteenth of march nineteen sixty one", None),
        ] {
            assert_eq!(coarser(Label::Dob, value, Some(2026)).as_deref(), expected, "{value}");
        }
        let unknown = coarser(Label::Dob, "3/14/1961", None);
        assert_eq!(unknown, None, "without the year of today nothing is told");
    }

    #[test]
    fn ages_over_89_are_one_group() {
        for (value, expected) in [("93", "90+"), ("aged 90", "90+"), ("89", "89"), ("104", "90+")] {
            assert_eq!(age(value).as_deref(), Some(expected), "{value}");
        }
        assert_eq!(age("ninety three"), None, "words are not read");
    }

    proptest! {
        #[test]
        fn a_coarser_position_is_near_and_a_value_never_survives(
            latitude in -90.0_f64..90.0, longitude in -180.0_f64..180.0,
        ) {
            let told = position(&format!("{latitude:.6}, {longitude:.6}")).expect("a place");
            let mut parts = told.split(", ").map(|part| part.parse::<f64>().expect("a number"));
            for exact in [latitude, longitude] {
                let part = parts.next().expect("two parts");
                prop_assert!((part - exact).abs() <= 0.005_01, "{} for {}", told, exact);
            }
        }

        #[test]
        fn any_text_is_taken(value in any::<String>(), signs in "[0-9NSEW.,°'\" -]{0,30}") {
            for label in Label::ALL {
                for text in [&value, &signs] {
                    let told = coarser(label, text, Some(2026));
                    prop_assert!(told.is_none_or(|told| told.is_ascii() && told.len() <= 16));
                }
            }
        }
    }
}
