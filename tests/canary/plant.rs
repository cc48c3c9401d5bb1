//! Planting values into every way in, through the use cases that the screens call.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use field_app::{App, inspections, items, office, photos, recordings, redaction, templates};
use field_contract::inspections::{InspectionArgs, InspectionCreateArgs, SiteDetails};
use field_contract::items::{FindingArgs, FindingSaveArgs, TextSaveArgs};
use field_contract::photos::{PhotoArgs, PhotoAttachArgs, PhotoCaptionSaveArgs};
use field_contract::recordings::{RecordingAttachArgs, TranscriptSaveArgs};
use field_contract::redaction::{
    PhotoApproveArgs, ReviewArgs, ReviewEntry, Subject, TextDecideArgs,
};
use field_contract::signatures::SignatureSaveArgs;
use field_domain::{
    FindingFields, InspectionId, ItemNo, Raw, Region, RegionKind, RelRect, Severity,
    SignatureMeaning, TemplateRef,
};
use field_models::ModelFolder;
use field_redact::{Context, TextEngine};
use field_testkit::canaries::{Canary, Part};
use field_testkit::pictures::{self, CameraExif};
use field_tests::{World, call};

use crate::files;

/// What was planted, by number of the canary.
#[derive(Default)]
pub struct Planted {
    /// Places that never leave, or that no engine sees.
    pub never: Vec<usize>,
    /// Texts that an engine looks at.
    pub through_engine: Vec<usize>,
    /// For each value that went through an engine, which of its bytes lie in a place that was found.
    covered: BTreeMap<usize, Vec<bool>>,
}

impl Planted {
    /// How many values there are.
    pub fn count(&self) -> usize {
        self.never.len() + self.through_engine.len()
    }

    /// The engine finds all of this value in the very text that it was planted in.
    pub fn is_found_by_engine(&self, canary: usize) -> bool {
        self.covered.get(&canary).is_some_and(|bytes| bytes.iter().all(|is_found| *is_found))
    }

    /// The engine finds this part of a value in the very text that the value was planted in.
    pub fn is_part_found_by_engine(&self, part: &Part) -> bool {
        let bytes = self.covered.get(&part.canary).and_then(|bytes| bytes.get(part.at.clone()));
        bytes.is_some_and(|bytes| bytes.iter().all(|is_found| *is_found))
    }
}

/// What was planted in photos and speech.
pub struct Media {
    /// Words of the transcript that name a person, in lower case.
    pub spoken: Vec<String>,
}

/// Hands out values, each once, and keeps account of where each went.
pub struct Planter<'a> {
    /// The device.
    pub app: &'a App,
    canaries: &'a [Canary],
    next: usize,
    engine: TextEngine,
    planted: Planted,
}

impl Planter<'_> {
    /// The next value, for a place that never leaves.
    pub fn never(&mut self) -> String {
        self.planted.never.push(self.next);
        self.take()
    }

    /// A text with the next value in it, for a place that an engine sees.
    fn through_engine(&mut self, text: impl Fn(&str) -> String) -> String {
        let number = self.next;
        self.planted.through_engine.push(number);
        let value = self.take();
        let text = text(&value);
        let start = text.find(&value).expect("the text holds the value");
        let analysis = self.engine.analyse(&Raw::new(text.clone()), &Context::default());
        let found = analysis.map_or_else(
            |_| vec![false; value.len()],
            |analysis| {
                let covers =
                    |at: usize| analysis.spans().iter().any(|s| s.start <= at && at < s.end);
                (start..start + value.len()).map(covers).collect()
            },
        );
        self.planted.covered.insert(number, found);
        text
    }

    fn take(&mut self) -> String {
        let value = self.canaries.get(self.next).expect("there are values enough").value.clone();
        self.next += 1;
        value
    }

    /// Begins an inspection at a site whose name, address and contact are values.
    pub fn inspection(&mut self, template: TemplateRef) -> Result<InspectionId> {
        let site = SiteDetails { name: self.never(), address: self.never(), contact: self.never() };
        let site_code = call(inspections::next_site_code(self.app, field_contract::NoArgs {}))?;
        let args = InspectionCreateArgs { site_code, template, site };
        Ok(call(inspections::create(self.app, args))?.inspection)
    }

    fn note(&mut self, inspection: InspectionId, item: u16, text: String) -> Result<()> {
        let args = TextSaveArgs { inspection, item: ItemNo(item), text };
        call(items::save_note(self.app, args)).map(|_| ())
    }

    fn finding(
        &mut self,
        inspection: InspectionId,
        item: u16,
        text: String,
    ) -> Result<FindingArgs> {
        let fields = FindingFields {
            item: ItemNo(item),
            severity: Severity::Core,
            due: None,
            is_corrected_on_site: false,
            is_repeat: false,
            text,
            photos: Vec::new(),
        };
        let args = FindingSaveArgs { inspection, finding: None, fields };
        let saved = call(items::save_finding(self.app, args))?;
        Ok(FindingArgs { inspection, finding: saved.finding })
    }
}

