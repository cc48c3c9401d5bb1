//! Names of persons: by the lists, by what stands around them, and by both.

mod anchor;
mod letters;
mod look;
mod piece;
mod spelled;
mod thing;

pub(crate) use thing::names_storm;

use std::cell::OnceCell;

use field_domain::Label;

use self::anchor::Anchor;
use self::look::{
    has_role, is_acronym, is_first_of_pair, is_free, is_heading, is_label, is_lower,
    is_short_upper, is_signed_off, is_vehicle,
};
pub(crate) use self::piece::Piece;
use self::piece::Run;
use self::spelled::spelled;
use super::Found;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::lexicon::{NAME, Traits, Words, w, words};
use crate::scene::{Scene, gaps};

/// Words at which a name that is spelled by sound begins.
pub(super) const SOUNDS: [&Words; 2] = [letters::SURE, letters::MAYBE];

/// Steps that one look at a place may take.
const LOOK_STEPS: usize = 24;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for at in 0..found.len() {
        let Some(phone) = found.get(at).filter(|hit| hit.label == Label::Phone) else { continue };
        budget.spend(LOOK_STEPS)?;
        let number = scene.chunk_from(phone.start);
        found.extend(before_phone(scene, number));
    }
    let mut index = 0;
    let mut last_name = None;
    while index < scene.chunks.len() {
        budget.spend(1)?;
        if !scene.chunks.get(index).is_some_and(may_begin) {
            index += 1;
            continue;
        }
        budget.spend(LOOK_STEPS)?;
        // The name by the words alone is asked for more than once.
        let plain = OnceCell::new();
        let plain = || plain.get_or_init(|| piece::run_from(scene, index, false)).as_ref();
        let sounded = letters::by_sound(scene, index, last_name);
        if sounded.is_none() && (!may_lead(scene, index) || is_request(scene, index)) {
            index += 1;
            continue;
        }
        let named = sounded
            .map(|last| (Run::of_letters(index, last), 0.72, "name_sounded"))
            .or_else(|| spelled(scene, index))
            .or_else(|| anchored(scene, index, &plain))
            .or_else(|| second_of_pair(scene, index, last_name, &plain))
            .or_else(|| listed(scene, &plain));
        match named {
            Some((run, score, rule)) => {
                found.extend(made(scene, &run, score, rule));
                last_name = Some(run.last);
                index = run.last + 1;
            }
            None => index += 1,
        }
    }
    Ok(())
}

/// `Call Nora Lindqvist`: surnames that at the start of a sentence ask for something, with a first name
/// behind them.
fn is_request(scene: &Scene<'_>, index: usize) -> bool {
    let starts = || {
        let gap = scene.gap_before(index);
        index == 0 || gap.contains('\n') || gap.trim_end().ends_with(['.', '!', '?', ':'])
    };
    let next = || scene.chunks.get(index + 1);
    scene.is_any(index, words!["call" "see"])
        && starts()
        && scene.gap_in(index, gaps![" "])
        && next().is_some_and(|next| next.is_capital() && next.traits.any(Traits::GIVEN))
}

/// `Tiff 313-555-0142`, `TREV, 0491 570 158`: a capital word right before a phone's number.
fn before_phone(scene: &Scene<'_>, number: usize) -> Option<Found> {
    let last = number.checked_sub(1)?;
    if !scene.gap_in(last, gaps![" " ", " " (" ": " " - " " @ " " / " " +" ", +"]) {
        return None;
    }
    let first = last
        .checked_sub(1)
        .filter(|first| scene.gap_in(*first, gaps![" "]) && may_call(scene, *first))
        .unwrap_or(last);
    if !may_call(scene, last) {
        return None;
    }
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label: Label::Person, score: 0.55, rule: "name_phone" })
}

/// Whether chunk `index` can be the name of who is called at a number: a capital word that no other list has.
fn may_call(scene: &Scene<'_>, index: usize) -> bool {
    const OTHER: Traits = Traits::COMMON
        .with(Traits::STOP)
        .with(Traits::THING)
        .with(Traits::CUE)
        .with(Traits::ROLE)
        .with(Traits::TITLE)
        .with(Traits::UNIT)
        .with(Traits::STATE)
        .with(Traits::PLACE)
        .with(Traits::COUNTRY)
        .with(Traits::STREET)
        .with(Traits::MONTH)
        .with(Traits::BRAND)
        .with(Traits::DIRECTION)
        .with(Traits::NUMBER);
    scene.chunks.get(index).is_some_and(|chunk| {
        chunk.is_word()
            && chunk.is_capital()
            && chunk.len() >= 2
            && !chunk.traits.any(OTHER)
            && !anchor::is_business(scene, index)
            && (chunk.len() > 3 || chunk.traits.any(NAME))
    })
}

