//! What stands before a name and says that a person follows.

use crate::lexicon::Traits;
use crate::scene::Scene;

/// What says that a person follows, from the surest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The label of a form: `Owner:`.
    Label,
    /// `Mr.`, `Dr`.
    Title,
    /// `my name is`, `attn`, `signed by`.
    Naming,
    /// `this is`, `I'm`.
    Being,
    /// `owner`, `tenant`.
    Role,
    /// `met`, `spoke with`, `called`.
    Meeting,
    /// `with`, `from`, `by`: a name, or something else.
    With,
}

/// Most words of a form's label.
const LABEL_WORDS_MAX: usize = 6;

/// Words of labels whose answer is a name, besides the roles.
const NAME_LABELS: &[&str] = &[
    "name",
    "names",
    "signature",
    "signed",
    "contact",
    "attn",
    "attention",
    "holder",
    "by",
    "from",
    "recipient",
    "payee",
    "party",
    "kin",
    "person",
    "pic",
    "certified",
    "spouse",
    "parent",
    "guardian",
    "insured",
    "applicant",
    "signatory",
    "cc",
    "to",
    "between",
    "author",
];

/// Words of labels whose answer is something else.
const OTHER_LABELS: &[&str] = &[
    "email",
    "mail",
    "phone",
    "address",
    "date",
    "time",
    "number",
    "no",
    "id",
    "fax",
    "cell",
    "license",
    "licence",
    "permit",
    "status",
    "present",
    "score",
    "grade",
    "business",
    "company",
    "establishment",
    "facility",
    "product",
    "item",
    "brand",
    "file",
    "street",
    "city",
    "title",
    "type",
    "county",
    "site",
    "project",
    "building",
    "equipment",
    "model",
    "room",
    "street",
    "unit",
];

/// Phrases after which a person is named, last word first.
const NAMING: &[&[&str]] = &[
    &["is", "name"],
    &["s", "name"],
    &["was", "name"],
    &["named"],
    &["attn"],
    &["attention"],
    &["by", "signed"],
    &["o", "c"],
    &["mr"],
    &["is", "surname"],
    &["called", "man"],
    &["called", "woman"],
    &["dear"],
    &["regards"],
    &["by", "prepared"],
    &["by", "reviewed"],
    &["by", "reported"],
    &["by", "completed"],
    &["by", "witnessed"],
    &["by", "inspected"],
    &["name"],
];

/// Phrases after which a person is named, or something is said of one, last word first.
const BEING: &[&[&str]] =
    &[&["is", "this"], &["am", "i"], &["m", "i"], &["s", "it"], &["was", "it"]];

/// Phrases for meeting and talking, last word first.
const MEETING: &[&[&str]] = &[
    &["met"],
    &["with", "met"],
    &["meet"],
    &["with", "spoke"],
    &["w", "spoke"],
    &["to", "spoke"],
    &["with", "speak"],
    &["to", "speak"],
    &["with", "talked"],
    &["to", "talked"],
    &["to", "talk"],
    &["with", "here"],
    &["asked"],
    &["ask"],
    &["for", "ask"],
    &["for", "asked"],
    &["told"],
    &["called"],
    &["call"],
    &["emailed"],
    &["texted"],
    &["contacted"],
    &["contact"],
    &["notified"],
    &["informed"],
    &["interviewed"],
    &["escorted"],
    &["accompanied"],
    &["by", "accompanied"],
    &["by", "escorted"],
    &["thanks"],
    &["hi"],
    &["hello"],
    &["hey"],
    &["according", "to"],
    &["to", "according"],
    &["see"],
    &["saw"],
    &["with", "meeting"],
    &["with", "walked"],
    &["with", "along"],
    &["to", "belongs"],
    &["to", "given"],
    &["to", "explained"],
    &["from", "heard"],
];

/// Single words that often stand before a name, and as often do not.
const WITH: &[&str] =
    &["with", "from", "by", "for", "per", "and", "to", "told", "is", "w", "re", "let"];

