//! A person at a computer: calls commands by name, as the screens do.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use field_app::{App, AppConfig, Edges, dispatch};
use field_contract::inspections::InspectionArgs;
use field_contract::photos::PhotoArgs;
use field_contract::profile::{ProfileCreateArgs, ProfileUnlockArgs, SignInArgs};
use field_contract::redaction::{
    PhotoApproveArgs, PhotoReview, ReviewArgs, ReviewQueue, Subject, TextDecideArgs, TextReview,
};
use field_contract::{Done, NoArgs};
use field_domain::{Day, InspectionId, Role};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::office::{self, Office};

/// Opens every profile of a scenario. It protects nothing but throw-away folders.
pub const PASSPHRASE: &str = "a passphrase for tests only";

/// Rounds of looking before it is a bug that something still waits: each round clears all there is,
/// and nothing that a look does makes more than one further thing to look at.
const ROUNDS_MAX: u32 = 5;

/// Somebody at a computer.
pub struct Person {
    app: App,
    config: Option<AppConfig>,
    today: Day,
}

impl Person {
    /// Sits down at a computer whose profile is `profile`, which may be new.
    ///
    /// # Errors
    /// Those of making the program.
    pub fn at(profile: PathBuf, models: &Path, folder: &Path, office: &Office) -> Result<Self> {
        let config = AppConfig {
            profile,
            models: models.to_owned(),
            exports: folder.join("exports"),
            server: Some((office.url(), Some(office.fingerprint()))),
        };
        let app = App::new(config.clone(), edges())?;
        Ok(Self { config: Some(config), ..Self::of(app) })
    }

    /// Sits down where somebody is at work.
    pub fn of(app: App) -> Self {
        Self { app, config: None, today: (edges().today)() }
    }

    /// The program, for its screens.
    pub fn into_app(self) -> App {
        self.app
    }

    /// The folder of the profile.
    pub fn profile(&self) -> &Path {
        self.config.as_ref().map_or(Path::new(""), |config| &config.profile)
    }

    /// The device's day.
    pub fn today(&self) -> Day {
        self.today
    }

    /// Calls a command.
    ///
    /// # Errors
    /// What the command answered.
    pub fn call<Output: DeserializeOwned>(
        &self,
        name: &str,
        args: impl Serialize,
    ) -> Result<Output> {
        let value = dispatch::call(&self.app, name, serde_json::to_value(args)?)
            .with_context(|| format!("{name} failed"))?;
        serde_json::from_value(value).with_context(|| format!("the answer of {name}"))
    }

    /// Chooses the passphrase.
    ///
    /// # Errors
    /// What the command answered.
    pub fn create_profile(&self) -> Result<()> {
        let Done {} =
            self.call("profile_create", ProfileCreateArgs { passphrase: PASSPHRASE.into() })?;
        Ok(())
    }

    /// Signs in as the first person with this role.
    ///
    /// # Errors
    /// What the command answered.
    pub fn sign_in(&self, office: &Office, role: Role) -> Result<()> {
        let Done {} = self.call(
            "sign_in",
            SignInArgs {
                url: office.url(),
                fingerprint: office.fingerprint(),
                address: office::address_of(role).into(),
                password: office::PASSWORD.into(),
            },
        )?;
        self.sync()
    }

    /// Closes the profile.
    ///
    /// # Errors
    /// What the command answered.
    pub fn lock(&self) -> Result<()> {
        let Done {} = self.call("profile_lock", NoArgs {})?;
        Ok(())
    }

    /// Ends the program and starts it again: nothing of the store is in memory then.
    ///
    /// # Errors
    /// Those of making the program, and of unlocking.
    pub fn start_again(self) -> Result<Self> {
        self.lock()?;
        let Some(config) = self.config else { bail!("only who came with a profile starts again") };
        drop(self.app);
        let app = App::new(config.clone(), edges())?;
        let person = Self { config: Some(config), ..Self::of(app) };
        let args = ProfileUnlockArgs { passphrase: Some(PASSPHRASE.into()) };
        let Done {} = person.call("profile_unlock", args)?;
        Ok(person)
    }

    /// Lets the engines do what is there, then sends and fetches once.
    ///
    /// # Errors
    /// Why sync ended early.
    pub fn sync(&self) -> Result<()> {
        self.app.finish_work()?;
        Ok(field_app::sync::run_once(&self.app)?)
    }

    /// Looks at everything that waits for a look, and accepts what the engines propose.
    ///
    /// # Errors
    /// What a command answered; something still waits after a few rounds.
    pub fn look_at_everything(&self, inspection: InspectionId) -> Result<()> {
        for _ in 0..ROUNDS_MAX {
            self.app.finish_work()?;
            let queue: ReviewQueue = self.call("review_queue", InspectionArgs { inspection })?;
            if queue.waiting.is_empty() {
                return Ok(());
            }
            for entry in queue.waiting {
                self.look_at(inspection, entry.subject)?;
            }
        }
        bail!("something still waits for a look after {ROUNDS_MAX} rounds")
    }

    fn look_at(&self, inspection: InspectionId, subject: Subject) -> Result<()> {
        if let Subject::Photo { photo } = subject {
            let review: PhotoReview =
                self.call("review_photo_open", PhotoArgs { inspection, photo })?;
            let regions = review.regions;
            let args = PhotoApproveArgs {
                inspection,
                photo,
                regions,
                rejected: Vec::new(),
                drawings: Vec::new(),
                size: None,
            };
            let Done {} = self.call("review_photo_approve", args)?;
            return Ok(());
        }
        let review: TextReview =
            self.call("review_text_open", ReviewArgs { inspection, subject })?;
        let original = review.original;
        let args = TextDecideArgs { inspection, subject, original, decisions: Vec::new() };
        let Done {} = self.call("review_text_approve", args)?;
        Ok(())
    }
}

/// The real clock and randomness, and no keyring: the computer's own is not for tests.
fn edges() -> Edges {
    Edges { keyring: None, ..Edges::system() }
}
