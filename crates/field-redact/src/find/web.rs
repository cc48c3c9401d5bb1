//! E-mail addresses, links with a personal path, handles, IP and MAC addresses, crypto addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::checks::{is_crypto_address, is_machine_line, looks_like_crypto_address};
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Words, w, words};
use crate::scene::{Chunk, Scene};

/// Longest run of characters without a space that is read as one thing.
const RUN_BYTES_MAX: usize = 400;

/// From how many bytes on a run of letters and digits alone is looked at.
const LONG: usize = 26;

/// How far before a handle its cue may stand, in bytes.
const CUE_REACH: usize = 24;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let bytes = scene.text.as_bytes();
    let has_handle = scene.cues().iter().any(|cue| cue.hint == Hint::Is(Label::Handle));
    let (mut at, mut index) = (0, 0);
    while at < bytes.len() {
        while scene.chunks.get(index).is_some_and(|chunk| chunk.start < at) {
            index += 1;
        }
        // Most runs are a single word, which is quick to see.
        if let Some(word) = scene.chunks.get(index).filter(|word| word.start == at && !has_handle)
            && let Some(sign) = after_plain(bytes, word)
        {
            at = word.end + sign + 1;
            continue;
        }
        let start = at;
        let signs = Signs::of_run(bytes, &mut at);
        // White space beyond ASCII is gone since the text was brought into one form.
        at += 1;
        let is_cued = || has_handle && scene.is_after_cue(start);
        if !(signs.is_of_interest(at - 1 - start) || is_cued()) {
            continue;
        }
        let run = scene.slice(start, at - 1);
        budget.spend(1 + run.len() / 8)?;
        if run.len() >= 3 {
            let tail = run.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'']);
            let core = tail.trim_start_matches(['(', '[', '{', '\'', ',', ';']);
            let start = start + tail.len() - core.len();
            if core.len() <= RUN_BYTES_MAX {
                let whole = one(scene, core, start);
                if whole.is_none() {
                    ips(scene, core, start, found);
                }
                found.extend(whole);
            } else if core.contains('@') {
                found.push(hit(start, start + core.len(), Label::Email, 0.5, "long_at"));
            }
        }
    }
    budget.spend(scene.text.len() / 16)
}

/// How many signs stand between a word and the white space behind it, where both are no address of the net:
/// none, or one that ends a clause.
fn after_plain(bytes: &[u8], word: &Chunk) -> Option<usize> {
    if word.len() + 1 >= LONG || word.word == w!("www") {
        return None;
    }
    match bytes.get(word.end..) {
        Some([b' ' | b'\n', ..]) => Some(0),
        Some([b'.' | b',' | b';' | b':' | b'!' | b'?' | b')', b' ' | b'\n', ..]) => Some(1),
        _ => None,
    }
}

