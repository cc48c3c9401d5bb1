//! What must be seen by a person, and what a person may not let through.

use field_domain::Label;

/// A person's part in clearing a kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewRule {
    /// The engine alone, where it is certain of every place that it found.
    WhenUnsure,
    /// A person looks at every one.
    Always,
}

/// The rules of an organisation for what leaves a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Number of the policy, written into every operation.
    pub number: u16,
    /// Typed texts: notes, answers, captions, findings, comments.
    pub typed: ReviewRule,
    /// Transcripts: what was misheard cannot be found, so a person reads them.
    pub transcript: ReviewRule,
    /// Photos.
    pub photo: ReviewRule,
    /// Kinds that a person cannot keep readable: a right check digit leaves no doubt.
    pub locked: &'static [Label],
}

/// The policy of every organisation until policies are their own issue.
pub const DEFAULT_POLICY: Policy = Policy {
    number: 1,
    typed: ReviewRule::WhenUnsure,
    transcript: ReviewRule::Always,
    photo: ReviewRule::Always,
    locked: &[Label::Ssn, Label::CreditCard, Label::Iban, Label::Secret],
};
