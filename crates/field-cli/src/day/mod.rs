//! `fieldproof day`: a whole day of three people, through the use cases that the screens call.

mod person;
mod review;
mod script;
mod steps;
mod technician;

pub use script::{Personal, Surface};

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use field_app::{inspections, office, templates};
use field_contract::NoArgs;
use field_contract::inspections::InspectionArgs;
use field_contract::office::{
    CommentAddArgs, InspectionReturnArgs, JobAssignArgs, ReturnReasonArgs,
};
use field_domain::{InspectionId, Role};

use self::person::{Account, Person, Server};
use self::script::{Remark, Script};
use self::steps::Steps;
use crate::{Verdict, files, proof};

/// Perform a demo day against a server, and prove what the server holds.
///
/// A technician, a reviewer and an admin each get a profile under OUT/profiles. The admin assigns a
/// job; the technician does it without a connection, with photos, voice and a signature; personal
/// data is removed; it is sent, returned, changed, approved, and comes out as a PDF. Then everything
/// that the server holds is searched for every personal value of the script. OUT then holds
/// report.pdf (the office's), report-original.pdf (the technician's), server.json and proof.json.
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask run --headless
  fieldproof day --server https://127.0.0.1:8443 --fingerprint HEX --people people.json \\
      --script assets/demo/day.toml --photos ./photos --models ~/models \\
      --server-program field-server --server-data ./server --out ./demo

Exit codes: 0 the day went through and nothing leaked; 1 it did not, or boundary leaks were found;
2 the command line is wrong.")]
pub struct DayArgs {
    /// Address of the server.
    #[arg(long, value_name = "URL")]
    server: String,
    /// SHA-256 of its certificate, 64 hex digits.
    #[arg(long, value_name = "HEX")]
    fingerprint: String,
    /// Folder for profiles and results.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// What the people do and decide.
    #[arg(long, value_name = "FILE")]
    script: PathBuf,
    /// Folder with the photos, named and tagged as the script says; else `photos` beside the script.
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    /// Folder with the model files.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Accounts: [{"role", "address", "password"}].
    #[arg(long, value_name = "FILE")]
    people: PathBuf,
    /// The program field-server: its `export` says what the server holds.
    #[arg(long, value_name = "FILE")]
    server_program: PathBuf,
    /// The server's data folder.
    #[arg(long, value_name = "DIR")]
    server_data: PathBuf,
    /// The server's log, to be searched too.
    #[arg(long, value_name = "FILE")]
    server_log: Option<PathBuf>,
}

/// The three at work.
struct Team {
    technician: Person,
    reviewer: Person,
    admin: Person,
}

/// The inspections of the day.
struct Done {
    job: InspectionId,
    follow_up: InspectionId,
}

/// Performs the day and proves its outcome.
pub fn run(args: &DayArgs) -> Result<Verdict> {
    let script = Script::read(&args.script)?;
    let accounts = person::read_accounts(&args.people)?;
    let beside = args.script.parent().unwrap_or(Path::new("."));
    let photos = args.photos.clone().unwrap_or_else(|| beside.join("photos"));
    let voice = beside.join("voice");
    files::make_folder(&args.out, "the output folder")?;
    let mut steps = Steps::begin();

    let team = sign_in(args, &accounts, &mut steps)?;
    let job = assign(&team, &script, &mut steps)?;
    inspect(&team.technician, job, &script, &photos, &voice, &mut steps)?;
    let follow_up = follow_up(&team.technician, &script, &mut steps)?;
    send(&team.technician, &mut steps)?;
    let done = Done { job, follow_up };
    return_and_change(&team, &done, &script, &mut steps)?;
    approve(&team, &done, &mut steps)?;
    report(&team, job, &args.out, &mut steps)?;

    let material = proof::Material {
        server_program: &args.server_program,
        server_data: &args.server_data,
        server_log: args.server_log.as_deref(),
        out: &args.out,
        photos: &photos,
        voice: &voice,
        photo_files: script.photo.iter().map(|photo| photo.saved_as.as_str()).collect(),
        voice_files: script.voice.iter().map(|voice| voice.file.as_str()).collect(),
        personal: &script.personal,
        reviewer: &team.reviewer.app,
        inspections: vec![done.job, done.follow_up],
    };
    let leak_count = proof::make(&material)?;
    steps.done("proof", "everything at the server was searched");
    Ok(if leak_count == 0 { Verdict::Fine } else { Verdict::Wrong })
}

