//! Benchmarks of the hot paths, through the use cases that the screens call: `cargo xtask bench`.
//!
//! Prints a table and writes JSON to the file named by the first argument; with `photos` as the
//! second, a hundred photos are measured instead. Wall time is what a
//! person waits; CPU time is what comes out the same on a busy machine.
#![expect(clippy::print_stdout, reason = "the table is what the program is for")]
#![expect(clippy::disallowed_methods, reason = "time is what is measured")]

mod photos;

use std::time::Instant;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use field_app::{App, inspections, items, templates};
use field_contract::NoArgs;
use field_contract::inspections::{InspectionCreateArgs, SiteDetails};
use field_contract::items::{MarkSaveArgs, TextPreviewArgs};
use field_contract::photos::PhotoAttachArgs;
use field_domain::{InspectionId, ItemNo, Mark, Role};
use field_testkit::pictures;
use field_tests::{World, call};

/// What was measured: milliseconds a run.
struct Row {
    path: &'static str,
    runs: usize,
    median_ms: f64,
    p95_ms: f64,
    cpu_ms: f64,
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rows = match words.get(1).map(String::as_str) {
        Some("photos") => photos::rows()?,
        _ => hot_paths()?,
    };
    print(&rows);
    if let Some(path) = words.first() {
        std::fs::write(path, json(&rows).to_string())
            .context("the results could not be written")?;
    }
    Ok(())
}

fn hot_paths() -> Result<Vec<Row>> {
    let world = World::new()?;
    let app = world.person(Role::Technician)?;
    let inspection = inspection(&app)?;
    let mut rows = vec![
        measure("answer saved", 200, |n| {
            let item = ItemNo(u16::try_from(n % 56)? + 1);
            let mark = if n % 2 == 0 { Mark::In } else { Mark::Out };
            call(items::save_mark(&app, MarkSaveArgs { inspection, item, mark: Some(mark) }))?;
            Ok(())
        })?,
        measure("text redacted (1 kB preview)", 100, |_| {
            let text = NOTE.repeat(1_000 / NOTE.len() + 1);
            call(items::preview_text(&app, TextPreviewArgs { inspection, text }))?;
            Ok(())
        })?,
    ];
    let jpeg = BASE64_STANDARD.encode(pictures::kitchen(3, 4032, 3024));
    rows.push(measure("photo taken in (12 MP, until usable)", 5, |_| {
        let args = PhotoAttachArgs { inspection, item: ItemNo(22), data_base64: jpeg.clone() };
        call(field_app::photos::attach(&app, args))?;
        Ok(())
    })?);
    rows.push(measure("photos searched (5 of 12 MP)", 1, |_| call(app.finish_work()))?);
    rows.push(measure("push (all operations so far)", 1, |_| {
        call(field_app::sync::run_once(&app))
    })?);
    let office = world.person(Role::Reviewer)?;
    rows.push(measure("pull (the same, on a fresh device)", 1, |_| {
        call(field_app::sync::run_once(&office))
    })?);
    rows.push(measure("sync with nothing new", 20, |_| call(field_app::sync::run_once(&app)))?);
    Ok(rows)
}

const NOTE: &str = "Reach-in 2 was loaded at 08:30 with the door open, Kim Sample moved the rice. \
                    Call 555-0142 for the repair report. ";

fn inspection(app: &App) -> Result<InspectionId> {
    let template = call(templates::list(app, NoArgs {}))?[0].template;
    let args =
        InspectionCreateArgs { site_code: "FS-1".parse()?, template, site: SiteDetails::default() };
    Ok(call(inspections::create(app, args))?.inspection)
}

fn measure(
    path: &'static str,
    runs: usize,
    mut run: impl FnMut(usize) -> Result<()>,
) -> Result<Row> {
    let cpu_before = cpu_ms()?;
    let mut times = Vec::with_capacity(runs);
    for number in 0..runs {
        let begin = Instant::now();
        run(number)?;
        times.push(begin.elapsed().as_secs_f64() * 1_000.0);
    }
    let cpu_ms = (cpu_ms()? - cpu_before) / f64::from(u32::try_from(runs)?);
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    Ok(Row { path, runs, median_ms: at(50), p95_ms: at(95), cpu_ms })
}

/// CPU time of this process so far, user and system, all threads.
fn cpu_ms() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("CPU times are read on Linux")?;
    let behind_name = stat.rsplit_once(')').context("an unknown form of /proc/self/stat")?.1;
    let ticks =
        |n: usize| behind_name.split_whitespace().nth(n).and_then(|t| t.parse::<u32>().ok());
    // Fields 14 and 15 of proc(5); the first two are cut off. A tick is 10 ms on every Linux.
    let (user, system) = ticks(11).zip(ticks(12)).context("an unknown form of /proc/self/stat")?;
    Ok(f64::from(user + system) * 10.0)
}

fn print(rows: &[Row]) {
    println!("{:<38} {:>5} {:>11} {:>11} {:>11}", "path", "runs", "median ms", "p95 ms", "CPU ms");
    for row in rows {
        println!(
            "{:<38} {:>5} {:>11.1} {:>11.1} {:>11.1}",
            row.path, row.runs, row.median_ms, row.p95_ms, row.cpu_ms
        );
    }
}

fn json(rows: &[Row]) -> serde_json::Value {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "path": row.path, "runs": row.runs, "median_ms": row.median_ms,
                "p95_ms": row.p95_ms, "cpu_ms": row.cpu_ms,
            })
        })
        .collect();
    serde_json::json!({ "rows": rows })
}
