//! Names that belong to things: a maker's before its product, a street's, a hall's, a month's.

use super::piece::Run;
use crate::lexicon::{NAME, Phrases, Traits, Word, WordSet, phrase, w, words};
use crate::scene::{Scene, Shape, gaps};

/// What persons do or are that no ending shows: after a name, these words speak of a person.
static VERBS: WordSet<1024> = WordSet::of(&[words![
    "will" "may" "come" "collects" "logs" "whilst" "real" "res" "answers" "lets" "arrives" "returns" "helps"
    "rang" "phones" "emails" "reports" "complains" "sleeps" "holds" "stands" "talks" "starts" "finishes"
    "explains" "refuses" "admits" "denies" "carries" "watches" "waits" "counts" "keeps" "fixes" "repairs"
    "came" "went" "took" "let" "got" "ran" "left" "met" "put" "sent" "brought" "thought" "kept" "gave"
    "spoke" "wrote" "saw" "knew" "felt" "held" "heard" "lost" "made" "paid" "sat" "stood" "understood"
    "drove" "ate" "began" "broke" "chose" "drew" "found" "grew" "led" "lent" "meant" "read" "rode" "shot"
    "shut" "slept" "spent" "threw" "woke" "won" "wore" "cut" "hit" "hurt" "quit" "wants" "does" "needs"
    "gets" "goes" "comes" "takes" "keeps" "owns" "runs" "knows" "thinks" "owes" "pays" "likes" "prefers"
    "handles" "manages" "cleans" "checks" "opens" "closes" "drives" "leaves" "brings" "sends" "speaks"
    "sees" "hopes" "promises" "swears" "wears" "uses" "sits" "stays" "sounds" "looks" "feels" "picks"
    "plans" "claims" "started" "wont" "didnt" "doesnt" "isnt" "wasnt" "hasnt" "couldnt" "sign" "want"
    "cell" "mobile" "phone" "tel" "number" "email" "ext" "extension" "dob" "here" "alone" "again" "today"
    "tomorrow" "yesterday" "tonight" "monday" "tuesday" "wednesday" "thursday" "friday" "saturday"
    "sunday" "mon" "tue" "tues" "wed" "thu" "thurs" "fri" "sat" "sun" "directly" "first" "once" "twice"
    "both" "himself" "herself" "upstairs" "downstairs" "next" "behind" "home" "late" "early" "aged" "age"
    "junior" "senior" "jr" "sr" "ill" "sick" "calling" "plus" "slid" "bit" "bent" "bled" "bought" "built"
    "caught" "crept" "dealt" "dug" "drank" "drew" "drank" "fed" "fought" "flew" "forgot" "froze" "hid"
    "knelt" "laid" "lay" "leapt" "left" "lit" "rang" "sought" "sold" "set" "spat" "stole" "stuck" "swept"
    "swore" "taught" "tore" "passed" "texts" "works" "rents" "does" "moves" "moved" "died" "hopes" "cooks"
    "mentions" "agrees" "cant" "wouldnt" "shouldnt" "hadnt" "havent" "doing" "fixing" "waiting" "texting"
    "nights" "days" "evenings" "weekends" "mornings" "sr" "who" "walked" "smells" "smelled" "insists"
    "reckons" "suspects" "wishes" "notified" "aware" "present" "absent" "away" "out" "off" "onsite" "busy"
    "upset" "happy" "unhappy" "angry" "deaf" "blind" "pregnant" "injured" "unhurt" "ok" "fine" "dba"
    "mobility" "wheelchair" "nok" "dob" "mob" "work" "direct" "landline"
]]);

