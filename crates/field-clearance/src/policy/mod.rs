//! What goes and what stays, what must be seen by a person, and what a person may not let through.
//!
//! A policy is data (`assets/policies`). A program carries the ready ones; a file of the same form can
//! be read from outside.

mod file;
mod floor;
mod photos;

use std::sync::LazyLock;

use field_domain::{Label, PolicyName};
use field_redact::Actions;
use serde::Deserialize;

pub use file::PolicyError;
pub use photos::{PhotoRules, PlaceRule, SearchRule, TimeRule};

/// Numbers below it belong to the policies that the program carries.
pub const OWN_NUMBER_MIN: u16 = 1000;

/// A person's part in clearing a kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewRule {
    /// The engine alone, where it is certain of every place that it found.
    WhenUnsure,
    /// A person looks at every one.
    Always,
}

/// What becomes of the inspected site's own name and address where a text has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SiteRule {
    /// They stay readable: the report is about the site.
    Stays,
    /// They are somebody's own, as those of a home, and go.
    Goes,
}

/// The rules of an organisation for what leaves a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Number of the policy, written into every operation.
    pub number: u16,
    /// Its name in options, files and certificates.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Typed texts: notes, answers, captions, findings, comments.
    pub typed: ReviewRule,
    /// Transcripts: what was misheard cannot be found, so a person reads them.
    pub transcript: ReviewRule,
    /// Photos.
    pub photo: ReviewRule,
    /// Name and address of the inspected site.
    pub site: SiteRule,
    /// What of a photo's time and place leaves, and how closely it is searched.
    pub photos: PhotoRules,
    /// What becomes of a found place, by its kind.
    pub actions: Actions,
    /// Kinds that a person cannot keep readable.
    pub locked: Vec<Label>,
    /// Kinds that are kept readable only with a reason.
    pub reasons: Vec<Label>,
    /// Whether a text waits where the name model did not take part.
    pub needs_name_model: bool,
}

/// The ready policies in the order of [`PolicyName::ALL`].
static READY: LazyLock<[Policy; PolicyName::ALL.len()]> = LazyLock::new(|| {
    PolicyName::ALL.map(|name| {
        file::read(text_of(name))
            .expect("the ready policies are part of the program, and a test reads each")
    })
});

const fn text_of(name: PolicyName) -> &'static str {
    match name {
        PolicyName::Default => include_str!("../../../../assets/policies/default.toml"),
        PolicyName::FoodSafety => include_str!("../../../../assets/policies/food-safety.toml"),
        PolicyName::HipaaSafeHarbor => {
            include_str!("../../../../assets/policies/hipaa-safe-harbor.toml")
        }
        PolicyName::Strict => include_str!("../../../../assets/policies/strict.toml"),
    }
}

impl Policy {
    /// The ready policy of this name.
    #[must_use]
    pub fn ready(name: PolicyName) -> &'static Self {
        let [default, food_safety, hipaa_safe_harbor, strict] = &*READY;
        match name {
            PolicyName::Default => default,
            PolicyName::FoodSafety => food_safety,
            PolicyName::HipaaSafeHarbor => hipaa_safe_harbor,
            PolicyName::Strict => strict,
        }
    }

    /// Reads a policy that the program does not carry.
    ///
    /// # Errors
    /// [`PolicyError`] names the first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policy = file::read(text)?;
        if policy.number < OWN_NUMBER_MIN {
            return Err(PolicyError::NumberTaken);
        }
        Ok(policy)
    }

    /// Reads a policy that the organisation's server sent. It may be stricter than the ready ones in any way
    /// and milder in none: a server that was taken over gains nothing that it could not have by their names.
    ///
    /// # Errors
    /// [`PolicyError`] names the first thing that is wrong; the policy before stays in force.
    pub fn from_server(text: &str) -> Result<Self, PolicyError> {
        let policy = Self::parse(text)?;
        floor::check(&policy)?;
        Ok(policy)
    }

    /// The same, in this calendar year; see [`Actions::in_year`].
    #[must_use]
    pub fn in_year(self, year: u16) -> Self {
        Self { actions: self.actions.in_year(year), ..self }
    }

    /// Whether nobody can keep a place of this kind readable.
    #[must_use]
    pub fn is_locked(&self, label: Label) -> bool {
        self.locked.contains(&label)
    }

    /// Whether a place of this kind is kept readable only with a reason.
    #[must_use]
    pub fn wants_reason(&self, label: Label) -> bool {
        self.reasons.contains(&label)
    }
}
