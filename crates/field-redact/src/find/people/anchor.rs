//! What stands before a name and says that a person follows.

use crate::lexicon::{Phrases, Traits, Word, WordSet, Words, phrase, w, words};
use crate::scene::{Scene, Shape, gaps};

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
    /// `the owner is`, `the man in charge was`.
    Told,
    /// `owner`, `tenant`.
    Role,
    /// `met`, `spoke with`, `called`.
    Meeting,
    /// `with`, `from`, `by`: a name, or something else.
    With,
}

/// Most words of a form's label.
const LABEL_WORDS_MAX: usize = 6;

/// Most words of a label that ends in no colon.
const RULED_WORDS_MAX: usize = 4;

/// Words of labels whose answer is a name, besides the roles.
static NAME_LABELS: WordSet<512> = WordSet::of(&[words![
    "insd" "drvr" "cust" "ae" "nok" "occ" "eng" "engr" "oper" "dtr" "known" "preferred" "relative" "carer"
    "occupier" "complainant" "keyholder" "hirer" "lessee" "tenants" "residents" "occupants" "owners"
    "surname" "forename" "forenames" "given" "first" "last" "maiden" "alias" "nickname" "aka" "resp"
    "administrator" "qualifier" "officer" "adjuster" "injured" "who" "whom" "lead" "crew" "prepared"
    "approved" "witnessed" "issued" "released" "received" "returned" "submitted" "requested" "caller"
    "reporter" "drawer" "beneficiary" "custodian" "emergency" "poc" "mgr" "supt" "super" "gc" "heir"
    "name" "names" "signature" "signed" "contact" "attn" "attention" "holder" "by" "from"
    "recipient" "payee" "party" "kin" "person" "pic" "certified" "spouse" "parent" "guardian"
    "insured" "applicant" "signatory" "cc" "to" "between" "author"
]]);

/// Words of labels whose answer is something else.
static OTHER_LABELS: WordSet<512> = WordSet::of(&[words![
    "employer" "supplier" "vendor" "insurer" "bank" "firm" "agency" "dba" "trading" "legal" "clinic"
    "hospital" "school" "carrier" "manufacturer" "make" "tel" "telephone" "mobile" "code" "pin"
    "password" "pass" "vin" "plate" "reg" "dob" "birth" "ssn" "social" "ein" "npi" "dea" "mrn" "chart"
    "passport" "iban" "routing" "account" "acct" "card" "amount" "fee" "serial" "order" "issue"
    "defect" "defects" "result" "results" "finding" "findings" "notes" "note" "remarks" "comments"
    "weather" "location" "area" "wifi" "network" "ssid" "url" "web" "website" "link" "gps" "coord"
    "zip" "state" "trade" "class" "reason" "action" "inspection" "system" "fuel" "tank" "language"
    "relation" "relationship" "occupation" "age" "sex" "nationality" "vehicle" "ip" "mac" "nhs"
    "wallet" "handle" "instagram" "hours" "odometer" "event" "incident" "sent" "mailed" "due" "next"
    "list" "county" "town" "parcel" "property" "premises" "yard"
    "email" "mail" "phone" "address" "date" "time" "number" "no" "id" "fax" "cell" "license"
    "licence" "permit" "status" "present" "score" "grade" "business" "company" "establishment"
    "facility" "product" "item" "brand" "file" "street" "city" "title" "type" "county" "site"
    "project" "building" "equipment" "model" "unit"
]]);

/// Phrases after which a person is named, last word first.
static NAMING: Phrases = Phrases::of(&[
    phrase!["is" "name"],
    phrase!["s" "name"],
    phrase!["was" "name"],
    phrase!["named"],
    phrase!["by" "goes"],
    phrase!["by" "go"],
    phrase!["by" "went"],
    phrase!["underneath"],
    phrase!["nickname"],
    phrase!["attn"],
    phrase!["attention"],
    phrase!["by" "signed"],
    phrase!["o" "c"],
    phrase!["mr"],
    phrase!["is" "surname"],
    phrase!["called" "man"],
    phrase!["called" "woman"],
    phrase!["dear"],
    phrase!["regards"],
    phrase!["by" "prepared"],
    phrase!["by" "reviewed"],
    phrase!["by" "reported"],
    phrase!["by" "completed"],
    phrase!["by" "witnessed"],
    phrase!["by" "inspected"],
    phrase!["name"],
]);

/// Phrases after which a person is named, or something is said of one, last word first.
static BEING: Phrases = Phrases::of(&[
    phrase!["is" "this"],
    phrase!["am" "i"],
    phrase!["m" "i"],
    phrase!["s" "it"],
    phrase!["was" "it"],
]);

