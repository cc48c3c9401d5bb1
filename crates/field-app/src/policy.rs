//! The organisation's policy on this device: taken from the server, kept, put in force.

use std::sync::Arc;

use field_clearance::Policy;
use field_contract::redaction::PolicyShown;
use field_domain::{Day, Instant, PolicyName};
use field_log::wire::OWN_POLICY_BYTES_MAX;
use field_store::Connection;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::opened::{self, Opened, put};

/// The ready policy that the server named last.
const NAME_SETTING: &str = "policy";
/// The policy that the organisation wrote, and why the newest one of the server was not taken.
const OWN_SETTING: &str = "own_policy";

/// A policy that texts and photos leave under.
pub(crate) struct ChosenPolicy {
    /// As screens name it.
    pub shown: PolicyShown,
    pub rules: Policy,
}

impl ChosenPolicy {
    /// The ready policy as of today.
    pub fn of(name: PolicyName, now: Instant) -> Arc<Self> {
        let rules = Policy::ready(name).clone().in_year(year(now));
        Arc::new(Self { shown: PolicyShown::Ready { name }, rules })
    }

    fn own(rules: Policy, now: Instant) -> Arc<Self> {
        let shown = PolicyShown::Own { title: rules.title.clone(), number: rules.number };
        Arc::new(Self { shown, rules: rules.in_year(year(now)) })
    }
}

fn year(now: Instant) -> u16 {
    Day::of_utc(now).year()
}

/// What is in force, and what came from the server.
pub(crate) struct PolicyInForce {
    pub chosen: Arc<ChosenPolicy>,
    name: PolicyName,
    own: Own,
    /// Why the newest policy of the server is not in force, in words.
    pub refused: Option<String>,
}

/// What the store keeps of the organisation's own policy.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Own {
    /// The text that is in force.
    text: Option<String>,
    /// The text that the server sent last, if it was not taken.
    refused_text: Option<String>,
}

/// The policy as the store has it.
///
/// A text that an older program took and this one does not take is no reason to send under a milder
/// policy: then the strictest one is in force until the server sends a right one.
pub(crate) fn stored(conn: &Connection, now: Instant) -> Result<PolicyInForce> {
    let name: PolicyName = opened::stored(conn, NAME_SETTING)?.unwrap_or_default();
    let own: Own = opened::stored(conn, OWN_SETTING)?.unwrap_or_default();
    let refused = own.refused_text.as_ref().and_then(|text| read(text, own.text.as_deref()).err());
    let (chosen, refused) = match own.text.as_ref().map(|text| Policy::from_server(text)) {
        None => (ChosenPolicy::of(name, now), refused),
        Some(Ok(rules)) => (ChosenPolicy::own(rules, now), refused),
        Some(Err(cause)) => (ChosenPolicy::of(PolicyName::Strict, now), Some(cause.to_string())),
    };
    Ok(PolicyInForce { chosen, name, own, refused })
}

/// Takes what the server said: a policy of the organisation's own, else a ready one by its name, else the
/// default one. One that is not right is not taken; the one before stays, and it is said why. Returns
/// whether anything is other than before.
pub(crate) fn take(
    opened: &Opened,
    name: Option<PolicyName>,
    text: Option<&str>,
    now: Instant,
) -> Result<bool> {
    let before = opened.policy_in_force();
    let name = name.unwrap_or_default();
    let own = match text {
        None => Own::default(),
        Some(text) => {
            if before.own.text.as_deref() == Some(text) {
                Own { refused_text: None, ..before.own.clone() }
            } else if read(text, before.own.text.as_deref()).is_ok() {
                Own { text: Some(text.to_owned()), refused_text: None }
            } else {
                // Kept only as far as it may be long: more is no policy, and is told by its first part.
                let end = text.floor_char_boundary(OWN_POLICY_BYTES_MAX + 1);
                let refused = text.get(..end).unwrap_or_default().to_owned();
                Own { refused_text: Some(refused), ..before.own.clone() }
            }
        }
    };
    // A server that sends a wrong policy has not named a ready one: the one before stays, whichever it is.
    let name = if text.is_some() { before.name } else { name };
    if name == before.name && own == before.own {
        return Ok(false);
    }
    opened.write(|tx| {
        put(tx, NAME_SETTING, &name)?;
        put(tx, OWN_SETTING, &own)
    })?;
    let in_force = stored(&opened.reader(), now)?;
    opened.put_policy_in_force(in_force);
    Ok(true)
}

