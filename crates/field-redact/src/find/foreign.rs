//! Words in scripts that the rules cannot read: nobody can say that they are no names.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::scene::Scene;

/// Score of a masked word in an unread script: a person looks at it.
const SCORE: f32 = 0.4;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut open: Option<Found> = None;
    for (index, chunk) in scene.chunks.iter().enumerate() {
        budget.spend(1)?;
        if !chunk.is_foreign {
            found.extend(open.take());
            continue;
        }
        match &mut open {
            Some(run) if scene.gap_before(index).chars().all(|gap| gap == ' ') => {
                run.end = chunk.end;
            }
            _ => {
                found.extend(open.take());
                let (start, end) = (chunk.start, chunk.end);
                open =
                    Some(Found { start, end, label: Label::Other, score: SCORE, rule: "script" });
            }
        }
    }
    found.extend(open);
    Ok(())
}