/// Phrases for meeting and talking, last word first.
static MEETING: Phrases = Phrases::of(&[
    phrase!["met"],
    phrase!["tell"],
    phrase!["tells"],
    phrase!["copy"],
    phrase!["thank"],
    phrase!["by" "seen"],
    phrase!["with" "met"],
    phrase!["meet"],
    phrase!["with" "spoke"],
    phrase!["w" "spoke"],
    phrase!["to" "spoke"],
    phrase!["with" "speak"],
    phrase!["to" "speak"],
    phrase!["with" "talked"],
    phrase!["to" "talked"],
    phrase!["to" "talk"],
    phrase!["with" "here"],
    phrase!["asked"],
    phrase!["ask"],
    phrase!["for" "ask"],
    phrase!["for" "asked"],
    phrase!["told"],
    phrase!["called"],
    phrase!["call"],
    phrase!["emailed"],
    phrase!["texted"],
    phrase!["contacted"],
    phrase!["contact"],
    phrase!["notified"],
    phrase!["informed"],
    phrase!["interviewed"],
    phrase!["escorted"],
    phrase!["accompanied"],
    phrase!["by" "accompanied"],
    phrase!["by" "escorted"],
    phrase!["thanks"],
    phrase!["hi"],
    phrase!["hello"],
    phrase!["hey"],
    phrase!["according" "to"],
    phrase!["to" "according"],
    phrase!["see"],
    phrase!["saw"],
    phrase!["with" "meeting"],
    phrase!["with" "walked"],
    phrase!["with" "along"],
    phrase!["to" "belongs"],
    phrase!["to" "given"],
    phrase!["to" "explained"],
    phrase!["from" "heard"],
]);

/// Single words that often stand before a name, and as often do not.
const WITH: &Words = words![
    "copy" "copied" "as" "tell" "goes" "got" "ping" "text" "texting" "emailing" "email" "via" "saw"
    "sent" "gave" "give" "thank" "like" "guarantor" "versus" "plus" "named" "name" "it" "s" "im"
    "auntie" "uncle" "miss" "st" "also" "because" "says" "said" "than" "when" "if" "so" "where"
    "with" "from" "by" "for" "per" "and" "to" "told" "is" "w" "re" "let"
];

/// Words of firms and houses: a name before them is theirs.
static BUSINESS: WordSet<1024> = WordSet::of(&[words![
    "llc" "inc" "corp" "ltd" "co" "company" "elementary" "school" "hospital" "grill" "cafe"
    "restaurant" "market" "bakery" "deli" "diner" "pizzeria" "kitchen" "bros" "brothers" "county"
    "university" "college" "church" "electric" "plumbing" "builders" "llp" "plc" "gmbh" "sarl" "bv"
    "nv" "ag" "sa" "oy" "ab" "lp" "pllc" "mechanical" "electrical" "heating" "cooling" "hvac"
    "roofing" "painting" "framing" "glazing" "masonry" "concrete" "paving" "drywall" "flooring"
    "excavating" "excavation" "septic" "construction" "contracting" "contractors" "services"
    "service" "systems" "solutions" "group" "holdings" "partners" "associates" "properties"
    "property" "management" "mgmt" "homes" "realty" "rentals" "rental" "lets" "lettings" "estates"
    "apartments" "condos" "villas" "towers" "suites" "inn" "hotel" "motel" "lodge" "resort" "pub"
    "arms" "tavern" "saloon" "bistro" "brasserie" "taqueria" "cantina" "sushi" "pizza" "bbq"
    "barbecue" "steakhouse" "noodle" "pho" "donuts" "bagels" "coffee" "foods" "food" "farms" "farm"
    "ranch" "dairy" "meats" "seafood" "grocery" "store" "stores" "shop" "mart" "supply" "supplies"
    "hardware" "lumber" "tools" "equipment" "rope" "lifts" "lift" "elevator" "elevators"
    "crane" "cranes" "trucking" "logistics" "transport" "freight" "towing" "auto" "motors" "tire"
    "tires" "garage" "fuel" "gas" "energy" "solar" "utilities" "bank"
    "savings" "credit" "union" "trust" "insurance" "mutual" "assurance" "agency" "clinic" "dental"
    "medical" "health" "nursing" "assisted" "living" "pharmacy" "veterinary" "salon" "spa"
    "gym" "fitness" "yoga" "studio" "theater" "theatre" "cinema" "museum" "library" "academy"
    "center" "centre" "district" "authority" "dept" "department" "association" "foundation"
    "institute" "society" "council" "mosque" "temple" "synagogue" "parish" "ministries" "works"
    "industries" "manufacturing" "mfg" "labs" "laboratories" "engineering" "architects" "design"
    "designs" "signs" "printing" "media" "security" "alarm" "alarms" "protection" "safety"
    "cleaning" "janitorial" "landscaping" "nursery" "pest" "job" "hall"
    "building" "tower" "plaza" "mall" "square" "room" "station" "terminal"
    "dock" "pier" "harbor" "marina" "airport" "stadium" "arena" "trail" "creek"
    "plant" "quarry" "sons" "catering"
    "bakers" "butchers" "brewery" "brewing" "distillery" "winery" "vineyards" "cellars"
]]);

