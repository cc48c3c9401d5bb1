//! The sounds of English, and how well each fits to a frame.
//!
//! The model is that of CMU Sphinx, its sounds out of context: each has three states, and each of these is a mixture of
//! densities in three streams. The file is made by `xtask/src/models/sphinx.rs`.

use super::dictionary::Dictionary;
use super::spectrum::{Frame, SHAPE};
use std::array::from_fn;

const MAGIC: &[u8] = b"FPSOUND1";
/// Sounds of the model; silence, noise and what is no word are among them.
const SOUNDS: usize = 42;
const NAME_BYTES: usize = 8;
/// States that a sound goes through, one after the other.
pub(super) const STATES: usize = 3;
const STREAMS: usize = 3;
/// Densities of each sound in each stream.
const DENSITIES: usize = 128;
/// What a weight is worth: the file has logarithms by 1.0001 to the 1024th, which are negative.
const WEIGHT: f32 = -0.102_395;
const SILENCE: &str = "SIL";

/// A sound, by its place in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sound(pub(super) u8);

/// How well each state of each sound fits to a frame, as logarithms.
pub(super) type Fits = [[f32; STATES]; SOUNDS];

/// The model of sounds.
pub(super) struct Sounds {
    names: Vec<String>,
    /// By sound and stream.
    mixtures: Vec<Mixture>,
    /// By sound, state and stream.
    weights: Vec<[f32; DENSITIES]>,
    /// By sound and state.
    steps: Vec<Step>,
    silence: Sound,
}

/// The densities of a sound in a stream: how well they fit at best, and by each feature where and how closely.
struct Mixture {
    constants: [f32; DENSITIES],
    means: [[f32; DENSITIES]; SHAPE],
    precisions: [[f32; DENSITIES]; SHAPE],
}

/// The chances that a state goes on and that it is over, as logarithms.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step {
    pub(super) stays: f32,
    pub(super) leaves: f32,
}

impl Sounds {
    /// Reads the model and its dictionary; nothing if the bytes are no such file.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, Dictionary)> {
        let mut bytes = Bytes(bytes.strip_prefix(MAGIC)?);
        let names: Vec<String> = (0..SOUNDS).map(|_| bytes.name()).collect::<Option<_>>()?;
        let mixtures = (0..SOUNDS * STREAMS).map(|_| {
            Some(Mixture {
                constants: bytes.numbers()?,
                means: bytes.rows()?,
                precisions: bytes.rows()?,
            })
        });
        let mixtures = mixtures.collect::<Option<_>>()?;
        let weights = (0..SOUNDS * STATES * STREAMS).map(|_| bytes.weights());
        let weights = weights.collect::<Option<_>>()?;
        let steps = (0..SOUNDS * STATES).map(|_| {
            let [stays, leaves] = bytes.numbers()?;
            Some(Step { stays, leaves })
        });
        let steps = steps.collect::<Option<_>>()?;
        let silence = sound_named(&names, SILENCE)?;
        let dictionary = Dictionary::new(std::str::from_utf8(bytes.0).ok()?)?;
        Some((Self { names, mixtures, weights, steps, silence }, dictionary))
    }

    /// The sound of this name, such as `AA`.
    pub(super) fn named(&self, name: &str) -> Option<Sound> {
        sound_named(&self.names, name)
    }

    #[cfg(test)]
    pub(super) fn name(&self, sound: Sound) -> &str {
        &self.names[usize::from(sound.0)]
    }

    /// What is heard when nobody speaks.
    pub(super) fn silence(&self) -> Sound {
        self.silence
    }

    /// The sounds that words are made of.
    pub(super) fn spoken(&self) -> impl Iterator<Item = Sound> + '_ {
        let is_spoken = |name: &String| !name.starts_with('+') && name != SILENCE;
        (0..).zip(&self.names).filter(move |(_, name)| is_spoken(name)).map(|(at, _)| Sound(at))
    }

    /// The steps of a sound from state to state.
    pub(super) fn steps(&self, sound: Sound) -> [Step; STATES] {
        from_fn(|state| {
            self.steps.get(usize::from(sound.0) * STATES + state).copied().unwrap_or_default()
        })
    }

    /// How well each state of each sound fits to a frame. Of each mixture the best density counts, which finds the same
    /// edges as their sum.
    pub(super) fn fits(&self, frame: &Frame) -> Fits {
        let mut fits = [[0.0; STATES]; SOUNDS];
        let of_sound = self.mixtures.chunks_exact(STREAMS);
        let weights = self.weights.chunks_exact(STATES * STREAMS);
        for ((fits, mixtures), weights) in fits.iter_mut().zip(of_sound).zip(weights) {
            for (stream, (mixture, features)) in mixtures.iter().zip(frame).enumerate() {
                let densities = mixture.densities(features);
                let weights = weights.iter().skip(stream).step_by(STREAMS);
                for (fit, weights) in fits.iter_mut().zip(weights) {
                    *fit += best(&densities, weights);
                }
            }
        }
        fits
    }
}

