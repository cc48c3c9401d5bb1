//! How mild a policy may be that comes from a server.

use field_domain::{Action, Label};

use super::file::PolicyError;
use super::{Policy, ReviewRule};

/// What may stay readable for everybody: none of it names a person.
pub(super) const MAY_STAY: [Label; 3] = [Label::Location, Label::Organization, Label::Vat];

/// What nobody may keep readable, whoever wrote the policy.
const LOCKED: [Label; 4] = [Label::Ssn, Label::CreditCard, Label::Iban, Label::Secret];

/// Checks that `policy` is no milder than the mildest of the ready ones.
pub(super) fn check(policy: &Policy) -> Result<(), PolicyError> {
    let too_mild = |what: String| Err(PolicyError::TooMild(what));
    let stays =
        |label: &&Label| policy.actions.of(**label) == Action::Keep && !MAY_STAY.contains(*label);
    if let Some(label) = Label::ALL.iter().find(stays) {
        return too_mild(format!("{label} would stay readable"));
    }
    if let Some(label) = LOCKED.iter().find(|label| !policy.is_locked(**label)) {
        return too_mild(format!("{label} is not locked"));
    }
    if policy.actions.score_min() > 0.0 {
        return too_mild("score-min leaves out what the engine doubts".to_owned());
    }
    for (what, rule) in [("transcript", policy.transcript), ("photo", policy.photo)] {
        if rule != ReviewRule::Always {
            return too_mild(format!("review.{what} lets the engine alone decide"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::text_of;
    use field_domain::PolicyName;

    /// A ready policy as an organisation would send it, with one line changed.
    fn sent(name: PolicyName, line: &str, other: &str) -> Result<Policy, PolicyError> {
        let text = text_of(name).replacen("number = ", "number = 100", 1);
        assert!(text.contains(line), "{name} has {line}");
        Policy::from_server(&text.replacen(line, other, 1))
    }

    #[test]
    fn every_ready_policy_would_be_taken_from_a_server_too() {
        for name in PolicyName::ALL {
            let policy = sent(name, "name", "name").expect("it is the measure itself");
            assert_eq!((policy.number > 1000, policy.name.as_str()), (true, name.name()));
        }
    }

    #[test]
    fn whatever_is_milder_is_refused_and_named() {
        let why = |line: &str, other: &str| {
            sent(PolicyName::FoodSafety, line, other).expect_err(other).to_string()
        };
        assert!(why("GPS = \"coarsen\"", "GPS = \"keep\"").contains("GPS would stay"));
        assert!(why("VAT = \"keep\"", "PERSON = \"keep\"").contains("PERSON would stay"));
        assert!(why("\"SSN\", ", "").contains("SSN is not locked"));
        assert!(why("score-min = 0.0", "score-min = 0.5").contains("score-min"));
        assert!(why("photo = \"always\"", "photo = \"when-unsure\"").contains("review.photo"));
        let strict = sent(PolicyName::FoodSafety, "LOCATION = \"keep\"", "LOCATION = \"mask\"");
        assert_eq!(strict.expect("stricter is taken").actions.of(Label::Location), Action::Mask);
    }
}
