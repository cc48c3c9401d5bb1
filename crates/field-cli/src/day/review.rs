//! Looking at what leaves: the decisions of the script, applied as the review screen does.

use anyhow::{Context as _, Result, bail};
use field_app::{App, photos, redaction};
use field_contract::inspections::InspectionArgs;
use field_contract::photos::PhotoArgs;
use field_contract::redaction::{
    PhotoApproveArgs, ReviewArgs, ReviewState, Subject, TextDecideArgs, TextDecision, TextReview,
};
use field_domain::{InspectionId, PhotoId, Region, RegionKind, RelRect};

use super::script::{Decision, Script, SpanChoice};
use super::technician::Attached;

/// What was looked at.
#[derive(Default)]
pub struct Looked {
    pub texts: usize,
    pub photos: usize,
    pub kept: usize,
    pub removed: usize,
    pub boxes: usize,
    pub drawn: usize,
}

/// Applies the script's choices to what was just typed: a text of which the engine is sure goes by
/// itself a moment later, without what the engine cannot know.
pub fn while_typing(app: &App, inspection: InspectionId, script: &Script) -> Result<Looked> {
    let mut looked = Looked::default();
    texts(app, inspection, &script.span, &mut looked, |subject, choices| {
        // A caption goes with its photo, and is looked at then.
        !matches!(subject, Subject::Caption { .. }) && !choices.is_empty()
    })?;
    Ok(looked)
}

/// Lets the engines finish, then looks at everything that waits.
pub fn everything(
    app: &App,
    inspection: InspectionId,
    script: &Script,
    attached: &[Attached],
) -> Result<Looked> {
    let mut looked = while_typing(app, inspection, script)?;
    app.finish_work()?;
    for entry in redaction::queue(app, InspectionArgs { inspection })?.waiting {
        if let Subject::Photo { photo } = entry.subject {
            approve_photo(app, inspection, photo, script, attached, &mut looked)?;
        }
    }
    texts(app, inspection, &script.span, &mut looked, |_, _| true)?;
    app.finish_work()?;
    let left = redaction::queue(app, InspectionArgs { inspection })?.waiting;
    if let Some(entry) = left.first() {
        bail!("{} things still wait, the first is {:?}", left.len(), entry.state);
    }
    Ok(looked)
}

/// Approves the texts that wait and whose decisions `is_meant`.
fn texts(
    app: &App,
    inspection: InspectionId,
    choices: &[SpanChoice],
    looked: &mut Looked,
    is_meant: impl Fn(Subject, &[TextDecision]) -> bool,
) -> Result<()> {
    for entry in redaction::queue(app, InspectionArgs { inspection })?.waiting {
        let subject = entry.subject;
        if matches!(subject, Subject::Photo { .. } | Subject::Signature { .. }) {
            continue;
        }
        let review = redaction::open_text(app, ReviewArgs { inspection, subject })?;
        let decisions = decisions_for(&review, choices);
        if review.state == ReviewState::Cleared || !is_meant(subject, &decisions) {
            continue;
        }
        let is_keep = |decision: &&TextDecision| matches!(decision, TextDecision::Keep { .. });
        let kept = decisions.iter().filter(is_keep).count();
        looked.texts += 1;
        looked.kept += kept;
        looked.removed += decisions.len() - kept;
        let args = TextDecideArgs { inspection, subject, original: review.original, decisions };
        redaction::approve_text(app, args).context("a text cannot be let go")?;
    }
    Ok(())
}

/// The script's choices as places of this text. A place is kept only where the engine found exactly
/// it: otherwise there is nothing to decide.
fn decisions_for(review: &TextReview, choices: &[SpanChoice]) -> Vec<TextDecision> {
    let mut decisions = Vec::new();
    for choice in choices {
        for (at, _) in review.original.match_indices(&choice.text) {
            let start = utf16_length(review.original.get(..at).unwrap_or_default());
            let end = start + utf16_length(&choice.text);
            let is_found = review.spans.iter().any(|span| (span.start, span.end) == (start, end));
            let is_covered = review.spans.iter().any(|span| span.start <= start && end <= span.end);
            match choice.decision {
                Decision::Keep if is_found => {
                    let reason = field_domain::RejectReason::NotPersonal;
                    decisions.push(TextDecision::Keep { start, end, reason });
                }
                Decision::Remove if !is_covered => {
                    let label = choice.label.unwrap_or(field_domain::Label::Other);
                    decisions.push(TextDecision::Remove { start, end, label });
                }
                Decision::Keep | Decision::Remove => {}
            }
        }
    }
    decisions
}

fn utf16_length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Accepts what was found and draws what the script draws.
fn approve_photo(
    app: &App,
    inspection: InspectionId,
    photo: PhotoId,
    script: &Script,
    attached: &[Attached],
    looked: &mut Looked,
) -> Result<()> {
    let mut regions = photos::review::open(app, PhotoArgs { inspection, photo })?.regions;
    looked.photos += 1;
    looked.boxes += regions.len();
    let file = attached.iter().find(|one| one.photo == photo).map(|one| one.file.as_str());
    let of_script = script.photo.iter().find(|one| Some(one.file.as_str()) == file);
    for edges in of_script.map_or(&[][..], |one| &one.add_box) {
        let rect = RelRect::try_from(*edges).context("a box of the script is not on the photo")?;
        regions.push(Region { kind: RegionKind::Marked, rect, score: 1.0 });
        looked.drawn += 1;
    }
    let args = PhotoApproveArgs {
        inspection,
        photo,
        regions,
        rejected: Vec::new(),
        drawings: Vec::new(),
        size: None,
    };
    photos::review::approve(app, args).context("a photo cannot be let go")?;
    Ok(())
}
