//! Clearing: from a journal edit to an operation in the log and the outbox, in one transaction.

use std::sync::Arc;

use field_clearance::{
    Cleared as ClearedValue, Look, Policy, SiteRule, TextDecision, TextSource, Withheld,
    clear_text, clear_text_by_hand,
};
use field_contract::ErrorCode;
use field_domain::raw::EngineScope;
use field_domain::{InspectionId, Instant, Raw, Segments, Token};
use field_log::{Change, PhotoFields, TranscriptFields};
use field_redact::{Analysis, Context, JobRecord, Judgement, RedactedText, TokenBook};
use field_store::journal::{self, Field, FieldNow, Value};
use field_store::{Connection, Transaction, inspections, operations, photos, recordings, tokens};

use crate::app::App;
use crate::edit;
use crate::error::{self, Failure, Result};
use crate::log::{self, ClearedChange};
use crate::opened::Opened;
use crate::policy::ChosenPolicy;

/// What became of a value that was to be cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cleared {
    /// It is in the log and the outbox, or needs no operation.
    Logged,
    /// Something is missing: a person's look, an acceptance, an engine. It waits, visibly.
    Waits,
}

/// What a person saw of a text before it is cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looked {
    /// Nobody looked.
    No,
    /// Somebody looked at what the engine found.
    AtFindings(Look),
    /// Somebody knew that no engine could judge the text, and read all of it.
    ByHand(Look),
}

impl Looked {
    const fn look(self) -> Option<Look> {
        match self {
            Self::No => None,
            Self::AtFindings(look) | Self::ByHand(look) => Some(look),
        }
    }
}

/// A text that is quiet for this long is taken as finished and cleared by itself.
///
/// Longer than the 250 ms of the autosave, so that a sentence in the making does not become three
/// operations; short against the half minute of the sync timer.
pub(crate) const SETTLE_MS: i64 = 3_000;

/// What the engine must know of a job: its people go, and its site stays unless the policy says that it
/// is somebody's own.
pub(crate) fn job_record(
    conn: &Connection,
    policy: &Policy,
    inspection: InspectionId,
) -> Result<JobRecord> {
    let site = inspections::site(conn, inspection)?;
    let mut job = JobRecord {
        site_name: site.name,
        site_address: site.address,
        is_site_personal: policy.site == SiteRule::Goes,
        ..JobRecord::default()
    };
    job.add_contact(&site.contact);
    Ok(job)
}

/// What the engine finds in a text of this job, and what was taught.
pub(super) fn judge(
    opened: &Opened,
    policy: &Policy,
    job: &JobRecord,
    text: &Raw<String>,
) -> Judgement {
    let context = Context { job: Some(job), ..Context::default() };
    match opened.text_engine.judge(text, &context) {
        Judgement::Found(analysis) => Judgement::Found(taught(opened, policy, analysis)),
        withheld @ Judgement::Withheld(_) => withheld,
    }
}

fn taught(opened: &Opened, policy: &Policy, analysis: Analysis) -> Analysis {
    let lessons = opened.lessons();
    analysis.with_lessons(&lessons, &policy.actions, |label| policy.is_locked(label))
}

/// What would leave of a text of this inspection by the rules alone: quick enough to follow typing.
pub(crate) fn preview(
    conn: &Connection,
    opened: &Opened,
    policy: &Policy,
    inspection: InspectionId,
    text: &Raw<String>,
) -> Result<RedactedText> {
    let job = job_record(conn, policy, inspection)?;
    let context = Context { job: Some(&job), ..Context::default() };
    let analysis = taught(opened, policy, opened.text_engine.preview(text, &context)?);
    let mut book = tokens::book(conn, inspection)?;
    let redacted = analysis.redact_under(&policy.actions, &[], &mut book);
    Ok(redacted.expect("without decisions none can be wrong"))
}

/// What leaves of words that are drawn on a photo. Nobody decides on single places there, so whatever the
/// engine finds goes, sure or not.
///
/// # Errors
/// `Withheld` if the engine has no answer, or the policy wants the name model and it is not here.
pub(crate) fn drawn(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
    text: &Raw<String>,
) -> Result<Segments> {
    let policy = opened.policy();
    let job = job_record(conn, &policy.rules, inspection)?;
    let no_answer = || error::of(ErrorCode::Withheld, "the words on a photo cannot be judged");
    let Judgement::Found(analysis) = judge(opened, &policy.rules, &job, text) else {
        return Err(no_answer());
    };
    if policy.rules.needs_name_model && !analysis.has_model() {
        return Err(no_answer());
    }
    let mut book = tokens::book(conn, inspection)?;
    let redacted = analysis.redact_under(&policy.rules.actions, &[], &mut book);
    Ok(redacted.expect("without decisions none can be wrong").segments().clone())
}

/// Clears texts of one inspection with one token book.
pub(crate) struct TextClearer<'a> {
    opened: &'a Opened,
    policy: Arc<ChosenPolicy>,
    job: JobRecord,
    looked: Looked,
    book: TokenBook,
}

