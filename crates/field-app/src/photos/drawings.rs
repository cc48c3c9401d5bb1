//! What a person draws over a photo: as the screens have it, as it is kept, and as it leaves.

use field_contract::ErrorCode;
use field_contract::redaction::PhotoDrawing;
use field_domain::raw::UiScope;
use field_domain::{Drawing, InspectionId, Raw, Segments};
use field_photo::DRAWINGS_MAX;
use field_store::Connection;

use crate::error::{self, Result};
use crate::opened::Opened;
use crate::redaction::clear;

/// Longest words of one drawing, in characters. Source: judgement; they stand on one line of the picture.
const WORDS_CHARS_MAX: usize = 200;

/// A drawing with its words as typed.
pub(super) type Typed = Drawing<Raw<String>>;

/// Takes drawings in from a screen.
///
/// # Errors
/// `Invalid` if there are too many, or if one has too many words.
pub(super) fn taken_in(drawings: Vec<PhotoDrawing>) -> Result<Vec<Typed>> {
    if drawings.len() > DRAWINGS_MAX {
        return Err(error::of(ErrorCode::Invalid, "there are too many drawings"));
    }
    let is_short = |drawing: &PhotoDrawing| drawing.words.chars().count() <= WORDS_CHARS_MAX;
    if !drawings.iter().all(is_short) {
        return Err(error::of(ErrorCode::Invalid, "the words of a drawing are too long"));
    }
    let typed = |PhotoDrawing { kind, from, to, words }: PhotoDrawing| {
        let words = Some(words).filter(|words| !words.trim().is_empty()).map(Raw::new);
        Drawing { kind, from, to, words }
    };
    Ok(drawings.into_iter().map(typed).collect())
}

/// Drawings as the screens have them.
pub(super) fn shown(drawings: Vec<Typed>) -> Vec<PhotoDrawing> {
    let shown = |Drawing { kind, from, to, words }: Typed| {
        let words = words.map(|words| words.into_exposed(&UiScope)).unwrap_or_default();
        PhotoDrawing { kind, from, to, words }
    };
    drawings.into_iter().map(shown).collect()
}

/// Drawings as they are burnt in: what the text engine finds in their words is gone.
///
/// # Errors
/// `Withheld` if the engine cannot judge the words of one.
pub(super) fn redacted(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
    drawings: &[Typed],
) -> Result<Vec<Drawing<Segments>>> {
    let words = |words: Raw<String>| clear::drawn(conn, opened, inspection, &words);
    drawings.iter().cloned().map(|drawing| drawing.try_map_words(words)).collect()
}
