//! From an inspection as a whole to what the report says.

use field_contract::inspections::{InspectionDetail, SignatureView};
use field_contract::signatures::StrokePoint;
use field_domain::{Day, Label, SignatureMeaning, Token};
use field_report::{
    Paper, Report, ReportComment, ReportFact, ReportSignature, STROKE_POINTS_MAX, SignatureMark,
    Text,
};
use field_store::journal::{self, Field, Value};
use field_store::signatures::{self, SignatureRow};

use super::photos::Album;
use super::{answers, counts, words};
use crate::error::Result;
use crate::opened::Opened;

/// The report of an inspection.
///
/// `is_original`: it was done on this device, and the report shows what was typed and photographed.
pub(super) fn report(
    opened: &Opened,
    detail: &InspectionDetail,
    is_original: bool,
    today: Day,
) -> Result<Report> {
    let inspection = detail.summary.inspection;
    let album = Album::load(opened, detail)?;
    let (strokes, voice_notes) = {
        let conn = opened.reader();
        let is_kept = |value: &Value| matches!(value, Value::Recording { is_present: true, .. });
        let fields = journal::all_now(&conn, inspection)?;
        let kept = fields
            .iter()
            .filter(|now| matches!(now.field, Field::Recording(_)) && is_kept(&now.value))
            .count();
        (signatures::list(&conn, inspection)?, kept.max(transcript_count(detail)))
    };
    let signature = |(number, view)| signature(number, view, &strokes, is_original);
    Ok(Report {
        title: words::title(detail),
        organisation: Text::default(),
        site_code: detail.summary.site_code.to_string(),
        site_name: detail
            .summary
            .site_name
            .as_deref()
            .filter(|name| is_original && !name.is_empty())
            .map(Text::from),
        day: detail.day.unwrap_or(today),
        inspector_line: Text::from(detail.author_name.as_str()),
        state_line: words::state_line(detail),
        // The template names no score: the report counts answers.
        score: None,
        facts: facts(detail, is_original),
        sections: answers::sections(detail, &album),
        findings: answers::findings(detail, &album),
        comments: detail
            .comments
            .iter()
            .map(|comment| ReportComment {
                number: comment.item.map(|item| item.0),
                byline: words::byline(comment).into(),
                text: Text::from(&comment.text),
            })
            .collect(),
        signatures: (1..).zip(&detail.signatures).map(signature).collect(),
        left_out: left_out(detail, &album, voice_notes, is_original),
        photos: album.photos,
        is_redacted: !is_original,
        generated_on: today,
        paper: Paper::default(),
    })
}

fn facts(detail: &InspectionDetail, is_original: bool) -> Vec<ReportFact> {
    let summary = &detail.summary;
    let here = |text: &Option<String>| {
        text.as_deref().filter(|text| is_original && !text.is_empty()).map(Text::from)
    };
    [
        (words::CHECKLIST, Some(Text::from(&detail.template.title))),
        (words::ADDRESS, here(&summary.site_address)),
        (words::CONTACT, here(&summary.site_contact)),
        (words::HANDED_IN, detail.submitted_at.map(|at| words::day_of(at).into())),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some(ReportFact { label: label.to_owned(), value: value? }))
    .collect()
}

fn transcript_count(detail: &InspectionDetail) -> usize {
    detail.items.iter().map(|state| state.transcripts.len()).sum()
}

fn left_out(
    detail: &InspectionDetail,
    album: &Album,
    voice_notes: usize,
    is_original: bool,
) -> Vec<String> {
    let open: Vec<u16> =
        detail.items.iter().filter(|state| !state.is_answered).map(|state| state.item.0).collect();
    let removed = if is_original { Vec::new() } else { counts::removed(detail) };
    [
        words::open_items(&open),
        words::photos_missing(album.missing),
        words::photos_damaged(album.damaged),
        words::photos_beyond(album.beyond),
        words::audio(voice_notes),
    ]
    .into_iter()
    .flatten()
    .chain(removed.iter().map(words::removed))
    .collect()
}

fn signature(
    number: u32,
    view: &SignatureView,
    rows: &[SignatureRow],
    is_original: bool,
) -> ReportSignature {
    let mark = if is_original {
        strokes_of(rows, view.meaning).map_or(SignatureMark::None, SignatureMark::Strokes)
    } else {
        SignatureMark::Removed(Token { label: Label::Signature, number }.to_string())
    };
    let (signer, lines) = (Text::from(&view.signer), words::signature_lines(view));
    ReportSignature { signer, lines, mark }
}

/// The strokes that were drawn; none if the name was typed.
fn strokes_of(rows: &[SignatureRow], meaning: SignatureMeaning) -> Option<Vec<Vec<[f32; 2]>>> {
    let row = rows.iter().find(|row| row.meaning == meaning)?;
    let strokes: Vec<Vec<StrokePoint>> = serde_json::from_str(&row.strokes).ok()?;
    let points: usize = strokes.iter().map(Vec::len).sum();
    let on_pad = |point: &StrokePoint| [point.x, point.y].map(|place| place.clamp(0.0, 1.0));
    let strokes: Vec<Vec<[f32; 2]>> =
        strokes.iter().map(|stroke| stroke.iter().map(on_pad).collect()).collect();
    (1..=STROKE_POINTS_MAX).contains(&points).then_some(strokes)
}
