//! The real window, driven as a person drives it: through its fields, buttons and file chooser.
//!
//! Needs a display (Xvfb will do), `TAURI_DRIVER` and WebKitWebDriver; `cargo xtask test` brings
//! them. Without them the tests say so and pass, except where `CI` is set: there they fail.

#[path = "window/camera.rs"]
mod camera;
#[path = "window/close_button.rs"]
mod close_button;
#[path = "window/day.rs"]
mod day;
#[path = "window/driver.rs"]
mod driver;
#[path = "window/folder_dialog.rs"]
mod folder_dialog;
#[path = "window/frames.rs"]
mod frames;
#[path = "window/office.rs"]
mod office;
#[path = "window/page.rs"]
mod page;
#[path = "window/room.rs"]
mod room;

use anyhow::{Result, ensure};
use field_domain::Role;
use field_testkit::canaries::{self, CanaryKind, Scanner};

use crate::driver::{Desk, tools_or_skip};
use crate::frames::Frames;
use crate::office::Office;
use crate::room::Room;

/// One window test at a time: WebKitWebDriver gives one session, and a loaded machine is slow.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[tokio::test(flavor = "multi_thread")]
async fn work_survives_a_killed_window() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let desk = Desk::new(&tools, &office)?;

    let window = desk.open().await?;
    let visit = day::begin(&window.page).await?;
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
async fn the_close_button_keeps_what_was_typed_in_the_last_moment() -> Result<()> {
    const NOTE: &str = "The probe was cleaned; the last words were typed while leaving.";
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let desk = Desk::new(&tools, &office)?;

    let window = desk.open().await?;
    let visit = day::begin(&window.page).await?;
    // The field still has the focus: nothing has told the screen that the note is finished.
    day::begin_to_answer(&window.page, NOTE).await?;
    window.press_close_button().await?;

    // The profile was locked: it asks for the passphrase, and everything is there.
    let window = desk.open().await?;
    day::unlock(&window.page).await?;
    window.page.go_to(&format!("{visit}/items/1")).await?;
    day::first_question_is_answered(&window.page, NOTE).await?;
    window.press_close_button().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_names_of_chosen_files_stay_on_the_device() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::tapped().await?;
    let desk = Desk::new(&tools, &office)?;
    let names = canaries::make(20, 7);
    let mut names_left = names.iter().filter(|canary| canary.kind != CanaryKind::Phone);
    let mut next_name = |ending: &str| {
        let name = names_left.next().map_or_else(String::new, |canary| canary.value.clone());
        format!("{name}.{ending}")
    };
    let on_desk = tempfile::tempdir()?;

    let window = desk.open().await?;
    let page = &window.page;
    let visit = day::begin(page).await?;
    day::answer_first_question(page, "All shelves are clean.").await?;
    let photo = on_desk.path().join(next_name("jpg"));
    std::fs::copy(day::demo_file("photos/number-plate.jpg")?, &photo)?;
    page.choose_file("image/*", &photo).await?;
    page.photos_shown().await?;
    // A file that is refused is named on the screen, and nowhere else.
    let broken = next_name("png");
    std::fs::write(on_desk.path().join(&broken), b"no picture at all")?;
    page.choose_file("image/*", &on_desk.path().join(&broken)).await?;
    page.see(&broken).await?;
    let voice = on_desk.path().join(next_name("wav"));
    std::fs::copy(day::demo_file("voice/03-floor-drain.wav")?, &voice)?;
    page.choose_file("audio/*,.wav,.mp3,.m4a,.flac,.ogg", &voice).await?;
    day::accept_transcript(page).await?;

    day::look_at_everything(page, &visit).await?;
    day::sign(page, &visit, "Tessa Beispiel").await?;
    day::hand_in(page, &visit).await?;
    let left = office.what_left()?;
    for sent in [b"All shelves are clean.".as_slice(), b"drain"] {
        ensure!(left.windows(sent.len()).any(|part| part == sent), "what is sent is seen");
    }
    let found = Scanner::new(&names)?.scan(&left);
    ensure!(found.is_empty(), "a file's name left the device: {} hits", found.len());
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_becomes_an_approved_report_in_two_windows() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let (van, bureau) = (Desk::new(&tools, &office)?, Desk::new(&tools, &office)?);

    let technician = van.open().await?;
    let visit = day::begin(&technician.page).await?;
    day::answer_first_question(&technician.page, "Call Nora Lindqvist at 555-0142.").await?;
    day::attach_photo(&technician.page).await?;
    day::look_at_everything(&technician.page, &visit).await?;
    day::sign(&technician.page, &visit, "Tessa Beispiel").await?;
    day::hand_in(&technician.page, &visit).await?;

    let reviewer = bureau.open().await?;
    day::enter(&reviewer.page, Role::Reviewer).await?;
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

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_aloud_becomes_a_finding_without_its_names() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::tapped().await?;
    let room = Room::open().await?;
    let desk = Desk::new(&tools, &office)?.standing_in(&room);

    let window = desk.open().await?;
    let page = &window.page;
    let visit = day::begin(page).await?;
    day::answer_first_question(page, "All shelves are clean.").await?;
    day::begin_recording(page).await?;
    room.say(
        "Finding, priority. The hand sink is broken. The cook, Maria Jensen, has the key. \
         Her phone number is five five five, zero one one seven.",
    )
    .await?;
    page.press("Stop").await?;
    day::take_dictated_finding(page).await?;
    day::accept_transcript(page).await?;
    day::look_at_everything(page, &visit).await?;
    day::sign(page, &visit, "Tessa Beispiel").await?;
    day::hand_in(page, &visit).await?;

    let left = office.what_left()?.to_ascii_lowercase();
    let has = |words: &str| left.windows(words.len()).any(|part| part == words.as_bytes());
    ensure!(has("the hand sink is broken"), "the finding reached the office");
    for private in ["jensen", "maria jensen", "555-0117", "5550117", "zero one one"] {
        ensure!(!has(private), "{private:?} was said and left the device");
    }
    ensure!(!has("wavefmt "), "no sound left the device");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_chosen_in_the_system_s_dialog_and_watched() -> Result<()> {
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let (card, data) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let desk = Desk::new(&tools, &office)?.with_data_folder(data.path().to_owned());
    std::fs::copy(day::demo_file("photos/number-plate.jpg")?, card.path().join("DSC_1.JPG"))?;

    let window = desk.open().await?;
    let page = &window.page;
    day::begin(page).await?;
    page.press("Next unanswered").await?;
    page.press("Watch a folder").await?;
    page.press("Choose a folder").await?;
    folder_dialog::leave()?;
    page.press("Choose a folder").await?;
    folder_dialog::choose(card.path())?;
    page.see_value("Folder", &card.path().to_string_lossy()).await?;
    page.press("Watch this folder").await?;
    page.see("A folder is watched").await?;
    let photos = page.photos_shown().await?;
    ensure!(photos == 1, "the photo of the folder was taken in, found {photos}");
    // The system keeps a list of what was opened last, in plain text: the folder is not on it.
    let kept = std::fs::read_to_string(data.path().join("recently-used.xbel")).unwrap_or_default();
    ensure!(!kept.contains("file://"), "the folder's name stays in the profile:\n{kept}");
    window.close().await
}

/// `FIELDPROOF_BACKGROUND_PHOTOS=100` measures what docs/measurements/photos.md states.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_scrolls_and_a_note_is_typed_while_photos_are_searched() -> Result<()> {
    const SENTENCE: &str = "The gasket of the walk-in is torn at the lower hinge.";
    const ROUNDS: u32 = 10;
    let Some(tools) = tools_or_skip()? else { return Ok(()) };
    let _turn = ONE_AT_A_TIME.lock().await;
    let office = Office::open().await?;
    let desk = Desk::new(&tools, &office)?;
    let card = tempfile::tempdir()?;
    let photos = camera::card_of(card.path())?;

    let window = desk.open().await?;
    let page = &window.page;
    let visit = day::begin(page).await?;
    page.press("Next unanswered").await?;
    day::attach_photos(page, &photos).await?;
    let item = page.address().await?;
    let scrolled = Frames::scrolled(page, ROUNDS).await?;
    page.focus("Note").await?;
    let typed = Frames::typed(page, SENTENCE).await?;
    page.go_to(&format!("{visit}/submit")).await?;
    page.see("still open.").await?;
    let is_busy = page.has(day::AT_WORK).await?;
    eprintln!(
        "{} photos, scrolled: {scrolled}; from key to frame: {typed}; searched to the end meanwhile: {}",
        photos.len(),
        !is_busy,
    );
    ensure!(scrolled.count() > 0, "the list is longer than what is seen of it");
    ensure!(typed.count() == SENTENCE.chars().count(), "every key has its frame");
    // They are searched to the end, and nothing is lost.
    day::see_work_done(page).await?;
    page.go_to(&item).await?;
    page.see(&format!("{} photos", photos.len())).await?;
    eprintln!("scrolled without the search: {}", Frames::scrolled(page, ROUNDS).await?);
    page.see_value("Note", SENTENCE).await?;
    window.close().await
}