/// Whether a name can begin with the word: no ordinary one in lower case does.
fn may_begin(chunk: &crate::scene::Chunk) -> bool {
    let is_ordinary = chunk.shape == crate::scene::Shape::Lower
        && chunk.len() > 1
        && chunk.traits.any(Traits::COMMON.with(Traits::STOP).with(Traits::UNIT))
        && !chunk.traits.any(NAME.with(Traits::PARTICLE));
    chunk.is_word() && !is_ordinary
}

/// Whether a name can begin with chunk `index` where it stands.
fn may_lead(scene: &Scene<'_>, index: usize) -> bool {
    may_name(scene, index)
        || scene.traits(index).any(Traits::PARTICLE)
        || scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 1)
        || anchor::is_labelled(scene, index)
}

type Named = Option<(Run, f32, &'static str)>;

fn made(scene: &Scene<'_>, run: &Run, score: f32, rule: &'static str) -> Option<Found> {
    let (start, end) = (scene.chunks.get(run.first)?.start, scene.chunks.get(run.last)?.end);
    Some(Found { start, end, label: Label::Person, score, rule })
}

/// A name where something before or after it says that a person is meant.
fn anchored<'a>(scene: &Scene<'_>, index: usize, plain: &impl Fn() -> Option<&'a Run>) -> Named {
    let anchor = anchor::before(scene, index);
    if let Some(anchor) = anchor {
        let run = if anchor == Anchor::Label {
            with_given_after_comma(scene, piece::run_from(scene, index, true)?)
        } else {
            plain()?.clone()
        };
        let is_written = run.is_capital || run.yes > 0;
        let is_loose = matches!(anchor, Anchor::With | Anchor::Role | Anchor::Meeting);
        if is_acronym(&run) && anchor != Anchor::Label
            || is_loose && is_short_upper(scene, &run) && is_lower(scene, index - 1)
            || anchor != Anchor::Label && is_label(scene, &run)
            || anchor::is_business(scene, run.last) && anchor != Anchor::Title
        {
            return None;
        }
        let is_things = if anchor == Anchor::Role {
            thing::goes_on(scene, &run)
        } else {
            thing::is_named(scene, &run)
        };
        if is_loose && (is_things || is_vehicle(scene, &run)) {
            return None;
        }
        if anchor != Anchor::Label && anchor != Anchor::Role && thing::is_day(scene, &run)
            || anchor == Anchor::With && thing::is_month_after(scene, &run)
        {
            return None;
        }
        // `moved here from Chad`: a country rather than a person.
        let is_country = run.pieces == 1 && scene.traits(run.first).any(Traits::COUNTRY);
        if anchor == Anchor::With && is_country {
            return None;
        }
        if let Some(whole) = turned(scene, &run) {
            return Some((whole, 0.85, "name_turned"));
        }
        // `Contact: see file`: no name, in lower case.
        let is_told = !run.is_capital && run.yes + run.unknown == 0 && !run.has_given();
        let score = match anchor {
            Anchor::Label if is_told => return None,
            Anchor::Label | Anchor::Title | Anchor::Naming if run.names() > 0 => 0.92,
            Anchor::Told if run.yes > 0 || run.is_capital && run.names() > 0 => 0.85,
            Anchor::Told if run.weak > 0 && run.has_given() => 0.5,
            Anchor::Being if run.yes > 0 || run.is_capital => 0.85,
            Anchor::Being if run.pieces == 2 => 0.6,
            Anchor::Role | Anchor::Meeting
                if run.yes > 0 && (run.is_capital || run.pieces >= 2) =>
            {
                0.92
            }
            Anchor::Role | Anchor::Meeting if run.yes > 0 => 0.75,
            Anchor::Role | Anchor::Meeting if is_written && run.names() > 0 => 0.72,
            // `tell rose at the desk`: a first name that is a word too, in lower case.
            Anchor::Role | Anchor::Meeting
                if run.pieces == 1 && run.weak == 1 && run.has_given() && is_free(scene, &run) =>
            {
                0.5
            }
            // Two words that no list has, in lower case: a person looks at it.
            Anchor::Meeting if run.pieces == 2 && run.unknown > 0 => 0.6,
            Anchor::With if run.yes > 0 && (run.is_capital || run.pieces >= 2) => 0.85,
            Anchor::With if run.yes == 1 && run.pieces == 1 && run.has_given() => 0.6,
            Anchor::With
                if run.is_title_case
                    && run.weak == 1
                    && run.pieces == 1
                    && run.has_given()
                    && !run.is_place()
                    && !is_heading(scene, &run)
                    && !scene.is_any(index - 1, words!["to" "for" "it" "s" "st" "as"]) =>
            {
                0.55
            }
            Anchor::With
                if run.is_title_case
                    && run.yes == 0
                    && run.pieces == run.names()
                    && has_role(scene, index) =>
            {
                0.7
            }
            _ => return before_act(scene, run),
        };
        return Some((run, score, "name_anchored"));
    }
    let run = plain()?;
    if is_first_of_pair(scene, run) {
        return Some((run.clone(), 0.72, "name_pair"));
    }
    if is_signed_off(scene, run) {
        return Some((run.clone(), 0.8, "name_signed_off"));
    }
    before_act(scene, run.clone())
}

