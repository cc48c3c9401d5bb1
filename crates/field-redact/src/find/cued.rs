//! Codes whose kind is said by the words before them, and codes of letters with a check.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::checks::{
    is_british_licence, is_dea, is_grouped_licence, is_iban, is_mbi, is_nino, is_nino_shape,
    is_vat, is_vat_shape, is_vin,
};
use crate::cues::{Cue, Hint};
use crate::error::Withheld;
use crate::lexicon::{Starts, Traits, Words, w, words};
use crate::scene::{LINKS, Scene, Shape, gaps};

/// Most chunks of one code: an IBAN has nine groups.
const CODE_CHUNKS_MAX: usize = 10;

/// Most groups of letters before the first digit of a code that is known by its shape.
const LETTERS_BEFORE_MAX: usize = 4;

/// Letters and digits of most codes: their place is made at once.
const CODE_LENGTH: usize = 24;

/// How far before a national insurance number its cue may stand, in bytes.
const NINO_REACH: usize = 60;

/// Most words between a cue and its code.
const BETWEEN_MAX: usize = 4;

/// Longest hint in brackets between a cue and its code, in bytes.
const BRACKET_MAX: usize = 40;

/// Most words of any kind between a cue and a code that looks like one by itself.
const LOOSE_MAX: usize = 7;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for cue in scene.cues() {
        budget.spend(4)?;
        if let Hint::Is(label) = cue.hint {
            if label == Label::Ip {
                found.extend(spaced_ip(scene, cue));
                continue;
            }
            if label == Label::Nino
                && let Some(hit) = nino_after(scene, cue)
            {
                found.push(hit);
                continue;
            }
            let after = after_cue(scene, cue, label);
            found.extend(after.or_else(|| before_cue(scene, cue, label)));
        }
    }
    for cue in scene.maybe_cues() {
        budget.spend(4)?;
        if let Hint::Is(label) = cue.hint {
            found.extend(after_maybe(scene, cue, label));
        }
    }
    for index in licence_words(scene) {
        budget.spend(CODE_CHUNKS_MAX)?;
        found.extend(licence_of_driver(scene, index));
    }
    for index in scene.near_digits(LETTERS_BEFORE_MAX) {
        // Most words before a number are longer than what can begin a code.
        if scene.chunks.get(index).is_none_or(|chunk| {
            chunk.shape == Shape::Title || chunk.shape == Shape::Lower && chunk.len() != 2
        }) {
            continue;
        }
        if let Some(hit) = licence(scene, index) {
            budget.spend(CODE_CHUNKS_MAX)?;
            found.push(hit);
        }
        if has_check_shape(scene, index) {
            budget.spend(CODE_CHUNKS_MAX)?;
            found.extend(checked(scene, index));
        }
    }
    budget.spend(scene.chunks.len())
}

/// The first chunk after a cue that is not one of the words between. `None` beyond the line.
pub(super) fn first_after(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let mut read = cue.end;
    // `Date of birth (dd/mm/yyyy): ...`: what stands in brackets says how to write it.
    let bracket = scene.slice(cue.end, scene.text.len());
    if bracket.starts_with(" (")
        && let Some(close) = bracket.find("):").filter(|close| *close <= BRACKET_MAX)
    {
        read = cue.end + close + 1;
    }
    if let Some(under) = under_label(scene, cue) {
        return Some(under);
    }
    for index in (scene.chunk_from(read)..).take(BETWEEN_MAX + 1) {
        let chunk = scene.chunks.get(index)?;
        if !is_link(scene.slice(read, chunk.start)) {
            return None;
        }
        if !scene.is_any(index, LINKS) {
            return Some(index);
        }
        read = chunk.end;
    }
    None
}

