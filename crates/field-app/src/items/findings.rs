//! Raising, changing and taking back findings.

use field_contract::items::{FindingArgs, FindingSaveArgs, FindingSaved, Saved};
use field_contract::{ErrorCode, Topic};
use field_domain::{FindingFields, FindingId, Raw};
use field_log::{Change, Target};
use field_store::journal::{self, Act, Field, Value};

use super::save::TEXT_CHARS_MAX;
use crate::app::App;
use crate::edges;
use crate::edit;
use crate::error::{self, Result};

/// Most photos of one finding: a page of evidence.
const PHOTOS_MAX: usize = 24;

/// Raises or changes a finding. It leaves once its text is cleared.
///
/// # Errors
/// `Invalid` if the text is too long or there are too many photos; else as saving an answer.
pub fn save(app: &App, args: FindingSaveArgs) -> Result<FindingSaved> {
    let FindingSaveArgs { inspection, finding, fields } = args;
    if fields.text.chars().count() > TEXT_CHARS_MAX || fields.photos.len() > PHOTOS_MAX {
        return Err(error::of(ErrorCode::Invalid, "the finding is too large"));
    }
    let finding = finding.unwrap_or_else(|| edges::new_id(app.now()));
    let item = fields.item;
    let fields: FindingFields<Raw<String>> = fields
        .try_map_text(|text| Ok::<_, std::convert::Infallible>(Raw::new(text)))
        .unwrap_or_else(|never| match never {});
    let value = Value::Finding(Some(Box::new(fields)));
    let at = edit::save(app, inspection, Field::Finding(finding), Some(item), &value, Act::Edit)?;
    app.changed(&[Topic::Items, Topic::Inspections, Topic::Redactions, Topic::Sync]);
    Ok(FindingSaved { finding, at })
}

/// Takes a finding back.
///
/// # Errors
/// `NotFound`, `AlreadySubmitted`.
pub fn remove(app: &App, args: FindingArgs) -> Result<Saved> {
    let (item, _) = now(app, args)?;
    put(app, args, item, &Value::Finding(None))
}

/// Brings a finding back that was taken back.
///
/// # Errors
/// `NotFound` if it never was there, `AlreadySubmitted`.
pub fn restore(app: &App, args: FindingArgs) -> Result<Saved> {
    let (item, value) = now(app, args)?;
    if value != Value::Finding(None) {
        return Ok(Saved { at: app.now() });
    }
    let opened = app.opened()?;
    let name = Field::Finding(args.finding).to_string();
    let earlier = journal::history(&opened.reader(), args.inspection)?
        .into_iter()
        .rev()
        .filter(|(field, _, _)| *field == name)
        .find_map(|(_, value, _)| {
            journal::parse(&value).ok().filter(|v| *v != Value::Finding(None))
        })
        .ok_or_else(|| error::of(ErrorCode::NotFound, "the finding was never there"))?;
    put(app, args, item, &earlier)
}

fn now(app: &App, args: FindingArgs) -> Result<(Option<field_domain::ItemNo>, Value)> {
    let opened = app.opened()?;
    let conn = opened.reader();
    journal::now(&conn, args.inspection, Field::Finding(args.finding))?
        .map(|now| (now.item, now.value))
        .ok_or_else(|| error::of(ErrorCode::NotFound, "no such finding"))
}

fn put(
    app: &App,
    args: FindingArgs,
    item: Option<field_domain::ItemNo>,
    value: &Value,
) -> Result<Saved> {
    let field = Field::Finding(args.finding);
    let at = edit::save(app, args.inspection, field, item, value, Act::Edit)?;
    app.changed(&[Topic::Items, Topic::Inspections, Topic::Redactions, Topic::Sync]);
    Ok(Saved { at })
}

/// Findings of the log that nobody took back.
pub(crate) fn logged(
    view: &field_log::InspectionView,
) -> Vec<(FindingId, FindingFields<field_domain::Segments>)> {
    view.targets()
        .filter(|target| matches!(target, Target::Finding(_)))
        .filter_map(|target| match &view.latest(target)?.change {
            Change::FindingSet { finding, fields } => Some((*finding, fields.clone())),
            _ => None,
        })
        .collect()
}