/// `Ramos said`, `ann sample told me`.
fn before_act(scene: &Scene<'_>, run: Run) -> Named {
    let is_act = scene.gap_in(run.last, gaps![" " ", "])
        && scene.traits(run.last + 1).any(Traits::ACT)
        && !scene.chunks.get(run.last + 1).is_some_and(crate::scene::Chunk::is_capital);
    let is_name = run.yes > 0 || (run.is_capital && run.names() > 0 && !is_acronym(&run));
    let works = words!["called" "works" "worked" "has" "arrived" "reports" "showed" "shows" "noted" "calls"];
    let is_thing = run.is_brand() && (run.yes + run.weak == 0 || scene.is_any(run.last + 1, works))
        || run.is_place()
        || run.is_capital && thing::is_storm(scene, &run)
        || run.pieces == 1 && scene.traits(run.first).any(Traits::COUNTRY);
    (is_act && is_name && !is_thing).then_some((run, 0.8, "name_acts"))
}

/// `Sample, Ann` after a label.
fn with_given_after_comma(scene: &Scene<'_>, run: Run) -> Run {
    if !scene.gap_in(run.last, gaps![", "]) || run.pieces > 3 {
        return run;
    }
    match piece::run_from(scene, run.last + 1, true) {
        Some(given)
            if given.names() > 0 && given.pieces <= 2 && given.is_capital == run.is_capital =>
        {
            run.joined(&given)
        }
        _ => run,
    }
}

/// The second of `Ann and Bo`.
fn second_of_pair<'a>(
    scene: &Scene<'_>,
    index: usize,
    last_name: Option<usize>,
    plain: &impl Fn() -> Option<&'a Run>,
) -> Named {
    let and = index.checked_sub(1)?;
    // `Lyle & Jan`.
    let is_signed = scene.gap_in(and, gaps![" & "]) && last_name == Some(and);
    let is_pair = is_signed
        || last_name.is_some_and(|last| last + 1 == and)
            && (scene.is(and, w!("and")) || scene.is(and, w!("or")))
            && scene.gap_in(and, gaps![" "]);
    if !is_pair {
        return None;
    }
    let run = plain()?;
    let is_name = run.is_capital && run.is_title_case || run.yes > 0;
    // `March and April`.
    let are_months = thing::is_month_after(scene, run);
    let is_other = run.is_brand() || is_short_upper(scene, run) || are_months;
    (is_name && !is_other).then(|| (run.clone(), 0.75, "name_pair"))
}

/// A name by the lists alone.
fn listed<'a>(scene: &Scene<'_>, plain: &impl Fn() -> Option<&'a Run>) -> Named {
    let run = plain()?;
    let is_things = thing::is_time(scene, run) || thing::is_named(scene, run);
    if let Some(whole) = turned(scene, run).filter(|_| !is_things) {
        return Some((whole, 0.85, "name_turned"));
    }
    // `DEA` and `MAC` are in the list of first names too.
    let is_short_capitals =
        run.pieces == 1 && !run.is_title_case && scene.word(run.first).len() <= 4;
    if run.is_brand()
        || run.is_capital && is_short_capitals
        || is_things
        || run.pieces == 1 && scene.traits(run.first).any(Traits::COUNTRY.with(Traits::PARTICLE))
    {
        return None;
    }
    let score = if is_weak_inside(scene, run) || is_apposed(scene, run) {
        0.5
    } else if run.is_capital {
        capital_score(run)?
    } else if run.yes >= 2 && run.has_given() {
        0.75
    } else {
        return None;
    };
    let is_firm = anchor::is_business(scene, run.last) && !is_of_firm(scene, run);
    (!is_firm).then(|| (run.clone(), score, "name_listed"))
}

