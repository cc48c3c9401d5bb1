//! What people do on the days of the scenarios. All people and places are made up.

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use field_contract::Done;
use field_contract::NoArgs;
use field_contract::inspections::{
    InspectionArgs, InspectionCreateArgs, InspectionCreated, InspectionDetail, SiteDetails,
};
use field_contract::items::{
    FindingSaveArgs, FindingSaved, MarkSaveArgs, ReadingSaveArgs, Saved, TextSaveArgs,
};
use field_contract::office::{
    CommentAddArgs, InspectionReturnArgs, JobAssignArgs, PersonView, ReturnReasonArgs,
};
use field_contract::photos::{PhotoAttachArgs, PhotoAttached, PhotoCaptionSaveArgs};
use field_contract::recordings::{RecordingAttachArgs, RecordingAttached};
use field_contract::signatures::SignatureSaveArgs;
use field_contract::templates::TemplateSummary;
use field_domain::{
    FindingFields, InspectionId, ItemNo, Mark, Reading, Severity, SignatureMeaning, SiteCode,
    TemplateRef, UserId,
};

use super::person::Person;

/// A readable name badge, drawn for this project.
const BADGE_PHOTO: &[u8] = include_bytes!("../../../../assets/demo/photos/name-badge.jpg");
/// A number plate, drawn for this project.
const PLATE_PHOTO: &[u8] = include_bytes!("../../../../assets/demo/photos/number-plate.jpg");
/// A short spoken note, spoken by a machine.
const VOICE_NOTE: &[u8] = include_bytes!("../../../../assets/demo/voice/03-floor-drain.wav");

/// Begins an unplanned visit and answers its first questions.
pub fn begin_visit(person: &Person) -> Result<InspectionId> {
    let visit = create(person, "FS-0401", "Blue Kettle Kitchen")?;
    let detail = open(person, visit)?;
    for item in detail.template.items().take(3) {
        mark(person, visit, item.number, Mark::In)?;
    }
    let first = detail.template.items().next().context("a template has items")?.number;
    let note = "Asked Nora Lindqvist, she knew the cooking temperatures. Call back at 555-0142.";
    note_down(person, visit, first, note)?;
    Ok(visit)
}

/// Plans a technician's days: one job overdue, two for today, one later.
pub fn plan(admin: &Person, technician: &Person) -> Result<()> {
    admin.sync()?;
    let technician_id = first_technician(admin)?;
    for (code, name, days) in [
        ("FS-0388", "Harbour Bakery", -2),
        ("FS-0412", "Green Ladle", 0),
        ("FS-0415", "Old Mill Canteen", 0),
        ("FS-0420", "Riverside School Kitchen", 3),
    ] {
        let site = site(name);
        let InspectionCreated { .. } = admin.call(
            "job_assign",
            JobAssignArgs {
                site_code: SiteCode::new(code)?,
                site,
                template: first_template(admin)?,
                technician: technician_id,
                due: admin.today().plus_days(days),
            },
        )?;
    }
    admin.sync()?;
    technician.sync()
}

/// Begins a visit with everything that an item can hold, and leaves what was found to be looked at.
pub fn begin_rich_visit(person: &Person) -> Result<InspectionId> {
    let visit = begin_visit(person)?;
    let detail = open(person, visit)?;
    let item = detail
        .template
        .items()
        .find(|item| item.reading.is_some_and(|rule| rule.max_milli.is_some()))
        .context("the template has a question about cold food")?;
    let number = item.number;
    mark(person, visit, number, Mark::Out)?;
    if let Some(rule) = item.reading {
        let above = rule.max_milli.unwrap_or(0) + 5_500;
        let reading = Some(Reading { value_milli: above, unit: rule.unit });
        let Saved { .. } = person
            .call("reading_save", ReadingSaveArgs { inspection: visit, item: number, reading })?;
    }
    let note = "Reach-in 2 was loaded at 08:30 with the door open. Told Marco Bellini, 555-0117, \
                marco@example.org; he moved the chicken to 48 Mill Lane.";
    note_down(person, visit, number, note)?;
    let photo = attach_photo(person, visit, number, BADGE_PHOTO)?;
    attach_photo(person, visit, number, PLATE_PHOTO)?;
    let caption = "Badge of the cook at the reach-in";
    let Saved { .. } = person.call(
        "photo_caption_save",
        PhotoCaptionSaveArgs { inspection: visit, photo: photo.photo, caption: caption.into() },
    )?;
    let RecordingAttached { .. } = person.call(
        "recording_attach",
        RecordingAttachArgs {
            inspection: visit,
            item: number,
            data_base64: STANDARD.encode(VOICE_NOTE),
        },
    )?;
    raise_finding(
        person,
        visit,
        number,
        Severity::Priority,
        "Cold food above 41 °F in reach-in 2",
    )?;
    person.sync()?;
    Ok(visit)
}

/// Writes two notes that a policy for food lets leave as they are and others do not: the country is in doubt, the
/// tax number is not.
pub fn note_suppliers(person: &Person, visit: InspectionId) -> Result<()> {
    let detail = open(person, visit)?;
    let notes =
        ["Oysters from Portugal, tags kept", "Supplier with VAT DE136695976 on the invoice"];
    for (item, note) in detail.template.items().skip(1).zip(notes) {
        note_down(person, visit, item.number, note)?;
    }
    person.sync()
}