/// Kinds of places that are named after somebody.
static PLACES: WordSet<256> = WordSet::of(&[words![
    "room" "annex" "annexe" "ballroom" "wing" "ward" "pool" "baths" "street" "ave" "avenue" "road" "rd"
    "st" "lane" "drive" "court" "house" "building" "bldg" "block" "tower" "hall" "hospital" "school"
    "blvd" "parkway" "park" "bridge" "lab" "labs" "studio" "clinic" "office" "bank" "shop" "store" "unit" "zone" "deck" "pier"
    "field" "gym" "kitchen" "bar" "cafe" "church" "cottage" "farm" "forge" "lodge" "grange" "barn" "mews"
    "villa" "manor" "estate" "apartments" "flats" "towers" "mill" "arms" "inn" "primary" "academy"
"centre" "center" "library" "gate" "conference" "suite" "floor" "side" "entrance"
    "lobby" "garage" "dock" "terminal" "campus" "station" "depot" "site" "job" "plaza" "square"
]]);

fn is_in<const SIZE: usize>(scene: &Scene<'_>, index: usize, words: &WordSet<SIZE>) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| words.has(chunk.word))
}

/// Whether the name is a thing's: a model, a noun or the name of a place goes on with it.
pub(super) fn is_named(scene: &Scene<'_>, run: &Run) -> bool {
    if run.is_capital && is_storm(scene, run) {
        return true;
    }
    if run.pieces - run.initials > 2 || !run.is_capital {
        return false;
    }
    let is_york = scene.is(run.first, w!("new")) && run.pieces == 2;
    if ends_as_place(scene, run) || is_after_number(scene, run) || is_york || is_makers(scene, run)
    {
        return true;
    }
    // Two names that are both in the lists are a person's, whatever follows.
    if run.yes >= 2 && run.has_given() && run.is_title_case && !run.has_brand() {
        return false;
    }
    if is_answer(scene, run) {
        return true;
    }
    let next = run.last + 1;
    let Some(chunk) = scene.chunks.get(next) else { return false };
    let gap = scene.gap(run.last);
    // `St Brigid's`: a house.
    if scene.is(run.first, w!("st")) && gap.starts_with('\'') {
        return true;
    }
    // `Neptune T-10`, `Belimo T6`, `Worcester 30i`.
    let is_model = gap == " "
        && chunk.shape == Shape::Mixed
        && scene.word(next).bytes().any(|byte| byte.is_ascii_alphabetic())
        || gap == "-" && matches!(chunk.shape, Shape::Digits | Shape::Mixed);
    if is_model {
        return true;
    }
    if gap != " " {
        return false;
    }
    let traits = chunk.traits;
    let is_verb = traits.any(Traits::ACT.with(Traits::STOP).with(Traits::MONTH))
        || is_in(scene, next, &VERBS)
        || has_verbs_ending(scene.word(next));
    // `Drayton TRV`: a product, not `Ann Lee RN`.
    let credentials = words![
        "rn" "pe" "md" "cna" "ra" "lpn" "jr" "sr" "ii" "iii" "iv" "dds" "do" "np" "pa" "phd" "esq" "cpa" "pic"
        "gm" "gc" "pm" "rep" "dob" "ssn" "cell" "mob" "tel" "ph" "usa" "uk" "vm" "w" "nok" "ceo" "hr" "it" "dr"
    ];
    if chunk.shape == Shape::Upper
        && run.pieces == 1
        && run.is_title_case
        && (2..=4).contains(&chunk.len())
        && !traits.any(Traits::STATE.with(NAME).with(Traits::STOP).with(Traits::ACT))
        && !scene.is_any(next, credentials)
    {
        return true;
    }
    match chunk.shape {
        Shape::Lower if run.has_brand() && !is_verb => {
            traits.any(Traits::COMMON.with(Traits::THING))
        }
        Shape::Lower => {
            !is_verb && traits.any(Traits::COMMON.with(Traits::THING)) && run.pieces == 1
        }
        Shape::Title => {
            !is_verb
                && (traits.any(Traits::THING) && chunk.len() > 3 || is_in(scene, next, &PLACES))
                && !traits.any(Traits::ROLE.with(NAME))
        }
        _ => false,
    }
}