/// `DOB (1)⏎17/06/1990`: the first chunk of the line under a label that has a line of its own.
fn under_label(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    /// Longest label, in bytes.
    const LABEL_MAX: usize = 32;
    if !scene.seen.may_have_sign(b'\n') {
        return None;
    }
    let rest = scene.slice(cue.end, scene.text.len());
    let line = rest.find('\n').filter(|line| *line <= 6)?;
    let label_end = rest.get(..line)?;
    let is_bare = label_end.bytes().all(|sign| b" ():#.0123456789\r\t".contains(&sign))
        && label_end.bytes().filter(u8::is_ascii_digit).count() <= 1;
    let before = scene.slice(0, cue.start);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let label = before.get(start..)?;
    let is_label = label.len() <= LABEL_MAX && !label.contains(['.', ',', ';', ':']);
    let first = scene.chunk_from(cue.end + line);
    let gap = scene.slice(cue.end + line, scene.chunks.get(first)?.start);
    (is_bare && is_label && gap.matches('\n').count() == 1 && gap.len() <= 4).then_some(first)
}

/// What may stand between a cue, the words after it and its code.
fn is_link(gap: &str) -> bool {
    let is_leader = gap.bytes().all(|letter| b" ._-)".contains(&letter))
        && gap.bytes().filter(|letter| !letter.is_ascii_whitespace()).count() >= 3;
    let has_stop = gap.trim_start_matches('.').contains(". ");
    is_leader
        || gap.len() <= 6
            && !has_stop
            && gap.chars().all(|letter| " :#=.-\t|'\"(,*/_&;)?>$".contains(letter))
}

/// The first chunk with a digit after a cue, if only words stand between them.
fn first_loose(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let mut read = cue.end;
    for index in (scene.chunk_from(cue.end)..).take(LOOSE_MAX + 1) {
        let chunk = scene.chunks.get(index)?;
        let gap = scene.slice(read, chunk.start);
        // `no. 4471` does not end a sentence, nor do points that lead to the value of a form.
        let is_short =
            index.checked_sub(1).is_some_and(|before| scene.is_any(before, words!["no" "nos"]))
                && gap == ". "
                || gap.contains("..");
        let is_stop = gap.contains([';', '.']) && !is_short;
        if !is_link(gap) || is_stop || scene.cue_starts_at(chunk.start) {
            return None;
        }
        let has_digit = matches!(chunk.shape, Shape::Digits | Shape::Mixed);
        let leads_code = chunk.shape == Shape::Upper
            && chunk.len() <= 3
            && scene.chunks.get(index + 1).is_some_and(|next| next.shape == Shape::Digits)
            && scene.gap_in(index, gaps!["-" " "]);
        if has_digit || leads_code {
            return Some(index);
        }
        read = chunk.end;
    }
    None
}

/// The shortest and longest code of a kind, in letters and digits, where a cue says the kind.
fn lengths(label: Label) -> Option<(usize, usize)> {
    Some(match label {
        // The last four digits; the whole number is known by its shape.
        Label::Ssn => (4, 4),
        Label::Mrn => (5, 14),
        Label::DriverLicense => (5, 20),
        Label::Passport => (6, 12),
        Label::Plate => (3, 10),
        Label::Vin => (6, 17),
        Label::Mac => (12, 12),
        Label::BankAccount => (4, 20),
        Label::Npi | Label::Mbi => (8, 12),
        Label::Dea | Label::Ein => (8, 10),
        Label::Nino => (8, 9),
        Label::Nhs => (9, 10),
        Label::Vat => (8, 14),
        Label::Iban => (10, 34),
        Label::Crypto => (20, 95),
        _ => return None,
    })
}

/// Fewest digits of a code that stands some words behind its cue.
fn loose_digits(label: Label) -> usize {
    match label {
        Label::Plate => 2,
        Label::Ssn | Label::Mrn | Label::BankAccount => 6,
        Label::Crypto | Label::Iban => 8,
        _ => 5,
    }
}

