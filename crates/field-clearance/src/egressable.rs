//! The closed list of what may be part of something that leaves.

use field_domain::template::{Item, ReadingRule, Section};
use field_domain::{
    CoarsePlace, CommentId, Day, DeviceId, FindingFields, FindingId, Hash32, InspectionId, Instant,
    ItemNo, JobId, Lane, LocalMinute, Mark, OrgId, PhotoId, PictureSize, Reading, RecordingId,
    SectionNo, Severity, SignatureMeaning, SiteCode, Template, TemplateId, TemplateRef, Unit,
    UserId,
};
use field_log::{
    BlobKey, BlobRef, Change, ClearanceMark, FilledCounts, Payload, PhotoFields, PhotoProvenance,
    ReturnReason, TranscriptFields,
};
use field_redact::RedactedText;

use crate::cleared::Cleared;

/// May be part of something that leaves the device.
///
/// Sealed: cleared values, ids, enums, bounded numbers, days and hashes. `String` is not in the
/// list, so a new text field in an operation does not compile until somebody decides how it is
/// cleared.
pub trait Egressable: sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

macro_rules! egressable {
    ($($name:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $name {}
        impl Egressable for $name {}
    )+};
}

egressable! {
    bool, u16, u32, u64, i32,
    OrgId, UserId, DeviceId, JobId, InspectionId, TemplateId, FindingId, PhotoId, RecordingId,
    CommentId, ItemNo, SectionNo, Hash32, BlobKey,
    Mark, Unit, Reading, Severity, SignatureMeaning, Lane, ClearanceMark, FilledCounts,
    Day, LocalMinute, CoarsePlace, PictureSize, Instant, SiteCode, TemplateRef, ReadingRule,
    Cleared<RedactedText>,
}

impl<T: Egressable> sealed::Sealed for Option<T> {}
impl<T: Egressable> Egressable for Option<T> {}
impl<T: Egressable> sealed::Sealed for Vec<T> {}
impl<T: Egressable> Egressable for Vec<T> {}

/// Compiles only if `T` is on the list.
fn may_leave<T: Egressable>(_part: &T) {}

/// Takes an operation apart to the last field, so that each one must be on the list. A field that is
/// added and not named here, or that is a `String`, does not compile.
pub(crate) fn every_part_may_leave<T: Egressable>(payload: &Payload<T>) {
    let Payload { base, change } = payload;
    may_leave(base);
    match change {
        Change::JobAssigned { job, site, template, technician, due } => {
            may_leave(job);
            may_leave(site);
            may_leave(template);
            may_leave(technician);
            may_leave(due);
        }
        Change::TemplateShared { template } => template_may_leave(template),
        Change::Started { site, template, job, day } => {
            may_leave(site);
            may_leave(template);
            may_leave(job);
            may_leave(day);
        }
        Change::MarkSet { item, mark } => {
            may_leave(item);
            may_leave(mark);
        }
        Change::ReadingSet { item, reading } => {
            may_leave(item);
            may_leave(reading);
        }
        Change::TextSet { item, text } | Change::NoteSet { item, text } => {
            may_leave(item);
            may_leave(text);
        }
        Change::FindingSet { finding, fields } => {
            may_leave(finding);
            finding_may_leave(fields);
        }
        Change::FindingRemoved { finding } => may_leave(finding),
        Change::PhotoSet { photo, fields } => {
            may_leave(photo);
            photo_may_leave(fields);
        }
        Change::PhotoRemoved { photo } => may_leave(photo),
        Change::TranscriptSet { recording, fields } => {
            may_leave(recording);
            let TranscriptFields { item, duration_ms, text, starts_ms } = fields;
            may_leave(item);
            may_leave(duration_ms);
            may_leave(text);
            starts_ms.iter().for_each(may_leave);
        }
        Change::RecordingRemoved { recording } => may_leave(recording),
        Change::Signed { signer, meaning, at, heads_root } => {
            may_leave(signer);
            may_leave(meaning);
            may_leave(at);
            may_leave(heads_root);
        }
        Change::Submitted { heads_root, blobs } => {
            may_leave(heads_root);
            may_leave(blobs);
        }
        Change::CommentAdded { comment, item, text } => {
            may_leave(comment);
            may_leave(item);
            may_leave(text);
        }
        Change::Returned { reasons } => {
            for ReturnReason { item, text } in reasons {
                may_leave(item);
                may_leave(text);
            }
        }
        Change::Approved { heads_root } => may_leave(heads_root),
    }
}

fn finding_may_leave<T: Egressable>(fields: &FindingFields<T>) {
    let FindingFields { item, severity, due, is_corrected_on_site, is_repeat, text, photos } =
        fields;
    may_leave(item);
    may_leave(severity);
    may_leave(due);
    may_leave(is_corrected_on_site);
    may_leave(is_repeat);
    may_leave(text);
    may_leave(photos);
}

fn photo_may_leave<T: Egressable>(fields: &PhotoFields<T>) {
    let PhotoFields {
        item,
        picture,
        thumbnail,
        width_px,
        height_px,
        taken_on,
        taken_at,
        place,
        provenance,
        filled,
        before,
        caption,
    } = fields;
    may_leave(item);
    for BlobRef { blob, key, size } in [picture, thumbnail] {
        may_leave(blob);
        may_leave(key);
        may_leave(size);
    }
    may_leave(width_px);
    may_leave(height_px);
    may_leave(taken_on);
    may_leave(taken_at);
    may_leave(place);
    if let Some(PhotoProvenance { original, picture, engine, models, size }) = provenance {
        may_leave(original);
        may_leave(picture);
        may_leave(engine);
        may_leave(models);
        may_leave(size);
    }
    may_leave(filled);
    may_leave(before);
    may_leave(caption);
}

fn template_may_leave<T: Egressable>(template: &Template<T>) {
    let Template { template, title, sections } = template;
    may_leave(template);
    may_leave(title);
    for Section { number, title, items } in sections {
        may_leave(number);
        may_leave(title);
        for item in items {
            let Item {
                number,
                name,
                question,
                help,
                citations,
                marks,
                reading,
                has_text,
                severity,
            } = item;
            may_leave(number);
            may_leave(name);
            may_leave(question);
            may_leave(help);
            may_leave(citations);
            may_leave(marks);
            may_leave(reading);
            may_leave(has_text);
            may_leave(severity);
        }
    }
}
