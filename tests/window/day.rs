//! What people do in the windows, in the words of the screens (`ui/messages/en`).

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use field_domain::Role;

use crate::office::{PASSWORD, address_of};
use crate::page::Page;

const PASSPHRASE: &str = "a passphrase for tests only";

/// How long background work (engines, sync) may take on a loaded machine.
const WORK_MAX: Duration = Duration::from_mins(3);

/// What the checklist before handing in says while engines look at photos and recordings.
pub const AT_WORK: &str = "still being worked on";

/// A technician's first run up to a visit that has begun; gives the visit's address.
pub async fn begin(page: &Page) -> Result<String> {
    enter(page, Role::Technician).await?;
    begin_visit(page).await?;
    page.address().await
}

/// First run: a passphrase, typed twice, and signing in at the proposed server after comparing its fingerprint.
pub async fn enter(page: &Page, role: Role) -> Result<()> {
    page.see("Protect this device").await?;
    page.fill("Passphrase", PASSPHRASE).await?;
    page.fill("The same again", PASSPHRASE).await?;
    page.press("Make the store").await?;
    page.press("Look at the server").await?;
    page.press("They are the same").await?;
    page.fill("Sign-in address", address_of(role)).await?;
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    page.see(if role == Role::Technician { "Unplanned visit" } else { "Inbox" }).await
}

/// Opens the profile again.
pub async fn unlock(page: &Page) -> Result<()> {
    page.see("Unlock Fieldproof").await?;
    page.fill("Passphrase", PASSPHRASE).await?;
    page.press("Unlock").await?;
    page.see("Unplanned visit").await
}

/// Begins a visit that nobody planned; its overview is shown then.
async fn begin_visit(page: &Page) -> Result<()> {
    page.press("Unplanned visit").await?;
    page.see("Which checklist").await?;
    page.fill("Name", "Blue Kettle Kitchen").await?;
    page.press("Begin").await?;
    page.see("Next unanswered").await
}

/// Answers the first question and types a note, and stops there: the field still has the focus.
pub async fn begin_to_answer(page: &Page, note: &str) -> Result<()> {
    page.press("Next unanswered").await?;
    page.choose("In").await?;
    page.fill("Note", note).await
}

/// Answers the first question and writes a note; the screen says that it is on the disk.
pub async fn answer_first_question(page: &Page, note: &str) -> Result<()> {
    begin_to_answer(page, note).await?;
    page.press_tab().await?;
    page.see("Saved on this device").await?;
    ensure!(page.is_chosen("In").await?, "the answer is marked as chosen");
    Ok(())
}

/// A file of the demo day.
pub fn demo_file(name: &str) -> Result<PathBuf> {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/demo")
        .join(name)
        .canonicalize()
        .context("the demo files are part of the project")
}

/// Attaches a photo with the page's own file chooser, as a person does.
pub async fn attach_photo(page: &Page) -> Result<()> {
    page.choose_file("image/*", &demo_file("photos/number-plate.jpg")?).await?;
    let shown = page.photos_shown().await?;
    ensure!(shown == 1, "one photo was attached, {shown} are shown");
    Ok(())
}

/// Chooses all photos of a card at once, and waits until they are in the list.
pub async fn attach_photos(page: &Page, files: &[PathBuf]) -> Result<()> {
    page.choose_files("image/*", files).await?;
    let count = format!("{} photos", files.len());
    until(page, "the photos are added", async || {
        let seen = page.text().await?;
        Ok(seen.contains(&count) && !seen.contains("Adding"))
    })
    .await
}

/// Begins to record, and waits until sound comes.
pub async fn begin_recording(page: &Page) -> Result<()> {
    page.press("Voice").await?;
    until(page, "the clock of the recording runs", async || {
        Ok(page.text().await?.contains("0:01 of at most") || page.has("0:02 of at most").await?)
    })
    .await
}

/// Waits for the finding that was dictated, and raises it.
pub async fn take_dictated_finding(page: &Page) -> Result<()> {
    until(page, "a finding was heard", async || page.has("Heard as steps").await).await?;
    page.press("Add finding").await?;
    page.see("What is wrong").await?;
    page.press_exactly("Done").await
}

