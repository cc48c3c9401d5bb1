//! Limits of a report, and why one cannot be written.

use crate::jpeg;
use crate::report::{Report, SignatureMark};
use crate::text::Text;

/// Most answers in one report. Source: `field_domain::template::ITEMS_MAX`.
pub const ANSWERS_MAX: usize = field_domain::template::ITEMS_MAX;
/// Most findings in one report: one per item would already be remarkable.
pub const FINDINGS_MAX: usize = 1000;
/// Most facts, comments, signatures or lines of what was left out, each.
pub const LISTED_MAX: usize = 1000;
/// Most photos in one report. Source: the product's volumes (about 200 in a long visit), doubled.
pub const PHOTOS_MAX: usize = 400;
/// Largest JPEG, in bytes. A report-size photo (1280 px) has 0.1 to 0.5 MB.
pub const PHOTO_BYTES_MAX: usize = 8 * 1024 * 1024;
/// All JPEGs together, in bytes. They are held three times while the file is put together.
pub const PHOTOS_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Longest single text, in characters: about six pages.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// All texts together, in characters: about six hundred pages.
pub const REPORT_CHARS_MAX: usize = 2_000_000;
/// Most points of one signature. A pen gives about 120 a second; this is a minute and more.
pub const STROKE_POINTS_MAX: usize = 10_000;

/// Why no report was written. `Display` holds kinds and counts, never content.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A list is longer than its limit.
    #[error("the report has {found} {kind}, more than {limit}")]
    TooMany {
        /// What there are too many of.
        kind: &'static str,
        /// How many there are.
        found: usize,
        /// How many may be.
        limit: usize,
    },
    /// A text is longer than [`TEXT_CHARS_MAX`], or all together than [`REPORT_CHARS_MAX`].
    #[error("a text has {0} characters, more than fit")]
    TextTooLong(usize),
    /// Photo `index` is larger than [`PHOTO_BYTES_MAX`], or pushes the sum over its limit.
    #[error("photo {index} makes the photos too large")]
    PhotoTooLarge {
        /// Index into the report's photos.
        index: usize,
    },
    /// Photo `index` is not a JPEG that can be shown.
    #[error("photo {index} is not a readable JPEG")]
    PhotoUnreadable {
        /// Index into the report's photos.
        index: usize,
    },
    /// An answer or a finding names a photo that is not in the report.
    #[error("photo {index} is named but not in the report")]
    PhotoMissing {
        /// The index that was named.
        index: usize,
    },
    /// A score above 100.
    #[error("the score is above 100")]
    Score,
    /// A stroke leaves the pad or is not finite.
    #[error("a signature's stroke is not inside its pad")]
    Strokes,
    /// The writer of the file format refused; a bug.
    #[error("the PDF could not be put together")]
    Pdf,
}

/// Checks every limit and reference.
///
/// # Errors
/// The first [`ReportError`] that applies.
pub(crate) fn check(report: &Report) -> Result<(), ReportError> {
    let answers = report.sections.iter().map(|section| section.answers.len()).sum();
    most("answers", answers, ANSWERS_MAX)?;
    most("sections", report.sections.len(), ANSWERS_MAX)?;
    most("findings", report.findings.len(), FINDINGS_MAX)?;
    most("photos", report.photos.len(), PHOTOS_MAX)?;
    most("facts", report.facts.len(), LISTED_MAX)?;
    most("comments", report.comments.len(), LISTED_MAX)?;
    most("signatures", report.signatures.len(), LISTED_MAX)?;
    most("lines left out", report.left_out.len(), LISTED_MAX)?;
    if report.score.is_some_and(|score| score > 100) {
        return Err(ReportError::Score);
    }
    check_texts(report)?;
    check_photos(report)?;
    check_strokes(report)
}

fn most(kind: &'static str, found: usize, limit: usize) -> Result<(), ReportError> {
    if found > limit { Err(ReportError::TooMany { kind, found, limit }) } else { Ok(()) }
}

fn check_texts(report: &Report) -> Result<(), ReportError> {
    let mut sum = 0_usize;
    let mut add = |chars: usize| {
        sum = sum.saturating_add(chars);
        if chars > TEXT_CHARS_MAX { Err(ReportError::TextTooLong(chars)) } else { Ok(()) }
    };
    for plain in [&report.title, &report.site_code, &report.state_line]
        .into_iter()
        .chain(&report.left_out)
        .chain(report.facts.iter().map(|fact| &fact.label))
        .chain(report.signatures.iter().flat_map(|signature| &signature.lines))
    {
        add(plain.chars().count())?;
    }
    for text in texts(report) {
        add(text.chars())?;
    }
    if sum > REPORT_CHARS_MAX { Err(ReportError::TextTooLong(sum)) } else { Ok(()) }
}

/// Every text that can hold tokens.
fn texts(report: &Report) -> impl Iterator<Item = &Text> {
    let answers = report.sections.iter().flat_map(|section| &section.answers).flat_map(|answer| {
        [&answer.name, &answer.question].into_iter().chain(&answer.citations).chain(&answer.notes)
    });
    let findings = report
        .findings
        .iter()
        .flat_map(|finding| [&finding.title, &finding.text].into_iter().chain(&finding.citations));
    [&report.organisation, &report.inspector_line]
        .into_iter()
        .chain(&report.site_name)
        .chain(report.sections.iter().map(|section| &section.title))
        .chain(report.facts.iter().map(|fact| &fact.value))
        .chain(report.photos.iter().map(|photo| &photo.caption))
        .chain(report.comments.iter().flat_map(|comment| [&comment.byline, &comment.text]))
        .chain(report.signatures.iter().map(|signature| &signature.signer))
        .chain(answers)
        .chain(findings)
}

fn check_photos(report: &Report) -> Result<(), ReportError> {
    let mut sum = 0_usize;
    for (index, photo) in report.photos.iter().enumerate() {
        sum += photo.jpeg.len();
        if photo.jpeg.len() > PHOTO_BYTES_MAX || sum > PHOTOS_BYTES_MAX {
            return Err(ReportError::PhotoTooLarge { index });
        }
        if jpeg::size(&photo.jpeg).is_none() {
            return Err(ReportError::PhotoUnreadable { index });
        }
    }
    let named = report
        .sections
        .iter()
        .flat_map(|section| &section.answers)
        .flat_map(|answer| &answer.photos)
        .chain(report.findings.iter().flat_map(|finding| &finding.photos));
    match named.copied().find(|&index| index >= report.photos.len()) {
        Some(index) => Err(ReportError::PhotoMissing { index }),
        None => Ok(()),
    }
}

fn check_strokes(report: &Report) -> Result<(), ReportError> {
    for signature in &report.signatures {
        let SignatureMark::Strokes(strokes) = &signature.mark else { continue };
        most("signature points", strokes.iter().map(Vec::len).sum(), STROKE_POINTS_MAX)?;
        let is_inside = |number: &f32| (0.0..=1.0).contains(number);
        if !strokes.iter().flatten().flatten().all(is_inside) {
            return Err(ReportError::Strokes);
        }
    }
    Ok(())
}