impl<'a> TextClearer<'a> {
    pub fn new(
        conn: &Connection,
        opened: &'a Opened,
        inspection: InspectionId,
        looked: Looked,
    ) -> Result<Self> {
        let policy = opened.policy();
        let job = job_record(conn, &policy.rules, inspection)?;
        let mut book = tokens::book(conn, inspection)?;
        // Another device may have given numbers in this inspection: one number, one person.
        for entry in edit::view(conn, inspection)?.history() {
            for token in tokens_of(&entry.change) {
                book.reserve(token);
            }
        }
        Ok(Self { opened, policy, job, looked, book })
    }

    pub fn clear(
        &mut self,
        text: &Raw<String>,
        source: TextSource,
        decisions: &[TextDecision],
    ) -> std::result::Result<ClearedValue<RedactedText>, Stop> {
        let keys = &self.opened.certificate_keys;
        let policy = &self.policy.rules;
        let judgement = judge(self.opened, policy, &self.job, text);
        match (judgement, self.looked) {
            (Judgement::Found(analysis), looked) => clear_text(
                text,
                &analysis,
                decisions,
                &mut self.book,
                source,
                policy,
                looked.look(),
                keys,
            )
            .map_err(|cause| Stop::of(cause, looked)),
            (Judgement::Withheld(by_hand), Looked::ByHand(look)) => {
                clear_text_by_hand(&by_hand, decisions, &mut self.book, policy, look, keys)
                    .map_err(|cause| Stop::of(cause, self.looked))
            }
            // The engine could not judge it: it waits and is shown as "by hand".
            (Judgement::Withheld(_), Looked::No | Looked::AtFindings(_)) => Err(Stop::Waits),
        }
    }

    /// Keeps the tokens that were given.
    pub fn keep(self, tx: &Transaction<'_>, inspection: InspectionId) -> Result<()> {
        Ok(tokens::put(tx, inspection, &self.book)?)
    }
}

/// Every token in the texts of a change.
fn tokens_of(change: &Change<Segments>) -> Vec<Token> {
    let mut found = Vec::new();
    let visited = change.clone().try_map_text(|text| {
        found.extend(text.tokens());
        Ok::<_, std::convert::Infallible>(())
    });
    let Ok(_) = visited;
    found
}

/// Why a text was not cleared.
pub(crate) enum Stop {
    /// It waits for a person or an engine.
    Waits,
    /// The request itself is wrong.
    Failed(Failure),
}

impl Stop {
    /// What waits for a look waits in silence; a person who looked is told what else is missing.
    fn of(cause: Withheld, looked: Looked) -> Self {
        match (cause, looked) {
            (Withheld::NeedsLook, _) | (Withheld::NeedsNameModel, Looked::No) => Self::Waits,
            _ => Self::Failed(cause.into()),
        }
    }
}

impl From<Failure> for Stop {
    fn from(cause: Failure) -> Self {
        Self::Failed(cause)
    }
}

