//! From the acoustic model and the dictionary of CMU Sphinx to our file of sounds.
//!
//! Only its sounds out of context are taken, the first senones of the model: to find where words begin they do better than the
//! thousands with context (docs/measurements/voice.md), and they are a twentieth of it.
//!
//! Source of the formats: the readers in PocketSphinx 5 (`ms_gauden.c`, `tmat.c`, `ptm_mgau.c`, `bin_mdef.c`). The result has one
//! pinned hash; its own format is that of the reader, `sounds.rs` of field-speech.

use super::bytes::Reader;
use anyhow::{Context as _, Result, ensure};
use std::f32::consts::TAU;

/// First bytes of our file: name and version.
const MAGIC: &[u8; 8] = b"FPSOUND1";
/// Bytes of a sound's name, filled up with zeros.
const NAME_BYTES: usize = 8;
/// Numbers of the model: sounds, states of each, streams of features, densities of each, features of a stream.
const SOUNDS: usize = 42;
const STATES: usize = 3;
const STREAMS: usize = 3;
const DENSITIES: usize = 128;
const FEATURES: usize = 13;
/// Ends the header of a Sphinx file; a number for the order of bytes follows.
const HEADER_END: &[u8] = b"endhdr\n";
const BYTE_ORDER: u32 = 0x1122_3344;
/// First bytes of the list of sounds.
const LIST_MAGIC: &[u8] = b"BMDF";
/// Least variance, as PocketSphinx has it.
const VARIANCE_MIN: f32 = 1e-4;

/// Builds the file out of `means`, `variances`, `sendump`, `transition_matrices`, `mdef` and the dictionary.
pub fn convert(files: &[Vec<u8>; 6]) -> Result<Vec<u8>> {
    let [means, variances, weights, transitions, list, dictionary] = files;
    let mut out = MAGIC.to_vec();
    names(list, &mut out)?;
    densities(means, variances, &mut out)?;
    mixtures(weights, &mut out)?;
    steps(transitions, &mut out)?;
    out.extend(words(dictionary)?.bytes());
    Ok(out)
}

fn names(list: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let mut reader = Reader::new(list);
    ensure!(reader.take(LIST_MAGIC.len())? == LIST_MAGIC, "the list of sounds is another file");
    reader.u32().context("its version")?;
    let description = reader.len32()?;
    reader.take(description)?;
    ensure!(reader.len32()? == SOUNDS, "the model has another number of sounds");
    // Numbers of phones, states, senones and trees, which only the sounds in context need.
    reader.take(9 * size_of::<u32>())?;
    for _ in 0..SOUNDS {
        let mut name = [0; NAME_BYTES];
        for place in &mut name {
            *place = reader.u8()?;
            if *place == 0 {
                break;
            }
        }
        ensure!(name.last() == Some(&0), "the name of a sound is too long");
        out.extend(name);
    }
    Ok(())
}

/// For each sound and stream: the constant part of each density, then the means by feature, then what the squares are weighed with.
fn densities(means: &[u8], variances: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let means = mixture_numbers(means).context("the means")?;
    let variances = mixture_numbers(variances).context("the variances")?;
    let block = DENSITIES * FEATURES;
    for (means, variances) in means.chunks_exact(block).zip(variances.chunks_exact(block)) {
        let variances: Vec<f32> = variances.iter().map(|one| one.max(VARIANCE_MIN)).collect();
        let constants = variances.chunks_exact(FEATURES).map(|density| {
            -0.5 * density.iter().map(|variance| (TAU * variance).ln()).sum::<f32>()
        });
        out.extend(constants.flat_map(f32::to_le_bytes));
        out.extend(by_feature(means).flat_map(f32::to_le_bytes));
        out.extend(
            by_feature(&variances).map(|variance| 0.5 / variance).flat_map(f32::to_le_bytes),
        );
    }
    Ok(())
}

/// Numbers of densities one behind the other as numbers of features one behind the other.
fn by_feature(numbers: &[f32]) -> impl Iterator<Item = f32> {
    (0..FEATURES).flat_map(|at| numbers.iter().skip(at).step_by(FEATURES).copied())
}

fn mixture_numbers(file: &[u8]) -> Result<Vec<f32>> {
    let mut reader = Reader::new(after_header(file)?);
    let count = SOUNDS * STREAMS * DENSITIES * FEATURES;
    for wanted in [SOUNDS, STREAMS, DENSITIES, FEATURES, FEATURES, FEATURES, count] {
        ensure!(reader.len32()? == wanted, "the model has another shape");
    }
    numbers(&mut reader, count)
}

