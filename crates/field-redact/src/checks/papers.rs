//! Passports' machine lines and driving licences with a shape of their own.

/// The value of a character of a machine line (ICAO 9303-3, 4.9): `<` is 0, A is 10.
fn value(letter: u8) -> Option<u32> {
    match letter {
        b'<' => Some(0),
        b'0'..=b'9' => Some(u32::from(letter - b'0')),
        b'A'..=b'Z' => Some(u32::from(letter - b'A') + 10),
        _ => None,
    }
}

/// Whether `check` is the check digit of `field`: weights 7, 3, 1.
fn is_checked(field: &[u8], check: u8) -> bool {
    let sum = field
        .iter()
        .zip([7, 3, 1].into_iter().cycle())
        .try_fold(0, |sum, (letter, weight)| value(*letter).map(|value| sum + value * weight));
    sum.is_some_and(|sum| u32::from(check.wrapping_sub(b'0')) == sum % 10)
}

/// Whether `line` is a line of a passport's or an identity card's machine-readable zone: the names,
/// or number, birth and expiry with their check digits.
pub(crate) fn is_machine_line(line: &str) -> bool {
    let bytes = line.as_bytes();
    if !matches!(bytes.len(), 30 | 36 | 44) || !bytes.iter().all(|byte| value(*byte).is_some()) {
        return false;
    }
    let field = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
    let check = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let is_names = line.contains("<<") && line.starts_with(['P', 'I', 'A', 'C', 'V']);
    let has_number = is_checked(field(0, 9), check(9));
    let has_birth = is_checked(field(13, 19), check(19));
    let has_expiry = is_checked(field(21, 27), check(27));
    is_names || (has_number && has_birth && has_expiry)
}

/// A British driving licence: five of the surname, six of the birth date, two initials, three more
/// (DVLA: month 01-12, or 51-62 for women; day 01-31).
pub(crate) fn is_british_licence(text: &str) -> bool {
    let bytes = text.as_bytes();
    let part =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    bytes.len() == 16
        && bytes.iter().take(5).all(|byte| byte.is_ascii_uppercase() || *byte == b'9')
        && bytes.first().is_some_and(u8::is_ascii_uppercase)
        && text.get(5..11).is_some_and(|birth| birth.bytes().all(|byte| byte.is_ascii_digit()))
        && part(6, 8).is_some_and(|month| matches!(month, 1..=12 | 51..=62))
        && part(8, 10).is_some_and(|day| (1..=31).contains(&day))
        && text.get(11..).is_some_and(|tail| tail.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A driver licence that says by itself what it is: a letter and twelve or thirteen digits as
/// Florida, Illinois, Maryland, Michigan, Minnesota and Wisconsin have them, in their groups.
pub(crate) fn is_grouped_licence(groups: &[&str]) -> bool {
    const SHAPES: &[&[usize]] = &[
        &[4, 3, 2, 3, 1],
        &[4, 3, 2, 3],
        &[4, 4, 4],
        &[4, 4, 4, 2],
        &[4, 4, 5],
        &[1, 3, 3, 3, 3],
        &[4, 3, 3, 3],
    ];
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let Some((letter, digits)) = groups.first().and_then(|first| first.split_at_checked(1)) else {
        return false;
    };
    SHAPES.contains(&&lengths[..])
        && letter.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && groups.iter().skip(1).all(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_lines_are_known_by_their_check_digits() {
        for line in [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ] {
            assert!(is_machine_line(line), "{line} is a line of the standard's own example");
        }
        assert!(
            !is_machine_line("L898902C36UTO7408123F1204159ZE184226B<<<<<10"),
            "a wrong check digit of the birth date"
        );
    }

    #[test]
    fn licences_with_a_shape_of_their_own_are_known() {
        assert!(is_british_licence("SAMPL753116SM9IJ"));
        assert!(!is_british_licence("SAMPL793116SM9IJ"), "there is no month 93");
        assert!(is_grouped_licence(&["W426", "545", "30", "761", "0"]), "Florida's groups");
        assert!(!is_grouped_licence(&["W426", "545", "30"]), "too short");
    }
}