fn after_cue(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    let (shortest, longest) = lengths(label)?;
    let made = |first: usize, least_digits: usize, score: f32| {
        let last = code_end(scene, first, longest)?;
        let code = joined(scene, first, last);
        let digits = code.bytes().filter(u8::is_ascii_digit).count();
        let is_hex = label != Label::Mac || code.bytes().all(|byte| byte.is_ascii_hexdigit());
        if code.len() < shortest
            || digits < least_digits
            || !is_hex
            || is_reading(scene, first, last)
        {
            return None;
        }
        let score = if passes(label, &code) == Some(false) { score.min(0.75) } else { score };
        hit(scene, first, last, label, score, "code_cued")
    };
    let near = first_after(scene, cue).and_then(|first| {
        // A plate of letters alone is one too, if it is written as a code.
        let is_long_vanity = label == Label::Plate
            && scene.chunks.get(first).is_some_and(|chunk| {
                chunk.shape == Shape::Upper
                    && (6..=8).contains(&chunk.len())
                    && !chunk.traits.any(Traits::COMMON.with(Traits::STOP).with(Traits::THING))
            });
        if is_long_vanity {
            return hit(scene, first, first, label, 0.72, "plate_vanity");
        }
        let is_vanity = label == Label::Plate
            && scene.chunks.get(first).is_some_and(|chunk| {
                chunk.shape == Shape::Upper
                    && chunk.len() >= 4
                    && !chunk.traits.any(Traits::COMMON.with(Traits::STOP))
            });
        made(first, usize::from(!is_vanity), 0.92)
    });
    near.or_else(|| {
        let first = first_loose(scene, cue)?;
        made(first, loose_digits(label), 0.72)
    })
}

/// A number of insurance in any case and grouping, whatever words its letters are.
fn nino_after(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let mut code = String::with_capacity(16);
    for last in first..first + 5 {
        code.push_str(&scene.word(last).to_ascii_uppercase());
        if is_nino_shape(&code) {
            return hit(scene, first, last, Label::Nino, 0.92, "nino_cued");
        }
        if code.len() >= 9 || !scene.gap_in(last, gaps![" " "-" "." "/" ""]) {
            return None;
        }
    }
    None
}

/// `IP: 10. 0. 88. 3`: an address whose points stand apart, as a form or a scan has them.
fn spaced_ip(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let is_byte = |index: usize| {
        let is_digits = scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits);
        is_digits && scene.word(index).parse::<u8>().is_ok()
    };
    let gap = scene.gap(first);
    let is_address = (first..first + 4).all(is_byte)
        && (first..first + 3).all(|index| scene.gap(index) == gap)
        && matches!(gap, ". " | " . " | " ." | "," | ", " | " ");
    is_address.then(|| hit(scene, first, first + 3, Label::Ip, 0.8, "ip_spaced")).flatten()
}

/// Fewest letters and digits of a code that stands before its cue.
const BEFORE_MIN: usize = 6;

/// `JT 51 20 88 B is her NI number`, `7XRT219 (plate)`: the code before its cue.
fn before_cue(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    const BETWEEN: &Words = words![
        "is" "was" "s" "the" "her" "his" "their" "my" "a" "an" "as" "this" "that" "are" "for" "our"
        "your" "its"
    ];
    let (shortest, longest) = lengths(label)?;
    let next = scene.chunk_from(cue.start);
    let mut last = next.checked_sub(1)?;
    let (mut is_told, mut words) = (scene.gap(last).trim_start().starts_with('('), 0);
    while words < BETWEEN_MAX && scene.is_any(last, BETWEEN) && is_one_clause(scene.gap(last)) {
        is_told |= scene.is_any(last, words!["is" "was" "s" "are"]);
        last = last.checked_sub(1)?;
        words += 1;
    }
    if !is_told || !is_one_clause(scene.gap(last)) {
        return None;
    }
    let first = code_start(scene, last, longest)?;
    let code = joined(scene, first, last);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_enough = code.len() >= shortest.max(BEFORE_MIN) && digits >= loose_digits(label);
    let start = scene.chunks.get(first)?.start;
    let is_others = scene.cue_before(start, 12).is_some_and(|hint| hint != Hint::Is(label));
    (is_enough && !is_others && passes(label, &code) != Some(false))
        .then(|| hit(scene, first, last, label, 0.75, "code_before"))
        .flatten()
}

/// Whether what stands between two words is no border of a clause.
fn is_one_clause(gap: &str) -> bool {
    gap.len() <= 2 && !gap.contains(['\n', '.', ';', ':', ','])
}

/// The first chunk of the code that ends with chunk `last`.
fn code_start(scene: &Scene<'_>, last: usize, longest: usize) -> Option<usize> {
    if !is_code_part(scene, last) {
        return None;
    }
    let mut first = last;
    let mut length = scene.chunks.get(last)?.len();
    while let Some(before) = first.checked_sub(1) {
        let chunk = scene.chunks.get(before)?;
        let is_word = chunk.is_word() && (chunk.len() > 3 || chunk.traits.any(Traits::STOP));
        let is_joint = scene.gap_in(before, gaps!["-" " "]);
        if !is_joint || is_word || !is_code_part(scene, before) || length + chunk.len() > longest {
            break;
        }
        length += chunk.len();
        first = before;
    }
    Some(first)
}