fn sign_in(args: &DayArgs, accounts: &[Account], steps: &mut Steps) -> Result<Team> {
    let server = Server { url: &args.server, fingerprint: &args.fingerprint };
    let mut sign_in = |role| {
        let person = Person::sign_in(role, accounts, &server, &args.out, &args.models)?;
        steps.done(person.word, "opens their profile and signs in; the certificate is pinned");
        Ok::<_, anyhow::Error>(person)
    };
    Ok(Team {
        admin: sign_in(Role::Admin)?,
        reviewer: sign_in(Role::Reviewer)?,
        technician: sign_in(Role::Technician)?,
    })
}

/// The admin assigns the job; the technician fetches it and goes off.
fn assign(team: &Team, script: &Script, steps: &mut Steps) -> Result<InspectionId> {
    let app = &team.admin.app;
    team.admin.sync()?;
    let people = office::list_people(app, NoArgs {})?;
    let technician = people.iter().find(|person| person.role == Role::Technician);
    let technician = technician.context("the organisation has no technician")?.user;
    let template = templates::list(app, NoArgs {})?.into_iter().find(|one| one.is_built_in);
    let template = template.context("there is no built-in template")?;
    let today = inspections::today(app, NoArgs {})?.day;
    let args = JobAssignArgs {
        site_code: script.job.site_code.clone(),
        site: script.job.site.clone(),
        template: template.template,
        technician,
        due: today.plus_days(script.job.due_days),
    };
    let job = office::assign_job(app, args)?.inspection;
    team.admin.sync()?;
    steps.done("admin", &format!("assigns a job: {} items", template.item_count));
    team.technician.sync()?;
    let row = inspections::open(&team.technician.app, InspectionArgs { inspection: job })?;
    steps.done("technician", &format!("has the job {}; goes offline", row.summary.site_code));
    Ok(job)
}

/// The inspection itself. Nothing is sent.
fn inspect(
    technician: &Person,
    job: InspectionId,
    script: &Script,
    photos: &Path,
    voice: &Path,
    steps: &mut Steps,
) -> Result<()> {
    let app = &technician.app;
    let mut done = |what: &str| steps.done(technician.word, what);
    inspections::start(app, InspectionArgs { inspection: job })?;
    done("starts the inspection");
    let count = technician::marks(app, job, &script.mark)?;
    done(&format!("marks {count} items"));
    let out_of_limits = technician::readings(app, job, &script.reading)?;
    let count = script.reading.len();
    done(&format!("takes {count} readings, {out_of_limits} out of limits"));
    technician::texts(app, job, &script.text)?;
    technician::notes(app, job, &script.note)?;
    let typed = review::while_typing(app, job, script)?;
    done(&format!(
        "types {} answers and {} notes, and settles {} places on the way",
        script.text.len(),
        script.note.len(),
        typed.kept + typed.removed
    ));
    let attached = technician::attach_photos(app, job, script, photos)?;
    done(&format!("adds {} photos with captions", attached.len()));
    technician::findings(app, job, script, &attached)?;
    done(&format!("raises {} findings", script.finding.len()));
    let words = technician::voice(app, job, script, voice)?;
    done(&format!("speaks {} notes: {words} words, accepted", script.voice.len()));
    let looked = review::everything(app, job, script, &attached)?;
    done(&format!(
        "looks at {} photos ({} boxes found, {} drawn) and {} texts ({} places kept, {} removed)",
        looked.photos, looked.boxes, looked.drawn, looked.texts, looked.kept, looked.removed
    ));
    for signature in &script.signature {
        technician::sign(app, job, signature)?;
    }
    done(&format!("collects {} signatures", script.signature.len()));
    technician::submit(app, job)?;
    done("hands the inspection in, still offline");
    Ok(())
}