/// A day of work in five inspections, with a value in every way in.
pub fn day(world: &World, app: &App, canaries: &[Canary]) -> Result<Planted> {
    let template = call(templates::list(app, field_contract::NoArgs {}))?[0].template;
    // The engine that the app has: with its models, which stand there too.
    let engine = TextEngine::with_names(&ModelFolder::new(field_tests::models()))?;
    let mut planter = Planter { app, canaries, next: 0, engine, planted: Planted::default() };
    for round in 0..5 {
        let inspection = planter.inspection(template)?;
        texts(&mut planter, inspection)?;
        drafts(&mut planter, inspection)?;
        if round == 0 {
            photo(&mut planter, inspection)?;
            recording(&mut planter, inspection)?;
            files::chosen(&mut planter, world, inspection)?;
        }
        world.wait_ms(10_000);
        call(app.finish_work())?;
        look_at_everything(app, inspection)?;
        sign(&mut planter, inspection)?;
    }
    imported_template(&mut planter, world)?;
    call(field_app::sync::run_once(app))?;
    files::rescue(&mut planter, world)?;
    Ok(planter.planted)
}

/// Typed texts that are cleared and leave.
fn texts(planter: &mut Planter<'_>, inspection: InspectionId) -> Result<()> {
    for item in 1..=22 {
        let text = planter.through_engine(|value| match item % 4 {
            0 => format!("Spoke with the manager, {value}, at the door."),
            1 => format!("Contact for the repair: {value}"),
            2 => format!("Delivery note says {value}, gasket torn."),
            _ => format!("Signed by {value} at 08:30."),
        });
        planter.note(inspection, item, text)?;
    }
    for item in 23..=28 {
        let text =
            planter.through_engine(|value| format!("Reported by {value}: cooked rice at 51 °F"));
        planter.finding(inspection, item, text)?;
    }
    Ok(())
}

/// Texts that are gone before they are cleared: they stay in the journal and never leave.
fn drafts(planter: &mut Planter<'_>, inspection: InspectionId) -> Result<()> {
    for item in 30..=37 {
        let draft = format!("Call {}", planter.never());
        planter.note(inspection, item, draft)?;
        planter.note(inspection, item, "Shelf is clean.".into())?;
    }
    for item in 38..=42 {
        let text = format!("Seen with {}", planter.never());
        let finding = planter.finding(inspection, item, text)?;
        call(items::remove_finding(planter.app, finding))?;
    }
    Ok(())
}

/// A photo whose camera wrote values into it, with a caption.
fn photo(planter: &mut Planter<'_>, inspection: InspectionId) -> Result<()> {
    let exif = CameraExif {
        make: planter.never(),
        model: planter.never(),
        serial: planter.never(),
        latitude: 47.123_456,
        longitude: 8.654_321,
        taken: "2026:06:15 08:30:00".into(),
        owner: planter.never(),
        description: planter.never(),
        orientation: 6,
        has_thumbnail: true,
    };
    let jpeg = pictures::with_camera_exif(&pictures::kitchen(7, 640, 480), &exif)?;
    let photo = attach(planter.app, inspection, &jpeg)?;
    let caption = planter.through_engine(|value| format!("Cooler, shown by {value}"));
    let args = PhotoCaptionSaveArgs { inspection, photo: photo.photo, caption };
    call(photos::save_caption(planter.app, args))?;
    Ok(())
}

