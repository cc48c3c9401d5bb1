//! The form of a policy's file, and what must be true of it.

use std::collections::BTreeMap;

use field_domain::{Action, Label};
use field_redact::{ActionError, Actions};
use serde::Deserialize;

use super::{PhotoRules, Policy, ReviewRule, SiteRule};

/// Most bytes of a policy's file. The longest of the ready ones has under 2 KiB.
const FILE_BYTES_MAX: usize = 64 * 1024;

/// Stands for every label in a list.
const EVERY_LABEL: &str = "*";

/// Why a text is no policy. `Display` is fit for a terminal: it holds words of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Longer than any policy.
    #[error("a policy has at most {FILE_BYTES_MAX} bytes")]
    TooLong,
    /// Not TOML, an unknown key, or a value of the wrong kind.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// A label that the engine does not have.
    #[error("{0:?} is no label; they are written as in PERSON, CREDIT_CARD")]
    NoLabel(String),
    /// The name is empty, too long, or has other signs.
    #[error("the name must have 1 to 40 small letters, digits and hyphens")]
    BadName,
    /// The title is empty, too long, or holds more than one line.
    #[error("the title must have 1 to 80 letters on one line")]
    BadTitle,
    /// A server sent something milder than the ready policies.
    #[error("it is milder than a server may choose: {0}")]
    TooMild(String),
    /// A number of the program's own policies.
    #[error(
        "the number must be {} or more: lower ones belong to the program",
        super::OWN_NUMBER_MIN
    )]
    NumberTaken,
    /// An action does not fit its label, or the lowest score is out of range.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// What nobody may keep cannot be kept by the policy itself.
    #[error("{0} is locked and kept at the same time")]
    LockedAndKept(Label),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PolicyFile {
    number: u16,
    name: String,
    /// For people; the screens have words of their own for the ready ones.
    title: String,
    needs_name_model: bool,
    score_min: f32,
    site: SiteRule,
    review: ReviewPart,
    #[serde(default)]
    photos: PhotoRules,
    actions: BTreeMap<String, Action>,
    locked: Vec<String>,
    reasons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewPart {
    typed: ReviewRule,
    transcript: ReviewRule,
    photo: ReviewRule,
}

/// Reads and checks a policy.
pub(super) fn read(text: &str) -> Result<Policy, PolicyError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(PolicyError::TooLong);
    }
    let file: PolicyFile = toml::from_str(text)
        .map_err(|cause| PolicyError::Unreadable(cause.message().to_owned()))?;
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    if !(1..=40).contains(&file.name.len()) || !file.name.bytes().all(is_sign) {
        return Err(PolicyError::BadName);
    }
    if !(1..=80).contains(&file.title.chars().count()) || file.title.contains(char::is_control) {
        return Err(PolicyError::BadTitle);
    }
    let mut actions = Actions::default().with_score_min(file.score_min)?;
    for (name, action) in &file.actions {
        actions = actions.with(label(name)?, *action)?;
    }
    let locked = labels(&file.locked)?;
    if let Some(label) = locked.iter().find(|label| actions.of(**label) == Action::Keep) {
        return Err(PolicyError::LockedAndKept(*label));
    }
    Ok(Policy {
        number: file.number,
        name: file.name,
        title: file.title,
        typed: file.review.typed,
        transcript: file.review.transcript,
        photo: file.review.photo,
        site: file.site,
        photos: file.photos,
        actions,
        locked,
        reasons: labels(&file.reasons)?,
        needs_name_model: file.needs_name_model,
    })
}

fn labels(names: &[String]) -> Result<Vec<Label>, PolicyError> {
    if names.iter().any(|name| name == EVERY_LABEL) {
        return Ok(Label::ALL.to_vec());
    }
    names.iter().map(|name| label(name)).collect()
}

