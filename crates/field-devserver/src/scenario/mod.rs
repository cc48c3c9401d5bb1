//! What is there already when the screens open.

mod break_it;
mod day;
mod office;
mod person;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use field_app::App;
use field_domain::{PolicyName, Role};
use tempfile::TempDir;

use self::office::Office;
use self::person::Person;

/// A situation in which the screens open. Each is made by the use cases that people call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Scenario {
    /// Nothing is here; a server is proposed.
    FirstRun,
    /// A profile without a sign-in; a server is proposed.
    SignedOut,
    /// A technician's profile, locked.
    Locked,
    /// A technician without jobs.
    EmptyDay,
    /// A technician with jobs overdue, today and later, one begun with photos, voice and a finding,
    /// one returned, one handed in.
    BusyDay,
    /// A technician whose one inspection only lacks signature and submission.
    ReadyToSign,
    /// A busy day whose database file was damaged while it was open.
    StoreFailing,
    /// A day with one inspection begun, on a disk that takes no more bytes.
    WritesFailing,
    /// One inspection begun; the server is gone.
    Offline,
    /// A technician with notes that left under the policy for food; the organisation has the default one now.
    PolicyChanged,
    /// A reviewer with inspections handed in, one of them returned, one approved.
    OfficeInbox,
    /// An admin with people to assign jobs to.
    Admin,
}

/// Folders of the people of a scenario.
pub struct Places {
    models: PathBuf,
    /// The profile that the screens show, if the person chose its folder.
    profile: Option<PathBuf>,
    /// Goes when the program ends.
    folder: TempDir,
}

impl Places {
    /// A throw-away folder for everything but the models, and the profile where one was chosen.
    ///
    /// # Errors
    /// The system gives no temporary folder.
    pub fn new(models: PathBuf, profile: Option<PathBuf>) -> Result<Self> {
        Ok(Self { models, profile, folder: tempfile::tempdir().context("no temporary folder")? })
    }
}

/// A scenario that stands: the program whose screens are shown, and everything around it.
pub struct Stage {
    /// The program whose screens are shown.
    pub app: App,
    _office: Option<Office>,
    _folder: TempDir,
}

/// Makes a scenario. Use cases block, so it happens on a thread that may wait.
///
/// # Errors
/// What a use case answered: a scenario that cannot be made is a bug.
pub async fn prepare(scenario: Scenario, places: Places) -> Result<Stage> {
    let folder = places.folder.path().join("server");
    let mut office = Office::open(&folder).await?;
    if scenario == Scenario::PolicyChanged {
        office = office.choose(PolicyName::FoodSafety, &folder).await?;
    }
    tokio::task::spawn_blocking(move || stage(scenario, office, places))
        .await
        .context("the scenario panicked")?
}

fn stage(scenario: Scenario, mut office: Office, places: Places) -> Result<Stage> {
    let cast = Cast { office: &office, places: &places };
    let shown = match scenario {
        Scenario::FirstRun => cast.stranger()?,
        Scenario::SignedOut => {
            let person = cast.stranger()?;
            person.create_profile()?;
            person
        }
        Scenario::Locked => {
            let person = cast.shown(Role::Technician)?;
            day::begin_visit(&person)?;
            person.lock()?;
            person
        }
        Scenario::EmptyDay | Scenario::Offline => cast.shown(Role::Technician)?,
        Scenario::BusyDay => cast.busy_technician()?,
        Scenario::ReadyToSign => {
            let person = cast.shown(Role::Technician)?;
            let visit = day::begin_visit(&person)?;
            day::answer_everything(&person, visit)?;
            person.look_at_everything(visit)?;
            person
        }
        Scenario::PolicyChanged => {
            let person = cast.shown(Role::Technician)?;
            let visit = day::begin_visit(&person)?;
            day::note_suppliers(&person, visit)?;
            person
        }
        Scenario::StoreFailing => {
            let person = cast.shown(Role::Technician)?;
            day::begin_visit(&person)?;
            let person = person.start_again()?;
            break_it::damage_database(person.profile())?;
            person
        }
        Scenario::WritesFailing => {
            let person = cast.shown(Role::Technician)?;
            day::begin_visit(&person)?;
            break_it::take_no_more_bytes()?;
            person
        }
        Scenario::OfficeInbox => {
            let technician = cast.backstage(Role::Technician)?;
            let reviewer = cast.shown(Role::Reviewer)?;
            day::fill_inbox(&technician, &reviewer)?;
            reviewer
        }
        Scenario::Admin => {
            let technician = cast.backstage(Role::Technician)?;
            let admin = cast.shown(Role::Admin)?;
            technician.sync()?;
            admin.sync()?;
            admin
        }
    };
    let app = shown.into_app();
    if scenario == Scenario::PolicyChanged {
        let folder = places.folder.path().join("server");
        let choosing = office.choose(PolicyName::Default, &folder);
        office = tokio::runtime::Handle::current().block_on(choosing)?;
        Person::of(app.clone()).sync()?;
    }
    let office = if scenario == Scenario::Offline {
        drop(office);
        let person = Person::of(app.clone());
        day::begin_visit(&person)?;
        // The failure is the point of this scenario.
        let _ = person.sync();
        None
    } else {
        Some(office)
    };
    app.start_work()?;
    Ok(Stage { app, _office: office, _folder: places.folder })
}

/// Who takes part.
struct Cast<'a> {
    office: &'a Office,
    places: &'a Places,
}

impl Cast<'_> {
    /// The program whose screens are shown, before anything was done in it.
    fn stranger(&self) -> Result<Person> {
        let profile = match &self.places.profile {
            Some(profile) => profile.clone(),
            None => self.places.folder.path().join("profile"),
        };
        Person::at(profile, &self.places.models, self.places.folder.path(), self.office)
    }

    /// The person whose screens are shown, signed in.
    fn shown(&self, role: Role) -> Result<Person> {
        let person = self.stranger()?;
        person.create_profile()?;
        person.sign_in(self.office, role)?;
        Ok(person)
    }

    /// Somebody else, signed in at another computer.
    fn backstage(&self, role: Role) -> Result<Person> {
        let folder = self.places.folder.path();
        let profile = folder.join("others").join(office::word(role));
        let person = Person::at(profile, &self.places.models, folder, self.office)?;
        person.create_profile()?;
        person.sign_in(self.office, role)?;
        Ok(person)
    }

    fn busy_technician(&self) -> Result<Person> {
        let admin = self.backstage(Role::Admin)?;
        let reviewer = self.backstage(Role::Reviewer)?;
        let technician = self.shown(Role::Technician)?;
        day::plan(&admin, &technician)?;
        day::fill_inbox(&technician, &reviewer)?;
        day::begin_rich_visit(&technician)?;
        Ok(technician)
    }
}