/// Words of firms and houses: a name before them is theirs.
const BUSINESS: &[&str] = &[
    "llc",
    "inc",
    "corp",
    "ltd",
    "co",
    "company",
    "elementary",
    "school",
    "hospital",
    "grill",
    "cafe",
    "restaurant",
    "market",
    "bakery",
    "deli",
    "diner",
    "pizzeria",
    "kitchen",
    "bros",
    "brothers",
    "county",
    "university",
    "college",
    "church",
    "electric",
    "plumbing",
    "builders",
];

/// Whether chunk `last` or the word after it says that the name is a firm's.
pub(super) fn is_business(scene: &Scene<'_>, last: usize) -> bool {
    let is_next = scene.gap(last) == " " && BUSINESS.iter().any(|word| scene.is(last + 1, word));
    is_next || BUSINESS.iter().any(|word| scene.is(last, word))
}

/// What stands right before chunk `index`.
pub(super) fn before(scene: &Scene<'_>, index: usize) -> Option<Anchor> {
    if !super::may_name(scene, index) && !is_labelled(scene, index) {
        return None;
    }
    if is_labelled(scene, index) {
        return Some(Anchor::Label);
    }
    let before = index.checked_sub(1)?;
    let gap = scene.gap(before);
    if matches!(gap, " " | ". " | ".") && scene.traits(before).any(Traits::TITLE) {
        return Some(Anchor::Title);
    }
    if !matches!(gap, " " | ", " | "/ " | "/" | ": " | ". " | " - ") {
        return None;
    }
    let is_phrase = |phrase: &&[&str]| {
        phrase.iter().enumerate().all(|(step, word)| {
            before.checked_sub(step).is_some_and(|at| {
                scene.is(at, word)
                    && (step == 0 || matches!(scene.gap(at), " " | "'" | "/" | "'s "))
            })
        })
    };
    let is_close = matches!(gap, " " | "/ " | "/" | ": ");
    if (is_close || gap == ", " || gap == ". " && scene.is(before, "attn"))
        && NAMING.iter().any(is_phrase)
    {
        return Some(Anchor::Naming);
    }
    if matches!(gap, " " | ", " | " - ") && scene.traits(before).any(Traits::ROLE) {
        return Some(Anchor::Role);
    }
    if is_close && BEING.iter().any(is_phrase) {
        return Some(Anchor::Being);
    }
    if is_close && MEETING.iter().any(is_phrase) {
        return Some(Anchor::Meeting);
    }
    (gap == " " && WITH.iter().any(|word| scene.is(before, word))).then_some(Anchor::With)
}

/// Whether chunk `index` begins the answer to a label that asks for a name.
fn is_labelled(scene: &Scene<'_>, index: usize) -> bool {
    let gap = scene.gap_before(index);
    if index == 0 {
        let words = scene.field_label.unwrap_or("").split(|letter: char| !letter.is_alphanumeric());
        return asks_for_name(words);
    }
    let mark = gap.trim_end();
    if gap.contains('\n') || !(mark.ends_with([':', '|', '\t', '=']) || gap.contains('\t')) {
        return false;
    }
    let mut first = index - 1;
    while first > 0
        && index - first < LABEL_WORDS_MAX
        && matches!(scene.gap_before(first), " " | "'" | "-" | "/" | " / ")
    {
        first -= 1;
    }
    asks_for_name((first..index).map(|at| scene.word(at)))
        || (first..index).any(|at| scene.traits(at).any(Traits::ROLE))
            && !has_other((first..index).map(|at| scene.word(at)))
}

fn has_other<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|word| OTHER_LABELS.iter().any(|other| other.eq_ignore_ascii_case(word)))
}

/// Whether a label's words ask for the name of a person.
fn asks_for_name<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    const ROLES: &[&str] =
        &["owner", "inspector", "tenant", "occupant", "manager", "operator", "witness"];
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_any = |list: &[&str]| {
        words.iter().any(|word| list.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    let is_sure =
        is_any(&["holder", "signature", "signed", "printed"]) && !is_any(&["date", "time", "no"]);
    is_sure || (is_any(NAME_LABELS) || is_any(ROLES)) && !has_other(words.iter().copied())
}
