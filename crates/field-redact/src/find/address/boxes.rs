//! Post boxes, and addresses of the armed forces.

use super::{Hit, hit, tail};
use crate::lexicon::{Starts, Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};
use crate::spoken;

/// The first words of all kinds of post boxes.
pub(in crate::find) const FIRST: &Words = words![
    "p" "post" "postfach" "postbox" "apartado" "casilla" "pobox" "po" "gpo" "box" "psc" "cmr" "unit" "uss"
    "usns" "uscgc" "usnv" "apo" "fpo" "dpo" "rural" "star" "county" "state" "rr" "hc" "rfd" "hwy" "highway"
    "route"
];

/// A post box of any kind whose first word is chunk `index`.
pub(super) fn any(scene: &Scene<'_>, index: usize) -> Hit {
    if !scene.chunks.get(index)?.starts.any(Starts::BOX) {
        return None;
    }
    post_box(scene, index).or_else(|| military(scene, index)).or_else(|| rural(scene, index))
}

/// `P.O. Box 12`, `PO Box 12`, `Postfach 12`, `box sixty six` after a word for mail.
fn post_box(scene: &Scene<'_>, index: usize) -> Hit {
    let is_joint = |at: usize| scene.gap_in(at, gaps!["." ". " " "]);
    let is_spelled = scene.is(index, w!("p")) && scene.is(index + 1, w!("o")) && is_joint(index);
    let is_full = scene.is(index, w!("post")) && scene.is(index + 1, w!("office"));
    let name = if scene.is_any(index, words!["postfach" "postbox" "apartado" "casilla" "pobox"]) {
        index
    } else if scene.is_any(index, words!["po" "gpo"]) && scene.gap_in(index, gaps![" "]) {
        index + 1
    } else if is_full || (is_spelled && is_joint(index + 1)) {
        index + 2
    } else if scene.is(index, w!("box")) && is_mailed(scene, index) {
        index
    } else {
        return None;
    };
    let number = scene.chunks.get(name + 1)?;
    let is_box = (name == index || scene.is(name, w!("box")))
        && scene.gap_in(name, gaps![" " " #" " no. " ": "]);
    let has_number =
        matches!(number.shape, Shape::Digits | Shape::Mixed) || number.traits.any(Traits::NUMBER);
    if !is_box || !has_number {
        return None;
    }
    let spoken = spoken::run_at(scene, name + 1);
    let is_spoken = number.traits.any(Traits::NUMBER);
    let number_end = spoken.map_or(name + 1, |run| run.last);
    let first = scene
        .chunks
        .get(index.wrapping_sub(1))
        .filter(|before| {
            before.shape == Shape::Digits
                && before.len() >= 3
                && scene.gap_in(index - 1, gaps![" "])
        })
        .map_or(index, |_| index - 1);
    hit(scene, first, tail::after(scene, number_end, is_spoken), 0.95, "post_box")
}

fn is_mailed(scene: &Scene<'_>, index: usize) -> bool {
    let before = (1..=4).map_while(|step| index.checked_sub(step));
    before.into_iter().any(|at| {
        scene.is_any(at, words!["mail" "mailing" "mailed" "mails" "postal" "address" "rr" "route"])
    })
}

/// `PSC 12, Box 34, APO AE 09012`, `USS Name, FPO AP 96601`.
fn military(scene: &Scene<'_>, index: usize) -> Hit {
    /// Most words before the post office.
    const REACH: usize = 7;
    if !scene
        .is_any(index, words!["psc" "cmr" "unit" "uss" "usns" "uscgc" "usnv" "apo" "fpo" "dpo"])
    {
        return None;
    }
    let office = (index..=index + REACH).find(|at| {
        scene.is_any(*at, words!["apo" "fpo" "dpo"])
            && scene.is_any(*at + 1, words!["aa" "ae" "ap"])
            && scene
                .chunks
                .get(*at + 2)
                .is_some_and(|code| code.shape == Shape::Digits && code.len() == 5)
    })?;
    let is_one =
        (index..office).all(|at| tail::is_between(scene.gap(at)) || scene.gap_in(at, gaps!["-"]));
    if is_one { hit(scene, index, office + 2, 0.95, "military") } else { None }
}

/// `RR 1 Box 330`, `HC 63 Box 209`, `88 Rural Route 2, Box 14`, `Hwy 12 Box 88`.
fn rural(scene: &Scene<'_>, index: usize) -> Hit {
    let is_two = scene.is_any(index, words!["rural" "star" "county" "state"])
        && scene.is_any(index + 1, words!["route" "rte" "road" "rd" "highway" "hwy"]);
    let is_one = scene.is_any(index, words!["rr" "hc" "rfd" "hwy" "highway" "route"]);
    if !(is_one || is_two) {
        return None;
    }
    let number = if is_two { index + 2 } else { index + 1 };
    let is_number = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            matches!(chunk.shape, Shape::Digits | Shape::Mixed) || chunk.traits.any(Traits::NUMBER)
        })
    };
    let is_box = is_number(number)
        && scene.gap_in(number, gaps![" " ", "])
        && scene.is(number + 1, w!("box"))
        && is_number(number + 2);
    if !is_box {
        return None;
    }
    let is_spoken = scene.traits(number + 2).any(Traits::NUMBER);
    let end = spoken::run_at(scene, number + 2).map_or(number + 2, |run| run.last);
    let first = index
        .checked_sub(1)
        .filter(|before| is_number(*before) && scene.gap_in(*before, gaps![" "]));
    hit(scene, first.unwrap_or(index), tail::after(scene, end, is_spoken), 0.93, "rural")
}