/// A recording with a draft of a transcript that nobody accepts, and one that is accepted.
fn recording(planter: &mut Planter<'_>, inspection: InspectionId) -> Result<()> {
    for is_accepted in [false, true] {
        let wav = field_testkit::speech::tone(440.0, 1_500);
        let args = RecordingAttachArgs {
            inspection,
            item: ItemNo(5),
            data_base64: BASE64_STANDARD.encode(wav),
        };
        let recording = call(recordings::attach(planter.app, args))?.recording;
        call(planter.app.finish_work())?;
        let text = if is_accepted {
            planter.through_engine(|value| format!("the manager is {value} and the sink is dry"))
        } else {
            format!("the manager is {}", planter.never())
        };
        let args = TranscriptSaveArgs { inspection, recording, text, is_accepted };
        call(recordings::save_transcript(planter.app, args))?;
    }
    Ok(())
}

/// A template whose name and questions hold values, and so do unknown fields of its file and the
/// name of the file itself.
fn imported_template(planter: &mut Planter<'_>, world: &World) -> Result<()> {
    let id = "01980000-0000-7000-8000-0000000000aa";
    let title = planter.through_engine(|value| format!("Weekly round for {value}"));
    let question = planter.through_engine(|value| format!("Did you call {value}?"));
    let json = serde_json::json!({
        "template": { "id": id, "version": 1 },
        "title": title,
        "author": { "name": planter.never(), "phone": planter.never() },
        "sections": [{ "number": 1, "title": "Round", "items": [{
            "number": 1, "name": "Call", "question": question, "help": null, "citations": [],
            "marks": ["in", "out"], "reading": null, "hasText": true, "severity": "core",
            "note": planter.never(),
        }] }],
    });
    let template = files::chosen_template(planter, world, &json.to_string())?;
    let inspection = planter.inspection(template)?;
    world.wait_ms(10_000);
    call(planter.app.finish_work())?;
    look_at_everything(planter.app, inspection)
}

fn sign(planter: &mut Planter<'_>, inspection: InspectionId) -> Result<()> {
    let args = SignatureSaveArgs {
        inspection,
        meaning: SignatureMeaning::Received,
        signer_name: planter.never(),
        strokes: Vec::new(),
    };
    call(office::save_signature(planter.app, args)).map(|_| ())
}

/// Photos with codes in their pixels and a spoken note, looked at and sent.
pub fn media(world: &World, app: &App) -> Result<Media> {
    let template = call(templates::list(app, field_contract::NoArgs {}))?[0].template;
    let args =
        InspectionCreateArgs { site_code: "FS-9".parse()?, template, site: SiteDetails::default() };
    let inspection = call(inspections::create(app, args))?.inspection;
    let jpeg = pictures::qr_photo("CANARY Kim Sample 555-0142")?;
    let marked = qr_region(&jpeg).context("the code can be read before it is filled")?;
    let photo = attach(app, inspection, &jpeg)?;
    let wav = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../assets/demo/voice/01-cold-room.wav"
    ))?;
    let args = RecordingAttachArgs {
        inspection,
        item: ItemNo(22),
        data_base64: BASE64_STANDARD.encode(wav),
    };
    let recording = call(recordings::attach(app, args))?.recording;
    call(app.finish_work())?;

    let review = call(photos::review::open(app, photo))?;
    let mut regions = review.regions;
    regions.push(marked);
    let args = PhotoApproveArgs {
        inspection,
        photo: photo.photo,
        regions,
        rejected: Vec::new(),
        drawings: Vec::new(),
        size: None,
    };
    call(photos::review::approve(app, args))?;

    let item =
        call(items::open(app, field_contract::items::ItemArgs { inspection, item: ItemNo(22) }))?;
    let text = item.recordings[0].text.clone();
    let spoken = ["daniel", "porter", "555-0142", "garden street"]
        .into_iter()
        .filter(|word| text.to_lowercase().contains(word))
        .map(str::to_owned)
        .collect::<Vec<_>>();
    anyhow::ensure!(spoken.len() >= 3, "the transcript does not hold what was said");
    let args = TranscriptSaveArgs { inspection, recording, text, is_accepted: true };
    call(recordings::save_transcript(app, args))?;
    world.wait_ms(10_000);
    call(app.finish_work())?;
    look_at_everything(app, inspection)?;
    call(field_app::sync::run_once(app))?;
    Ok(Media { spoken })
}

