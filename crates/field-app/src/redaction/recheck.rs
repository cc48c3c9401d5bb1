//! What was cleared by another engine, model or policy than there is now, and would leave otherwise.

use std::collections::BTreeMap;
use std::ops::Range;

use field_clearance::{LedgerEntry, Look, PartCertificate, Policy, TextDecision, Verdict};
use field_contract::NoArgs;
use field_contract::redaction::{LabelCount, Recheck, RecheckRow, Subject};
use field_domain::raw::EngineScope;
use field_domain::{Hash32, InspectionId, Instant, ItemNo, Label, OpId, Raw, Segment, Segments};
use field_log::{Change, InspectionView, Target};
use field_redact::{ENGINE_VERSION, Judgement, TokenBook, is_covered};
use field_store::clearances::{self, ClearanceRow};
use field_store::inspections::InspectionRow;
use field_store::{inspections, journal, outbox};

use super::{clear, queue, template};
use crate::app::App;
use crate::edit;
use crate::error::{Failure, Result};
use crate::opened::Opened;

/// The rule's name in the ledger of what a person marked by hand.
const MARKED_BY_PERSON: &str = "person";

/// Every text that would leave otherwise now. It is looked for anew at each call.
///
/// # Errors
/// `Locked`, `StoreDamaged`.
pub fn list(app: &App, _args: NoArgs) -> Result<Recheck> {
    run(app, |_, _| {})
}

/// The same, telling how many of how many older texts are done.
///
/// # Errors
/// As [`list`].
pub fn run(app: &App, mut progress: impl FnMut(u32, u32)) -> Result<Recheck> {
    let opened = app.opened()?;
    let policy = opened.policy();
    let mut older = Vec::new();
    // The connection is given back before a text is looked at: there is one for reading.
    let all = inspections::list(&opened.reader())?;
    for row in all.into_iter().filter(|row| row.is_mine) {
        older.extend(older_texts(&opened, &row, &policy.rules)?);
    }
    let older_count = u32::try_from(older.len()).unwrap_or(u32::MAX);
    let mut differing = Vec::new();
    for (done, text) in (1..).zip(older) {
        differing.extend(text.compared(&opened, &policy.rules)?);
        progress(done, older_count);
    }
    Ok(Recheck { older_count, differing })
}

/// A text as it was typed, as it left, and what its clearance rests on. A template has one for each
/// line.
struct Part {
    raw: Raw<String>,
    left: Segments,
    certificate: PartCertificate,
}

/// A text that was cleared by another engine, model or policy.
pub(super) struct OlderText {
    inspection: InspectionRow,
    subject: Subject,
    item: Option<ItemNo>,
    parts: Vec<Part>,
    sent_at: Option<Instant>,
}

fn older_texts(opened: &Opened, row: &InspectionRow, policy: &Policy) -> Result<Vec<OlderText>> {
    let conn = opened.reader();
    let view = edit::view(&conn, row.id)?;
    let cleared: BTreeMap<OpId, ClearanceRow> =
        clearances::list(&conn, row.id)?.into_iter().map(|row| (row.subject, row)).collect();
    let models: Vec<Hash32> = opened.text_engine.models().into_iter().map(Hash32).collect();
    let mut found = Vec::new();
    let mut add = |subject, item, target, raw: Vec<Raw<String>>| {
        let parts = parts_of(&view, &cleared, target, raw);
        let is_older = |part: &Part| is_older(&part.certificate, policy, &models);
        if parts.iter().any(is_older) {
            let sent_at = view.latest(target).map(|entry| outbox::sent_at(&conn, entry.id));
            let sent_at = sent_at.transpose()?.flatten();
            found.push(OlderText { inspection: row.clone(), subject, item, parts, sent_at });
        }
        Ok::<_, Failure>(())
    };
    for now in journal::all_now(&conn, row.id)? {
        if let Some((subject, item, raw)) =
            queue::text_of(&conn, &now)?.filter(|_| now.is_cleared())
        {
            add(subject, item, now.field.target(), vec![raw])?;
        }
    }
    if let Some(words) = template::typed_here(&conn, row.id)? {
        let joined = template::joined(&words);
        let lines = joined.expose(&EngineScope).split('\n');
        let lines = lines.map(|line| Raw::new(line.to_owned())).collect();
        add(Subject::Template, None, Target::Template, lines)?;
    }
    Ok(found)
}

