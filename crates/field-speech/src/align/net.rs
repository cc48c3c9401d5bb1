//! All ways in which some words may have been said one after the other, as a net of sounds.

use super::sounds::{Sound, Sounds};
use super::ways::Way;

/// Most sounds of a net: a number has some 200, as each of its digits may be any number word. What has fifty numbers is no speech of a few
/// seconds.
const NODES_MAX: usize = 10_000;

/// What it costs, as logarithms of chances, that the voice rests between two words, and that it goes on resting; that a
/// letter is silent; that one more part of a number, a code or an abbreviation follows; that there is something else at an end
/// of the sound, and each sound of it. Source: judgement; the first values that found edges well (docs/measurements/voice.md), not searched.
const RESTS: f32 = -2.0;
const RESTS_ON: f32 = -0.5;
const IS_SILENT: f32 = -3.0;
const FOLLOWS: f32 = -4.0;
const IS_ELSE: f32 = -12.0;
const IS_ELSE_ON: f32 = -3.0;
/// Most silent letters in turn, as in "-ough".
const SILENT_MAX: usize = 3;

/// On which side of an edge something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Left,
    Between,
    Right,
}

/// A sound at one place of a net.
pub(super) struct Node {
    pub(super) sound: Sound,
    pub(super) place: Place,
    /// The nodes that it may follow, and what that costs.
    pub(super) from: Vec<(usize, f32)>,
    /// What it costs to begin here.
    pub(super) begins: Option<f32>,
    /// What it costs to end here.
    pub(super) ends: Option<f32>,
}

/// Where a way through a part of the net ends: behind a node, or before all of them.
#[derive(Debug, Clone, Copy)]
struct End {
    node: Option<usize>,
    cost: f32,
}

/// The words on both sides of an edge, each as it may have been said.
pub(super) struct Sides<'a> {
    pub(super) left: &'a [Way],
    pub(super) right: &'a [Way],
    /// Whether something else was said before the first of them and behind the last one.
    pub(super) is_more: (bool, bool),
}

/// The net of these words; nothing if it would be too large.
pub(super) fn net(sides: &Sides<'_>, sounds: &Sounds) -> Option<Vec<Node>> {
    let mut net = Net { nodes: Vec::new(), sounds, place: Place::Left };
    let mut ends = vec![End { node: None, cost: 0.0 }];
    if sides.is_more.0 {
        ends = net.something_else(ends)?;
    }
    ends = net.rest(ends)?;
    for (at, way) in sides.left.iter().enumerate() {
        ends = net.word(way, &ends)?;
        if at + 1 == sides.left.len() {
            net.place = Place::Between;
        }
        ends = net.rest(ends)?;
    }
    net.place = Place::Right;
    for way in sides.right {
        ends = net.word(way, &ends)?;
        ends = net.rest(ends)?;
    }
    if sides.is_more.1 {
        ends = net.something_else(ends)?;
    }
    for end in ends {
        let node = end.node.and_then(|at| net.nodes.get_mut(at));
        if let Some(node) = node {
            node.ends = Some(end.cost);
        }
    }
    Some(net.nodes)
}

struct Net<'a> {
    nodes: Vec<Node>,
    sounds: &'a Sounds,
    place: Place,
}

impl Net<'_> {
    /// One more sound behind `ends`; nothing if there are too many.
    fn sound(&mut self, sound: Sound, ends: &[End]) -> Option<End> {
        let begins =
            ends.iter().filter(|end| end.node.is_none()).map(|end| end.cost).reduce(f32::max);
        let from = ends.iter().filter_map(|end| Some((end.node?, end.cost))).collect();
        let node = self.nodes.len();
        self.nodes.push(Node { sound, place: self.place, from, begins, ends: None });
        (node < NODES_MAX).then_some(End { node: Some(node), cost: 0.0 })
    }

    /// The nodes from `begin` on that follow something before it.
    fn first_from(&self, begin: usize) -> Vec<usize> {
        let nodes = self.nodes.iter().enumerate().skip(begin);
        let is_first =
            |node: &Node| node.begins.is_some() || node.from.iter().any(|(from, _)| *from < begin);
        nodes.filter(|(_, node)| is_first(node)).map(|(at, _)| at).collect()
    }

    /// From each of `ends` back to each of `first`.
    fn again(&mut self, first: &[usize], ends: &[End], cost: f32) {
        for node in first {
            let from = ends.iter().filter_map(|end| Some((end.node?, end.cost + cost)));
            if let Some(node) = self.nodes.get_mut(*node) {
                node.from.extend(from);
            }
        }
    }

    /// The voice may rest.
    fn rest(&mut self, ends: Vec<End>) -> Option<Vec<End>> {
        let rest: Vec<End> =
            ends.iter().map(|end| End { cost: end.cost + RESTS, ..*end }).collect();
        let end = self.sound(self.sounds.silence(), &rest)?;
        self.again(&Vec::from_iter(end.node), &[end], RESTS_ON);
        Some([ends, vec![end]].concat())
    }

    /// Any sounds may follow.
    fn something_else(&mut self, ends: Vec<End>) -> Option<Vec<End>> {
        let before: Vec<End> =
            ends.iter().map(|end| End { cost: end.cost + IS_ELSE, ..*end }).collect();
        let sounds: Vec<Sound> = self.sounds.spoken().collect();
        let each = sounds.into_iter().map(|sound| self.sound(sound, &before));
        let each: Vec<End> = each.collect::<Option<_>>()?;
        let first: Vec<usize> = each.iter().filter_map(|end| end.node).collect();
        self.again(&first, &each, IS_ELSE_ON);
        Some([ends, each].concat())
    }

    /// Something said behind `ends`, and where it ends.
    fn word(&mut self, way: &Way, ends: &[End]) -> Option<Vec<End>> {
        match way {
            Way::Sounds(sounds) => {
                let mut ends = ends.to_vec();
                for sound in sounds {
                    ends = vec![self.sound(*sound, &ends)?];
                }
                Some(ends)
            }
            Way::Letters(letters) => self.letters(letters, ends),
            Way::OneOf(ways) => {
                let each = ways.iter().map(|way| self.word(way, ends));
                Some(each.collect::<Option<Vec<_>>>()?.concat())
            }
            Way::SomeOf(ways) => {
                let begin = self.nodes.len();
                let each = ways.iter().map(|way| self.word(way, ends));
                let last = each.collect::<Option<Vec<_>>>()?.concat();
                let first = self.first_from(begin);
                self.again(&first, &last, FOLLOWS);
                Some(last)
            }
        }
    }

    fn letters(&mut self, letters: &[Vec<Sound>], ends: &[End]) -> Option<Vec<End>> {
        let first = self.nodes.len();
        // Ends with the number of silent letters behind them.
        let mut open: Vec<(End, usize)> = ends.iter().map(|end| (*end, 0)).collect();
        for sounds in letters {
            let before: Vec<End> = open.iter().map(|(end, _)| *end).collect();
            let spoken = sounds.iter().map(|sound| Some((self.sound(*sound, &before)?, 0)));
            let spoken = spoken.collect::<Option<Vec<_>>>()?;
            let silent = open
                .iter()
                .filter(|(_, silent)| *silent < SILENT_MAX)
                .map(|(end, silent)| (End { cost: end.cost + IS_SILENT, ..*end }, silent + 1));
            open = spoken.into_iter().chain(silent).collect();
        }
        // One of them at least is spoken.
        let is_spoken = |end: &End| end.node.is_some_and(|node| node >= first);
        Some(open.into_iter().map(|(end, _)| end).filter(is_spoken).collect())
    }
}