/// Clears the current value of a field, if nothing is missing.
pub(crate) fn field(
    tx: &Transaction<'_>,
    opened: &Opened,
    inspection: InspectionId,
    field: Field,
    looked: Looked,
    decisions: &[TextDecision],
) -> Result<Cleared> {
    let Some(now) = journal::now(tx, inspection, field)? else {
        return Err(error::of(ErrorCode::NotFound, "the field was never edited here"));
    };
    let mut texts = TextClearer::new(tx, opened, inspection, looked)?;
    let has_heads = !operations::heads(tx, inspection, field.target())?.is_empty();
    match change_of(tx, &now, &mut texts, decisions, has_heads) {
        Ok(Some(change)) => {
            texts.keep(tx, inspection)?;
            let id = log::append(
                tx,
                opened,
                inspection,
                now.base.clone(),
                change,
                now.item,
                now.edited_at,
            )?;
            journal::mark_cleared(tx, inspection, field, now.seq, id)?;
            Ok(Cleared::Logged)
        }
        Ok(None) => {
            journal::mark_settled(tx, inspection, field, now.seq)?;
            Ok(Cleared::Logged)
        }
        Err(Stop::Waits) => Ok(Cleared::Waits),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

/// The operation for a value; none if the log needs none (something that was never in it is gone).
fn change_of(
    tx: &Transaction<'_>,
    now: &FieldNow,
    texts: &mut TextClearer<'_>,
    decisions: &[TextDecision],
    has_heads: bool,
) -> std::result::Result<Option<ClearedChange>, Stop> {
    let rules = texts.policy.rules.photos;
    let mut typed = |text: &Raw<String>| texts.clear(text, TextSource::Typed, decisions);
    Ok(match (now.field, &now.value) {
        (Field::Mark(_) | Field::Reading(_), value) => log::change_without_words(now.field, value),
        (Field::Text(item), Value::Words(text)) => {
            if_said(text, has_heads, &mut typed)?.map(|text| Change::TextSet { item, text })
        }
        (Field::Note(item), Value::Words(text)) => {
            if_said(text, has_heads, &mut typed)?.map(|text| Change::NoteSet { item, text })
        }
        (Field::Finding(finding), Value::Finding(Some(fields))) => {
            let fields = fields.as_ref().clone().try_map_text(|text| typed(&text))?;
            Some(Change::FindingSet { finding, fields })
        }
        (Field::Finding(finding), Value::Finding(None)) => {
            has_heads.then_some(Change::FindingRemoved { finding })
        }
        (Field::Photo(photo), Value::Photo { is_present: false, .. }) => {
            has_heads.then_some(Change::PhotoRemoved { photo })
        }
        (Field::Photo(photo), Value::Photo { caption, before, .. }) => {
            let row = photos::get(tx, photo).map_err(Failure::from)?.ok_or(Stop::Waits)?;
            let blobs = row.blobs.ok_or(Stop::Waits)?;
            let caption = if is_empty(caption) { None } else { Some(typed(caption)?) };
            let fields = PhotoFields {
                item: row.item,
                picture: blobs.picture,
                thumbnail: blobs.thumbnail,
                width_px: blobs.width_px,
                height_px: blobs.height_px,
                taken_on: rules.day(row.taken_on),
                taken_at: rules.minute(row.taken_at),
                place: rules.place(row.place),
                provenance: blobs.origin.map(|origin| origin.provenance),
                filled: blobs.filled,
                before: *before,
                caption,
            };
            Some(Change::PhotoSet { photo, fields: Box::new(fields) })
        }
        (Field::Recording(recording), Value::Recording { is_present: false, .. }) => {
            has_heads.then_some(Change::RecordingRemoved { recording })
        }
        (Field::Recording(recording), Value::Recording { text, is_accepted: true, .. })
            if !is_empty(text) =>
        {
            let row = recordings::get(tx, recording).map_err(Failure::from)?.ok_or(Stop::Waits)?;
            let text = texts.clear(text, TextSource::Transcript, decisions)?;
            let starts_ms = crate::recordings::starts_ms(text.value().segments(), &row.words);
            let (item, duration_ms) = (row.item, row.duration_ms);
            let fields = TranscriptFields { item, duration_ms, text, starts_ms };
            Some(Change::TranscriptSet { recording, fields })
        }
        // A draft of a transcript stays on the device until the person accepts it; one that was
        // accepted before is taken back.
        (Field::Recording(recording), Value::Recording { .. }) => {
            has_heads.then_some(Change::RecordingRemoved { recording })
        }
        _ => {
            return Err(Stop::Failed(error::of(
                ErrorCode::StoreDamaged,
                "a value does not fit its field",
            )));
        }
    })
}

/// A cleared text, or the taking back of one; none if there is neither.
#[expect(clippy::option_option, reason = "outer: whether an operation is needed; inner: its text")]
fn if_said(
    text: &Raw<String>,
    has_heads: bool,
    clear: &mut impl FnMut(&Raw<String>) -> std::result::Result<ClearedValue<RedactedText>, Stop>,
) -> std::result::Result<Option<Option<ClearedValue<RedactedText>>>, Stop> {
    if is_empty(text) {
        Ok(has_heads.then_some(None))
    } else {
        clear(text).map(|text| Some(Some(text)))
    }
}

fn is_empty(text: &Raw<String>) -> bool {
    text.expose(&EngineScope).trim().is_empty()
}

/// Clears whatever can clear by itself in one inspection and was left alone for `settle_ms`.
///
/// Returns how many values were logged.
pub(crate) fn pending(app: &App, inspection: InspectionId, settle_ms: i64) -> Result<u32> {
    let opened = app.opened()?;
    let before = Instant(app.now().0 - settle_ms);
    // A photo without a sealed picture waits for a person: hundreds of them are not tried every time.
    let sealed = photos::sealed(&opened.reader(), inspection)?;
    let may_clear = |now: &FieldNow| match (now.field, &now.value) {
        (Field::Photo(photo), Value::Photo { is_present: true, .. }) => sealed.contains(&photo),
        _ => true,
    };
    let waiting: Vec<Field> = journal::all_now(&opened.reader(), inspection)?
        .into_iter()
        .filter(|now| !now.is_cleared() && now.edited_at <= before && may_clear(now))
        .map(|now| now.field)
        .collect();
    let mut count = 0;
    for pending_field in waiting {
        let outcome = opened.write(|tx| {
            // Handed in while this ran: what is left waits until the office returns it.
            edit::check_editable(tx, inspection)?;
            field(tx, &opened, inspection, pending_field, Looked::No, &[])
        })?;
        count += u32::from(outcome == Cleared::Logged);
    }
    if super::template::share_if_needed(app, inspection, Looked::No, &[])? == Cleared::Logged {
        count += 1;
    }
    Ok(count)
}