fn label(name: &str) -> Result<Label, PolicyError> {
    name.parse().map_err(|_| PolicyError::NoLabel(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::text_of;
    use field_domain::PolicyName;
    use std::collections::BTreeSet;

    /// A policy of one's own, with `line` in front.
    fn own(line: &str) -> Result<Policy, PolicyError> {
        let rest = "number = 1000\nname = \"own\"\ntitle = \"Own\"\nneeds-name-model = false\n\
                    score-min = 0.0\nsite = \"stays\"\nlocked = [\"SSN\"]\nreasons = []\n\
                    [review]\ntyped = \"always\"\ntranscript = \"always\"\nphoto = \"always\"\n\
                    [actions]\n";
        let key = line.split(" =").next().unwrap_or("");
        let kept: Vec<&str> = rest.lines().filter(|one| !one.starts_with(key)).collect();
        let kept = if key.is_empty() { rest.to_owned() } else { kept.join("\n") };
        let is_action = key.bytes().all(|sign| sign.is_ascii_uppercase());
        Policy::parse(&if is_action {
            format!("{kept}\n{line}")
        } else {
            format!("{line}\n{kept}")
        })
    }

    #[test]
    fn every_ready_policy_is_read_and_has_a_number_of_its_own() {
        let mut numbers = BTreeSet::new();
        for name in PolicyName::ALL {
            let policy = read(text_of(name)).expect("a ready policy is right");
            assert_eq!(policy.name, name.name(), "the file names itself as the program does");
            assert!(numbers.insert(policy.number), "{name}: the number stands twice");
            assert!(policy.number > 1, "1 is the policy before there were files");
            assert_eq!(policy.transcript, ReviewRule::Always, "{name}: what was misheard");
            assert!(policy.is_locked(Label::Secret) && policy.is_locked(Label::Ssn), "{name}");
        }
    }

    #[test]
    fn no_ready_policy_keeps_what_names_a_person() {
        let may_stay = crate::policy::floor::MAY_STAY;
        for name in PolicyName::ALL {
            let policy = Policy::ready(name);
            for label in Label::ALL {
                let is_kept = policy.actions.of(label) == Action::Keep;
                assert!(!is_kept || may_stay.contains(&label), "{name} keeps {label}");
            }
        }
        let default = Policy::ready(PolicyName::Default);
        assert!(Label::ALL.iter().all(|label| default.actions.of(*label) == Action::Token));
    }

    #[test]
    fn the_policy_says_whether_the_site_is_somebodys_own() {
        let rules = PolicyName::ALL.map(|name| Policy::ready(name).site);
        assert_eq!(rules, [SiteRule::Stays, SiteRule::Stays, SiteRule::Goes, SiteRule::Goes]);
        assert_eq!(own("site = \"goes\"").expect("a right file").site, SiteRule::Goes);
        assert!(own("site = \"maybe\"").is_err());
    }

    #[test]
    fn safe_harbor_removes_each_of_its_identifiers_and_keeps_the_year() {
        let policy = Policy::ready(PolicyName::HipaaSafeHarbor);
        assert!(policy.needs_name_model, "names are the first identifier");
        let kept: Vec<Label> = Label::ALL
            .into_iter()
            .filter(|label| policy.actions.of(*label) == Action::Keep)
            .collect();
        assert_eq!(kept, [Label::Organization], "the only label that is no identifier");
        for label in [Label::Dob, Label::Age, Label::Address] {
            assert_eq!(policy.actions.of(label), Action::Coarsen, "{label}");
        }
    }

    #[test]
    fn a_policy_of_ones_own_is_read_and_every_mistake_is_named() {
        let policy = own("").expect("a right file");
        assert_eq!((policy.number, policy.actions.of(Label::Gps)), (1000, Action::Token));
        assert!(own("reasons = [\"*\"]").expect("right").wants_reason(Label::Other));
        let message = |line: &str| own(line).expect_err(line).to_string();
        assert!(message("number = 4").contains("1000 or more"));
        assert!(message("name = \"My own\"").contains("small letters"));
        assert!(message("locked = [\"SOCIAL\"]").contains("\"SOCIAL\" is no label"));
        assert!(message("SSN = \"keep\"").contains("locked and kept"));
        assert!(message("PHONE = \"coarsen\"").contains("no coarser form"));
        assert!(message("PHONE = \"blur\"").contains("cannot be read"));
        assert!(message("score-min = 0.9").contains("0 to 0.7"));
        assert!(message("nothing = 1").contains("unknown field"));
        assert_eq!(Policy::parse(&"#".repeat(FILE_BYTES_MAX + 1)), Err(PolicyError::TooLong));
    }
}