/// Waits for the text of a recording and takes it.
pub async fn accept_transcript(page: &Page) -> Result<()> {
    until(page, "the recording has a text", async || page.has("Use text").await).await?;
    page.press("Use text").await?;
    page.see("Text is used").await
}

/// Checks that the answer and the note of the first question stand there.
pub async fn first_question_is_answered(page: &Page, note: &str) -> Result<()> {
    page.see("Photos").await?;
    ensure!(page.is_chosen("In").await?, "the answer is there after a kill");
    ensure!(page.value("Note").await? == note, "the note is there after a kill, letter by letter");
    Ok(())
}

/// Approves everything that waits for a look.
pub async fn look_at_everything(page: &Page, visit: &str) -> Result<()> {
    let inspection = visit.rsplit('/').next().context("an address names its inspection")?;
    page.go_to(&format!("/redaction/{inspection}")).await?;
    until(page, "everything is approved", async || {
        let seen = page.text().await?;
        if seen.contains("Everything here is approved.") || seen.contains("To review 0") {
            return Ok(true);
        }
        page.press_if_there("Approve").await?;
        // A photo that was still worked on joins the queue later; the walk goes on with it.
        page.press_if_there("Next to review").await?;
        Ok(false)
    })
    .await
}

/// Signs by typing the name.
pub async fn sign(page: &Page, visit: &str, name: &str) -> Result<()> {
    page.go_to(&format!("{visit}/signature")).await?;
    page.fill("Name", name).await?;
    page.press("Type the name").await?;
    page.tick("The name above is mine").await?;
    page.press_exactly("Sign").await?;
    page.see("Signed").await
}

/// Hands the inspection in and waits until the server has it.
pub async fn hand_in(page: &Page, visit: &str) -> Result<()> {
    page.go_to(&format!("{visit}/submit")).await?;
    page.see("It can be handed in.").await?;
    page.press("Hand in FS-").await?;
    page.see("Handed in.").await?;
    until(page, "the office has it", async || page.has("The office has it.").await).await
}

/// Waits, before the checklist, until the engines have looked at everything.
pub async fn see_work_done(page: &Page) -> Result<()> {
    until(page, "the engines are done", async || Ok(!page.has(AT_WORK).await?)).await
}

/// Opens the one inspection of the inbox, where a reviewer's day begins.
pub async fn open_from_inbox(page: &Page) -> Result<()> {
    page.see("To review").await?;
    // The link of a row covers its row and no more: WebKit once gave it the whole window, and every
    // press opened the inspection.
    page.press("Inbox").await?;
    ensure!(page.address().await? == "/inbox", "the rail can be pressed beside a row");
    page.press("FS-").await?;
    page.see("Return with reasons").await
}

/// Approves what is open.
pub async fn approve(page: &Page) -> Result<()> {
    page.press_exactly("Approve").await?;
    page.see("· Approved.").await
}

/// Exports the report of what is open.
pub async fn export_report(page: &Page) -> Result<()> {
    page.press_exactly("Report").await?;
    page.press("Export PDF").await?;
    page.see("The PDF is saved.").await
}

/// Waits until the technician's own screen says that the office approved.
pub async fn is_approved(page: &Page, visit: &str) -> Result<()> {
    page.go_to("/sync").await?;
    page.press("Send now").await?;
    page.go_to(&format!("{visit}/submit")).await?;
    until(page, "the technician learns of it", async || page.has("Approved by the office.").await)
        .await
}

async fn until(
    page: &Page,
    what: &str,
    mut is_so: impl AsyncFnMut() -> Result<bool>,
) -> Result<()> {
    let look = async {
        while !is_so().await? {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        anyhow::Ok(())
    };
    match tokio::time::timeout(WORK_MAX, look).await {
        Ok(outcome) => outcome,
        Err(_) => anyhow::bail!("not so: {what}; the page says:\n{}", page.text().await?),
    }
}