/// `Dolores Vandermeer of Marigold Kitchen`: somebody of a firm. A first name and another one, the second of which
/// says of no firm or house itself.
fn is_of_firm(scene: &Scene<'_>, run: &Run) -> bool {
    let starts_given = scene.traits(run.first);
    run.pieces == 2
        && run.is_title_case
        && starts_given.any(Traits::GIVEN)
        && !starts_given.any(Traits::COMMON)
        && !scene.traits(run.last).any(Traits::COMMON)
        && scene.gap_in(run.last, gaps![" "])
        && scene.is(run.last + 1, w!("of"))
}

/// `Chip, the super`, `mercy is the cook`: a first name that is a word too, and what the person is.
fn is_apposed(scene: &Scene<'_>, run: &Run) -> bool {
    let next = run.last + 1;
    let (article, gap) = if scene.is_any(next, words!["is" "was"]) {
        (next + 1, scene.gap_in(run.last, gaps![" "]))
    } else {
        (next, scene.gap_in(run.last, gaps![", "]))
    };
    let role = if scene.is_any(article, words!["the" "our" "my" "a" "his" "her" "their"]) {
        article + 1
    } else {
        return false;
    };
    run.pieces == 1
        && run.has_given()
        && gap
        && !scene.traits(run.first).any(Traits::ROLE.with(Traits::THING).with(Traits::STOP))
        && (scene.traits(role).any(Traits::ROLE)
            || scene.traits(role + 1).any(Traits::ROLE) && !scene.traits(role).any(Traits::THING))
}

/// `so Mark will`, `said Penny does`: a first name that is a word too, with a capital inside a
/// sentence that has none elsewhere near.
fn is_weak_inside(scene: &Scene<'_>, run: &Run) -> bool {
    const NEVER: Traits = Traits::MONTH
        .with(Traits::PLACE)
        .with(Traits::COUNTRY)
        .with(Traits::VEHICLE)
        .with(Traits::ROLE)
        .with(Traits::STREET)
        .with(Traits::DIRECTION)
        .with(Traits::NATO);
    let Some(before) = run.first.checked_sub(1) else { return false };
    let is_inside = scene
        .chunks
        .get(before)
        .is_some_and(|chunk| chunk.shape == crate::scene::Shape::Lower && chunk.len() > 1)
        && scene.gap_in(before, gaps![" " ", "]);
    run.is_title_case
        && run.pieces == 1
        && run.weak == 1
        && run.has_given()
        && is_inside
        && !scene.traits(run.first).any(NEVER)
        && !scene.is_any(
            before,
            words!["the" "a" "an" "this" "each" "in" "at" "on" "of" "no" "to" "near"],
        )
        && !is_heading(scene, run)
}

fn capital_score(run: &Run) -> Option<f32> {
    let others = run.pieces - run.initials;
    Some(match (others, run.yes) {
        (2.., 2..) if run.has_given() => 0.9,
        (2.., 2..) => 0.72,
        (2.., 1) if run.has_given() || run.weak > 0 => 0.75,
        (2.., 1) => 0.6,
        (2, 0) if run.weak == 2 && run.has_given() && run.is_title_case => 0.45,
        // No list has them, and they stand together: a person looks at it.
        (2 | 3, 0) if run.unknown >= 2 && run.is_title_case => 0.5,
        (2, 0) if run.unknown == 1 && run.has_given() && run.is_title_case => 0.5,
        (1, 1) if run.initials > 0 => 0.8,
        (1, 0) if run.starts_with_initial && run.unknown == 1 && run.is_title_case => 0.55,
        (1, 0)
            if run.starts_with_initial
                && run.weak == 1
                && run.is_title_case
                && run.has_surname() =>
        {
            0.5
        }
        // `J P Okoro`.
        (1, _) if run.initials >= 2 && run.is_title_case => 0.6,
        (1, 1) if run.has_given() && !run.is_place() => 0.65,
        _ => return None,
    })
}

/// `Sample, Ann` in running text: a surname, a comma, a first name.
fn turned(scene: &Scene<'_>, run: &Run) -> Option<Run> {
    let is_all_upper = !run.is_title_case && scene.gap_in(run.last, gaps![","]);
    if !run.is_capital
        || run.pieces > 2
        || !run.has_surname()
        || !(is_all_upper || scene.gap_in(run.last, gaps![", "]))
    {
        return None;
    }
    let given = piece::run_from(scene, run.last + 1, false)?;
    let is_given = given.has_given()
        && given.is_capital
        && given.yes + given.weak == 1
        && given.pieces - given.initials == 1
        // Two first names with a comma are two persons.
        && !(run.has_given() && given.yes == 1 && scene.is(given.last + 1, w!("and")));
    is_given.then(|| run.clone().joined(&given))
}