/// The texts of the newest operation about `target` beside what was typed; none if they do not belong
/// together.
fn parts_of(
    view: &InspectionView,
    cleared: &BTreeMap<OpId, ClearanceRow>,
    target: Target,
    raw: Vec<Raw<String>>,
) -> Vec<Part> {
    let Some(entry) = view.latest(target) else { return Vec::new() };
    let Some(row) = cleared.get(&entry.id) else { return Vec::new() };
    let left = texts_of(&entry.change);
    let certificates = &row.certificate.parts;
    if raw.len() != left.len() || left.len() != certificates.len() {
        return Vec::new();
    }
    raw.into_iter()
        .zip(left)
        .zip(certificates)
        .map(|((raw, left), certificate)| Part { raw, left, certificate: certificate.clone() })
        .collect()
}

fn texts_of(change: &Change<Segments>) -> Vec<Segments> {
    let mut texts = Vec::new();
    let visited = change.clone().try_map_text(|text| {
        texts.push(text);
        Ok::<_, std::convert::Infallible>(())
    });
    let Ok(_) = visited;
    texts
}

fn is_older(certificate: &PartCertificate, policy: &Policy, models: &[Hash32]) -> bool {
    // Where the engine gave no answer, no model took part either.
    let has_other_models = certificate.refusal.is_none() && certificate.models != models;
    certificate.engine != ENGINE_VERSION || certificate.policy != policy.number || has_other_models
}

impl OlderText {
    /// The row, if the text would leave otherwise.
    fn compared(&self, opened: &Opened, policy: &Policy) -> Result<Option<RecheckRow>> {
        let job = clear::job_record(&opened.reader(), policy, self.inspection.id)?;
        let mut sum = Difference::default();
        for part in &self.parts {
            match clear::judge(opened, policy, &job, &part.raw) {
                Judgement::Found(analysis) => {
                    let redacted =
                        analysis.redact_under(&policy.actions, &[], &mut TokenBook::default());
                    let rows = redacted.expect("without decisions none can be wrong");
                    let now = rows.ledger().iter().filter(|row| row.is_removed());
                    let now = now.map(|row| (row.label, row.start..row.end)).collect();
                    sum.add(part, now);
                }
                // What a person judged alone is judged alone again.
                Judgement::Withheld(_) => sum.is_withheld |= part.certificate.refusal.is_none(),
            }
        }
        let Some(first) = self.parts.first().filter(|_| sum.is_any()) else { return Ok(None) };
        Ok(Some(RecheckRow {
            inspection: self.inspection.id,
            site_code: self.inspection.site_code.clone(),
            item: self.item,
            subject: self.subject,
            engine: first.certificate.engine,
            policy: first.certificate.policy,
            beyond: counts(&sum.beyond),
            no_longer: counts(&sum.no_longer),
            is_withheld: sum.is_withheld,
            sent_at: self.sent_at,
        }))
    }

    /// What a person marked in it before it left, as decisions about the whole text, and their look.
    pub(super) fn marks(&self) -> (Vec<TextDecision>, Option<Look>) {
        let mut marks = Vec::new();
        for part in &self.parts {
            let source = part.raw.expose(&EngineScope);
            let places = places_of(source, &part.left, &part.certificate.ledger);
            marks.extend(places.into_iter().filter(|(_, place)| place.is_by_person).map(
                |(label, Removed { start, end, .. })| TextDecision::Add { start, end, label },
            ));
        }
        (marks, self.parts.first().and_then(|part| part.certificate.look))
    }
}