/// Most words of a firm's name after what reads as a person's.
const BUSINESS_REACH: usize = 4;

/// Whether the name that ends with chunk `last` is a firm's, or a house's: it says so itself, or the
/// capital words after it do.
pub(super) fn is_business(scene: &Scene<'_>, last: usize) -> bool {
    let is_business = |at: usize| scene.chunks.get(at).is_some_and(|it| BUSINESS.has(it.word));
    if is_business(last) {
        return true;
    }
    let mut at = last;
    while at - last < BUSINESS_REACH && scene.gap_in(at, gaps![" " " & " ", " "-" "'" "'s "]) {
        let is_comma = scene.gap_in(at, gaps![", "]);
        at += 1;
        let Some(chunk) = scene.chunks.get(at) else { return false };
        // `Lumen Ltd`, but `Ann Lee, Plumbing`: after a comma only the form of a firm counts.
        let is_form = scene.is_any(at, words!["llc" "inc" "ltd" "corp" "llp" "plc" "gmbh" "pllc"]);
        if is_form || !is_comma && chunk.is_capital() && BUSINESS.has(chunk.word) {
            return true;
        }
        if !(chunk.is_capital() || scene.is_any(at, words!["and" "s" "of" "the"])) {
            return at == last + 1
                && scene.is_any(at, words!["hall" "job" "project" "clinic" "ward"]);
        }
    }
    false
}

/// What stands right before chunk `index`.
pub(super) fn before(scene: &Scene<'_>, index: usize) -> Option<Anchor> {
    if is_labelled(scene, index) {
        return Some(Anchor::Label);
    }
    if !super::may_name(scene, index) {
        return None;
    }
    let before = index.checked_sub(1)?;
    let gap = scene.gap(before);
    if matches!(gap, " " | ". " | ".") && scene.traits(before).any(Traits::TITLE) {
        // `stop time 182 ms. Foot pedal missing`: milliseconds, in lower case and at the end of a sentence.
        let is_unit = gap == ". "
            && scene.is(before, w!("ms"))
            && scene.chunks.get(before).is_some_and(|unit| unit.shape == Shape::Lower);
        let is_time = is_unit
            && before
                .checked_sub(1)
                .and_then(|count| scene.chunks.get(count))
                .is_some_and(|count| count.shape == Shape::Digits);
        return (!is_time).then_some(Anchor::Title);
    }
    if !matches!(gap, " " | ", " | "/ " | "/" | ": " | ". " | " - ") {
        return None;
    }
    let sign = scene.chunks.get(before)?.sign;
    let is_phrase = |phrase: &&[Word]| {
        phrase.iter().enumerate().all(|(step, word)| {
            before.checked_sub(step).is_some_and(|at| {
                scene.is(at, *word) && (step == 0 || scene.gap_in(at, gaps![" " "'" "/" "'s "]))
            })
        })
    };
    let is_close = matches!(gap, " " | "/ " | "/" | ": ");
    if (is_close || gap == ", " || gap == ". " && scene.is(before, w!("attn")))
        && NAMING.from(sign).iter().any(is_phrase)
    {
        return Some(Anchor::Naming);
    }
    if matches!(gap, " " | ", " | " - ") && scene.traits(before).any(Traits::ROLE) {
        return Some(Anchor::Role);
    }
    // `the tenant is kim`, `the man in charge was kim`.
    let is_told_of = || {
        before.checked_sub(1).is_some_and(|of| {
            (scene.traits(of).any(Traits::ROLE)
                || scene.is_any(
                    of,
                    words!["name" "contact" "charge" "owner" "guy" "lady" "names" "call"],
                ))
                && scene.gap_in(of, gaps![" " "'" "s "])
        })
    };
    if gap == " "
        && scene.is_any(before, words!["is" "was" "s" "named" "called" "as" "are"])
        && is_told_of()
    {
        return Some(Anchor::Told);
    }
    if is_close && BEING.from(sign).iter().any(is_phrase) {
        return Some(Anchor::Being);
    }
    if is_close && MEETING.from(sign).iter().any(is_phrase) {
        return Some(Anchor::Meeting);
    }
    let is_with = gap == " " || gap == "/ " && scene.is(before, w!("w"));
    (is_with && scene.is_any(before, WITH)).then_some(Anchor::With)
}

