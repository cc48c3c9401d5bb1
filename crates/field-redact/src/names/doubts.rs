//! What a rule found and the network does not see: names and plates by their look alone.
//!
//! A list of names takes `Dawn` for a person beside `Simple Green`; the network, which read the sentence, takes
//! it for a thing. The numbers were chosen on notes that neither had seen (docs/measurements/redaction.md).

use field_domain::Label;

use super::votes::Vote;
use crate::find::Found;
use crate::scene::Scene;

/// The score from which on a rule is sure enough by itself: a check, a label, the job's own people.
const SURE: f32 = 0.95;

/// How likely the likeliest word of a person must be anything personal at least.
const PERSON_MIN: f32 = 0.03;

/// The same for a plate.
const PLATE_MIN: f32 = 0.1;

/// Whether the network may take back what the rule found.
pub(super) fn is_doubtful(hit: &Found) -> bool {
    least(hit).is_some()
}

fn least(hit: &Found) -> Option<f32> {
    match hit.label {
        Label::Person if hit.score < SURE => Some(PERSON_MIN),
        Label::Plate if hit.score < SURE => Some(PLATE_MIN),
        _ => None,
    }
}

/// Takes back what the network, which read it, holds for nothing personal.
pub(super) fn settle(scene: &Scene<'_>, votes: &[Vote], found: &mut Vec<Found>) {
    found.retain(|hit| {
        let inside = scene.chunk_from(hit.start)..scene.chunk_from(hit.end);
        let votes = votes.get(inside).unwrap_or_default();
        least(hit).is_none_or(|least| votes.iter().any(|vote| vote.personal() >= least))
            || votes.is_empty()
    });
}