/// After a word that announces a code only beside one that looks like it: `claim #2291804`.
fn after_maybe(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    let (_, longest) = lengths(label)
        .filter(|_| matches!(label, Label::Mrn | Label::DriverLicense | Label::BankAccount))?;
    if scene.sure_cue_holds(cue.start) {
        return None;
    }
    let first = first_after(scene, cue)?;
    let last = code_end(scene, first, longest)?;
    let code = joined(scene, first, last);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let between = scene.slice(cue.end, scene.chunks.get(first)?.start);
    let has_sign = between.contains(['#', ':']) || between.len() > 2;
    let is_written = match label {
        // A letter or two and six digits at least, as most issuers have them.
        Label::DriverLicense => {
            let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
            (1..=2).contains(&letters) && digits >= 6 && letters + digits == code.len()
        }
        Label::Mrn => has_sign && digits >= 5 && first == last,
        _ => digits >= 7 && digits == code.len() && first == last,
    };
    (is_written && !is_reading(scene, first, last))
        .then(|| hit(scene, first, last, label, 0.6, "code_maybe"))
        .flatten()
}

/// A unit of measurement behind the code, or a sign of money before it.
pub(super) fn is_reading(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let is_measured = scene.gap_in(last, gaps![" "])
        && scene.traits(last + 1).any(Traits::UNIT)
        && !scene.is_any(last + 1, crate::lexicon::words!["in" "a" "c" "f"]);
    is_measured || scene.gap_before(first).ends_with(['$', '€', '£'])
}

fn hit(
    scene: &Scene<'_>,
    first: usize,
    last: usize,
    label: Label,
    score: f32,
    rule: &'static str,
) -> Option<Found> {
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label, score, rule })
}

/// Whether the code passes its kind's check; `None` if the kind has none.
fn passes(label: Label, code: &str) -> Option<bool> {
    Some(match label {
        Label::Vin => is_vin(code),
        Label::Dea => is_dea(code),
        Label::Mbi => is_mbi(code),
        Label::Nino => is_nino(code),
        Label::Vat => is_vat(code),
        Label::Iban => is_iban(code),
        Label::Nhs => crate::checks::is_nhs(code),
        Label::Npi => crate::checks::is_npi(code),
        _ => return None,
    })
}

/// Letters and digits of chunks `first` to `last`, in upper case.
pub(super) fn joined(scene: &Scene<'_>, first: usize, last: usize) -> String {
    let mut code = String::with_capacity(CODE_LENGTH);
    code.extend((first..=last).map(|index| scene.word(index)));
    code.make_ascii_uppercase();
    code
}

/// Whether chunk `index` can be part of a code.
fn is_code_part(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Digits | Shape::Mixed => true,
        Shape::Upper => chunk.len() <= 5,
        Shape::Lower | Shape::Title => chunk.len() == 1 || is_small_group(scene, index),
    })
}

/// Two or three letters in lower case beside digits: `krt 4088`, `yk19 vhm`.
fn is_small_group(scene: &Scene<'_>, index: usize) -> bool {
    /// Words that are no group of a code.
    const NEVER: Traits = Traits::STOP
        .with(Traits::COMMON)
        .with(Traits::UNIT)
        .with(Traits::CUE)
        .with(Traits::THING)
        .with(Traits::MONTH)
        .with(Traits::TITLE)
        .with(Traits::NUMBER);
    let has_digit = |at: usize| {
        scene
            .chunks
            .get(at)
            .is_some_and(|chunk| matches!(chunk.shape, Shape::Digits | Shape::Mixed))
    };
    let joins = |at: usize| scene.gap_in(at, gaps![" " "-"]);
    scene.chunks.get(index).is_some_and(|chunk| {
        chunk.shape == Shape::Lower && chunk.len() <= 3 && !chunk.traits.any(NEVER)
    }) && (has_digit(index + 1) && joins(index)
        || index.checked_sub(1).is_some_and(|before| has_digit(before) && joins(before)))
}

