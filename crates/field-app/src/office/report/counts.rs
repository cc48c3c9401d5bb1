//! How an inspection adds up.

use std::collections::BTreeMap;

use field_contract::inspections::{InspectionDetail, PhotoView};
use field_contract::office::{RemovedCount, ReportPreview};
use field_domain::{Mark, Segments};

/// Kind of a removed face.
pub(super) const FACE: &str = "FACE";
/// Kind of a removed text in a photo.
pub(super) const TEXT: &str = "TEXT_IN_PHOTO";
/// Kind of a place in a photo that a person marked.
pub(super) const MARKED: &str = "MARKED_IN_PHOTO";
/// Kind of a signature's strokes.
pub(super) const SIGNATURE: &str = "SIGNATURE";

/// The report in short.
pub(super) fn preview(
    detail: &InspectionDetail,
    removed: Vec<RemovedCount>,
    is_original: bool,
) -> ReportPreview {
    let asked = |item| detail.template.item(item).is_some_and(|item| !item.marks.is_empty());
    let count = |wanted: Option<Mark>| {
        let items = detail.items.iter().filter(|state| asked(state.item) || state.mark.is_some());
        u32::try_from(items.filter(|state| state.mark == wanted).count()).unwrap_or(u32::MAX)
    };
    let (in_count, out_count) = (count(Some(Mark::In)), count(Some(Mark::Out)));
    let score = (in_count * 100).checked_div(in_count + out_count);
    ReportPreview {
        in_count,
        out_count,
        not_observed_count: count(Some(Mark::NotObserved)),
        not_applicable_count: count(Some(Mark::NotApplicable)),
        open_count: count(None),
        score_percent: score,
        removed,
        is_original,
    }
}

/// Kinds of personal data that were removed from what this device shows, with how often, by kind.
pub(super) fn removed(detail: &InspectionDetail) -> Vec<RemovedCount> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut add = |kind: &str, count: u32| {
        if count > 0 {
            *counts.entry(kind.to_owned()).or_default() += count;
        }
    };
    for text in texts(detail) {
        for token in text.tokens() {
            add(token.label.name(), 1);
        }
    }
    for photo in photos(detail) {
        add(FACE, photo.faces_filled);
        add(TEXT, photo.texts_filled);
        add(MARKED, photo.marked_filled);
    }
    let signatures = detail.signatures.iter().filter(|signature| !signature.has_strokes).count();
    add(SIGNATURE, u32::try_from(signatures).unwrap_or(u32::MAX));
    counts.into_iter().map(|(kind, count)| RemovedCount { kind, count }).collect()
}

fn photos(detail: &InspectionDetail) -> impl Iterator<Item = &PhotoView> {
    detail.items.iter().flat_map(|state| &state.photos)
}

/// Every text that somebody wrote or said, and the checklist's own words.
fn texts(detail: &InspectionDetail) -> impl Iterator<Item = &Segments> {
    let items = detail.items.iter().flat_map(|state| {
        let captions = state.photos.iter().filter_map(|photo| photo.caption.as_ref());
        let transcripts = state.transcripts.iter().map(|transcript| &transcript.text);
        state.text.iter().chain(&state.note).chain(captions).chain(transcripts)
    });
    let template = detail.template.sections.iter().flat_map(|section| {
        let items = section.items.iter().flat_map(|item| {
            [&item.name, &item.question].into_iter().chain(&item.help).chain(&item.citations)
        });
        std::iter::once(&section.title).chain(items)
    });
    items
        .chain(detail.findings.iter().map(|finding| &finding.fields.text))
        .chain(detail.comments.iter().map(|comment| &comment.text))
        .chain(detail.signatures.iter().map(|signature| &signature.signer))
        .chain(std::iter::once(&detail.template.title))
        .chain(template)
}
