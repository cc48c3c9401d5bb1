//! Driver licences of the United States: what each issuer's numbers look like.

use std::sync::LazyLock;

use crate::lexicon::Word;

/// An issuer and the shapes of its numbers.
pub(crate) struct Issuer {
    /// Its two letters, as a word.
    letters: Word,
    /// Its name, word by word.
    name: Vec<Word>,
    shapes: Vec<Vec<Part>>,
    /// Whether a number begins with the Soundex of the surname.
    has_soundex: bool,
}

/// A run of signs of one kind.
struct Part {
    kind: Kind,
    least: usize,
    most: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Either,
    Just(u8),
}

impl Kind {
    fn has(self, sign: u8) -> bool {
        match self {
            Self::Letter => sign.is_ascii_uppercase(),
            Self::Digit => sign.is_ascii_digit(),
            Self::Either => sign.is_ascii_uppercase() || sign.is_ascii_digit(),
            Self::Just(one) => sign == one,
        }
    }
}

/// The table, as `assets/redaction/licences.txt` has it.
static ISSUERS: LazyLock<Vec<Issuer>> = LazyLock::new(|| {
    let lines = include_str!("../../../../assets/redaction/licences.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(issuer).collect()
});

fn issuer(line: &str) -> Issuer {
    let mut columns = line.split_ascii_whitespace();
    let letters = Word::folded(columns.next().unwrap_or(""));
    let name = columns.next().unwrap_or("").split('+').map(Word::of).collect();
    let texts: Vec<&str> = columns.collect();
    let has_soundex = texts.iter().any(|text| text.starts_with('S'));
    Issuer { letters, name, shapes: texts.into_iter().map(shape).collect(), has_soundex }
}

/// `L2D6L1`, `D7-9`, `SD9`, `L1D6=R` as parts.
fn shape(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.as_bytes();
    let one = |kind, count| Part { kind, least: count, most: count };
    while let [first, after @ ..] = rest {
        rest = after;
        let kind = match first {
            b'S' => {
                parts.extend([one(Kind::Letter, 1), one(Kind::Digit, 3)]);
                continue;
            }
            b'=' => {
                parts.extend(rest.first().map(|sign| one(Kind::Just(*sign), 1)));
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            b'L' => Kind::Letter,
            b'D' => Kind::Digit,
            _ => Kind::Either,
        };
        let least = number(&mut rest);
        let most = if rest.first() == Some(&b'-') {
            rest = rest.get(1..).unwrap_or_default();
            number(&mut rest)
        } else {
            least
        };
        parts.push(Part { kind, least, most });
    }
    parts
}

/// Reads a number from the front.
fn number(rest: &mut &[u8]) -> usize {
    let mut value = 0;
    while let Some(digit) = rest.first().filter(|sign| sign.is_ascii_digit()) {
        value = value * 10 + usize::from(digit - b'0');
        *rest = rest.get(1..).unwrap_or_default();
    }
    value
}

/// Whether `code` is made of `parts`. Only the numbers of signs differ, so each part takes all it can.
fn has_shape(parts: &[Part], code: &[u8]) -> bool {
    let mut at = 0;
    for part in parts {
        let signs = code.get(at..).unwrap_or_default().iter().take(part.most);
        let count = signs.take_while(|sign| part.kind.has(**sign)).count();
        if count < part.least {
            return false;
        }
        at += count;
    }
    at == code.len()
}

impl Issuer {
    /// The issuer that `words` begin with: its two letters, or its name.
    pub(crate) fn at(words: &[Word]) -> Option<&'static Self> {
        let first = *words.first()?;
        ISSUERS.iter().find(|one| one.letters == first || words.starts_with(&one.name))
    }

    /// Whether a code of capitals and digits without separators is a number of this issuer by its shape.
    pub(crate) fn has(&self, code: &str) -> bool {
        self.shapes.iter().any(|shape| has_shape(shape, code.as_bytes()))
    }
}

/// Whether a code can be of an issuer whose numbers begin with the Soundex of the surname.
pub(crate) fn may_begin_with_soundex(code: &str) -> bool {
    ISSUERS.iter().any(|one| one.has_soundex && one.has(code))
}

/// The letter and three digits that a surname is filed under (American Soundex, as the US National Archives
/// describe it). `name` is ASCII letters of any case.
pub(crate) fn soundex(name: &str) -> Option<[u8; 4]> {
    let class = |letter: u8| match letter.to_ascii_lowercase() {
        b'b' | b'f' | b'p' | b'v' => b'1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
        b'd' | b't' => b'3',
        b'l' => b'4',
        b'm' | b'n' => b'5',
        b'r' => b'6',
        // H and W do not part two letters of one class; vowels do.
        b'h' | b'w' => b'h',
        _ => b'0',
    };
    let mut letters = name.bytes();
    let first = letters.next().filter(u8::is_ascii_alphabetic)?;
    let mut code = [first.to_ascii_uppercase(), b'0', b'0', b'0'];
    let (mut at, mut last) = (1, class(first));
    for letter in letters {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        let now = class(letter);
        if now == b'h' {
            continue;
        }
        if now != b'0'
            && now != last
            && let Some(place) = code.get_mut(at)
        {
            *place = now;
            at += 1;
        }
        last = now;
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each issuer with a number that has one of its shapes and one that has none. All are made up.
    const EXAMPLES: [(&str, &str, &str); 51] = [
        ("AL", "6096164", "609616400"),
        ("AK", "6244114", "62441140"),
        ("AZ", "B13654424", "BB3654424"),
        ("AR", "999000680", "999"),
        ("CA", "N1234567", "12345678"),
        ("CO", "943301012", "94330101"),
        ("CT", "146825129", "14682512"),
        ("DE", "1234567", "12345678"),
        ("DC", "1234567", "12345678"),
        ("FL", "W426545307610", "W42654530761"),
        ("GA", "12345678", "123456"),
        ("HI", "H12345678", "H1234567"),
        ("ID", "GA123456B", "GA1234567"),
        ("IL", "S53044128106", "S5304412810"),
        ("IN", "1234567890", "12345678"),
        ("IA", "123AB4567", "123A4567"),
        ("KS", "K1B2C", "K1B23"),
        ("KY", "C12345678", "C1234567"),
        ("LA", "012345678", "0123456789"),
        ("ME", "1234567A", "123456A"),
        ("MD", "S530441281060", "S53044128106"),
        ("MA", "S12345678", "SA1234567"),
        ("MI", "S530441281060", "S53044128106"),
        ("MN", "S530441281060", "530441281060"),
        ("MS", "123456789", "12345678"),
        ("MO", "A123456R", "A123456S"),
        ("MT", "0812319614121", "081231961412"),
        ("NE", "A12345678", "A123456789"),
        ("NV", "X12345678", "Y12345678"),
        ("NH", "12ABC34567", "12AB345678"),
        ("NJ", "A12345678901234", "A1234567890123"),
        ("NM", "123456789", "1234567"),
        ("NY", "A1234567", "A123456"),
        ("NC", "123456789012", "1234567890123"),
        ("ND", "ABC123456", "AB1234567"),
        ("OH", "RT482910", "RTX82910"),
        ("OK", "A123456789", "A12345678"),
        ("OR", "1234567", "A123456"),
        ("PA", "12345678", "1234567"),
        ("RI", "1234567", "12345678"),
        ("SC", "12345678901", "1234"),
        ("SD", "123456789012", "12345678901"),
        ("TN", "123456789", "123456"),
        ("TX", "09876543", "098765432"),
        ("UT", "1234567890", "123"),
        ("VT", "1234567A", "1234567B"),
        ("VA", "A12345678", "A1234567"),
        ("WA", "WDLABCD456DG", "WDLABCD456D"),
        ("WV", "AB123456", "ABC12345"),
        ("WI", "S5304412810601", "S530441281060"),
        ("WY", "1234567890", "12345678"),
    ];

    #[test]
    fn every_issuer_knows_its_numbers_and_refuses_others() {
        assert_eq!(ISSUERS.len(), EXAMPLES.len());
        for (letters, right, wrong) in EXAMPLES {
            let issuer = Issuer::at(&[Word::folded(letters)]).expect("it is in the table");
            assert!(issuer.has(right), "{letters}: {right}");
            assert!(!issuer.has(wrong), "{letters}: {wrong}");
        }
    }

    #[test]
    fn an_issuer_is_known_by_its_letters_and_its_name() {
        let words = |text: &str| text.split(' ').map(Word::folded).collect::<Vec<_>>();
        let letters = |text: &str| Issuer::at(&words(text)).map(|one| one.letters);
        assert_eq!(letters("Ohio OL"), Some(Word::of("oh")));
        assert_eq!(letters("New York license"), Some(Word::of("ny")));
        assert_eq!(letters("West Virginia"), Some(Word::of("wv")));
        assert_eq!(letters("New license"), None);
    }

    #[test]
    fn surnames_have_the_codes_that_the_archives_print() {
        for (name, code) in [
            ("Washington", b"W252"),
            ("Lee", b"L000"),
            ("Gutierrez", b"G362"),
            ("Pfister", b"P236"),
            ("Jackson", b"J250"),
            ("Tymczak", b"T522"),
            ("Ashcraft", b"A261"),
        ] {
            assert_eq!(soundex(name), Some(*code), "{name}");
        }
        assert_eq!(soundex("O'Neil"), None, "letters alone");
        assert!(may_begin_with_soundex("S53044128106") && !may_begin_with_soundex("N1234567"));
    }
}