/// `asked`, `calling`, `finally`: words of a sentence about a person.
fn has_verbs_ending(word: &str) -> bool {
    word.len() >= 5 && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly"))
}

/// `Madison Ave`, `Jane Street`, `Rose Room`: the last word says what it is.
fn ends_as_place(scene: &Scene<'_>, run: &Run) -> bool {
    run.last > run.first && is_in(scene, run.last, &PLACES)
}

/// Makers, goods and dishes whose names read as a person's and that nobody is called: `Sara Lee` and `Tom Collins` are not
/// among them, since a person's name that leaves is worse than a cake's that does not.
static MAKERS: Phrases = Phrases::of(&[
    phrase!["henny" "penny"],
    phrase!["george" "foreman"],
    phrase!["victoria" "plumb"],
    phrase!["john" "deere"],
    phrase!["armitage" "shanks"],
    phrase!["worcester" "bosch"],
    phrase!["loren" "cook"],
    phrase!["allen" "bradley"],
    phrase!["benjamin" "moore"],
    phrase!["sherwin" "williams"],
    phrase!["fisher" "paykel"],
    phrase!["rolls" "royce"],
    phrase!["harley" "davidson"],
    phrase!["massey" "ferguson"],
    phrase!["ingersoll" "rand"],
    phrase!["allis" "chalmers"],
    phrase!["briggs" "stratton"],
    phrase!["weil" "mclain"],
    phrase!["johnson" "controls"],
    phrase!["oxford" "midi"],
    phrase!["welch" "allyn"],
    phrase!["mitchell" "instruments"],
    phrase!["parker" "hannifin"],
    phrase!["stanley" "vidmar"],
    phrase!["schneider" "electric"],
    phrase!["wallace" "tiernan"],
    phrase!["alfa" "laval"],
    phrase!["tetra" "pak"],
    phrase!["la" "marzocco"],
    phrase!["alvan" "blanch"],
    phrase!["bowie" "dick"],
    phrase!["baby" "belling"],
    phrase!["angelo" "po"],
    phrase!["perkin" "elmer"],
    phrase!["blue" "seal"],
    phrase!["earl" "grey"],
    phrase!["lady" "grey"],
    phrase!["pink" "lady"],
    phrase!["cox" "pippin"],
    phrase!["maris" "piper"],
    phrase!["bloody" "mary"],
    phrase!["peri" "peri"],
    phrase!["piri" "piri"],
    phrase!["monterey" "jack"],
    phrase!["caesar" "dressing"],
    phrase!["caesar" "salad"],
    phrase!["eggs" "benedict"],
    phrase!["victoria" "sponge"],
    phrase!["henry" "hoover"],
]);

/// Whether the name is a maker's that reads as a person's, or the second word of one: `Wallace & Tiernan`.
fn is_makers(scene: &Scene<'_>, run: &Run) -> bool {
    let begins = |at: usize| {
        let is_here = |phrase: &&[Word]| {
            phrase.iter().enumerate().all(|(step, word)| scene.is(at + step, *word))
        };
        let first = scene.chunks.get(at);
        first.is_some_and(|first| MAKERS.from(first.sign).iter().any(is_here))
    };
    let is_second = || {
        run.first
            .checked_sub(1)
            .is_some_and(|before| scene.gap_in(before, gaps![" " " & " "-"]) && begins(before))
    };
    begins(run.first) || is_second()
}

/// `Storm Arwen`, `Hurricane Ida`.
pub(super) fn is_storm(scene: &Scene<'_>, run: &Run) -> bool {
    names_storm(scene, run.first) || run.pieces >= 2 && names_storm(scene, run.first + 1)
}

