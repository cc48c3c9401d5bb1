//! Whether two names differ by a slip of the finger, or of the ear.

/// From how many letters two slips may be in a name.
const TWO_SLIPS_LETTERS: usize = 8;

/// Fewest sounds of a name that is told by its sounds alone.
const SOUNDS_MIN: usize = 3;

/// Whether one is the other with a letter changed, missing, added, or swapped with the next: two of
/// that in long names.
pub(super) fn is_alike(one: &str, two: &str) -> bool {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let most = if one.len().min(two.len()) >= TWO_SLIPS_LETTERS { 2 } else { 1 };
    one.len().abs_diff(two.len()) <= most && slips(&one, &two) <= most
}

/// The Damerau-Levenshtein distance (optimal string alignment).
fn slips(one: &[char], two: &[char]) -> usize {
    let mut last_but_one: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=two.len()).collect();
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    for (row, letter) in one.iter().enumerate() {
        let mut next = Vec::with_capacity(two.len() + 1);
        next.push(row + 1);
        for (column, other) in two.iter().enumerate() {
            let changed = at(&last, column) + usize::from(letter != other);
            let mut lowest = changed.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let is_swapped = row > 0
                && column > 0
                && one.get(row - 1) == Some(other)
                && two.get(column - 1) == Some(letter);
            if is_swapped {
                lowest = lowest.min(at(&last_but_one, column - 1) + 1);
            }
            next.push(lowest);
        }
        last_but_one = std::mem::replace(&mut last, next);
    }
    at(&last, two.len())
}

/// How a name sounds: its first letter's sound and its consonants, as one who spells by ear has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sound(String);

impl Sound {
    /// The sound of a name in lower case without accents.
    pub(super) fn of(name: &str) -> Self {
        /// What is written in two letters and heard as one.
        const PAIRS: [(&str, &str); 12] = [
            ("ph", "f"),
            ("ck", "k"),
            ("sch", "s"),
            ("sh", "s"),
            ("cz", "s"),
            ("sz", "s"),
            ("ch", "s"),
            ("th", "t"),
            ("gh", "g"),
            ("kn", "n"),
            ("wr", "r"),
            ("dt", "t"),
        ];
        let mut name = name.to_owned();
        for (pair, sound) in PAIRS {
            if name.contains(pair) {
                name = name.replace(pair, sound);
            }
        }
        let mut sounds = String::with_capacity(name.len());
        for (place, letter) in name.chars().enumerate() {
            let sound = match letter {
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' if place == 0 => 'a',
                'b' | 'p' => 'p',
                'f' | 'v' | 'w' => 'f',
                'c' | 'k' | 'q' | 'g' | 'j' => 'k',
                's' | 'z' | 'x' => 's',
                'd' | 't' => 't',
                'l' => 'l',
                'm' | 'n' => 'n',
                'r' => 'r',
                _ => continue,
            };
            if !sounds.ends_with(sound) {
                sounds.push(sound);
            }
        }
        Self(sounds)
    }

    /// Whether it says enough to tell a name by it.
    pub(super) fn is_long(&self) -> bool {
        self.0.len() >= SOUNDS_MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_alike_and_another_name_is_not() {
        for (one, two) in [
            ("okafor", "okafer"),
            ("okafor", "oakfor"),
            ("sample", "sampel"),
            ("wieczorek", "wiezcorek"),
            ("achterberg", "achtenburg"),
        ] {
            assert!(is_alike(one, two), "{two} is {one} misspelled");
        }
        for (one, two) in [("mason", "marion"), ("okafor", "oxford"), ("sample", "simple ton")] {
            assert!(!is_alike(one, two), "{two} is another name than {one}");
        }
    }

    #[test]
    fn what_sounds_the_same_is_written_in_many_ways() {
        for (one, two) in
            [("philips", "fillips"), ("wieczorek", "vieschorek"), ("schmidt", "shmit")]
        {
            assert_eq!(Sound::of(one), Sound::of(two), "{one} and {two} sound alike");
        }
        assert_ne!(Sound::of("mason"), Sound::of("barton"));
    }
}