/// Whether the name that begins at chunk `index` is rather a thing's, a place's or a month's: whoever
/// else takes it for a person is wrong.
pub(crate) fn is_no_persons(scene: &Scene<'_>, index: usize) -> bool {
    let has_role =
        index.checked_sub(1).is_some_and(|before| scene.traits(before).any(Traits::ROLE));
    piece::run_from(scene, index, false).is_some_and(|run| {
        let is_things =
            if has_role { thing::goes_on(scene, &run) } else { thing::is_named(scene, &run) };
        is_things || thing::is_time(scene, &run)
    })
}

/// Whether a word could be part of a name at all.
fn may_name(scene: &Scene<'_>, index: usize) -> bool {
    piece::kind(scene, index, false) != Piece::No
}

#[cfg(test)]
mod tests {
    use crate::find::test::{labels, labels_in};
    use field_domain::Label;

    #[test]
    fn names_are_found_by_lists_and_by_what_surrounds_them() {
        for (text, value) in [
            ("Ann-Marie O'Brien was there", "Ann-Marie O'Brien"),
            ("the manager ann okafor was there", "ann okafor"),
            ("Mr. Rose was there", "Rose"),
            ("my name is quvenzhane and I wash dishes", "quvenzhane"),
            ("Zyxwel said it was fixed", "Zyxwel"),
            ("Signature: VAN DER BERG, ANN", "VAN DER BERG, ANN"),
            ("the surname is spelled S-A-M-P-L-E here", "S-A-M-P-L-E"),
            ("seen by K. Okafor today", "K. Okafor"),
            ("Call Nora Lindqvist about the door", "Nora Lindqvist"),
            ("Lid loose. See Nora Lindqvist", "Nora Lindqvist"),
            ("Dolores Vandermeer of Marigold Spoon Kitchen was there", "Dolores Vandermeer"),
        ] {
            assert_eq!(labels(text), [(Label::Person, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn the_label_of_a_form_field_says_that_a_name_follows() {
        assert_eq!(
            labels_in("zyx wvu", Some("Owner name")),
            [(Label::Person, "zyx wvu".to_owned())]
        );
        assert!(labels_in("none", Some("Owner name")).is_empty(), "no name was given");
    }

    #[test]
    fn things_brands_and_ordinary_words_are_no_names() {
        for text in [
            "Bradford White heater, Otis lift, Simpson strap",
            "Measured at the Grill Station. Will call back. May need service.",
            "Owner present. Manager on duty: Yes. Inspector: not seen",
            "Hood filters clean, Cold Holding ok, Hand Sink blocked",
            "Lids from Grace Church of Springfield are cracked",
            "Storm Arwen took 14 sheets off the roof, rain due with Storm Babet",
            "Storm: Otto\nRoof: ridge tiles lost",
            "Product: Caesar dressing\nMaker: Yale VS III",
            "Wallace & Tiernan doser, Earl Grey loose in tins",
            "March and April no records at all. Not since June.",
            "stop time test 182 ms. Foot pedal shroud missing",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }

    #[test]
    fn what_only_resembles_a_thing_is_a_name() {
        for (text, value) in [
            ("I'm on the phone with April from the office", "April"),
            ("Sergio and April both said the pump hums", "April"),
            ("asked Ms. Foot at the desk", "Foot"),
            ("Owner: Otto Sample", "Otto Sample"),
            ("Care plan for June has a gap", "June"),
            ("April and June both said the pump hums", "June"),
            ("spoke with Tom Collins at the gate", "Tom Collins"),
            ("met Captain Morgan of the fire station", "Morgan"),
            ("Dr Pepper at the clinic signed", "Pepper"),
            ("unit 4 Ms Foot said the tap drips", "Foot"),
            ("Storm Davies told me the pump hums", "Storm Davies"),
            ("Product: Maria Lopez", "Maria Lopez"),
        ] {
            let found = labels(text);
            assert!(
                found.iter().any(|(label, name)| *label == Label::Person && name == value),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn languages_of_a_sheet_are_no_places() {
        for text in ["PUWER sheet in Polish, fine", "Sign by the door in Welsh."] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
