//! What stands between two words, as one of few common kinds: most rules ask for it at most words.

/// What stands between a word and the next one. Each kind is a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap(u16);

impl Gap {
    /// Nothing.
    pub(crate) const NONE: Self = Self(1);
    /// A space.
    pub(super) const SPACE: Self = Self(1 << 1);
    /// What is of no other kind.
    pub(crate) const OTHER: Self = Self(1 << 15);

    /// The kind of `gap`.
    pub(crate) const fn of(gap: &[u8]) -> Self {
        match gap {
            [] => Self::NONE,
            [b' '] => Self::SPACE,
            [b',', b' '] => Self(1 << 2),
            [b'.', b' '] => Self(1 << 3),
            [b'.'] => Self(1 << 4),
            [b'-'] => Self(1 << 5),
            [b'\''] => Self(1 << 6),
            [b'/'] => Self(1 << 7),
            [b'\n'] => Self(1 << 8),
            [b':', b' '] => Self(1 << 9),
            [b','] => Self(1 << 10),
            _ => Self::OTHER,
        }
    }

    const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Some gaps, made when the program is.
pub(crate) struct Gaps {
    kinds: Gap,
    gaps: &'static [&'static str],
}

impl Gaps {
    /// The list of `gaps`.
    pub(crate) const fn of(gaps: &'static [&'static str]) -> Self {
        let mut kinds = Gap(0);
        let mut index = 0;
        while index < gaps.len() {
            kinds = kinds.with(Gap::of(gaps[index].as_bytes()));
            index += 1;
        }
        Self { kinds, gaps }
    }

    /// Whether `gap`, which is of `kind`, is one of them.
    #[inline]
    pub(crate) fn have<'a>(&self, kind: Gap, gap: impl FnOnce() -> &'a str) -> bool {
        self.kinds.any(kind) && (kind != Gap::OTHER || self.gaps.contains(&gap()))
    }
}

/// The [`Gaps`] of literals, made when the program is.
macro_rules! gaps {
    ($($text:literal)*) => {
        const {
            const LIST: &[&str] = &[$($text),*];
            &$crate::scene::Gaps::of(LIST)
        }
    };
}
pub(crate) use gaps;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_gaps_and_no_other() {
        let list = gaps![" " ", " " - "];
        for (gap, is_in) in [(" ", true), (", ", true), (" - ", true), ("", false), (" (", false)] {
            assert_eq!(list.have(Gap::of(gap.as_bytes()), || gap), is_in, "{gap:?}");
        }
    }
}
