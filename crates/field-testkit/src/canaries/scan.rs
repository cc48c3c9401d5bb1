//! The search for canaries in bytes of any kind.

use std::io::Read;

use aho_corasick::{AhoCorasick, MatchKind};

use super::encodings::encodings;
use super::make::Canary;

/// Most hits that are reported; the search stops there. One is already too many.
pub const HITS_MAX: usize = 10_000;
/// Largest unpacked stream, in bytes, that is looked at.
pub const STREAM_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// How many streams inside streams are unpacked.
pub const DEPTH_MAX: usize = 3;
/// Most separators between two digits of a number that is spread out, such as `614) 555`.
const SEPARATORS_MAX: usize = 3;

/// A canary that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Index into the canaries.
    pub canary: usize,
    /// The form in which it stood there.
    pub encoding: String,
    /// Where it begins, in bytes, in the innermost stream.
    pub offset: usize,
    /// The streams that were unpacked on the way, such as `gzip@120`; empty for none.
    pub within: String,
}

/// A prepared search. Build it once and use it for every haystack.
pub struct Scanner {
    forms: AhoCorasick,
    /// Canary and encoding of each form.
    names: Vec<(usize, String)>,
    digits: Option<AhoCorasick>,
    digit_owners: Vec<usize>,
}

/// Searches `haystack` once. See [`Scanner`] to search more than once.
///
/// # Errors
/// If the search cannot be prepared (too many canaries for memory).
pub fn scan(haystack: &[u8], canaries: &[Canary]) -> anyhow::Result<Vec<Hit>> {
    Ok(Scanner::new(canaries)?.scan(haystack))
}

impl Scanner {
    /// Prepares the search for all encodings of all canaries.
    ///
    /// # Errors
    /// If there are too many of them for memory.
    pub fn new(canaries: &[Canary]) -> anyhow::Result<Self> {
        let (mut patterns, mut names) = (Vec::new(), Vec::new());
        let (mut digits, mut digit_owners) = (Vec::new(), Vec::new());
        for (index, canary) in canaries.iter().enumerate() {
            for (name, bytes) in encodings(&canary.value) {
                if name == "digits UTF-8" {
                    digits.push(bytes.clone());
                    digit_owners.push(index);
                }
                patterns.push(bytes);
                names.push((index, name));
            }
        }
        let build = |patterns: &[Vec<u8>]| {
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns)
        };
        let digits = if digits.is_empty() { None } else { Some(build(&digits)?) };
        Ok(Self { forms: build(&patterns)?, names, digits, digit_owners })
    }

    /// Every canary in the haystack, in every form and at every offset; also in numbers whose
    /// digits stand apart, and inside gzip, zlib and zstd streams, whole or cut off.
    ///
    /// The haystack must be joined before it is searched: a value that lies across two of them is
    /// in neither. At most [`HITS_MAX`] are reported.
    #[must_use]
    pub fn scan(&self, haystack: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.scan_layer(haystack, "", 0, &mut hits);
        hits.truncate(HITS_MAX);
        hits.sort();
        hits.dedup();
        hits
    }

    fn scan_layer(&self, haystack: &[u8], within: &str, depth: usize, hits: &mut Vec<Hit>) {
        for found in self.forms.find_overlapping_iter(haystack) {
            if hits.len() >= HITS_MAX {
                return;
            }
            let (canary, encoding) = &self.names[found.pattern().as_usize()];
            hits.push(Hit {
                canary: *canary,
                encoding: encoding.clone(),
                offset: found.start(),
                within: within.to_owned(),
            });
        }
        self.scan_digits(haystack, within, hits);
        if depth >= DEPTH_MAX {
            return;
        }
        for offset in 0..haystack.len() {
            let rest = &haystack[offset..];
            if let Some((name, stream)) = unpack(rest) {
                let within = format!("{within}{name}@{offset} ");
                self.scan_layer(&stream, &within, depth + 1, hits);
            }
        }
    }

    /// Looks at the digits of the haystack with the separators between them taken out.
    fn scan_digits(&self, haystack: &[u8], within: &str, hits: &mut Vec<Hit>) {
        let Some(digits) = &self.digits else { return };
        let (mut joined, mut places) = (Vec::new(), Vec::new());
        let mut separators = 0;
        for (offset, &byte) in haystack.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    separators = 0;
                    joined.push(byte);
                    places.push(offset);
                }
                b' ' | b'-' | b'.' | b'(' | b')' | b'/' | b'+' | b'_'
                    if separators < SEPARATORS_MAX =>
                {
                    separators += 1;
                }
                // Anything else ends a number.
                _ if joined.last().is_some_and(|&last| last != b'|') => {
                    separators = 0;
                    joined.push(b'|');
                    places.push(offset);
                }
                _ => {}
            }
        }
        for found in digits.find_overlapping_iter(&joined) {
            if hits.len() >= HITS_MAX {
                return;
            }
            hits.push(Hit {
                canary: self.digit_owners[found.pattern().as_usize()],
                encoding: "digits apart".to_owned(),
                offset: places[found.start()],
                within: within.to_owned(),
            });
        }
    }
}

