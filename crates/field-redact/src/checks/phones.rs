//! Whether a telephone number has been given out, by the tables of libphonenumber.
//!
//! Its parser is not used: what it would take apart is in pieces already, and it takes most of the time.

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Type};

/// The code of the North American numbering plan, and of Great Britain.
const NORTH_AMERICA: u16 = 1;
const BRITAIN: u16 = 44;

/// Whether the ten digits of a number of the North American plan can be dialled.
pub(crate) fn is_nanp_phone(digits: &str) -> bool {
    is_given_out(NORTH_AMERICA, digits)
}

/// Whether digits that begin with the 0 of long distance are a British number.
pub(crate) fn is_gb_phone(digits: &str) -> bool {
    match digits.strip_prefix('0') {
        // 00 leads abroad.
        Some(national) if !national.starts_with('0') => is_given_out(BRITAIN, national),
        _ => phonenumber::parse(Some(phonenumber::country::Id::GB), digits)
            .is_ok_and(|number| phonenumber::is_valid(&number)),
    }
}

/// Reads the tables, which the library else does at the first number that is asked for: 0.03 to 0.13 s.
pub(crate) fn read_tables() {
    // 555-0142 is for fiction; its regions are looked through all the same.
    is_nanp_phone("2025550142");
    is_gb_phone("02079460142");
}

fn is_given_out(code: u16, national: &str) -> bool {
    for region in DATABASE.region(&code).unwrap_or_default() {
        let Some(region) = DATABASE.by_id(region) else { continue };
        let Some(leading) = region.leading_digits() else {
            if is_of_region(region, national) {
                return true;
            }
            continue;
        };
        if leading.find(national).is_some_and(|leading| leading.start() == 0) {
            return is_of_region(region, national);
        }
    }
    false
}

fn is_of_region(region: &Metadata, national: &str) -> bool {
    const KINDS: [Type; 10] = [
        Type::FixedLine,
        Type::Mobile,
        Type::TollFree,
        Type::PremiumRate,
        Type::SharedCost,
        Type::Voip,
        Type::PersonalNumber,
        Type::Pager,
        Type::Uan,
        Type::Voicemail,
    ];
    let kinds = region.descriptors();
    let fits = |kind| kinds.get(kind).is_some_and(|kind| kind.is_match(national));
    kinds.general().is_match(national) && KINDS.into_iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use phonenumber::country::Id;

    #[test]
    fn the_tables_say_what_the_library_says() {
        let whole = |country, digits: &str| {
            phonenumber::parse(Some(country), digits)
                .is_ok_and(|number| phonenumber::is_valid(&number))
        };
        for area in 200..1000 {
            for rest in ["5550142", "2090142", "9990142"] {
                let digits = format!("{area}{rest}");
                assert_eq!(is_nanp_phone(&digits), whole(Id::US, &digits), "{digits}");
            }
        }
        for prefix in 0..1000 {
            for rest in ["46 0123", "460 1234", "4601 2345"] {
                let digits = format!("0{prefix:03}{}", rest.replace(' ', ""));
                assert_eq!(is_gb_phone(&digits), whole(Id::GB, &digits), "{digits}");
            }
        }
    }
}