/// The text as it left under another engine, model or policy; none if it was cleared by what there is.
pub(super) fn older_text(
    opened: &Opened,
    inspection: InspectionId,
    subject: Subject,
) -> Result<Option<OlderText>> {
    let row = inspections::get(&opened.reader(), inspection)?;
    let all = older_texts(opened, &row, &opened.policy().rules)?;
    Ok(all.into_iter().find(|text| text.subject == subject))
}

fn counts(by_label: &BTreeMap<Label, u32>) -> Vec<LabelCount> {
    by_label.iter().map(|(label, count)| LabelCount { label: *label, count: *count }).collect()
}

/// What stands where in a text.
type Place = (Label, Range<usize>);

#[derive(Default)]
struct Difference {
    beyond: BTreeMap<Label, u32>,
    no_longer: BTreeMap<Label, u32>,
    is_withheld: bool,
}

impl Difference {
    fn is_any(&self) -> bool {
        self.is_withheld || !self.beyond.is_empty() || !self.no_longer.is_empty()
    }

    fn add(&mut self, part: &Part, now: Vec<Place>) {
        let source = part.raw.expose(&EngineScope);
        let ledger = &part.certificate.ledger;
        let before = places_of(source, &part.left, ledger);
        // What a person left readable then is no news now.
        let mut kept: Vec<(Label, u32)> = ledger
            .iter()
            .filter(|entry| matches!(entry.verdict, Verdict::Kept(_) | Verdict::KeptAsTaught(_)))
            .map(|entry| (entry.label, entry.length))
            .collect();
        let old: Vec<Range<usize>> = before.iter().map(|(_, place)| place.range()).collect();
        let new: Vec<Range<usize>> = now.iter().map(|(_, place)| place.clone()).collect();
        for (label, place) in &now {
            if is_covered(place, &old) {
                continue;
            }
            let length = source.get(place.clone()).map_or(0, |text| text.chars().count());
            let was_kept = kept.iter().position(|one| {
                (one.0, usize::try_from(one.1).unwrap_or(usize::MAX)) == (*label, length)
            });
            match was_kept {
                Some(at) => drop(kept.swap_remove(at)),
                None => *self.beyond.entry(*label).or_default() += 1,
            }
        }
        for (label, place) in before {
            if !place.is_by_person && !is_covered(&place.range(), &new) {
                *self.no_longer.entry(label).or_default() += 1;
            }
        }
    }
}

/// Where something was removed.
struct Removed {
    start: usize,
    end: usize,
    is_by_person: bool,
}

impl Removed {
    const fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The places that left without their words: the segments tell how much text stands before each, the
/// ledger how long each was. Nothing if the text is another one than the one that left.
fn places_of(source: &str, left: &Segments, ledger: &[LedgerEntry]) -> Vec<(Label, Removed)> {
    let removed = |entry: &&LedgerEntry| {
        matches!(entry.verdict, Verdict::Removed | Verdict::Masked | Verdict::Coarsened)
    };
    let mut entries = ledger.iter().filter(removed);
    let mut places = Vec::new();
    let mut at = 0;
    for piece in &left.0 {
        let rest = source.get(at..).unwrap_or("");
        if let Segment::Text(text) = piece {
            if !rest.starts_with(text.as_str()) {
                return Vec::new();
            }
            at += text.len();
        } else {
            let Some(entry) = entries.next() else { return Vec::new() };
            let letters = usize::try_from(entry.length).unwrap_or(usize::MAX);
            let end = at + rest.chars().take(letters).map(char::len_utf8).sum::<usize>();
            let is_by_person = entry.rule == MARKED_BY_PERSON;
            places.push((entry.label, Removed { start: at, end, is_by_person }));
            at = end;
        }
    }
    places
}