/// The last chunk of the code that begins at `first`, at most `longest` letters and digits.
pub(super) fn code_end(scene: &Scene<'_>, first: usize, longest: usize) -> Option<usize> {
    // A cued code may be typed in lower case; then a digit must be in it.
    if !is_code_part(scene, first) {
        return None;
    }
    let mut length = scene.chunks.get(first)?.len();
    let mut last = first;
    while last - first < CODE_CHUNKS_MAX {
        let next = last + 1;
        let Some(chunk) = scene.chunks.get(next) else { break };
        let is_joint = scene.gap_in(last, gaps!["-" " " "." "/" " - "]);
        let is_new_cue = scene.gap_in(last, gaps![" "]) && scene.cue_starts_at(chunk.start);
        let is_word = chunk.shape == Shape::Upper
            && chunk.len() > 1
            && scene.gap_in(last, gaps![" "])
            && (chunk.traits.any(Traits::STOP) || chunk.len() > 4);
        let is_lone = matches!(chunk.shape, Shape::Lower | Shape::Title)
            && scene.gap_in(last, gaps![" "])
            && !is_end_letter(scene, next)
            && !(first < next && is_small_group(scene, next) && is_lower(scene, first, last));
        if !is_joint || is_new_cue || is_word || is_lone || !is_code_part(scene, next) {
            break;
        }
        if length + chunk.len() > longest {
            break;
        }
        length += chunk.len();
        last = next;
    }
    (length <= longest).then_some(last)
}

/// Whether the code so far has letters in lower case alone.
fn is_lower(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let mut letters = (first..=last).flat_map(|index| scene.word(index).bytes());
    letters.clone().any(|byte| byte.is_ascii_lowercase())
        && !letters.any(|byte| byte.is_ascii_uppercase())
}

/// The `d` of `jk 40 22 17 d`: a letter alone that ends a number of insurance.
fn is_end_letter(scene: &Scene<'_>, index: usize) -> bool {
    scene.is_any(index, words!["a" "b" "c" "d"])
        && [4, 2]
            .into_iter()
            .filter_map(|groups| index.checked_sub(groups))
            .any(|first| is_nino_shape(&joined(scene, first, index)))
}

/// Whether a code with a check can begin here.
fn has_check_shape(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Mixed => chunk.len() >= 2,
        Shape::Upper => {
            chunk.len() == 2
                && scene.chunks.get(index + 1).is_some_and(|next| !next.is_word())
                && (!scene.cue_starts_at(chunk.start)
                    || scene.has_cue(Label::Nino, chunk.start, NINO_REACH))
        }
        // `ab 12 34 56 c`: a number of insurance in lower case.
        Shape::Lower => {
            chunk.len() == 2
                && !chunk.traits.any(Traits::STOP)
                && scene
                    .chunks
                    .get(index + 1)
                    .is_some_and(|next| next.shape == Shape::Digits && matches!(next.len(), 2 | 6))
        }
        Shape::Digits => chunk.len() == 4 && scene.gap_in(index, gaps!["-"]),
        Shape::Title => false,
    })
}

/// Words for a licence of any kind.
pub(super) const LICENCES: &Words =
    words!["license" "licence" "lic" "idp" "ol" "permis" "fuhrerschein"];

/// The words for a licence of any kind, where the text speaks of drivers.
fn licence_words<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = usize> + use<'a> {
    const DRIVERS: &Words = words![
        "driver" "drivers" "drvr" "driving" "renter" "hirer" "odometer" "odo" "dl" "cdl" "rego" "plate" "reg"
        "dob" "vin" "car" "truck" "van" "vehicle" "fahrer" "chauffeur" "lorry"
    ];
    let speaks = scene.seen.starts.any(Starts::LICENCE)
        && (0..scene.chunks.len()).any(|at| scene.is_any(at, DRIVERS));
    // `Ohio OL`, `WA license`.
    scene.starting(Starts::LICENCE).filter(move |index| {
        let before = index.checked_sub(1);
        let is_state = before.is_some_and(|before| {
            scene.traits(before).any(Traits::PLACE.with(Traits::STATE))
                && scene.chunks.get(before).is_some_and(crate::scene::Chunk::is_capital)
        });
        speaks && !scene.is(*index, w!("ol")) || is_state
    })
}