/// What may stand between the words of a label: `Tenant(s)`, `Name (last, first)`.
fn is_in_label(gap: &str) -> bool {
    !gap.contains('\n') && gap.len() <= 3 && gap.chars().all(|letter| " '-/()&,#".contains(letter))
}

/// Whether chunk `index` begins the answer to a label that asks for a name.
#[inline]
pub(super) fn is_labelled(scene: &Scene<'_>, index: usize) -> bool {
    if index == 0 {
        return asks_for_name(&scene.field_words);
    }
    // What stands between most words.
    !scene.gap_before_in(index, gaps![" " ", " ". " "-" "'" "/" "." ""])
        && is_behind_label(scene, index)
}

fn is_behind_label(scene: &Scene<'_>, index: usize) -> bool {
    let gap = scene.gap_before(index);
    if gap.contains('\n') {
        return is_under_label(scene, index);
    }
    let mark = gap.trim_end();
    let ends_label = mark.ends_with([':', '|', '\t', '=', '?']) || gap.contains('\t');
    // `Inspector - Ann`, `Witness / Ann`, `Name ..... Ann`: on a line of their own.
    let is_ruled =
        matches!(gap, " - " | " / " | " -- ") || gap.contains("..") && !gap.contains('\n');
    if !(ends_label || is_ruled) {
        return false;
    }
    let mut first = index - 1;
    while first > 0 && index - first < LABEL_WORDS_MAX && is_in_label(scene.gap_before(first)) {
        first -= 1;
    }
    if !ends_label {
        let starts_line = first == 0 || scene.gap_before(first).contains('\n');
        if !starts_line || index - first > RULED_WORDS_MAX {
            return false;
        }
    }
    let label: Vec<Word> =
        (first..index).filter_map(|at| scene.chunks.get(at)).map(|chunk| chunk.word).collect();
    asks_for_name(&label)
        || (first..index).any(|at| scene.traits(at).any(Traits::ROLE)) && !has_other(&label)
}

/// `NAME OF TENANT (2)⏎Ciaran Ibe`: a label on a line of its own, the answer on the next one.
fn is_under_label(scene: &Scene<'_>, index: usize) -> bool {
    let gap = scene.gap_before(index);
    let is_next = gap.matches('\n').count() == 1
        && gap.chars().all(|letter| " \n\r:#).\t".contains(letter))
        && !gap.trim_start_matches([' ', ')']).starts_with('.');
    if !is_next || scene.traits(index).any(Traits::COMMON) {
        return false;
    }
    let mut first = index - 1;
    while first > 0 && index - first <= RULED_WORDS_MAX + 1 && is_in_label(scene.gap_before(first))
    {
        first -= 1;
    }
    let starts_line = first == 0 || scene.gap_before(first).contains('\n');
    let label: Vec<Word> =
        (first..index).filter_map(|at| scene.chunks.get(at)).map(|chunk| chunk.word).collect();
    let has_role = (first..index).any(|at| scene.traits(at).any(Traits::ROLE));
    starts_line
        && index - first <= RULED_WORDS_MAX + 1
        && scene.chunks.get(first).is_some_and(crate::scene::Chunk::is_capital)
        && (asks_for_name(&label) || has_role && !has_other(&label))
}

fn has_other(words: &[Word]) -> bool {
    words.iter().any(|word| OTHER_LABELS.has(*word))
}

/// Whether a label's words ask for the name of a person.
fn asks_for_name(words: &[Word]) -> bool {
    const ROLES: &Words =
        words!["owner" "inspector" "tenant" "occupant" "manager" "operator" "witness"];
    let is_any = |list: &Words| words.iter().any(|word| list.has(*word));
    let is_sure = is_any(words!["holder" "signature" "signed" "printed"])
        && !is_any(words!["date" "time" "no"]);
    let is_name = || words.iter().any(|word| NAME_LABELS.has(*word));
    is_sure || (is_name() || is_any(ROLES)) && !has_other(words)
}