/// Whether the `<` at `at` fills a machine line: capitals, digits or more of it around.
fn is_machine_sign(bytes: &[u8], at: usize) -> bool {
    let fits = |byte: Option<&u8>| {
        byte.is_some_and(|byte| *byte == b'<' || byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let is_double = bytes.get(at + 1) == Some(&b'<') || before == Some(&b'<');
    fits(before) && (is_double || fits(bytes.get(at + 1)))
}

/// How many signs of the net a run without spaces has.
#[derive(Default)]
struct Signs {
    ats: usize,
    points: usize,
    colons: usize,
    slashes: usize,
    hyphens: usize,
    underscores: usize,
    has_www: bool,
}

impl Signs {
    /// Counts the signs from `at` on; `at` is then where the run ends.
    fn of_run(bytes: &[u8], at: &mut usize) -> Self {
        let start = *at;
        let (mut signs, mut has_w) = (Self::default(), false);
        while let Some(byte) = bytes.get(*at) {
            match byte {
                b'<' if is_machine_sign(bytes, *at) => {}
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c' | b'<' | b'>' | b'|' | b'"' => {
                    break;
                }
                b'@' => signs.ats += 1,
                b'.' => {
                    signs.points += 1;
                    has_w |= at
                        .checked_sub(1)
                        .and_then(|before| bytes.get(before))
                        .is_some_and(|before| before.eq_ignore_ascii_case(&b'w'));
                }
                b':' => signs.colons += 1,
                b'/' => signs.slashes += 1,
                b'-' => signs.hyphens += 1,
                b'_' => signs.underscores += 1,
                _ => {}
            }
            *at += 1;
        }
        let has_www = |run: &[u8]| run.windows(4).any(|part| part.eq_ignore_ascii_case(b"www."));
        signs.has_www = has_w && bytes.get(start..*at).is_some_and(has_www);
        signs
    }

    /// Whether a run of `length` bytes with these signs can be an address of the net at all.
    const fn is_of_interest(&self, length: usize) -> bool {
        self.ats > 0
            || self.points >= 2
            || self.colons >= 2
            || self.hyphens >= 5
            || self.underscores > 0
            || (self.slashes > 0 && self.points > 0)
            || self.has_www
            || length >= LONG
    }
}

fn hit(start: usize, end: usize, label: Label, score: f32, rule: &'static str) -> Found {
    Found { start, end, label, score, rule }
}

/// What one run without spaces is.
fn one(scene: &Scene<'_>, run: &str, start: usize) -> Option<Found> {
    let whole = |label, score, rule| Some(hit(start, start + run.len(), label, score, rule));
    let is_www = run.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if is_www || run.contains(':') && run.contains("://") {
        return link(run, start);
    }
    if let Some(at) = run.find('@') {
        return if at == 0 { handle(run, start) } else { email(run, start, at) };
    }
    if run.bytes().filter(|byte| *byte == b'.').count() >= 3
        && is_ipv4(run)
        && !is_clause(scene, run, start)
    {
        return whole(Label::Ip, 0.95, "ip4");
    }
    let colons = run.bytes().filter(|byte| *byte == b':').count();
    if colons >= 2 || run.bytes().filter(|byte| *byte == b'-').count() == 5 {
        if is_mac(run) {
            return whole(Label::Mac, 0.95, "mac");
        }
        let address = run.split('/').next().unwrap_or(run);
        if run.len() >= 6 && address.parse::<Ipv6Addr>().is_ok() {
            return whole(Label::Ip, 0.95, "ip6");
        }
    }
    let body = run.rsplit([':', '=']).next().unwrap_or(run);
    if body.len() >= 26 && is_crypto_address(body) {
        return Some(hit(
            start + run.len() - body.len(),
            start + run.len(),
            Label::Crypto,
            0.95,
            "crypto",
        ));
    }
    // Mistyped: it looks like nothing else all the same.
    if body.len() >= 26 && looks_like_crypto_address(body) {
        let start = start + run.len() - body.len();
        return Some(hit(start, start + body.len(), Label::Crypto, 0.75, "crypto_shape"));
    }
    if is_machine_line(run) {
        return whole(Label::Passport, 0.95, "machine_line");
    }
    if is_mac(run) {
        return whole(Label::Mac, 0.9, "mac");
    }
    if is_personal_path(run) {
        return whole(Label::Url, 0.8, "personal_path");
    }
    let is_cued = matches!(scene.cue_before(start, CUE_REACH), Some(Hint::Is(Label::Handle)))
        || run.contains('_')
            && scene.cue_after(start + run.len(), CUE_REACH) == Some(Hint::Is(Label::Handle));
    let looks_made_up = run.bytes().any(|byte| byte.is_ascii_alphabetic())
        && run.bytes().any(|byte| byte.is_ascii_digit() || byte == b'_')
        || run.split('.').count() == 2
            && run.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.');
    (is_cued && looks_made_up && run.len() >= 3)
        .then(|| hit(start, start + run.len(), Label::Handle, 0.8, "handle_cued"))
}

/// Addresses inside a run: `ip=10.0.0.12`, `10.0.0.12-10.0.0.20`, `[2001:db8::9]:443`.
fn ips(scene: &Scene<'_>, run: &str, start: usize, found: &mut Vec<Found>) {
    if let Some((address, _)) =
        run.split_once(']').filter(|(address, _)| address.parse::<Ipv6Addr>().is_ok())
    {
        found.push(hit(start, start + address.len(), Label::Ip, 0.95, "ip6"));
        return;
    }
    let bytes = run.as_bytes();
    if run.matches('.').nth(2).is_none() {
        return;
    }
    let is_part = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.iter().skip(at).take_while(|byte| is_part(**byte)).count();
        let part = run.get(at..at + length).unwrap_or("").trim_end_matches('.');
        let is_glued = at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        let is_address = part.len() >= 7 && part.parse::<Ipv4Addr>().is_ok();
        if is_address && !is_glued && !is_clause(scene, part, start + at) {
            found.push(hit(start + at, start + at + part.len(), Label::Ip, 0.9, "ip4"));
        }
        at += length.max(1);
    }
}

/// A clause of a code, `5.1.4.8`: small numbers, or a code named before, and no network around.
fn is_clause(scene: &Scene<'_>, run: &str, start: usize) -> bool {
    /// No clause has a number beyond this, and hardly an address has none.
    const CLAUSE_MAX: u8 = 20;
    let parts = run.split(['.', ':', '/']);
    let is_small = parts.take(4).all(|part| part.parse().is_ok_and(|part: u8| part < CLAUSE_MAX));
    let cue = scene.cue_before(start, CUE_REACH);
    // `fw 4.18.32.9`.
    let is_version = scene.chunk_from(start).checked_sub(1).is_some_and(|before| {
        scene.is_any(before, words!["fw" "firmware" "version" "ver" "build"])
    });
    if is_version {
        return true;
    }
    let is_private = run.starts_with("10.") && speaks_of_network(scene, start);
    is_small && cue != Some(Hint::Is(Label::Ip)) && !is_private && !run.contains(':')
}