/// Reads a policy from the server, beside the one that is in force.
fn read(text: &str, before: Option<&str>) -> std::result::Result<Policy, String> {
    if text.len() > OWN_POLICY_BYTES_MAX {
        return Err(format!("it is longer than {OWN_POLICY_BYTES_MAX} bytes"));
    }
    let policy = Policy::from_server(text).map_err(|cause| cause.to_string())?;
    let is_number_taken = before.is_some_and(|before| {
        before != text && Policy::from_server(before).is_ok_and(|old| old.number == policy.number)
    });
    if is_number_taken {
        // Certificates tell policies apart by their number.
        return Err(format!("it was changed and still has the number {}", policy.number));
    }
    Ok(policy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_bench::Bench;

    /// A policy of an organisation: towns stay, or what `line` says.
    fn text(number: u16, line: &str) -> String {
        format!(
            "number = {number}\nname = \"kitchens\"\ntitle = \"Kitchens of the coast\"\n\
             needs-name-model = false\nscore-min = 0.0\nsite = \"stays\"\n\
             locked = [\"SSN\", \"CREDIT_CARD\", \"IBAN\", \"SECRET\"]\nreasons = []\n\
             [review]\ntyped = \"when-unsure\"\ntranscript = \"always\"\nphoto = \"always\"\n\
             [actions]\n{line}\n"
        )
    }

    fn take_text(bench: &Bench, text: Option<&str>) -> bool {
        let opened = bench.app.opened().expect("is open");
        take(&opened, None, text, bench.app.now()).expect("is kept")
    }

    fn in_force(bench: &Bench) -> (PolicyShown, u16, Option<String>) {
        let policy = bench.app.opened().expect("is open").policy_in_force();
        (policy.chosen.shown.clone(), policy.chosen.rules.number, policy.refused.clone())
    }

    #[test]
    fn an_own_policy_comes_by_sync_and_is_in_force_after_a_restart_until_the_server_drops_it() {
        let bench = Bench::new(1);
        let own = text(1000, "LOCATION = \"keep\"");
        assert!(take_text(&bench, Some(&own)));
        assert!(!take_text(&bench, Some(&own)), "the same again is nothing new");
        bench.restart();
        let title = "Kitchens of the coast".to_owned();
        assert_eq!(in_force(&bench), (PolicyShown::Own { title, number: 1000 }, 1000, None));
        assert!(take_text(&bench, None));
        let name = PolicyName::Default;
        assert_eq!(in_force(&bench).0, PolicyShown::Ready { name });
    }

    #[test]
    fn a_policy_that_is_not_right_is_not_taken_and_it_is_said_why() {
        let bench = Bench::new(1);
        let own = text(1000, "");
        take_text(&bench, Some(&own));
        for (wrong, why) in [
            (text(1001, "PERSON = \"keep\""), "PERSON would stay readable"),
            (text(1001, "PERSONS = \"mask\""), "\"PERSONS\" is no label"),
            (text(1000, "GPS = \"mask\""), "still has the number 1000"),
            (text(7, ""), "1000 or more"),
            ("#".repeat(OWN_POLICY_BYTES_MAX + 9), "longer than"),
        ] {
            assert!(take_text(&bench, Some(&wrong)), "{why}");
            bench.restart();
            let (_, number, refused) = in_force(&bench);
            assert_eq!(number, 1000, "the one before stays");
            assert!(refused.as_deref().is_some_and(|told| told.contains(why)), "{refused:?}");
        }
        take_text(&bench, Some(&own));
        assert_eq!(in_force(&bench).2, None, "a right one ends it");
    }

    #[test]
    fn a_wrong_first_policy_leaves_the_named_one_in_force() {
        let bench = Bench::new(1);
        let opened = bench.app.opened().expect("is open");
        take(&opened, Some(PolicyName::Strict), None, bench.app.now()).expect("is kept");
        take_text(&bench, Some("nonsense"));
        assert_eq!(in_force(&bench).0, PolicyShown::Ready { name: PolicyName::Strict });
    }
}