/// What a stream that begins here unpacks to. A damaged or cut stream gives what came before.
fn unpack(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let (name, stream) = match *bytes {
        [0x1f, 0x8b, 0x08, ..] => ("gzip", read(flate2::read::MultiGzDecoder::new(bytes))),
        // Deflate with a 32 KiB window; the two bytes are a multiple of 31. Source: RFC 1950, 2.2.
        [0x78, second @ (0x01 | 0x5e | 0x9c | 0xda), ..] => {
            debug_assert_eq!((0x7800 | u32::from(second)) % 31, 0, "a zlib header");
            ("zlib", read(flate2::read::ZlibDecoder::new(bytes)))
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            ("zstd", zstd::stream::read::Decoder::new(bytes).map(read).unwrap_or_default())
        }
        _ => return None,
    };
    (!stream.is_empty()).then_some((name, stream))
}

fn read(reader: impl Read) -> Vec<u8> {
    let mut reader = reader.take(STREAM_BYTES_MAX);
    let mut found = Vec::new();
    let mut part = [0; 16 * 1024];
    // An error ends the stream; what came before it is searched all the same.
    while let Ok(count @ 1..) = reader.read(&mut part) {
        found.extend_from_slice(&part[..count]);
    }
    found
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::canaries::make;
    use crate::random::Random;

    fn filler(seed: u64, count: usize) -> Vec<u8> {
        let mut random = Random::new(seed);
        (0..count).map(|_| u8::try_from(random.below(256)).expect("a byte")).collect()
    }

    #[test]
    fn every_encoding_of_every_canary_is_found_at_any_offset() {
        let canaries = make(20, 1);
        let scanner = Scanner::new(&canaries).expect("it fits");
        for (index, canary) in canaries.iter().enumerate() {
            for (number, (name, form)) in encodings(&canary.value).into_iter().enumerate() {
                let mut haystack = filler(number as u64, 40 + number % 5);
                let offset = haystack.len();
                haystack.extend_from_slice(&form);
                haystack.extend(filler(9, 30));
                let hits = scanner.scan(&haystack);
                assert!(
                    hits.iter().any(|hit| hit.canary == index && hit.offset == offset),
                    "{name} is found where it was planted"
                );
            }
        }
    }

    #[test]
    fn nothing_is_found_in_random_bytes() {
        let scanner = Scanner::new(&make(200, 2)).expect("it fits");
        assert_eq!(scanner.scan(&filler(3, 400_000)), [], "no canary by chance");
        let other: String = make(200, 77).into_iter().map(|canary| canary.value + "\n").collect();
        let phones = make(200, 2);
        let shared = make(200, 77).iter().filter(|canary| phones.contains(canary)).count();
        let found = scanner.scan(other.as_bytes());
        let owners: std::collections::BTreeSet<usize> =
            found.iter().map(|hit| hit.canary).collect();
        assert_eq!(owners.len(), shared, "other people's data is not taken for a canary");
    }

    #[test]
    fn packed_streams_are_opened() {
        let canaries = make(5, 4);
        let secret = format!("note: {} end", canaries[0].value);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(secret.as_bytes()).expect("memory");
        let gzip = gzip.finish().expect("memory");
        let zstd = zstd::encode_all(gzip.as_slice(), 3).expect("memory");
        for (name, packed) in [("gzip@10 ", &gzip), ("zstd@10 gzip@", &zstd)] {
            let mut haystack = vec![b'#'; 10];
            haystack.extend_from_slice(packed);
            haystack.extend_from_slice(b"tail");
            let hits = scan(&haystack, &canaries).expect("it fits");
            let is_found = hits.iter().any(|hit| hit.canary == 0 && hit.within.starts_with(name));
            assert!(is_found, "found inside {name}");
        }
        let long = format!("{secret} {}", hex::encode(filler(5, 4000)));
        let mut cut = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        cut.write_all(long.as_bytes()).expect("memory");
        let mut cut = cut.finish().expect("memory");
        cut.truncate(cut.len() / 2);
        let hits = scan(&cut, &canaries).expect("it fits");
        assert!(hits.iter().any(|hit| hit.canary == 0), "a cut stream is searched up to its cut");
    }

    #[test]
    fn digits_with_other_separators_are_found() {
        let canaries = make(5, 6);
        let phone =
            canaries.iter().position(|canary| canary.value.contains("555-01")).expect("one");
        let digits: Vec<char> =
            canaries[phone].value.chars().filter(char::is_ascii_digit).collect();
        let spread = digits.iter().map(char::to_string).collect::<Vec<_>>().join(".");
        let hits = scan(format!("call {spread} now").as_bytes(), &canaries).expect("it fits");
        assert!(hits.iter().any(|hit| hit.canary == phone), "6.1.4.5… is the number");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn base64_of_any_surroundings_holds_the_canary(
            before in proptest::collection::vec(any::<u8>(), 0..20),
            after in proptest::collection::vec(any::<u8>(), 0..20),
        ) {
            let canaries = make(1, 8);
            let whole = [&before, canaries[0].value.as_bytes(), &after].concat();
            let hits = scan(&coded(&whole), &canaries).expect("it fits");
            prop_assert!(
                hits.iter().any(|hit| hit.encoding.contains("base64")),
                "found at alignment {}", before.len() % 3
            );
        }
    }

    /// RFC 4648, section 4, written apart from the code under test.
    fn coded(bytes: &[u8]) -> Vec<u8> {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        bytes
            .chunks(3)
            .flat_map(|group| {
                let part = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
                let bits = part(0) << 16 | part(1) << 8 | part(2);
                (0..=group.len()).map(move |at| ALPHABET[(bits >> (18 - 6 * at) & 63) as usize])
            })
            .collect()
    }
}
