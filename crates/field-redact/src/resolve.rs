//! Settles overlaps between what the rules found, and what stays.

use crate::find::Found;

/// A range of the normalised text that stays readable.
pub(crate) type Kept = (usize, usize);

/// Sorted spans without overlaps: the surer one wins, then the longer one. A loser's part that
/// sticks out stays covered by the winner's label, so that nothing found becomes readable.
/// Spans inside a kept range are dropped.
pub(crate) fn settle(mut found: Vec<Found>, kept: &[Kept]) -> Vec<Found> {
    found.retain(|hit| {
        hit.start < hit.end
            && !kept.iter().any(|(start, end)| *start <= hit.start && hit.end <= *end)
    });
    found.sort_by(|one, two| one.start.cmp(&two.start).then(two.end.cmp(&one.end)));
    // Of two that overlap the first becomes both.
    found.dedup_by(|hit, last| {
        let overlaps = hit.start < last.end;
        if overlaps {
            *last = joined(*last, *hit);
        }
        overlaps
    });
    found
}

fn joined(one: Found, two: Found) -> Found {
    let weight = |hit: &Found| (hit.score, hit.end - hit.start);
    let winner = if weight(&two) > weight(&one) { two } else { one };
    Found { start: one.start.min(two.start), end: one.end.max(two.end), ..winner }
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_domain::Label;

    fn hit(start: usize, end: usize, label: Label, score: f32) -> Found {
        Found { start, end, label, score, rule: "test" }
    }

    #[test]
    fn the_surer_label_wins_and_nothing_becomes_readable() {
        let settled = settle(
            vec![
                hit(0, 5, Label::Phone, 0.6),
                hit(3, 9, Label::Ssn, 0.9),
                hit(9, 10, Label::Age, 0.5),
            ],
            &[],
        );
        assert_eq!(settled.len(), 2, "touching spans stay apart");
        let first = settled.first().expect("two spans are left");
        assert_eq!((first.start, first.end, first.label), (0, 9, Label::Ssn));
    }

    #[test]
    fn a_kept_range_stays_readable() {
        let settled = settle(vec![hit(2, 5, Label::Address, 0.9)], &[(0, 6)]);
        assert!(settled.is_empty(), "the inspected site's address is no personal data");
    }
}