/// How much each state of each sound has of each density, as PocketSphinx has them: logarithms by 1.0001 to the 1024th,
/// negative.
fn mixtures(file: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let mut reader = Reader::new(file);
    // Lines of text, each behind its length; an empty one ends them.
    loop {
        let line = reader.len32()?;
        if line == 0 {
            break;
        }
        reader.take(line)?;
    }
    ensure!(reader.len32()? == DENSITIES, "the weights have another shape");
    let senones = reader.len32()?;
    ensure!(senones >= SOUNDS * STATES, "weights of sounds are missing");
    let rows = (0..STREAMS * DENSITIES).map(|_| reader.take(senones));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    for state in 0..SOUNDS * STATES {
        out.extend(rows.iter().filter_map(|row| row.get(state)));
    }
    Ok(())
}

/// For each state the logarithms of the chances that it goes on and that the next one follows.
fn steps(file: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let mut reader = Reader::new(after_header(file)?);
    let count = SOUNDS * STATES * (STATES + 1);
    for wanted in [SOUNDS, STATES, STATES + 1, count] {
        ensure!(reader.len32()? == wanted, "the steps have another shape");
    }
    let counts = numbers(&mut reader, count)?;
    for (at, row) in counts.chunks_exact(STATES + 1).enumerate() {
        let state = at % STATES;
        let [stay, next] = [state, state + 1].map(|to| row.get(to).copied().unwrap_or(0.0));
        let all: f32 = row.iter().sum();
        ensure!(stay > 0.0 && next > 0.0 && stay + next >= all, "a state goes elsewhere");
        out.extend([stay, next].into_iter().flat_map(|count| (count / all).ln().to_le_bytes()));
    }
    Ok(())
}

/// The dictionary in the order of its bytes, each line a word and its sounds; a word said in two ways has two lines.
fn words(dictionary: &[u8]) -> Result<String> {
    let text = std::str::from_utf8(dictionary).context("the dictionary is no text")?;
    let mut lines = Vec::new();
    for line in text.lines() {
        let (word, sounds) = line.split_once(' ').context("a word has no sounds")?;
        // "read(2)" is the second way to say "read".
        let word = word.split_once('(').map_or(word, |(word, _)| word);
        lines.push(format!("{word} {}\n", sounds.trim()));
    }
    lines.sort_unstable();
    lines.dedup();
    Ok(lines.concat())
}

fn after_header(file: &[u8]) -> Result<&[u8]> {
    let end = file.windows(HEADER_END.len()).position(|bytes| bytes == HEADER_END);
    let end = end.context("the header has no end")? + HEADER_END.len();
    let mut reader = Reader::new(file.get(end..).unwrap_or_default());
    ensure!(reader.u32()? == BYTE_ORDER, "the bytes are in another order");
    Ok(file.get(end + size_of::<u32>()..).unwrap_or_default())
}

fn numbers(reader: &mut Reader<'_>, count: usize) -> Result<Vec<f32>> {
    let bytes = reader.take(count * size_of::<f32>())?;
    let numbers = bytes.chunks_exact(size_of::<f32>());
    Ok(numbers.map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_put_in_the_order_of_its_bytes() {
        let words = words(b"read(2) R EH D\nread R IY D\n'bout B AW T\n").expect("is one");
        assert_eq!(words, "'bout B AW T\nread R EH D\nread R IY D\n");
        assert!(super::words(b"read\n").is_err(), "a word without sounds");
    }

    #[test]
    fn features_lie_one_behind_the_other() {
        let numbers: Vec<f32> = (0_u8..26).map(f32::from).collect();
        let turned: Vec<f32> = by_feature(&numbers).collect();
        assert_eq!(turned.get(..4), Some([0.0, 13.0, 1.0, 14.0].as_slice()), "two densities");
    }

    #[test]
    fn another_file_is_refused() {
        let empty = std::array::from_fn(|_| Vec::new());
        assert!(convert(&empty).is_err());
        assert!(after_header(b"s3\nendhdr\n\x11\x22\x33\x44").is_err(), "the other order of bytes");
        assert!(after_header(b"s3\nendhdr\n\x44\x33\x22\x11").expect("is one").is_empty());
    }
}