/// A small inspection with a template that was imported on the device.
fn follow_up(technician: &Person, script: &Script, steps: &mut Steps) -> Result<InspectionId> {
    let app = &technician.app;
    let inspection = technician::begin_follow_up(app, script)?;
    technician::marks(app, inspection, &script.follow_up.mark)?;
    technician::notes(app, inspection, &script.follow_up.note)?;
    let looked = review::everything(app, inspection, script, &[])?;
    for signature in &script.signature {
        technician::sign(app, inspection, signature)?;
    }
    technician::submit(app, inspection)?;
    steps.done(
        technician.word,
        &format!("does a small one with an imported template; looks at {} texts", looked.texts),
    );
    Ok(inspection)
}

fn send(technician: &Person, steps: &mut Steps) -> Result<()> {
    let waiting = technician.waiting()?;
    steps.done(technician.word, &format!("comes back online; {waiting} things wait"));
    technician.sync()?;
    steps.done(technician.word, "sync: all of them are at the server");
    Ok(())
}

/// The office returns the inspection with reasons; the technician changes it and hands it in again.
fn return_and_change(team: &Team, done: &Done, script: &Script, steps: &mut Steps) -> Result<()> {
    let app = &team.reviewer.app;
    let inspection = done.job;
    team.reviewer.sync()?;
    let detail = inspections::open(app, InspectionArgs { inspection })?;
    let (present, total) = (detail.photos_present, detail.photos_total);
    steps.done("reviewer", &format!("has it, with {present} of {total} photos"));
    for Remark { item, text } in &script.office.comment {
        let (item, text) = (*item, text.clone());
        office::add_comment(app, CommentAddArgs { inspection, item, text })?;
    }
    let reason = |one: &Remark| ReturnReasonArgs { item: one.item, text: one.text.clone() };
    let reasons = script.office.reason.iter().map(reason).collect();
    office::return_with_reasons(app, InspectionReturnArgs { inspection, reasons })?;
    team.reviewer.sync()?;
    let (comments, reasons) = (script.office.comment.len(), script.office.reason.len());
    steps
        .done("reviewer", &format!("writes {comments} comments and returns it, {reasons} reasons"));

    let app = &team.technician.app;
    team.technician.sync()?;
    technician::marks(app, inspection, &script.change.mark)?;
    technician::readings(app, inspection, &script.change.reading)?;
    technician::notes(app, inspection, &script.change.note)?;
    review::everything(app, inspection, script, &[])?;
    for signature in &script.signature {
        technician::sign(app, inspection, signature)?;
    }
    technician::submit(app, inspection)?;
    team.technician.sync()?;
    steps.done("technician", "reads the reasons, changes it, signs and hands it in again");
    Ok(())
}

fn approve(team: &Team, done: &Done, steps: &mut Steps) -> Result<()> {
    team.reviewer.sync()?;
    for inspection in [done.job, done.follow_up] {
        office::approve(&team.reviewer.app, InspectionArgs { inspection })
            .context("the reviewer cannot approve")?;
    }
    team.reviewer.sync()?;
    team.technician.sync()?;
    let detail = inspections::open(&team.technician.app, InspectionArgs { inspection: done.job })?;
    let state = detail.summary.state;
    steps.done("reviewer", &format!("approves both; the technician sees: {state:?}"));
    Ok(())
}

/// The report on both sides, beside each other under plain names.
fn report(team: &Team, job: InspectionId, out: &Path, steps: &mut Steps) -> Result<()> {
    let sides = [(&team.reviewer, "report.pdf"), (&team.technician, "report-original.pdf")];
    for (person, name) in sides {
        office::export_report(&person.app, InspectionArgs { inspection: job })?;
        let pdf = office::report_pdf(&person.app, job)?;
        files::write_bytes(&out.join(name), name, &pdf)?;
        steps.done(person.word, &format!("exports the report: {name}, {} kB", pdf.len() / 1000));
    }
    Ok(())
}