/// Answers every question of a visit, with one finding.
pub fn answer_everything(person: &Person, visit: InspectionId) -> Result<()> {
    let detail = open(person, visit)?;
    for (index, item) in detail.template.items().enumerate() {
        let wanted = if index == 6 { Mark::Out } else { Mark::In };
        let given =
            if item.marks.contains(&wanted) { Some(wanted) } else { item.marks.first().copied() };
        if let Some(given) = given {
            mark(person, visit, item.number, given)?;
        }
        if let Some(rule) = item.reading {
            let value_milli = rule.max_milli.or(rule.min_milli).unwrap_or(0);
            let reading = Some(Reading { value_milli, unit: rule.unit });
            let args = ReadingSaveArgs { inspection: visit, item: item.number, reading };
            let Saved { .. } = person.call("reading_save", args)?;
        }
        if item.has_text {
            let text = "Seen and discussed with the shift leader.".to_owned();
            let args = TextSaveArgs { inspection: visit, item: item.number, text };
            let Saved { .. } = person.call("text_save", args)?;
        }
        if index == 6 {
            raise_finding(person, visit, item.number, item.severity, "Not done at this visit")?;
        }
    }
    Ok(())
}

/// Hands in three visits: one waits for the office, one comes back, one is approved.
pub fn fill_inbox(technician: &Person, reviewer: &Person) -> Result<()> {
    let waiting = hand_in(technician, "FS-0350", "Lantern Street Diner", Some(PLATE_PHOTO))?;
    let returned = hand_in(technician, "FS-0362", "Mosaic Café", None)?;
    let approved = hand_in(technician, "FS-0371", "Station Buffet", None)?;
    technician.sync()?;
    reviewer.sync()?;
    let first = open(reviewer, waiting)?.template.items().next().map(|item| item.number);
    let text = "Please say which thermometer was used.".to_owned();
    let comment = CommentAddArgs { inspection: waiting, item: first, text };
    let Saved { .. } = reviewer.call("comment_add", comment)?;
    let reasons = vec![ReturnReasonArgs {
        item: first,
        text: "The answer and the note do not fit together.".into(),
    }];
    let args = InspectionReturnArgs { inspection: returned, reasons };
    let Saved { .. } = reviewer.call("inspection_return", args)?;
    let Saved { .. } =
        reviewer.call("inspection_approve", InspectionArgs { inspection: approved })?;
    reviewer.sync()?;
    technician.sync()?;
    reviewer.sync()
}

/// A whole visit, from its beginning to handing it in.
fn hand_in(person: &Person, code: &str, name: &str, photo: Option<&[u8]>) -> Result<InspectionId> {
    let visit = create(person, code, name)?;
    answer_everything(person, visit)?;
    if let Some(photo) = photo {
        let first = open(person, visit)?.template.items().next().context("items")?.number;
        attach_photo(person, visit, first, photo)?;
    }
    person.look_at_everything(visit)?;
    let Saved { .. } = person.call(
        "signature_save",
        SignatureSaveArgs {
            inspection: visit,
            meaning: SignatureMeaning::Author,
            signer_name: "Tessa Beispiel".into(),
            strokes: Vec::new(),
        },
    )?;
    person.look_at_everything(visit)?;
    let Done {} = person.call("inspection_submit", InspectionArgs { inspection: visit })?;
    Ok(visit)
}

fn create(person: &Person, code: &str, name: &str) -> Result<InspectionId> {
    let created: InspectionCreated = person.call(
        "inspection_create",
        InspectionCreateArgs {
            site_code: SiteCode::new(code)?,
            template: first_template(person)?,
            site: site(name),
        },
    )?;
    Ok(created.inspection)
}

fn site(name: &str) -> SiteDetails {
    SiteDetails {
        name: name.into(),
        address: "12 Harbour Street".into(),
        contact: "Marco Bellini, 555-0117".into(),
    }
}

fn open(person: &Person, inspection: InspectionId) -> Result<InspectionDetail> {
    person.call("inspection_open", InspectionArgs { inspection })
}

fn first_template(person: &Person) -> Result<TemplateRef> {
    let templates: Vec<TemplateSummary> = person.call("template_list", NoArgs {})?;
    Ok(templates.first().context("a template comes with the program")?.template)
}

fn first_technician(admin: &Person) -> Result<UserId> {
    let people: Vec<PersonView> = admin.call("person_list", NoArgs {})?;
    let is_technician = |person: &&PersonView| {
        person.role == field_domain::Role::Technician && person.name.starts_with("Tessa")
    };
    Ok(people.iter().find(is_technician).context("the server lists its people")?.user)
}

fn mark(person: &Person, inspection: InspectionId, item: ItemNo, mark: Mark) -> Result<()> {
    let args = MarkSaveArgs { inspection, item, mark: Some(mark) };
    let Saved { .. } = person.call("mark_save", args)?;
    Ok(())
}

fn note_down(person: &Person, inspection: InspectionId, item: ItemNo, note: &str) -> Result<()> {
    let args = TextSaveArgs { inspection, item, text: note.into() };
    let Saved { .. } = person.call("note_save", args)?;
    Ok(())
}

fn attach_photo(
    person: &Person,
    inspection: InspectionId,
    item: ItemNo,
    jpeg: &[u8],
) -> Result<PhotoAttached> {
    let data_base64 = STANDARD.encode(jpeg);
    person.call("photo_attach", PhotoAttachArgs { inspection, item, data_base64 })
}

fn raise_finding(
    person: &Person,
    inspection: InspectionId,
    item: ItemNo,
    severity: Severity,
    text: &str,
) -> Result<()> {
    let fields = FindingFields {
        item,
        severity,
        due: Some(person.today().plus_days(severity.correction_days())),
        is_corrected_on_site: false,
        is_repeat: false,
        text: text.to_owned(),
        photos: Vec::new(),
    };
    let args = FindingSaveArgs { inspection, finding: None, fields };
    let FindingSaved { .. } = person.call("finding_save", args)?;
    Ok(())
}