impl Mixture {
    fn densities(&self, features: &[f32; SHAPE]) -> [f32; DENSITIES] {
        let mut densities = self.constants;
        for (feature, (means, precisions)) in
            features.iter().zip(self.means.iter().zip(&self.precisions))
        {
            for (density, (mean, precision)) in
                densities.iter_mut().zip(means.iter().zip(precisions))
            {
                let away = feature - mean;
                *density -= away * away * precision;
            }
        }
        densities
    }
}

/// The largest sum of a density and its weight. Eight at a time: one after the other they would wait for each other.
fn best(densities: &[f32; DENSITIES], weights: &[f32; DENSITIES]) -> f32 {
    const LANES: usize = 8;
    let mut best = [f32::NEG_INFINITY; LANES];
    for (densities, weights) in densities.chunks_exact(LANES).zip(weights.chunks_exact(LANES)) {
        for (best, (density, weight)) in best.iter_mut().zip(densities.iter().zip(weights)) {
            let sum = density + weight;
            *best = if sum > *best { sum } else { *best };
        }
    }
    best.into_iter().fold(f32::NEG_INFINITY, f32::max)
}

fn sound_named(names: &[String], name: &str) -> Option<Sound> {
    let at = names.iter().position(|one| one == name)?;
    u8::try_from(at).ok().map(Sound)
}

/// What is left to read of a file.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn name(&mut self) -> Option<String> {
        let (name, rest) = self.0.split_at_checked(NAME_BYTES)?;
        self.0 = rest;
        let name = name.iter().take_while(|byte| **byte != 0).copied().collect();
        String::from_utf8(name).ok()
    }

    fn numbers<const COUNT: usize>(&mut self) -> Option<[f32; COUNT]> {
        let (numbers, rest) = self.0.split_at_checked(COUNT * size_of::<f32>())?;
        self.0 = rest;
        let (numbers, _) = numbers.as_chunks();
        let mut numbers = numbers.iter();
        Some(from_fn(|_| numbers.next().map_or(0.0, |four| f32::from_le_bytes(*four))))
    }

    fn rows<const ROWS: usize>(&mut self) -> Option<[[f32; DENSITIES]; ROWS]> {
        let mut rows = [[0.0; DENSITIES]; ROWS];
        for row in &mut rows {
            *row = self.numbers()?;
        }
        Some(rows)
    }

    fn weights(&mut self) -> Option<[f32; DENSITIES]> {
        let (weights, rest) = self.0.split_first_chunk::<DENSITIES>()?;
        self.0 = rest;
        Some(weights.map(|weight| f32::from(weight) * WEIGHT))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const NAMES: [&str; SOUNDS] = [
        "+NSN+", "+SPN+", "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER",
        "EY", "F", "G", "HH", "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R",
        "S", "SH", "SIL", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
    ];
    const DICTIONARY: &str = "b B IY\nc S IY\ndot D AA T\nfor F AO R\nfor F ER\nfour F AO R\npercent P ER S EH N T\ntwo T UW\n";

    /// A file in which every density of a sound is the same: the first number of a shape has to be the place of the sound in
    /// the model.
    fn file() -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        for name in NAMES {
            file.extend(name.bytes().chain([0; NAME_BYTES]).take(NAME_BYTES));
        }
        for sound in 0_u8..42 {
            for stream in 0..STREAMS {
                let mean = if stream == 0 { f32::from(sound) } else { 0.0 };
                let means = [[mean; DENSITIES], [0.0; DENSITIES]];
                let means = (0..SHAPE).flat_map(|at| means[at.min(1)]);
                let numbers = std::iter::repeat_n(0.0, DENSITIES).chain(means);
                let numbers = numbers.chain(std::iter::repeat_n(0.5, DENSITIES * SHAPE));
                file.extend(numbers.flat_map(f32::to_le_bytes));
            }
        }
        file.extend(std::iter::repeat_n(0, SOUNDS * STATES * STREAMS * DENSITIES));
        file.extend([-0.7_f32; SOUNDS * STATES * 2].into_iter().flat_map(f32::to_le_bytes));
        file.extend(DICTIONARY.bytes());
        file
    }

    /// A model that hears each sound by one number.
    pub(in super::super) fn model() -> (Sounds, Dictionary) {
        Sounds::read(&file()).expect("it is a model")
    }

    /// A frame in which a sound is heard.
    pub(in super::super) fn frame_of(sound: Sound) -> Frame {
        let mut frame = [[0.0; SHAPE]; 3];
        frame[0][0] = f32::from(sound.0);
        frame
    }

    #[test]
    fn the_sound_that_is_heard_fits_best() {
        let (sounds, dictionary) = model();
        let heard = sounds.named("AY").expect("there is one");
        let fits = sounds.fits(&frame_of(heard));
        assert!(fits[7][0].abs() < 1e-6, "it fits as well as can be");
        assert!((fits[9][2] - -2.0).abs() < 1e-6, "two away, weighed with a half");
        assert_eq!(sounds.spoken().count(), 39, "silence and noise are no sounds of a word");
        assert_eq!(dictionary.ways("for").collect::<Vec<_>>(), ["F AO R", "F ER"]);
    }

    #[test]
    fn a_cut_or_another_file_is_refused() {
        let file = file();
        assert!(Sounds::read(&file[..file.len() / 2]).is_none(), "cut");
        assert!(Sounds::read(&file[1..]).is_none(), "another");
    }
}
