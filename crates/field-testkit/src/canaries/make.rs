//! Values that belong to nobody.

use std::collections::BTreeSet;

use crate::random::Random;

/// Most canaries of one call: they take six words for each five of them, and there are 2304 words, of
/// which none is given twice.
pub const COUNT_MAX: usize = 1_500;

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
const STREETS: [&str; 10] =
    ["Lane", "Street", "Avenue", "Road", "Court", "Way", "Close", "Drive", "Terrace", "Row"];
/// Letters of ids: none that is taken for a digit.
const LETTERS: [char; 20] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'V', 'W', 'X',
    'Y',
];

/// `count` different canaries (at most [`COUNT_MAX`]), the kinds in turn. The same seed gives the
/// same ones. No word and no house number stands in two of them.
#[must_use]
pub fn make(count: usize, seed: u64) -> Vec<Canary> {
    let mut maker = Maker { random: Random::new(seed), taken: BTreeSet::new() };
    KINDS
        .into_iter()
        .cycle()
        .take(count.min(COUNT_MAX))
        .map(|kind| Canary { kind, value: maker.value(kind) })
        .collect()
}

struct Maker {
    random: Random,
    /// Words without accents, in lower case, and numbers that were given.
    taken: BTreeSet<String>,
}

impl Maker {
    fn value(&mut self, kind: CanaryKind) -> String {
        match kind {
            CanaryKind::Name => format!("{} {}", self.word(), self.word()),
            CanaryKind::Phone => self.unique(|random| {
                let (area, line) = (201 + random.below(788), random.below(100));
                format!("({area}) 555-01{line:02}")
            }),
            CanaryKind::Email => {
                let name: String =
                    format!("{}.{}", self.word(), self.word()).chars().map(plain).collect();
                let end = self.random.pick(&["com", "org", "net"]);
                format!("{}{}@example.{end}", name.to_lowercase(), self.random.below(1000))
            }
            CanaryKind::Address => {
                let number = self.unique(|random| (1000 + random.below(8900)).to_string());
                let street = self.random.pick(&STREETS);
                format!("{number} {} {street}, {} Falls", self.word(), self.word())
            }
            // Nine digits: seven in a row meet by chance in a megabyte of hex.
            CanaryKind::Id => self.unique(|random| {
                let letters: String = (0..4).map(|_| random.pick(&LETTERS)).collect();
                format!("{letters}-{:09}-{}", random.below(1_000_000_000), random.pick(&LETTERS))
            }),
        }
    }

    fn word(&mut self) -> String {
        self.unique(|random| {
            format!("{}{}{}", random.pick(&STARTS), random.pick(&MIDDLES), random.pick(&ENDS))
        })
    }

    /// What `draw` gives for the first time.
    fn unique(&mut self, draw: impl Fn(&mut Random) -> String) -> String {
        loop {
            let drawn = draw(&mut self.random);
            let plain: String = drawn.chars().map(plain).collect();
            if self.taken.insert(plain.to_lowercase()) {
                return drawn;
            }
        }
    }
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