fn attach(app: &App, inspection: InspectionId, jpeg: &[u8]) -> Result<PhotoArgs> {
    let data_base64 = BASE64_STANDARD.encode(jpeg);
    let args = PhotoAttachArgs { inspection, item: ItemNo(22), data_base64 };
    Ok(PhotoArgs { inspection, photo: call(photos::attach(app, args))?.photo })
}

/// Looks at what waits, as a person does who keeps every proposal.
///
/// Captions come up once their photos are approved.
pub fn look_at_everything(app: &App, inspection: InspectionId) -> Result<()> {
    let queue = || call(redaction::queue(app, InspectionArgs { inspection }));
    let first = queue()?.waiting;
    look_at(app, inspection, first)?;
    look_at(app, inspection, queue()?.waiting)
}

fn look_at(app: &App, inspection: InspectionId, waiting: Vec<ReviewEntry>) -> Result<()> {
    for entry in waiting {
        if let Subject::Photo { photo } = entry.subject {
            let args = PhotoArgs { inspection, photo };
            let regions = call(photos::review::open(app, args))?.regions;
            let args = PhotoApproveArgs {
                inspection,
                photo,
                regions,
                rejected: Vec::new(),
                drawings: Vec::new(),
                size: None,
            };
            call(photos::review::approve(app, args))?;
        } else {
            let subject = entry.subject;
            let review = call(redaction::open_text(app, ReviewArgs { inspection, subject }))?;
            let args = TextDecideArgs {
                inspection,
                subject,
                original: review.original,
                decisions: Vec::new(),
            };
            call(redaction::approve_text(app, args))?;
        }
    }
    Ok(())
}

/// The texts of the QR codes in a picture.
pub fn qr_codes(jpeg: &[u8]) -> Vec<String> {
    let Ok(picture) = image::load_from_memory(jpeg) else { return Vec::new() };
    let mut prepared = rqrr::PreparedImage::prepare(picture.to_luma8());
    let grids = prepared.detect_grids();
    grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

/// The place of the QR code in a picture, as a person would mark it.
fn qr_region(jpeg: &[u8]) -> Option<Region> {
    let picture = image::load_from_memory(jpeg).ok()?.to_luma8();
    let (width, height) = picture.dimensions();
    let mut prepared = rqrr::PreparedImage::prepare(picture);
    let grids = prepared.detect_grids();
    let bounds = grids.first()?.bounds;
    let xs = bounds.map(|point| to_fraction(point.x, width));
    let ys = bounds.map(|point| to_fraction(point.y, height));
    let low = |values: [f32; 4]| values.into_iter().fold(1.0_f32, f32::min) - 0.02;
    let high = |values: [f32; 4]| values.into_iter().fold(0.0_f32, f32::max) + 0.02;
    let rect = RelRect::clipped(low(xs), low(ys), high(xs), high(ys)).ok()?;
    Some(Region { kind: RegionKind::Marked, rect, score: 1.0 })
}

#[expect(clippy::cast_precision_loss, reason = "a pixel number of a test picture is small")]
fn to_fraction(pixel: i32, length_px: u32) -> f32 {
    pixel as f32 / length_px as f32
}
