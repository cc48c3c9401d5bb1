//! Values that belong to nobody.

use std::collections::BTreeSet;

use crate::random::Random;

/// Most canaries of one call: the names and numbers below stay unique far beyond it.
pub const COUNT_MAX: usize = 10_000;

/// What a canary looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CanaryKind {
    /// First and last name.
    Name,
    /// A North American number of the block that is kept for fiction, 555-01xx.
    Phone,
    /// An address at a domain that is kept for examples. Source: RFC 2606.
    Email,
    /// House number, street and town.
    Address,
    /// A staff or licence number.
    Id,
}

/// A made-up value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Canary {
    /// What it looks like.
    pub kind: CanaryKind,
    /// The value, in Unicode NFC.
    pub value: String,
}

const KINDS: [CanaryKind; 5] =
    [CanaryKind::Name, CanaryKind::Phone, CanaryKind::Email, CanaryKind::Address, CanaryKind::Id];
const STARTS: [&str; 16] = [
    "Bram", "Quor", "Zel", "Thav", "Mirr", "Osk", "Fenn", "Jarv", "Lüd", "Pell", "Rös", "Wex",
    "Vand", "Krim", "Dorr", "Yev",
];
const MIDDLES: [&str; 12] =
    ["a", "o", "i", "ena", "ulo", "ari", "eth", "ová", "imi", "ura", "é", "osa"];
const ENDS: [&str; 12] = [
    "dell", "wick", "strom", "quist", "ford", "mund", "berg", "lin", "sky", "thorpe", "vant",
    "nova",
];
const STREETS: [&str; 6] = ["Lane", "Street", "Avenue", "Road", "Court", "Way"];
/// Letters of ids: none that is taken for a digit.
const LETTERS: [char; 20] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'V', 'W', 'X',
    'Y',
];

/// `count` different canaries (at most [`COUNT_MAX`]), the kinds in turn. The same seed gives the
/// same ones.
#[must_use]
pub fn make(count: usize, seed: u64) -> Vec<Canary> {
    let mut random = Random::new(seed);
    let mut made = BTreeSet::new();
    KINDS
        .into_iter()
        .cycle()
        .take(count.min(COUNT_MAX))
        .map(|kind| {
            loop {
                let value = value(kind, &mut random);
                if made.insert(value.clone()) {
                    return Canary { kind, value };
                }
            }
        })
        .collect()
}

fn value(kind: CanaryKind, random: &mut Random) -> String {
    match kind {
        CanaryKind::Name => format!("{} {}", word(random), word(random)),
        CanaryKind::Phone => {
            let (area, line) = (201 + random.below(788), random.below(100));
            format!("({area}) 555-01{line:02}")
        }
        CanaryKind::Email => {
            let name: String =
                format!("{}.{}", word(random), word(random)).chars().map(plain).collect();
            let end = random.pick(&["com", "org", "net"]);
            format!("{}{}@example.{end}", name.to_lowercase(), random.below(1000))
        }
        CanaryKind::Address => {
            let (number, street) = (100 + random.below(9800), random.pick(&STREETS));
            format!("{number} {} {street}, {} Falls", word(random), word(random))
        }
        CanaryKind::Id => {
            let letters: String = (0..4).map(|_| random.pick(&LETTERS)).collect();
            format!("{letters}-{:07}-{}", random.below(10_000_000), random.pick(&LETTERS))
        }
    }
}

fn word(random: &mut Random) -> String {
    format!("{}{}{}", random.pick(&STARTS), random.pick(&MIDDLES), random.pick(&ENDS))
}

fn plain(letter: char) -> char {
    match letter {
        'ü' => 'u',
        'ö' => 'o',
        'é' => 'e',
        'á' => 'a',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canaries_repeat_with_their_seed_and_are_all_different() {
        let made = make(500, 42);
        assert_eq!(made, make(500, 42), "the same seed gives the same values");
        assert_ne!(made, make(500, 43), "another seed gives others");
        let values: BTreeSet<&str> = made.iter().map(|canary| canary.value.as_str()).collect();
        assert_eq!(values.len(), 500, "no value comes twice");
        for canary in made.iter().filter(|canary| canary.kind == CanaryKind::Phone) {
            assert!(canary.value.contains("555-01"), "numbers come from the block for fiction");
        }
        let names = made.iter().filter(|canary| canary.kind == CanaryKind::Name);
        assert!(names.clone().any(|name| !name.value.is_ascii()), "some names have accents");
        assert_eq!(names.count(), 100, "every kind has its share");
    }
}