/// Whether chunk `index` is what a storm is called: a first name or one that no list has. `Storm Davies` is a person.
pub(crate) fn names_storm(scene: &Scene<'_>, index: usize) -> bool {
    let is_surname =
        scene.traits(index).any(Traits::SURNAME) && !scene.traits(index).any(Traits::GIVEN);
    index.checked_sub(1).is_some_and(|before| {
        scene.gap_in(before, gaps![" " ": "])
            && (scene.is_any(before, words!["hurricane" "typhoon" "cyclone"])
                || scene.is(before, w!("storm")) && !is_surname)
    })
}

/// `Maker: Yale`, `Product: Caesar dressing`: the answer to a label that asks who made a thing or what it is. No further
/// labels: a crane's or a pump's may name who runs it, and `anchor::OTHER_LABELS` holds `Notes: Ann called`.
fn is_answer(scene: &Scene<'_>, run: &Run) -> bool {
    let asked =
        words!["maker" "make" "manufacturer" "mfr" "mfg" "brand" "product" "products" "model"];
    run.first
        .checked_sub(1)
        .is_some_and(|before| scene.gap_in(before, gaps![": "]) && scene.is_any(before, asked))
}

/// `71 F. Belimo`, `rev G. Rose`: the letter belongs to what stands before it.
fn is_after_number(scene: &Scene<'_>, run: &Run) -> bool {
    let Some(before) = run.first.checked_sub(1) else { return false };
    let is_number = scene
        .chunks
        .get(before)
        .is_some_and(|chunk| matches!(chunk.shape, Shape::Digits | Shape::Mixed));
    let names_letter = words!["appendix" "rev" "type" "class" "grade" "grid" "phase" "level" "item" "car" "zone" "vitamin" "letter" "area" "unit" "section" "part" "column" "row" "wing" "block"];
    let is_direction = scene.is_any(run.first, words!["n" "s" "e" "w"])
        && (scene.traits(run.last).any(Traits::THING.with(Traits::STREET))
            || is_in(scene, run.last, &PLACES));
    is_direction
        || run.starts_with_initial
            && scene.gap_in(before, gaps![" "])
            && (is_number || scene.is_any(before, names_letter))
}

/// `April was slow`, `the June service`, `expired Jan`: a month alone.
pub(super) fn is_time(scene: &Scene<'_>, run: &Run) -> bool {
    let is_month = run.pieces == 1
        && scene.traits(run.first).any(Traits::MONTH)
        && !scene.traits(run.last + 1).any(Traits::ACT);
    is_month || is_day(scene, run)
}

/// `March and April`, `not since June`, but `tablets for June`, who may live there.
pub(super) fn is_month_after(scene: &Scene<'_>, run: &Run) -> bool {
    let is_month = |at: usize| scene.traits(at).any(Traits::MONTH);
    run.pieces == 1
        && is_month(run.first)
        && !scene.traits(run.last + 1).any(Traits::ACT)
        && run.first.checked_sub(1).is_some_and(|before| {
            let is_other = before
                .checked_sub(1)
                .is_some_and(|other| is_month(other) && !scene.traits(other).any(Traits::GIVEN));
            scene.is_any(before, words!["since" "until"])
                || is_other && scene.is_any(before, words!["and" "or"])
        })
}

/// `moved to Thu 10-2`: a day alone.
pub(super) fn is_day(scene: &Scene<'_>, run: &Run) -> bool {
    let days = words!["thu" "tue" "tues" "thurs" "wed" "mon" "fri" "sat" "sun" "ave" "blvd"];
    run.pieces == 1 && scene.is_any(run.first, days)
}

/// Whether a part of a building or a plant goes on behind the name: `Loren fan`, `Hillrom lift`.
pub(super) fn goes_on(scene: &Scene<'_>, run: &Run) -> bool {
    let next = run.last + 1;
    run.pieces == 1
        && scene.gap_in(run.last, gaps![" "])
        && scene.traits(next).any(Traits::THING)
        && !is_in(scene, next, &VERBS)
        && scene.chunks.get(next).is_some_and(|chunk| chunk.shape == Shape::Lower)
}
