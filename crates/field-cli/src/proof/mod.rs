//! The proof of a demo day: everything that the server holds is searched for every personal value.
//!
//! Two figures are kept apart. *Boundary leaks* are values and bytes that never went through an
//! engine (site details, camera metadata, names of files, signers, originals of photos and
//! recordings): there must be none. *Engine misses* are values that an engine looked at and left
//! readable: a figure of how good the engines are.

mod forms;
mod held;
mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use field_app::App;
use field_domain::InspectionId;
use serde::Serialize;

use self::held::Piece;
use self::search::Search;
use crate::day::{Personal, Surface};
use crate::files;

/// Bytes of one sample of an original file; by chance no two files share so many.
const SAMPLE_BYTES: usize = 32;
/// Samples of each original file.
const SAMPLES: usize = 32;
/// Different bytes that a sample must have: silence and plain areas say nothing.
const SAMPLE_VARIETY_MIN: usize = 16;
/// Largest original, in bytes.
const ORIGINAL_BYTES_MAX: u64 = 64 << 20;

/// What begins metadata in a JPEG file. Source: the marks that `field-photo` drops.
const METADATA_MARKS: [&[u8]; 6] =
    [b"Exif\0\0", b"http://ns.adobe.com/", b"Photoshop 3.0", b"ICC_PROFILE", b"MPF\0", b"\xff\xfe"];

/// Bytes at the head of a picture in which metadata would stand: before its pixels.
const PICTURE_HEAD_BYTES: usize = 600;

/// What the proof looks at.
pub struct Material<'a> {
    pub server_program: &'a Path,
    pub server_data: &'a Path,
    pub server_log: Option<&'a Path>,
    pub out: &'a Path,
    pub photos: &'a Path,
    pub voice: &'a Path,
    pub photo_files: Vec<&'a str>,
    pub voice_files: Vec<&'a str>,
    pub personal: &'a [Personal],
    pub reviewer: &'a App,
    pub inspections: Vec<InspectionId>,
}

#[derive(Serialize)]
struct Proof<'a> {
    boundary_leaks: usize,
    engine_misses: usize,
    /// What leaked, if anything did.
    leaks: Vec<Found<'a>>,
    /// What the engines left readable, by kind.
    misses: BTreeMap<&'a str, Vec<Found<'a>>>,
    searched: Searched,
}

/// A value that was found at the server.
#[derive(Serialize)]
struct Found<'a> {
    kind: &'a str,
    surface: Option<Surface>,
    /// The value; none for bytes of an original file.
    value: Option<&'a str>,
    /// In which pieces, and in which form.
    places: Vec<String>,
}

#[derive(Serialize)]
struct Searched {
    values_without_engine: usize,
    values_with_engine: usize,
    original_files: usize,
    samples_of_originals: usize,
    pieces: usize,
    bytes: usize,
}

/// Samples of an original file that may not leave.
struct Original {
    kind: &'static str,
    first: usize,
    count: usize,
}

/// Searches, writes `server.json` and `proof.json` to the output folder, prints both figures, and
/// returns the number of boundary leaks.
pub fn make(material: &Material<'_>) -> Result<usize> {
    let pieces = pieces(material)?;
    let (originals, samples) = originals(material)?;
    let proof = judge(material.personal, &originals, &samples, &pieces)?;
    let mut json = serde_json::to_vec_pretty(&proof).context("the proof could not be made")?;
    json.push(b'\n');
    files::write_bytes(&material.out.join("proof.json"), "proof.json", &json)?;
    print(&proof).context("the output is closed")?;
    Ok(proof.boundary_leaks)
}

/// Searches the pieces for the values and the samples, and keeps the two figures apart.
fn judge<'a>(
    personal: &'a [Personal],
    originals: &[Original],
    samples: &[Vec<u8>],
    pieces: &[Piece],
) -> Result<Proof<'a>> {
    let values: Vec<&str> = personal.iter().map(|one| one.value.as_str()).collect();
    let search = Search::new(&values, samples)?;
    let mut places: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for piece in pieces {
        for hit in search.hits(&piece.bytes) {
            places.entry(hit.value).or_default().push(format!("{} ({})", piece.name, hit.form));
        }
    }

    let (mut leaks, mut misses) = (Vec::new(), BTreeMap::<&str, Vec<Found<'_>>>::new());
    for (index, one) in personal.iter().enumerate() {
        let Some(places) = places.get(&index).cloned() else { continue };
        let (kind, surface) = (one.kind.as_str(), Some(one.surface));
        let found = Found { kind, surface, value: Some(&one.value), places };
        if one.surface.has_engine() {
            misses.entry(kind).or_default().push(found);
        } else {
            leaks.push(found);
        }
    }
    for original in originals {
        let first = values.len() + original.first;
        let found: Vec<String> =
            places.range(first..first + original.count).flat_map(|(_, at)| at.clone()).collect();
        if !found.is_empty() {
            leaks.push(Found { kind: original.kind, surface: None, value: None, places: found });
        }
    }
    leaks.extend(pieces.iter().filter(|piece| has_metadata(piece)).map(|piece| Found {
        kind: "PHOTO_METADATA",
        surface: Some(Surface::Exif),
        value: None,
        places: vec![piece.name.clone()],
    }));

    let has_engine = |one: &&Personal| one.surface.has_engine();
    let with_engine = personal.iter().filter(has_engine).count();
    Ok(Proof {
        boundary_leaks: leaks.len(),
        engine_misses: misses.values().map(Vec::len).sum(),
        leaks,
        misses,
        searched: Searched {
            values_without_engine: values.len() - with_engine,
            values_with_engine: with_engine,
            original_files: originals.len(),
            samples_of_originals: samples.len(),
            pieces: pieces.len(),
            bytes: pieces.iter().map(|piece| piece.bytes.len()).sum(),
        },
    })
}