/// `Lic No  DB448190`, `lic .. KY T94-118-402`: the number behind the word, unless a trade's licence is meant.
fn licence_of_driver(scene: &Scene<'_>, index: usize) -> Option<Found> {
    /// Words before `licence` that make it a trade's.
    const TRADES: &Words = words![
        "contractor" "contractors" "trade" "business" "boiler" "electrical" "electrician" "plumbing" "plumber"
        "food" "liquor" "gas" "operating" "premises" "permit" "establishment" "professional" "pe" "state"
        "inspector" "installer" "alarm" "hvac" "mechanical" "roofing" "builder" "engineer" "risk" "premise"
    ];
    /// Most words between.
    const BETWEEN: usize = 5;
    let is_trade = (1..=2)
        .filter_map(|step| index.checked_sub(step))
        .any(|before| scene.is_any(before, TRADES) && scene.gap_in(before, gaps![" "]));
    let first = (index + 1..=index + BETWEEN).find(|at| {
        let is_code = matches!(
            scene.chunks.get(*at).map(|chunk| chunk.shape),
            Some(Shape::Digits | Shape::Mixed)
        );
        let leads = scene.chunks.get(*at).is_some_and(|chunk| {
            chunk.shape == Shape::Upper
                && chunk.len() <= 2
                && !chunk.traits.any(Traits::STATE)
                && scene.chunks.get(at + 1).is_some_and(|next| next.shape == Shape::Digits)
        });
        is_code || leads
    })?;
    let is_clause = (index..first).all(|at| {
        let gap = scene.gap(at);
        !gap.contains(['\n', ';']) && (!gap.contains(". ") || gap.contains(".."))
    });
    let last = code_end(scene, first, 20)?;
    let code = joined(scene, first, last);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_washington = code.len() == 12 && code.starts_with("WDL");
    (is_clause
        && !is_trade
        && (digits >= 5 || is_washington)
        && code.len() >= 6
        && !is_reading(scene, first, last))
    .then(|| hit(scene, first, last, Label::DriverLicense, 0.6, "licence_driver"))
    .flatten()
}

/// A driver licence that says by its shape what it is, in one piece or in groups.
fn licence(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let chunk = scene.chunks.get(index)?;
    let may_begin = match chunk.shape {
        Shape::Mixed => matches!(chunk.len(), 4 | 16),
        Shape::Upper => matches!(chunk.len(), 1 | 5),
        _ => false,
    };
    let is_letter_first = || scene.word(index).starts_with(|it: char| it.is_ascii_uppercase());
    if !may_begin || !is_letter_first() || is_kept_licence(scene, chunk.start) {
        return None;
    }
    let mut groups = vec![scene.word(index)];
    let mut last = index;
    while groups.len() < 5 && scene.gap_in(last, gaps![" " "-"]) {
        last += 1;
        groups.push(scene.word(last));
        let more = scene.gap_in(last, gaps!["-"]) && groups.len() < 5;
        if !more && is_british_licence(&groups.concat()) {
            // The issue's two digits.
            let has_issue = scene.gap_in(last, gaps![" "])
                && scene
                    .chunks
                    .get(last + 1)
                    .is_some_and(|next| next.shape == Shape::Digits && next.len() == 2);
            let last = if has_issue { last + 1 } else { last };
            return hit(scene, index, last, Label::DriverLicense, 0.85, "licence_british");
        }
    }
    if is_british_licence(groups.first()?) {
        return hit(scene, index, index, Label::DriverLicense, 0.85, "licence_british");
    }
    let count = (3..=groups.len()).rev().find(|count| {
        groups.get(..*count).is_some_and(is_grouped_licence) && scene.gap_in(index, gaps!["-"])
    })?;
    hit(scene, index, index + count - 1, Label::DriverLicense, 0.75, "licence_grouped")
}

