//! What the technician does, all of it without a connection.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use field_app::{App, inspections, items, office, photos, recordings, templates};
use field_contract::NoArgs;
use field_contract::inspections::{InspectionArgs, InspectionCreateArgs};
use field_contract::items::{
    FindingSaveArgs, ItemArgs, MarkSaveArgs, ReadingSaveArgs, TextSaveArgs,
};
use field_contract::photos::{PhotoAttachArgs, PhotoCaptionSaveArgs};
use field_contract::recordings::{RecordingAttachArgs, TranscriptSaveArgs};
use field_contract::signatures::{SignatureSaveArgs, StrokePoint};
use field_contract::templates::TemplateImportArgs;
use field_domain::{FindingFields, InspectionId, PhotoId, Reading};

use super::script::{Marks, ReadingOf, Script, SignatureOf, Words};
use crate::files;

/// Largest photo or recording of a script, in bytes.
const MEDIA_BYTES_MAX: u64 = 64 << 20;

/// A photo of the script that is in the inspection.
pub struct Attached {
    /// The demo file that it was made from.
    pub file: String,
    pub photo: PhotoId,
}

/// Saves marks; returns how many.
pub fn marks(app: &App, inspection: InspectionId, marks: &[Marks]) -> Result<usize> {
    let mut count = 0;
    for Marks { mark, items: numbers } in marks {
        for item in numbers {
            items::save_mark(app, MarkSaveArgs { inspection, item: *item, mark: Some(*mark) })?;
            count += 1;
        }
    }
    Ok(count)
}

/// Saves readings in the units that the template asks for; returns how many are out of limits.
pub fn readings(app: &App, inspection: InspectionId, readings: &[ReadingOf]) -> Result<usize> {
    let template = inspections::open(app, InspectionArgs { inspection })?.template;
    let mut out_of_limits = 0;
    for ReadingOf { item, value_milli } in readings {
        let rule = template.item(*item).and_then(|asked| asked.reading);
        let rule = rule.with_context(|| format!("item {item} asks for no reading"))?;
        let reading = Some(Reading { value_milli: *value_milli, unit: rule.unit });
        items::save_reading(app, ReadingSaveArgs { inspection, item: *item, reading })?;
        out_of_limits += usize::from(rule.excess_milli(*value_milli) != 0);
    }
    Ok(out_of_limits)
}

/// Types notes.
pub fn notes(app: &App, inspection: InspectionId, notes: &[Words]) -> Result<()> {
    for Words { item, text } in notes {
        let args = TextSaveArgs { inspection, item: *item, text: text.clone() };
        items::save_note(app, args)?;
    }
    Ok(())
}

/// Types free-text answers.
pub fn texts(app: &App, inspection: InspectionId, texts: &[Words]) -> Result<()> {
    for Words { item, text } in texts {
        let args = TextSaveArgs { inspection, item: *item, text: text.clone() };
        items::save_text(app, args)?;
    }
    Ok(())
}

/// Attaches the photos under the names that they have on the technician's disk, with captions.
pub fn attach_photos(
    app: &App,
    inspection: InspectionId,
    script: &Script,
    folder: &Path,
) -> Result<Vec<Attached>> {
    let mut attached = Vec::new();
    for one in &script.photo {
        let path = folder.join(&one.saved_as);
        let bytes = files::read_bounded(&path, "a photo of the script", MEDIA_BYTES_MAX)?;
        let data_base64 = STANDARD.encode(bytes);
        let args = PhotoAttachArgs { inspection, item: one.item, data_base64 };
        let photo = photos::attach(app, args)?.photo;
        let args = PhotoCaptionSaveArgs { inspection, photo, caption: one.caption.clone() };
        photos::save_caption(app, args)?;
        attached.push(Attached { file: one.file.clone(), photo });
    }
    Ok(attached)
}

/// Raises the findings.
pub fn findings(
    app: &App,
    inspection: InspectionId,
    script: &Script,
    attached: &[Attached],
) -> Result<()> {
    let today = inspections::today(app, NoArgs {})?.day;
    for one in &script.finding {
        let photo = |file: &String| {
            let found = attached.iter().find(|attached| attached.file == *file);
            found.map(|attached| attached.photo).context("a finding names an unknown photo")
        };
        let fields = FindingFields {
            item: one.item,
            severity: one.severity,
            due: one.due_days.map(|days| today.plus_days(days)),
            is_corrected_on_site: one.is_corrected_on_site,
            is_repeat: one.is_repeat,
            text: one.text.clone(),
            photos: one.photos.iter().map(photo).collect::<Result<_>>()?,
        };
        items::save_finding(app, FindingSaveArgs { inspection, finding: None, fields })?;
    }
    Ok(())
}

/// Adds the spoken notes, lets them be written down, and accepts the words. Returns how many words.
pub fn voice(app: &App, inspection: InspectionId, script: &Script, folder: &Path) -> Result<usize> {
    let mut words = 0;
    for one in &script.voice {
        let path = folder.join(&one.file);
        let bytes = files::read_bounded(&path, "a recording of the script", MEDIA_BYTES_MAX)?;
        let data_base64 = STANDARD.encode(bytes);
        let args = RecordingAttachArgs { inspection, item: one.item, data_base64 };
        let recording = recordings::attach(app, args)?.recording;
        app.finish_work()?;
        let item = items::open(app, ItemArgs { inspection, item: one.item })?;
        let heard = item.recordings.into_iter().find(|view| view.recording == recording);
        let heard = heard.context("a recording is gone")?;
        if heard.text.is_empty() {
            bail!("nothing was heard in a recording of the script: {:?}", heard.state);
        }
        words += heard.words.len();
        let args =
            TranscriptSaveArgs { inspection, recording, text: heard.text, is_accepted: true };
        recordings::save_transcript(app, args)?;
    }
    Ok(words)
}

/// Signs.
pub fn sign(app: &App, inspection: InspectionId, signature: &SignatureOf) -> Result<()> {
    let point = |&(x, y, ms): &(f32, f32, u32)| StrokePoint { x, y, ms };
    let strokes = signature.strokes.iter().map(|stroke| stroke.iter().map(point).collect());
    let args = SignatureSaveArgs {
        inspection,
        meaning: signature.meaning,
        signer_name: signature.name.clone(),
        strokes: strokes.collect(),
    };
    office::save_signature(app, args).context("the signature is refused")?;
    Ok(())
}

/// Hands an inspection in, if nothing stands against it and no item is open.
pub fn submit(app: &App, inspection: InspectionId) -> Result<()> {
    let args = InspectionArgs { inspection };
    let check = inspections::check_submit(app, args)?;
    if !check.open_items.is_empty() {
        let numbers: Vec<String> = check.open_items.iter().map(ToString::to_string).collect();
        bail!("the script leaves items without an answer: {}", numbers.join(", "));
    }
    if let Some(blocker) = check.blockers.first() {
        bail!("the inspection cannot be handed in: {blocker:?}");
    }
    inspections::submit(app, args)?;
    Ok(())
}

/// Imports the script's template and begins an inspection with it.
pub fn begin_follow_up(app: &App, script: &Script) -> Result<InspectionId> {
    let json = serde_json::to_string(&script.follow_up.template)?;
    let template = templates::import(app, TemplateImportArgs { json })?;
    let args = InspectionCreateArgs {
        site_code: inspections::next_site_code(app, NoArgs {})?,
        template,
        site: script.follow_up.site.clone(),
    };
    Ok(inspections::create(app, args)?.inspection)
}
