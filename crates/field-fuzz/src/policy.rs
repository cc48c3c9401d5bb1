//! Files that are said to be policies.

use field_clearance::{OWN_NUMBER_MIN, Policy, ReviewRule};
use field_domain::{Action, Label};

use crate::text::valid_start;

/// Labels that stay readable under no policy of a server: they name a person, or open a door.
const NEVER_READABLE: [Label; 5] =
    [Label::Person, Label::Ssn, Label::CreditCard, Label::Iban, Label::Secret];

/// A policy is read and checked, or refused. What its author locked it does not keep, and what a server
/// sends is no milder than the ready ones.
pub fn policy(bytes: &[u8]) {
    let text = valid_start(bytes);
    let own = Policy::parse(text);
    if let Ok(policy) = &own {
        assert!(policy.number >= OWN_NUMBER_MIN, "lower numbers are the program's");
        assert!((1..=40).contains(&policy.name.len()), "a name is short");
        assert!((1..=80).contains(&policy.title.chars().count()), "a title is short");
        for label in &policy.locked {
            assert_ne!(policy.actions.of(*label), Action::Keep, "what is locked goes");
        }
    }
    let Ok(sent) = Policy::from_server(text) else { return };
    assert_eq!(own.as_ref(), Ok(&sent), "a server's policy is read as any other");
    for label in NEVER_READABLE {
        assert_ne!(sent.actions.of(label), Action::Keep, "a server keeps nobody's {label}");
    }
    assert_eq!(
        (sent.transcript, sent.photo),
        (ReviewRule::Always, ReviewRule::Always),
        "a person reads what was said and sees every photo"
    );
    assert!(sent.actions.score_min() <= 0.0, "what the engine doubts goes");
}
