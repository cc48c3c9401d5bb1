//! How words are said.

/// Lines with a word and the names of its sounds, in the order of their bytes. A word that is said in two ways has two.
pub(super) struct Dictionary {
    text: String,
    /// Where each line begins.
    lines: Vec<u32>,
}

impl Dictionary {
    /// Nothing if the text is larger than 4 GiB.
    pub(super) fn new(text: &str) -> Option<Self> {
        let ends =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let begins = std::iter::once(0).chain(ends).take_while(|at| *at < text.len());
        let lines = begins.map(|at| u32::try_from(at).ok());
        Some(Self { text: text.to_owned(), lines: lines.collect::<Option<_>>()? })
    }

    /// The names of the sounds of a word in small letters, for each way to say it. None if the word is not known.
    pub(super) fn ways<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let first = self.lines.partition_point(|at| self.entry(*at).0 < word);
        let entries = self.lines.iter().skip(first).map(|at| self.entry(*at));
        entries.take_while(move |(known, _)| *known == word).map(|(_, sounds)| sounds)
    }

    /// The word and the sounds of a line.
    fn entry(&self, at: u32) -> (&str, &str) {
        let rest = self.text.get(at as usize..).unwrap_or_default();
        let line = rest.split_once('\n').map_or(rest, |(line, _)| line);
        line.split_once(' ').unwrap_or((line, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_of_its_ways() {
        let text = "a AH\na EY\na's EY Z\nat AE T\nread R EH D\nread R IY D\n";
        let dictionary = Dictionary::new(text).expect("small");
        let ways = |word| dictionary.ways(word).collect::<Vec<_>>();
        assert_eq!(ways("a"), ["AH", "EY"]);
        assert_eq!(ways("a's"), ["EY Z"]);
        assert_eq!(ways("read"), ["R EH D", "R IY D"]);
        assert!(ways("aa").is_empty() && ways("z").is_empty() && ways("rea").is_empty());
        assert!(Dictionary::new("").expect("small").ways("a").next().is_none());
    }
}
