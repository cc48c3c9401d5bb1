//! The real window, driven as a person drives it: through its fields, buttons and file chooser.
//!
//! Needs a display (Xvfb will do), `TAURI_DRIVER` and WebKitWebDriver; `cargo xtask test` brings
//! them. Without them the tests say so and pass, except where `CI` is set: there they fail.

#[path = "window/day.rs"]
mod day;
#[path = "window/driver.rs"]
mod driver;
#[path = "window/office.rs"]
mod office;
#[path = "window/page.rs"]
mod page;

use anyhow::{Result, ensure};
use field_domain::Role;

use crate::driver::{Desk, tools_or_skip};
use crate::office::Office;

/// One window test at a time: WebKitWebDriver gives one session, and a loaded machine is slow.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[tokio::test(flavor = "multi_thread")]
async fn work_survives_a_killed_window() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let desk = Desk::new(&tools, &office)?;

    let window = desk.open().await?;
    day::make_profile(&window.page).await?;
    day::sign_in(&window.page, Role::Technician).await?;
    day::begin_visit(&window.page).await?;
    let visit = window.page.address().await?;
    day::answer_first_question(&window.page, "Asked the shift leader, all in order.").await?;
    day::attach_photo(&window.page).await?;
    // Nothing is closed in an orderly way: this is what a dead battery looks like.
    window.kill().await?;

    let window = desk.open().await?;
    day::unlock(&window.page).await?;
    window.page.go_to(&format!("{visit}/items/1")).await?;
    day::first_question_is_answered(&window.page, "Asked the shift leader, all in order.").await?;
    let photos = window.page.photos_shown().await?;
    ensure!(photos == 1, "the photo is there after a kill and can be shown, found {photos}");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_becomes_an_approved_report_in_two_windows() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let (van, bureau) = (Desk::new(&tools, &office)?, Desk::new(&tools, &office)?);

    let technician = van.open().await?;
    day::make_profile(&technician.page).await?;
    day::sign_in(&technician.page, Role::Technician).await?;
    day::begin_visit(&technician.page).await?;
    let visit = technician.page.address().await?;
    day::answer_first_question(&technician.page, "Call Nora Lindqvist at 555-0142.").await?;
    day::attach_photo(&technician.page).await?;
    day::look_at_everything(&technician.page, &visit).await?;
    day::sign(&technician.page, &visit, "Tessa Beispiel").await?;
    day::hand_in(&technician.page, &visit).await?;

    let reviewer = bureau.open().await?;
    day::make_profile(&reviewer.page).await?;
    day::sign_in(&reviewer.page, Role::Reviewer).await?;
    day::open_from_inbox(&reviewer.page).await?;
    reviewer.page.press("Management").await?;
    reviewer.page.see("[PERSON-1]").await?;
    let seen = reviewer.page.content().await?;
    for private in ["Lindqvist", "555-0142", "Blue Kettle"] {
        ensure!(!seen.contains(private), "the office sees tokens, not what was removed");
    }
    day::approve(&reviewer.page).await?;
    day::export_report(&reviewer.page).await?;
    ensure!(bureau.exported_pdf()?, "a PDF was written");

    day::is_approved(&technician.page, &visit).await?;
    technician.close().await?;
    reviewer.close().await
}
