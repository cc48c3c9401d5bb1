//! Putting a cleared change into the log and the outbox, in the caller's transaction.

use field_clearance::{Cleared, Draft, Frame, frame_operation};
use field_contract::ErrorCode;
use field_domain::{InspectionId, Instant, ItemNo, OpId};
use field_log::{Change, Payload};
use field_redact::RedactedText;
use field_store::journal::{Field, Value};
use field_store::outbox::{self, OutboxEntry};
use field_store::{Transaction, operations};

use crate::edges;
use crate::error::{self, Result};
use crate::opened::{Account, Opened, stored};

/// A change whose every text is cleared.
pub(crate) type ClearedChange = Change<Cleared<RedactedText>>;

/// Signs the change, keeps the operation, and queues its frame. Returns the operation's id.
pub(crate) fn append(
    tx: &Transaction<'_>,
    opened: &Opened,
    inspection: InspectionId,
    base: Vec<OpId>,
    change: ClearedChange,
    item: Option<ItemNo>,
    at: Instant,
) -> Result<OpId> {
    let account: Account = stored(tx, "account")?
        .ok_or_else(|| error::of(ErrorCode::SignedOut, "nobody signed in on this device"))?;
    let chain = operations::chain(tx, opened.device.id)?;
    let mut salt = [0_u8; 16];
    edges::fill_random(&mut salt);
    let draft = Draft {
        org: account.org,
        inspection,
        device: opened.device.id,
        device_seq: chain.last_seq + 1,
        previous: chain.last_id,
        author: account.user,
        at,
        salt,
    };
    let what = kind_of(&change);
    let (operation, frame) = frame_operation(
        &draft,
        Payload { base, change },
        &opened.policy().rules,
        &opened.device.signing_key,
        &opened.certificate_keys,
    )?;
    operations::put(tx, &operation, None)?;
    enqueue(tx, &frame, what, inspection, item, operation.id, frame.bytes().len(), at)?;
    Ok(operation.id)
}

/// Queues a frame.
#[expect(clippy::too_many_arguments, reason = "each names one column of the outbox")]
pub(crate) fn enqueue(
    tx: &Transaction<'_>,
    frame: &Frame,
    what: &str,
    inspection: InspectionId,
    item: Option<ItemNo>,
    subject: OpId,
    bytes: usize,
    at: Instant,
) -> Result<()> {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    outbox::enqueue(tx, frame, &OutboxEntry { what, inspection, item, subject, bytes, at })?;
    Ok(())
}

/// The operation for a value that holds no words, if it is of that kind.
pub(crate) fn change_without_words(field: Field, value: &Value) -> Option<ClearedChange> {
    match (field, value) {
        (Field::Mark(item), Value::Mark(mark)) => Some(Change::MarkSet { item, mark: *mark }),
        (Field::Reading(item), Value::Reading(reading)) => {
            Some(Change::ReadingSet { item, reading: *reading })
        }
        _ => None,
    }
}

/// The kind of a change as the log names it.
pub(crate) fn kind_of<T>(change: &Change<T>) -> &'static str {
    match change {
        Change::JobAssigned { .. } => "job_assigned",
        Change::TemplateShared { .. } => "template_shared",
        Change::Started { .. } => "started",
        Change::MarkSet { .. } => "mark_set",
        Change::ReadingSet { .. } => "reading_set",
        Change::TextSet { .. } => "text_set",
        Change::NoteSet { .. } => "note_set",
        Change::FindingSet { .. } => "finding_set",
        Change::FindingRemoved { .. } => "finding_removed",
        Change::PhotoSet { .. } => "photo_set",
        Change::PhotoRemoved { .. } => "photo_removed",
        Change::TranscriptSet { .. } => "transcript_set",
        Change::RecordingRemoved { .. } => "recording_removed",
        Change::Signed { .. } => "signed",
        Change::Submitted { .. } => "submitted",
        Change::CommentAdded { .. } => "comment_added",
        Change::Returned { .. } => "returned",
        Change::Approved { .. } => "approved",
    }
}
