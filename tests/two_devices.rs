//! Two devices and one inspection: both versions stay, and one token means one person.

use anyhow::Result;
use field_app::{App, inspections, items, office, redaction, sync};
use field_contract::NoArgs;
use field_contract::inspections::{InspectionArgs, SiteDetails};
use field_contract::items::{
    ConflictField, ConflictResolveArgs, ItemArgs, MarkSaveArgs, TextSaveArgs,
};
use field_contract::office::{CommentAddArgs, JobAssignArgs};
use field_domain::{Day, InspectionId, ItemNo, Label, Mark, Role};
use field_tests::{PASSPHRASE, World, call};

const ITEM: ItemNo = ItemNo(22);

fn assigned(world: &World) -> Result<(App, InspectionId)> {
    let admin = world.person(Role::Admin)?;
    call(sync::run_once(&admin))?;
    let template = call(field_app::templates::list(&admin, NoArgs {}))?[0].template;
    let args = JobAssignArgs {
        site_code: "FS-7".parse()?,
        site: SiteDetails { name: "Paper Lantern".into(), ..SiteDetails::default() },
        template,
        technician: world.technician,
        due: Day::new(2026, 6, 20)?,
    };
    let inspection = call(office::assign_job(&admin, args))?.inspection;
    call(sync::run_once(&admin))?;
    Ok((admin, inspection))
}

/// A second laptop of the technician.
fn second_laptop(world: &World) -> Result<App> {
    let app = world.profile("tech-second")?;
    let args = field_contract::profile::ProfileCreateArgs { passphrase: PASSPHRASE.into() };
    call(field_app::profile::create(&app, args))?;
    world.sign_in(&app, Role::Technician)?;
    Ok(app)
}

fn mark(app: &App, inspection: InspectionId, mark: Mark) -> Result<()> {
    call(items::save_mark(app, MarkSaveArgs { inspection, item: ITEM, mark: Some(mark) }))?;
    Ok(())
}

#[test]
fn the_same_item_edited_on_two_laptops_keeps_both_answers_until_a_person_chooses() -> Result<()> {
    let world = World::new()?;
    let (_admin, inspection) = assigned(&world)?;
    let (first, second) = (world.person(Role::Technician)?, second_laptop(&world)?);
    for app in [&first, &second] {
        call(sync::run_once(app))?;
        call(inspections::start(app, InspectionArgs { inspection }))?;
    }
    mark(&first, inspection, Mark::In)?;
    mark(&second, inspection, Mark::Out)?;
    for app in [&first, &second, &first] {
        call(sync::run_once(app))?;
    }
    let item = ItemArgs { inspection, item: ITEM };
    let conflicts = call(items::open(&first, item))?.conflicts;
    assert_eq!(conflicts.len(), 1, "the two answers stand side by side");
    assert_eq!(conflicts[0].values.len(), 2, "and neither was dropped");
    let check = call(inspections::check_submit(&first, InspectionArgs { inspection }))?;
    let conflict = field_contract::inspections::Blocker::Conflict { item: ITEM };
    let is_named = check.blockers.contains(&conflict);
    assert!(is_named, "a conflict must be settled before handing in");

    let theirs =
        conflicts[0].values.iter().find(|value| !value.is_mine).expect("the other laptop's");
    let args = ConflictResolveArgs {
        inspection,
        item: ITEM,
        field: ConflictField::Mark,
        operation: theirs.operation,
    };
    call(items::resolve_conflict(&first, args))?;
    for app in [&first, &second] {
        call(sync::run_once(app))?;
        let detail = call(items::open(app, item))?;
        assert!(detail.conflicts.is_empty(), "settled on both laptops");
        assert_eq!(detail.state.mark, Some(Mark::Out), "with the value that was chosen");
    }
    Ok(())
}

#[test]
fn a_number_that_another_device_gave_is_never_given_to_somebody_else() -> Result<()> {
    let world = World::new()?;
    let (_admin, inspection) = assigned(&world)?;
    let technician = world.person(Role::Technician)?;
    call(sync::run_once(&technician))?;
    call(inspections::start(&technician, InspectionArgs { inspection }))?;
    let text = "Spoke with Mrs. Dolores Whitcombe.".to_owned();
    call(items::save_note(&technician, TextSaveArgs { inspection, item: ITEM, text }))?;
    world.wait_ms(10_000);
    call(technician.finish_work())?;
    let waiting = call(redaction::queue(&technician, InspectionArgs { inspection }))?.waiting;
    assert!(waiting.is_empty(), "the name behind a title is certain");
    call(sync::run_once(&technician))?;

    let reviewer = world.person(Role::Reviewer)?;
    call(sync::run_once(&reviewer))?;
    let text = "Ask Mr. Fabian Oduya instead.".to_owned();
    call(office::add_comment(&reviewer, CommentAddArgs { inspection, item: Some(ITEM), text }))?;
    call(sync::run_once(&reviewer))?;

    let detail = call(items::open(&reviewer, ItemArgs { inspection, item: ITEM }))?;
    let person = |text: &field_domain::Segments| {
        text.tokens().find(|token| token.label == Label::Person).map(|token| token.number)
    };
    let note = detail.state.note.as_ref().and_then(person);
    let comment = person(&detail.comments[0].text);
    assert_eq!((note, comment), (Some(1), Some(2)), "two people, two numbers");
    Ok(())
}