fn pieces(material: &Material<'_>) -> Result<Vec<Piece>> {
    let export = held::export(material.server_program, material.server_data)?;
    files::write_bytes(&material.out.join("server.json"), "server.json", &export.bytes)?;
    let mut pieces = vec![export];
    pieces.extend(held::data_folder(material.server_data)?);
    if let Some(log) = material.server_log {
        pieces.push(held::log(log)?);
    }
    pieces.extend(held::pictures(material.reviewer, &material.inspections)?);
    Ok(pieces)
}

/// Samples of all photos and recordings as they were on the technician's disk.
fn originals(material: &Material<'_>) -> Result<(Vec<Original>, Vec<Vec<u8>>)> {
    let photos = material.photo_files.iter().map(|file| ("PHOTO", material.photos.join(file)));
    let voice = material.voice_files.iter().map(|file| ("AUDIO", material.voice.join(file)));
    let (mut originals, mut samples) = (Vec::new(), Vec::new());
    for (kind, path) in photos.chain(voice) {
        let bytes = files::read_bounded(&path, "an original", ORIGINAL_BYTES_MAX)?;
        let made = samples_of(&bytes);
        originals.push(Original { kind, first: samples.len(), count: made.len() });
        samples.extend(made);
    }
    Ok((originals, samples))
}

/// Samples from the last three quarters of a file: heads of files are much alike.
fn samples_of(bytes: &[u8]) -> Vec<Vec<u8>> {
    let begin = bytes.len() / 4;
    let step = ((bytes.len() - begin) / SAMPLES).max(SAMPLE_BYTES);
    (begin..bytes.len())
        .step_by(step)
        .filter_map(|at| bytes.get(at..at + SAMPLE_BYTES))
        .filter(|sample| sample.iter().collect::<BTreeSet<_>>().len() >= SAMPLE_VARIETY_MIN)
        .map(<[u8]>::to_vec)
        .collect()
}

fn has_metadata(piece: &Piece) -> bool {
    let head = piece.bytes.get(..PICTURE_HEAD_BYTES.min(piece.bytes.len())).unwrap_or_default();
    let has = |mark: &&[u8]| head.windows(mark.len()).any(|window| window == *mark);
    piece.is_picture && METADATA_MARKS.iter().any(has)
}

fn print(proof: &Proof<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let Searched {
        values_without_engine, values_with_engine, original_files, pieces, bytes, ..
    } = proof.searched;
    writeln!(
        out,
        "\nsearched {pieces} pieces ({} kB) at the server for {values_without_engine} values that \
         may never leave,\n{values_with_engine} values that went through an engine, and bytes of \
         {original_files} original files",
        bytes / 1000
    )?;
    writeln!(out, "boundary leaks: {}", proof.boundary_leaks)?;
    for leak in &proof.leaks {
        writeln!(out, "  {}: {}", leak.kind, leak.places.join(", "))?;
    }
    writeln!(out, "engine misses: {} of {values_with_engine}", proof.engine_misses)?;
    for (kind, found) in &proof.misses {
        writeln!(out, "  {kind}: {}", found.len())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_gives_no_samples_and_a_picture_does() {
        assert!(samples_of(&[0; 10_000]).is_empty(), "zeros stand everywhere");
        let noise: Vec<u8> =
            (0..40_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        assert!(samples_of(&noise).len() >= SAMPLES - 1, "spread over the file");
    }

    /// The positive control: a search that finds nothing here would prove nothing.
    #[test]
    fn what_is_planted_is_caught_and_counted_apart() {
        let personal = |value: &str, surface| Personal {
            value: value.to_owned(),
            kind: "PERSON".to_owned(),
            surface,
        };
        let values = [
            personal("Helena Brandvold", Surface::Site),
            personal("Ingrid Halloway", Surface::FileName),
            personal("Tomasz Lindqvist", Surface::Note),
            personal("Maria Jensen", Surface::Transcript),
        ];
        let audio: Vec<u8> =
            (0..40_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        let samples = samples_of(&audio);
        let originals = [Original { kind: "AUDIO", first: 0, count: samples.len() }];
        let piece = |name: &str, bytes: &[u8]| Piece {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            is_picture: false,
        };
        let clean = [piece("export", b"asked [PERSON-1], who told [PERSON-2]")];
        let proof = judge(&values, &originals, &samples, &clean).expect("it can be searched");
        assert_eq!((proof.boundary_leaks, proof.engine_misses), (0, 0), "tokens are no leak");

        let seeded = [
            piece("export", b"told TOMASZ LINDQVIST to wait"),
            piece("log", hex::encode("Helena Brandvold").as_bytes()),
            piece("names of files", b"Ingrid%20Halloway.jpg"),
            piece("blob", audio.get(9_000..31_000).expect("a part of it")),
        ];
        let proof = judge(&values, &originals, &samples, &seeded).expect("it can be searched");
        let kinds: Vec<&str> = proof.leaks.iter().map(|leak| leak.kind).collect();
        assert_eq!(kinds, ["PERSON", "PERSON", "AUDIO"], "site, file name and sound");
        assert_eq!(proof.engine_misses, 1, "what an engine left is no boundary leak");
    }

    #[test]
    fn metadata_in_a_picture_is_seen() {
        let piece = |bytes: &[u8]| Piece {
            name: "picture".to_owned(),
            bytes: bytes.to_vec(),
            is_picture: true,
        };
        assert!(has_metadata(&piece(b"\xff\xd8\xff\xe1\0\x10Exif\0\0II")), "an EXIF block");
        assert!(!has_metadata(&piece(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01")), "a plain JPEG");
    }
}