/// Whether the words before byte `at` give it to a thing. `Licence number` alone does not: this shape
/// is a driver's.
fn is_kept_licence(scene: &Scene<'_>, at: usize) -> bool {
    const LICENCES: &Words = words!["license" "licence" "lic"];
    let first = scene.chunk_from(at);
    let is_licence =
        (1..=3).filter_map(|step| first.checked_sub(step)).any(|at| scene.is_any(at, LICENCES));
    scene.cue_before(at, 12) == Some(Hint::Keep) && !is_licence
}

/// A kind of code with a check: the check, the shortest and longest length, the score.
type Checked = (Label, fn(&str) -> bool, usize, usize, f32);

/// A code whose own check says what it is.
fn checked(scene: &Scene<'_>, index: usize) -> Option<Found> {
    const KINDS: [Checked; 8] = [
        (Label::Iban, is_iban, 15, 34, 0.97),
        (Label::Vin, is_vin, 17, 17, 0.95),
        (Label::Dea, is_dea, 9, 9, 0.9),
        (Label::Mbi, is_mbi, 11, 11, 0.9),
        (Label::Nino, is_nino, 9, 9, 0.9),
        (Label::Nino, is_nino_shape, 9, 9, 0.72),
        (Label::Vat, is_vat, 10, 14, 0.9),
        (Label::Vat, is_vat_shape, 10, 14, 0.6),
    ];
    let mut code = String::with_capacity(40);
    let mut is_kept = None;
    for last in index..(index + CODE_CHUNKS_MAX).min(scene.chunks.len()) {
        if last > index && !scene.gap_in(last - 1, gaps![" " "-" "." "/"]) {
            return None;
        }
        let chunk = scene.chunks.get(last)?;
        let word = scene.word(last);
        let is_lower_case = word.bytes().any(|byte| byte.is_ascii_lowercase());
        code.push_str(word);
        code.make_ascii_uppercase();
        if code.len() > 34 || !code.is_ascii() || (chunk.is_word() && chunk.len() > 4) {
            return None;
        }
        if code.len() < 9 {
            continue;
        }
        for (label, check, shortest, longest, score) in KINDS {
            // `EN 81-20 5.2.1.4` passes for a number of a prescriber.
            if label == Label::Dea && last > index + 1 {
                continue;
            }
            // Lower case counts for the codes that are long enough to be no accident.
            let is_written = !is_lower_case || shortest >= 15 || label == Label::Nino;
            let fits = (shortest..=longest).contains(&code.len());
            if !fits || !is_written || !check(&code) {
                continue;
            }
            let is_kept = *is_kept.get_or_insert_with(|| {
                let start = scene.chunks.get(index).map_or(0, |chunk| chunk.start);
                scene.cue_before(start, 12) == Some(Hint::Keep)
            });
            let is_named = is_kept
                && scene
                    .chunks
                    .get(index)
                    .is_some_and(|chunk| scene.has_cue(label, chunk.start, 40));
            let is_sure = shortest >= 15 || label == Label::Vat && score > 0.8;
            if !is_kept || is_sure || is_named {
                return hit(scene, index, last, label, score, "code_checked");
            }
        }
    }
    None
}
#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn codes_are_known_by_cue_or_check() {
        for (text, label, value) in [
            (
                "transfer to GB82 WEST 1234 5698 7654 32.",
                Label::Iban,
                "GB82 WEST 1234 5698 7654 32",
            ),
            ("VIN 1M8GDM9AXKP042788", Label::Vin, "1M8GDM9AXKP042788"),
            ("nurse AB1234563 was in", Label::Dea, "AB1234563"),
            ("NI number AB 12 34 56 C", Label::Nino, "AB 12 34 56 C"),
            ("passport X1234567, shown", Label::Passport, "X1234567"),
            ("DL D123 4567 8901 checked", Label::DriverLicense, "D123 4567 8901"),
            ("van with plate ABC-1234", Label::Plate, "ABC-1234"),
            ("chart MRN0042217.", Label::Mrn, "MRN0042217"),
            ("gate code 4711#", Label::Secret, "4711#"),
            ("wifi password: Tr0ub4dor!", Label::Secret, "Tr0ub4dor!"),
        ] {
            assert_eq!(labels(text), [(label, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn cues_without_a_code_find_nothing() {
        for text in [
            "Gate code posted at the desk",
            "License plate light is out",
            "Chart on the wall shows cooling times",
            "Password policy is fine",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
