//! The best way through a net for a sound, and where it goes from one side of an edge to the other.

use super::net::{Node, Place};
use super::sounds::{Fits, STATES, Sounds, Step};

/// Where the words on the left end and those on the right begin, in frames.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crossing {
    pub(super) left_ends: usize,
    pub(super) right_begins: usize,
    /// By how much a frame fits less than it would to whatever fits it best, on average; 0 at best.
    pub(super) misfit: f32,
}

/// A way through the net so far.
#[derive(Debug, Clone, Copy)]
struct Route {
    score: f32,
    left_ends: usize,
    right_begins: usize,
}

const NO_ROUTE: Route = Route { score: f32::NEG_INFINITY, left_ends: 0, right_begins: 0 };

impl Route {
    fn and(self, cost: f32) -> Self {
        Self { score: self.score + cost, ..self }
    }

    fn or(self, other: Self) -> Self {
        if other.score > self.score { other } else { self }
    }

    /// Goes on at a frame from a node at one place to one at another.
    fn across(self, from: Place, to: Place, frame: usize) -> Self {
        let left_ends = if from == Place::Left && to != from { frame } else { self.left_ends };
        let is_right = to == Place::Right && to != from;
        Self { left_ends, right_begins: if is_right { frame } else { self.right_begins }, ..self }
    }
}

/// Where the best way through `net` crosses from left to right; nothing if no way is as short as the sound.
pub(super) fn crossing(net: &[Node], sounds: &Sounds, frames: &[Fits]) -> Option<Crossing> {
    let steps: Vec<[Step; STATES]> = net.iter().map(|node| sounds.steps(node.sound)).collect();
    let mut routes = vec![[NO_ROUTE; STATES]; net.len()];
    let mut over = vec![NO_ROUTE; net.len()];
    let mut best_of_all = 0.0;
    for (at, fits) in frames.iter().enumerate() {
        for ((over, routes), steps) in over.iter_mut().zip(&routes).zip(&steps) {
            *over = left(routes, steps);
        }
        for ((node, routes), steps) in net.iter().zip(&mut routes).zip(&steps) {
            let entered = if at == 0 { begun(node) } else { entered(node, net, &over, at) };
            let fits = fits.get(usize::from(node.sound.0)).copied().unwrap_or_default();
            *routes = went_on(routes, steps, entered, &fits);
        }
        best_of_all += fits.as_flattened().iter().copied().fold(f32::NEG_INFINITY, f32::max);
    }
    let ended = net
        .iter()
        .zip(routes.iter().zip(&steps))
        .filter_map(|(node, (routes, steps))| Some(left(routes, steps).and(node.ends?)));
    let best = ended.reduce(Route::or).filter(|best| best.score.is_finite())?;
    let misfit = (best_of_all - best.score) / mean_of(frames.len());
    Some(Crossing { left_ends: best.left_ends, right_begins: best.right_begins, misfit })
}

#[expect(clippy::cast_precision_loss, reason = "a thousand frames")]
fn mean_of(frames: usize) -> f32 {
    frames as f32
}

fn begun(node: &Node) -> Route {
    node.begins.map_or(NO_ROUTE, |cost| Route { score: cost, ..NO_ROUTE })
}

/// The best way into a node.
fn entered(node: &Node, net: &[Node], over: &[Route], frame: usize) -> Route {
    let each = node.from.iter().filter_map(|(from, cost)| {
        let place = net.get(*from)?.place;
        Some((over.get(*from)?.and(*cost), place))
    });
    let best = each.reduce(|one, other| if other.0.score > one.0.score { other } else { one });
    best.map_or(NO_ROUTE, |(way, from)| way.across(from, node.place, frame))
}

/// The ways in each state of a node after one more frame.
fn went_on(
    routes: &[Route; STATES],
    steps: &[Step; STATES],
    entered: Route,
    fits: &[f32; STATES],
) -> [Route; STATES] {
    let mut before = entered;
    let mut after = [NO_ROUTE; STATES];
    for ((after, way), (step, fit)) in after.iter_mut().zip(routes).zip(steps.iter().zip(fits)) {
        *after = way.and(step.stays).or(before).and(*fit);
        before = way.and(step.leaves);
    }
    after
}