/// Whether a word of networks stands in the same line before byte `at`, or right behind it.
fn speaks_of_network(scene: &Scene<'_>, at: usize) -> bool {
    const WORDS: &Words = words![
        "ip" "network" "net" "lan" "wan" "vlan" "server" "switch" "router" "gateway" "camera" "cameras" "nvr"
        "dvr" "host" "subnet" "dhcp" "ping" "controller" "controllers" "bms" "bas" "plc" "hmi" "node" "mac"
        "modem" "printer" "static" "address" "addresses" "dns" "device" "wifi" "ups" "laptop" "gw"
    ];
    /// How many words before and after.
    const REACH: usize = 16;
    let index = scene.chunk_from(at);
    (index.saturating_sub(REACH)..index + REACH / 2)
        .any(|at| scene.is_any(at, WORDS) && !scene.is_any(at + 1, words!["firmware" "version"]))
}

/// Dotted quad, also with a port or a mask.
fn is_ipv4(run: &str) -> bool {
    let address = run.split([':', '/']).next().unwrap_or(run);
    address.parse::<Ipv4Addr>().is_ok()
}

/// Six pairs of hex digits with one separator, or three groups of four with dots.
fn is_mac(run: &str) -> bool {
    let groups = |separator: char, count: usize, length: usize| {
        let parts: Vec<&str> = run.split(separator).collect();
        parts.len() == count
            && parts.iter().all(|part| {
                part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
    };
    match run.len() {
        17 => groups(':', 6, 2) || groups('-', 6, 2),
        14 => groups('.', 3, 4),
        _ => false,
    }
}

/// A link. One to a site as a whole is less sure: it can be a firm's, or a person's own.
fn link(run: &str, start: usize) -> Option<Found> {
    let rest = run.split_once("://").map_or(run, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    let is_bare = path.is_empty() && !rest.contains(['@', '?', '#', '=']);
    let score = if is_bare { 0.6 } else { 0.9 };
    rest.contains('.').then(|| hit(start, start + run.len(), Label::Url, score, "link"))
}

/// `linkedin.com/in/name` without a scheme.
fn is_personal_path(run: &str) -> bool {
    let Some((domain, path)) = run.split_once('/') else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_domain = labels.len() >= 2
        && labels.iter().all(|label| {
            label.len() >= 2
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
        && labels.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_alphabetic()));
    is_domain && path.bytes().any(|byte| byte.is_ascii_alphabetic()) && path.len() >= 3
}

/// `@name`.
fn handle(run: &str, start: usize) -> Option<Found> {
    let name = run.trim_start_matches('@');
    let length = name
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        .count();
    let name = name.get(..length).unwrap_or("");
    let has_letter = name.bytes().any(|byte| byte.is_ascii_alphabetic());
    (length >= 2 && has_letter)
        .then(|| hit(start, start + 1 + length, Label::Handle, 0.9, "handle"))
}

/// Around the `@`: what may stand in a local part and in a domain.
fn email(run: &str, start: usize, at: usize) -> Option<Found> {
    let is_local =
        |letter: &char| letter.is_alphanumeric() || "._%+-'!#$&*=~^{}/".contains(*letter);
    let local: usize = run.get(..at)?.chars().rev().take_while(is_local).map(char::len_utf8).sum();
    let is_domain = |letter: &char| letter.is_alphanumeric() || "-.".contains(*letter);
    let domain: usize = run.get(at + 1..)?.chars().take_while(is_domain).map(char::len_utf8).sum();
    let name = run.get(at + 1..at + 1 + domain)?.trim_end_matches(['.', '-']);
    if local == 0 || name.is_empty() {
        return None;
    }
    let (score, rule) = if name.contains('.') { (0.98, "email") } else { (0.6, "email_no_domain") };
    Some(hit(start + at - local, start + at + 1 + name.len(), Label::Email, score, rule))
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn addresses_of_the_net_are_found_whole() {
        for (text, label, value) in [
            ("write to kim.sample+site@example.com.", Label::Email, "kim.sample+site@example.com"),
            ("(kim@example.co.uk)", Label::Email, "kim@example.co.uk"),
            ("host 192.0.2.44 up", Label::Ip, "192.0.2.44"),
            ("host 2001:db8::1:44, up", Label::Ip, "2001:db8::1:44"),
            ("mac 00:00:5E:00:53:af", Label::Mac, "00:00:5E:00:53:af"),
            ("see https://example.org/people/kim", Label::Url, "https://example.org/people/kim"),
            ("ask @kim_sample there", Label::Handle, "@kim_sample"),
        ] {
            assert_eq!(labels(text), [(label, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_stays() {
        for text in ["see NFPA 99 5.1.4.8 there", "version 1.2.3", "9:10:11 am", "2 @ 40 A"] {
            assert!(labels(text).is_empty(), "{text} holds nothing personal");
        }
    }
}
