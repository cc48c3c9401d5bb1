//! The script of a demo day: what people would type and decide, and what of it is personal.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use field_contract::inspections::SiteDetails;
use field_domain::rel_rect::Edges;
use field_domain::{ItemNo, Label, Mark, Severity, SignatureMeaning, SiteCode, Template};
use serde::{Deserialize, Serialize};

use crate::files;

/// Largest script, in bytes: 1 MiB; a form of a thousand items with notes is far below.
const SCRIPT_BYTES_MAX: u64 = 1 << 20;

/// The whole day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub job: Job,
    pub mark: Vec<Marks>,
    pub reading: Vec<ReadingOf>,
    pub text: Vec<Words>,
    pub note: Vec<Words>,
    pub photo: Vec<PhotoOf>,
    pub finding: Vec<FindingOf>,
    pub voice: Vec<VoiceOf>,
    pub span: Vec<SpanChoice>,
    pub signature: Vec<SignatureOf>,
    pub follow_up: FollowUp,
    pub office: Office,
    pub change: Change,
    pub personal: Vec<Personal>,
}

/// What the admin assigns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub site_code: SiteCode,
    pub due_days: i64,
    pub site: SiteDetails,
}

/// The same mark on many items.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    pub mark: Mark,
    pub items: Vec<ItemNo>,
}

/// A reading, in thousandths of the unit that the template asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingOf {
    pub item: ItemNo,
    pub value_milli: i32,
}

/// Words about an item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub item: ItemNo,
    pub text: String,
}

/// A photo, and the boxes that a person draws on it beside those that are found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoOf {
    /// The demo file that it is made from.
    pub file: String,
    /// Its name on the technician's disk.
    pub saved_as: String,
    pub item: ItemNo,
    pub caption: String,
    /// What the camera writes into it; read by the program that prepares the photos.
    #[expect(dead_code, reason = "another program reads it, and its form is checked here too")]
    pub camera: Camera,
    #[serde(default)]
    pub add_box: Vec<Edges>,
}

/// Made-up camera metadata.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "another program reads it, and its form is checked here too")]
pub struct Camera {
    pub serial: String,
    pub owner: String,
    pub description: String,
    pub latitude: f64,
    pub longitude: f64,
    pub taken: String,
}

/// A finding.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingOf {
    pub item: ItemNo,
    pub severity: Severity,
    pub due_days: Option<i64>,
    #[serde(default)]
    pub is_corrected_on_site: bool,
    #[serde(default)]
    pub is_repeat: bool,
    pub text: String,
    /// Names of demo photos that show it.
    #[serde(default)]
    pub photos: Vec<String>,
}

/// A spoken note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceOf {
    pub file: String,
    pub item: ItemNo,
}

/// What a person decides about a place, wherever it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanChoice {
    /// The words at that place.
    pub text: String,
    pub decision: Decision,
    /// What it is, where it is removed.
    pub label: Option<Label>,
}

/// A decision about a place in a text.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Keep,
    Remove,
}

/// Who signs, and how the pen moves: strokes of points `[x, y, ms]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureOf {
    pub meaning: SignatureMeaning,
    pub name: String,
    pub strokes: Vec<Vec<(f32, f32, u32)>>,
}

/// A second, small inspection with a template that was imported on the device.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    pub site: SiteDetails,
    pub mark: Vec<Marks>,
    pub note: Vec<Words>,
    pub template: Template<String>,
}

/// What the reviewer writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub comment: Vec<Remark>,
    pub reason: Vec<Remark>,
}

/// A comment or reason; without an item it is about the whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    pub item: Option<ItemNo>,
    pub text: String,
}

/// What the technician changes after the return.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub mark: Vec<Marks>,
    pub reading: Vec<ReadingOf>,
    pub note: Vec<Words>,
}

/// A value that must not be readable on the server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    pub value: String,
    /// What it is, such as `PHONE`.
    pub kind: String,
    pub surface: Surface,
}

/// Where a value gets into the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    Site,
    Exif,
    FileName,
    Signer,
    Answer,
    Note,
    Caption,
    Finding,
    Transcript,
    Template,
    Office,
}

impl Surface {
    /// Whether what is typed or read there goes through an engine. What does not may never leave.
    pub const fn has_engine(self) -> bool {
        match self {
            Self::Site | Self::Exif | Self::FileName | Self::Signer => false,
            Self::Answer
            | Self::Note
            | Self::Caption
            | Self::Finding
            | Self::Transcript
            | Self::Template
            | Self::Office => true,
        }
    }
}

impl Script {
    /// Reads and checks a script.
    ///
    /// # Errors
    /// If it is not one, or a value is listed that never occurs in it or could not be told apart.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = files::read_bounded(path, "the script", SCRIPT_BYTES_MAX)?;
        let text = String::from_utf8(bytes).map_err(|_| anyhow!("the script is not UTF-8"))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self> {
        let script: Self = toml::from_str(text).map_err(|cause| {
            let line = cause.span().map_or(0, |span| {
                text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
            });
            anyhow!("the script is not one (line {line}): {}", cause.message())
        })?;
        script.check()?;
        Ok(script)
    }

    /// A value of a surface without an engine must not occur in a text: finding it at the server
    /// would not tell which way it came.
    fn check(&self) -> Result<()> {
        let texts: Vec<String> = self.typed().map(str::to_lowercase).collect();
        for (number, personal) in (1..).zip(&self.personal) {
            let is_typed = texts.iter().any(|text| text.contains(&personal.value.to_lowercase()));
            if is_typed && !personal.surface.has_engine() {
                bail!(
                    "personal value {number} never leaves, and stands in a text of the script too"
                );
            }
            // What is spoken stands in the recording and not in the script.
            if !is_typed && personal.surface.has_engine() && personal.surface != Surface::Transcript
            {
                bail!("personal value {number} stands in no text of the script");
            }
        }
        Ok(())
    }

    /// Every text that goes through an engine.
    fn typed(&self) -> impl Iterator<Item = &str> {
        let words = [&self.text, &self.note, &self.follow_up.note, &self.change.note];
        let template = self.follow_up.template.sections.iter().flat_map(|section| {
            let items = section.items.iter().flat_map(|item| [&item.name, &item.question]);
            std::iter::once(&section.title).chain(items)
        });
        words
            .into_iter()
            .flatten()
            .map(|words| &words.text)
            .chain(self.photo.iter().map(|photo| &photo.caption))
            .chain(self.finding.iter().map(|finding| &finding.text))
            .chain(self.office.comment.iter().map(|remark| &remark.text))
            .chain(self.office.reason.iter().map(|remark| &remark.text))
            .chain(template)
            .chain(std::iter::once(&self.follow_up.template.title))
            .map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: &str = include_str!("../../../../assets/demo/day.toml");

    #[test]
    fn the_committed_day_is_a_script_with_every_surface() {
        let script = Script::parse(DAY).expect("the committed script is sound");
        let surfaces: std::collections::BTreeSet<_> =
            script.personal.iter().map(|personal| personal.surface).collect();
        assert_eq!(surfaces.len(), 11, "each surface has a planted value, found {surfaces:?}");
        let marked: usize = script.mark.iter().map(|marks| marks.items.len()).sum();
        assert!(marked >= 50, "the day answers a whole form");
        assert!(script.photo.len() >= 4 && script.voice.len() >= 2, "with photos and voice");
    }

    #[test]
    fn a_value_that_could_come_two_ways_is_refused() {
        let twice = DAY.replacen("surface = \"note\"", "surface = \"site\"", 1);
        assert!(Script::parse(&twice).is_err(), "a note's value cannot prove anything of a site");
    }
}