/// The way out of a node.
fn left(routes: &[Route; STATES], steps: &[Step; STATES]) -> Route {
    routes.last().zip(steps.last()).map_or(NO_ROUTE, |(way, step)| way.and(step.leaves))
}

#[cfg(test)]
mod tests {
    use super::super::net::{Sides, net};
    use super::super::sounds::tests::{frame_of, model};
    use super::super::ways::way_to_say;
    use super::*;

    /// Where the words cross in a sound, given as each sound and its frames.
    fn crossed(
        left: &str,
        right: &str,
        is_more: (bool, bool),
        heard: &[(&str, usize)],
    ) -> Option<Crossing> {
        let (sounds, dictionary) = model();
        let words = |text: &str| -> Vec<_> {
            text.split(' ').filter_map(|word| way_to_say(word, &sounds, &dictionary)).collect()
        };
        let (left, right) = (words(left), words(right));
        let net = net(&Sides { left: &left, right: &right, is_more }, &sounds).expect("small");
        let frames = heard.iter().flat_map(|(name, count)| {
            let sound = sounds.named(name).expect("a sound");
            std::iter::repeat_n(sounds.fits(&frame_of(sound)), *count)
        });
        crossing(&net, &sounds, &frames.collect::<Vec<_>>())
    }

    const TWO: [(&str, usize); 2] = [("T", 4), ("UW", 6)];
    const FOR: [(&str, usize); 3] = [("F", 5), ("AO", 5), ("R", 5)];

    #[test]
    fn words_cross_where_one_ends_and_the_other_begins() {
        let together = [&TWO[..], &FOR].concat();
        let found = crossed("two", "for", (false, false), &together).expect("a way");
        assert_eq!((found.left_ends, found.right_begins), (10, 10));
        assert!(found.misfit < 1.5, "but for the steps all fits: {}", found.misfit);
        let apart = [&[("SIL", 7)], &TWO[..], &[("SIL", 8)], &FOR, &[("SIL", 3)]].concat();
        let found = crossed("two", "for", (false, false), &apart).expect("a way");
        assert_eq!((found.left_ends, found.right_begins), (17, 25), "a rest lies between them");
    }

    #[test]
    fn numbers_and_unknown_words_are_found_too() {
        let number = [&TWO[..], &TWO, &[("SIL", 5)], &FOR, &TWO].concat();
        let found = crossed("224", "two", (false, false), &number).expect("a way");
        assert_eq!((found.left_ends, found.right_begins), (40, 40), "however it was said");
        let unknown = [&[("B", 4), ("AA", 6), ("B", 4), ("Z", 5)], &TWO[..]].concat();
        let found = crossed("Bob's", "two", (false, false), &unknown).expect("a way");
        assert_eq!(found.right_begins, 19);
    }

    #[test]
    fn what_else_was_said_at_the_ends_is_passed_over() {
        let more = [&[("G", 5), ("OY", 6)], &TWO[..], &FOR, &[("ZH", 6)]].concat();
        let found = crossed("two", "for", (true, true), &more).expect("a way");
        assert_eq!((found.left_ends, found.right_begins), (21, 21));
    }

    #[test]
    fn other_words_do_not_fit_and_too_short_a_sound_has_no_way() {
        let other = [&FOR[..], &[("ZH", 9), ("OY", 9)]].concat();
        let found = crossed("two", "for", (false, false), &other).expect("a way");
        assert!(found.misfit > 3.5, "got {}", found.misfit);
        assert_eq!(crossed("two", "for", (false, false), &[("T", 5)]), None);
        assert_eq!(crossed("two", "for", (false, false), &[]), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_was_written_is_laid_over_a_sound_or_not(
            left in "\\PC{0,60}", right in "[a-zA-Z0-9 .,%$@-]{0,60}", frames in 0_usize..80,
        ) {
            let found = crossed(&left, &right, (true, false), &[("AA", frames)]);
            if let Some(found) = found {
                proptest::prop_assert!(found.left_ends <= found.right_begins);
                proptest::prop_assert!(found.right_begins < frames.max(1));
            }
        }
    }
}
