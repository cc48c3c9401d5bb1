//! A day's photos through the app: alone, and a hundred in the background of a screen.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use field_app::{App, inspections, photos, redaction};
use field_contract::inspections::InspectionArgs;
use field_contract::photos::{PhotoArgs, PhotoAttachArgs};
use field_contract::redaction::{PhotoApproveArgs, ReviewState};
use field_domain::{InspectionId, ItemNo, PhotoId, Role};
use field_testkit::pictures;
use field_tests::{World, call};

use super::{Row, inspection, measure};

/// Photos that are taken in at once.
const COUNT: usize = 100;
/// Different ones among them: making one takes longer than taking it in.
const DIFFERENT: usize = 8;
/// How often a screen that stands open asks for its content while photos are worked on.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The work is given up after this time.
const LONGEST: Duration = Duration::from_mins(10);

/// Every path of a photo on a technician's device.
pub fn rows() -> Result<Vec<Row>> {
    let world = World::new()?;
    let app = world.person(Role::Technician)?;
    let jpegs: Vec<String> = (0..u64::try_from(DIFFERENT)?)
        .map(|seed| BASE64_STANDARD.encode(pictures::kitchen(seed, 4032, 3024)))
        .collect();
    let alone = inspection(&app)?;
    // The models are loaded with the first photo.
    whole_way(&app, alone, &jpegs[0])?;
    let mut rows = vec![measure("one photo: take in, find, fill, encrypt, store", 24, |number| {
        whole_way(&app, alone, &jpegs[number % DIFFERENT])
    })?];
    rows.extend(in_background(&app, &jpegs)?);
    Ok(rows)
}

fn attach(app: &App, inspection: InspectionId, jpeg: &str) -> Result<PhotoId> {
    let args = PhotoAttachArgs { inspection, item: ItemNo(22), data_base64: jpeg.to_owned() };
    Ok(call(photos::attach(app, args))?.photo)
}

fn whole_way(app: &App, inspection: InspectionId, jpeg: &str) -> Result<()> {
    let photo = attach(app, inspection, jpeg)?;
    call(app.finish_work())?;
    let seen = call(photos::review::open(app, PhotoArgs { inspection, photo }))?;
    ensure!(seen.state == ReviewState::Waiting, "the engine looked at the photo");
    let args = PhotoApproveArgs {
        inspection,
        photo,
        regions: seen.regions,
        rejected: Vec::new(),
        drawings: Vec::new(),
        size: None,
    };
    call(photos::review::approve(app, args))?;
    Ok(())
}

/// Takes a hundred photos in while a screen stands open and the engines work behind it.
fn in_background(app: &App, jpegs: &[String]) -> Result<Vec<Row>> {
    let inspection = inspection(app)?;
    call(app.start_work())?;
    let begin = Instant::now();
    let taken =
        measure("a hundred photos: one taken in while others are searched", COUNT, |number| {
            attach(app, inspection, &jpegs[number % DIFFERENT])?;
            Ok(())
        })?;
    let mut looks = Vec::new();
    loop {
        let look = Instant::now();
        call(inspections::open(app, InspectionArgs { inspection }))?;
        looks.push(look.elapsed().as_secs_f64() * 1000.0);
        let queue = call(redaction::queue(app, InspectionArgs { inspection }))?;
        if queue.waiting.iter().all(|entry| entry.state != ReviewState::Working) {
            break;
        }
        ensure!(begin.elapsed() < LONGEST, "the photos were not searched in time");
        std::thread::sleep(LOOK_EVERY);
    }
    let all_ms = begin.elapsed().as_secs_f64() * 1000.0;
    looks.sort_by(f64::total_cmp);
    let runs = looks.len();
    let screen = Row {
        path: "the screen asks for its items meanwhile",
        runs,
        median_ms: looks[runs / 2],
        p95_ms: looks[(runs * 95 / 100).min(runs - 1)],
        cpu_ms: 0.0,
    };
    let all = Row {
        path: "a hundred photos: taken in and searched, all",
        runs: 1,
        median_ms: all_ms,
        p95_ms: all_ms,
        cpu_ms: 0.0,
    };
    Ok(vec![taken, all, screen])
}
