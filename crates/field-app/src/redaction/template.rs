//! The words of a template that was imported here: they leave like any other text.

use field_clearance::{TextDecision, TextSource};
use field_domain::raw::EngineScope;
use field_domain::{InspectionId, Raw, Segments, Template};
use field_log::{Change, Target};
use field_store::{Connection, inspections, operations, templates};

use super::clear::{Cleared, Looked, Stop, TextClearer};
use super::judged::within;
use crate::app::App;
use crate::error::Result;
use crate::log;

/// The words of the template that this inspection must share, if it must and has not yet: one text
/// a line, in reading order.
pub(super) fn words_to_share(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Option<Template<Raw<String>>>> {
    let row = inspections::get(conn, inspection)?;
    if !row.is_mine || !operations::heads(conn, inspection, Target::Template)?.is_empty() {
        return Ok(None);
    }
    typed_here(conn, inspection)
}

/// The template of this inspection, if it was imported on this device.
pub(super) fn typed_here(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Option<Template<Raw<String>>>> {
    let row = inspections::get(conn, inspection)?;
    let stored = templates::get(conn, row.template)?;
    Ok(stored.filter(|stored| !stored.is_redacted).map(|stored| {
        let raw = stored.template.try_map_text(|words: Segments| {
            Ok::<_, std::convert::Infallible>(Raw::new(words.to_string()))
        });
        raw.unwrap_or_else(|never| match never {})
    }))
}

/// All words of a template, one text a line: what the review screen shows.
pub(super) fn joined(template: &Template<Raw<String>>) -> Raw<String> {
    let mut lines = Vec::new();
    let collected = template.clone().try_map_text(|text| {
        lines.push(one_line(text.expose(&EngineScope)));
        Ok::<_, std::convert::Infallible>(())
    });
    let Ok(_) = collected;
    Raw::new(lines.join("\n"))
}

/// Shares the template's words with the office, if that is needed and nothing is missing.
///
/// Decisions count bytes of the joined text.
pub(super) fn share_if_needed(
    app: &App,
    inspection: InspectionId,
    looked: Looked,
    decisions: &[TextDecision],
) -> Result<Cleared> {
    let opened = app.opened()?;
    let at = app.now();
    opened.write(|tx| {
        let Some(template) = words_to_share(tx, inspection)? else { return Ok(Cleared::Waits) };
        let item = None;
        let mut texts = TextClearer::new(tx, &opened, inspection, looked)?;
        let mut start = 0;
        let cleared = template.try_map_text(|text| {
            let line = Raw::new(one_line(text.expose(&EngineScope)));
            let length = line.expose(&EngineScope).len();
            let own = within(decisions, start, start + length);
            start += length + 1;
            texts.clear(&line, TextSource::Typed, &own)
        });
        match cleared {
            Ok(template) => {
                texts.keep(tx, inspection)?;
                let change = Change::TemplateShared { template };
                log::append(tx, &opened, inspection, Vec::new(), change, item, at)?;
                Ok(Cleared::Logged)
            }
            Err(Stop::Waits) => Ok(Cleared::Waits),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    })
}

/// Line breaks inside one text would shift the lines of the joined one.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
