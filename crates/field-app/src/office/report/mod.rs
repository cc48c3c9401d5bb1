//! The report of an inspection: from originals on the device that did it, from redacted data in the
//! office.

mod answers;
mod compose;
mod counts;
mod photos;
mod words;

use field_contract::inspections::{ExportedFile, InspectionArgs};
use field_contract::office::ReportPreview;
use field_domain::InspectionId;
use field_report::{Report, ReportWords, fingerprint, write_pdf};
use field_store::inspections;

use crate::app::App;
use crate::error::Result;
use crate::exports::NewFile;
use crate::inspections::detail;

/// Hex digits of a report's hash in its file name: enough to tell two reports of a day apart.
const NAME_HASH_DIGITS: usize = 8;

/// What a report says in short.
///
/// # Errors
/// `NotFound`.
pub fn preview(app: &App, args: InspectionArgs) -> Result<ReportPreview> {
    let is_original = is_original(app, args.inspection)?;
    let detail = detail::open(app, args)?;
    let removed = if is_original { Vec::new() } else { counts::removed(&detail) };
    Ok(counts::preview(&detail, removed, is_original))
}

/// Writes the report as a PDF to the folder of exported files.
///
/// Its name is the site's code, the day and a hash; no word of a person is in it.
///
/// # Errors
/// `NotFound`, `DiskFull`. A photo that cannot be read is left out, and the report says so.
pub fn export(app: &App, args: InspectionArgs) -> Result<ExportedFile> {
    let report = report(app, args.inspection)?;
    let bytes = write_pdf(&report, &ReportWords::english())?;
    let hash = fingerprint(&report)?.to_string();
    let short: String = hash.chars().take(NAME_HASH_DIGITS).collect();
    let stem = format!("{}-{}-{short}", report.site_code, report.day);
    let mut file = NewFile::begin(&app.inner.config.exports, &stem, "pdf")?;
    file.write(&bytes)?;
    Ok(ExportedFile { path: file.keep()? })
}

/// The report as the bytes of a PDF.
///
/// # Errors
/// As [`export`].
pub fn pdf(app: &App, inspection: InspectionId) -> Result<Vec<u8>> {
    Ok(write_pdf(&report(app, inspection)?, &ReportWords::english())?)
}

fn report(app: &App, inspection: InspectionId) -> Result<Report> {
    let is_original = is_original(app, inspection)?;
    let detail = detail::open(app, InspectionArgs { inspection })?;
    let opened = app.opened()?;
    let today = (app.inner.edges.today)();
    compose::report(&opened, &detail, is_original, today)
}

/// Whether the inspection was done on this device, so that its originals are here.
fn is_original(app: &App, inspection: InspectionId) -> Result<bool> {
    Ok(inspections::get(&app.opened()?.reader(), inspection)?.is_mine)
}
