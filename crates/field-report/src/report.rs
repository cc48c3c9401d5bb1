//! What a report says.

use field_domain::template::ReadingRule;
use field_domain::{Day, Mark, Reading, Severity};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::text::Text;

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// The report of one inspection. Photos are listed once and referred to by index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The title of the file and of the page head, such as "Inspection report FS-0412". The only
    /// text that becomes metadata of the file, so it must hold nothing personal.
    pub title: String,
    /// Who does the inspection: the organisation's name, or empty.
    pub organisation: Text,
    /// The code of the site.
    pub site_code: String,
    /// The name of the site; only on the device that holds it.
    pub site_name: Option<Text>,
    /// The day of the visit.
    pub day: Day,
    /// Who inspected, such as "Technician 4".
    pub inspector_line: Text,
    /// Where the report stands, such as "Approved by Reviewer 2 on 25 November 2026".
    pub state_line: String,
    /// The score from 0 to 100 if the template has one. Without it the report counts answers.
    pub score: Option<u8>,
    /// Further facts for the first page, such as the time of the visit.
    pub facts: Vec<ReportFact>,
    /// Sections with every answer, in the order of the walk.
    pub sections: Vec<ReportSection>,
    /// What is wrong; drawn by severity, within one severity in this order.
    pub findings: Vec<ReportFinding>,
    /// Photos in the order of their numbers, from 1.
    pub photos: Vec<ReportPhoto>,
    /// What the office said.
    pub comments: Vec<ReportComment>,
    /// Who signed.
    pub signatures: Vec<ReportSignature>,
    /// What is not in this report, and why: one line each.
    pub left_out: Vec<String>,
    /// Whether personal data was removed before the report was made.
    pub is_redacted: bool,
    /// The day on which the report was made.
    pub generated_on: Day,
    /// The paper.
    pub paper: Paper,
}

/// A fact of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportFact {
    /// What it is.
    pub label: String,
    /// What it is here.
    pub value: Text,
}

/// A section of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportSection {
    /// Its title.
    pub title: Text,
    /// Every item of it, answered or not.
    pub answers: Vec<ReportAnswer>,
}

/// An item and what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportAnswer {
    /// Number of the item.
    pub number: u16,
    /// Two or three words.
    pub name: Text,
    /// The question.
    pub question: Text,
    /// Where the rules stand.
    pub citations: Vec<Text>,
    /// Whether the item asks for a mark.
    pub asks_mark: bool,
    /// The mark, if one was made.
    pub mark: Option<Mark>,
    /// The reading, if one was taken.
    pub reading: Option<Reading>,
    /// The limits of the reading.
    pub rule: Option<ReadingRule>,
    /// The free text, notes and transcripts; one paragraph each.
    pub notes: Vec<Text>,
    /// Indexes into [`Report::photos`].
    pub photos: Vec<usize>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportFinding {
    /// Number of the item that it belongs to.
    pub number: u16,
    /// A short line, such as the name of the item with its reading.
    pub title: Text,
    /// What was seen.
    pub text: Text,
    /// How bad it is.
    pub severity: Severity,
    /// Where the rules stand.
    pub citations: Vec<Text>,
    /// The day by which it must be put right.
    pub due: Option<Day>,
    /// It was put right during the visit.
    pub is_corrected_on_site: bool,
    /// It was found at the last visit as well.
    pub is_repeat: bool,
    /// Indexes into [`Report::photos`].
    pub photos: Vec<usize>,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportPhoto {
    /// A JPEG, upright; 1280 px on the long edge is enough for paper. Its metadata is not used and
    /// does not get into the file.
    #[serde(serialize_with = "as_hash")]
    pub jpeg: Vec<u8>,
    /// What the technician wrote under it.
    pub caption: Text,
    /// Its part of a pair; the one after stands directly behind the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half: Option<PairHalf>,
}

/// The parts of a pair of photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairHalf {
    /// What it was like.
    Before,
    /// What it is like now that it was put right.
    After,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportSignature {
    /// Who signed.
    pub signer: Text,
    /// What the signature means, and when it was made; one line each.
    pub lines: Vec<String>,
    /// What is drawn above the line.
    pub mark: SignatureMark,
}

/// What stands above a signature's line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureMark {
    /// The pen's strokes: points as fractions of the pad's width and height, from the top left.
    Strokes(Vec<Vec<[f32; 2]>>),
    /// The strokes stay on the device; this token stands for them.
    Removed(String),
    /// No strokes: a signature by name and key alone.
    None,
}

/// What the office said about an item or about the whole inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportComment {
    /// The item that it is about; none for the whole inspection.
    pub number: Option<u16>,
    /// Who said it and when.
    pub byline: Text,
    /// What was said.
    pub text: Text,
}

/// How the answers and findings add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Items marked in.
    pub is_in: u32,
    /// Items marked out.
    pub is_out: u32,
    /// Items that could not be seen.
    pub not_observed: u32,
    /// Items that do not apply.
    pub not_applicable: u32,
    /// Items that ask for a mark and have none.
    pub open: u32,
    /// Findings that were put right during the visit.
    pub corrected: u32,
    /// Findings that were not.
    pub to_correct: u32,
    /// The earliest due day of the worst severity among those that were not.
    pub due_first: Option<Day>,
    /// The worst severity among those that were not.
    pub worst: Option<Severity>,
}

impl Counts {
    /// Counts the answers and findings of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut counts = Self::default();
        for answer in report.sections.iter().flat_map(|section| &section.answers) {
            match answer.mark {
                Some(Mark::In) => counts.is_in += 1,
                Some(Mark::Out) => counts.is_out += 1,
                Some(Mark::NotObserved) => counts.not_observed += 1,
                Some(Mark::NotApplicable) => counts.not_applicable += 1,
                None if answer.asks_mark => counts.open += 1,
                None => {}
            }
        }
        let (corrected, waiting): (Vec<_>, Vec<_>) =
            report.findings.iter().partition(|finding| finding.is_corrected_on_site);
        counts.corrected = u32::try_from(corrected.len()).unwrap_or(u32::MAX);
        counts.to_correct = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        // `Severity` is ordered from the worst to the mildest.
        counts.worst = waiting.iter().map(|finding| finding.severity).min();
        counts.due_first = waiting
            .iter()
            .filter(|finding| Some(finding.severity) == counts.worst)
            .filter_map(|finding| finding.due)
            .min();
        counts
    }

    /// Items that were judged: in or out.
    #[must_use]
    pub fn judged(self) -> u32 {
        self.is_in + self.is_out
    }
}

fn as_hash<S: Serializer>(jpeg: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(Sha256::digest(jpeg)))
}
