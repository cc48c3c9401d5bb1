//! The rule of a photo's approval: nothing that was found leaves open without a reason.

use field_contract::ErrorCode;
use field_domain::rel_rect::Edges;
use field_domain::{Region, RejectedRegion, RelRect};

use crate::error::{self, Result};

/// Most boxes on one photo. Source: the photo engine's own limit.
const REGIONS_MAX: usize = 512;

/// How much two edges may differ and still be the same, as a fraction of the photo: less than half a
/// pixel of the picture that leaves (2016 px). Screens do their sums in other floats.
const SAME_FRACTION: f32 = 0.0002;

/// Checks that each found box is covered by an accepted one, or was taken away with a reason: now,
/// or at the approval before (`approved`).
///
/// # Errors
/// [`ErrorCode::Invalid`].
pub(super) fn check(
    found: &[Region],
    approved: Option<&[Region]>,
    accepted: &[Region],
    rejected: &[RejectedRegion],
) -> Result<()> {
    if accepted.len() > REGIONS_MAX || rejected.len() > REGIONS_MAX {
        return Err(error::of(ErrorCode::Invalid, "there are too many boxes"));
    }
    let is_settled = |rect: RelRect| {
        is_covered(rect, accepted)
            || rejected.iter().any(|away| is_same(away.rect, rect))
            || approved.is_some_and(|before| !is_covered(rect, before))
    };
    if found.iter().all(|region| is_settled(region.rect)) {
        Ok(())
    } else {
        Err(error::of(ErrorCode::Invalid, "a found box is open without a reason"))
    }
}

/// The found boxes that stay open under `accepted`, each with its reason: the one given now, else the
/// one given before. What has neither is not named: [`check`] refused it, or it was settled before
/// reasons were kept.
pub(super) fn open(
    found: &[Region],
    accepted: &[Region],
    rejected: &[RejectedRegion],
    before: &[RejectedRegion],
) -> Vec<(Region, RejectedRegion)> {
    found
        .iter()
        .filter(|region| !is_covered(region.rect, accepted))
        .filter_map(|region| {
            let is_about = |away: &&RejectedRegion| is_same(away.rect, region.rect);
            let away = rejected.iter().find(is_about).or_else(|| before.iter().find(is_about))?;
            Some((*region, RejectedRegion { rect: region.rect, reason: away.reason }))
        })
        .collect()
}

fn is_covered(rect: RelRect, by: &[Region]) -> bool {
    by.iter().any(|region| holds(region.rect.edges(), rect.edges()))
}

fn holds(outer: Edges, inner: Edges) -> bool {
    outer.left <= inner.left + SAME_FRACTION
        && outer.top <= inner.top + SAME_FRACTION
        && outer.right >= inner.right - SAME_FRACTION
        && outer.bottom >= inner.bottom - SAME_FRACTION
}

fn is_same(one: RelRect, other: RelRect) -> bool {
    holds(one.edges(), other.edges()) && holds(other.edges(), one.edges())
}

#[cfg(test)]
mod tests {
    use field_domain::{RegionKind, RejectReason};

    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> RelRect {
        RelRect::new(left, top, right, bottom).expect("a rectangle")
    }

    fn region(kind: RegionKind, rect: RelRect) -> Region {
        Region { kind, rect, score: 0.9 }
    }

    fn away(rect: RelRect) -> RejectedRegion {
        RejectedRegion { rect, reason: RejectReason::NotThere }
    }

    #[test]
    fn a_found_box_is_covered_or_has_a_reason() {
        let face = rect(0.2, 0.2, 0.4, 0.4);
        let found = [region(RegionKind::Face, face)];
        let is_taken = |accepted: &[Region], rejected: &[RejectedRegion]| {
            check(&found, None, accepted, rejected).is_ok()
        };
        assert!(is_taken(&found, &[]), "as found");
        let larger = region(RegionKind::Marked, rect(0.1, 0.1, 0.5, 0.5));
        assert!(is_taken(&[larger], &[]), "a larger box of any kind covers it");
        assert!(is_taken(&[], &[away(face)]), "taken away with a reason");
        assert!(!is_taken(&[], &[]), "taken away without a reason");
        let shifted = region(RegionKind::Face, rect(0.25, 0.2, 0.45, 0.4));
        assert!(!is_taken(&[shifted], &[]), "a moved box opens a part of what was found");
        let halves = [
            region(RegionKind::Face, rect(0.2, 0.2, 0.3, 0.4)),
            region(RegionKind::Face, rect(0.3, 0.2, 0.4, 0.4)),
        ];
        assert!(!is_taken(&halves, &[]), "two halves are not one box: rounding could open a seam");
        let elsewhere = away(rect(0.6, 0.6, 0.8, 0.8));
        assert!(!is_taken(&[], &[elsewhere]), "a reason for another box is no reason for this one");
    }

    #[test]
    fn rounding_of_the_screens_is_no_difference() {
        let found = [region(RegionKind::Text, rect(0.2, 0.2, 0.4, 0.4))];
        let rounded = region(RegionKind::Text, rect(0.200_1, 0.2, 0.399_9, 0.4));
        assert!(check(&found, None, &[rounded], &[]).is_ok(), "less than half a pixel");
        let clipped = region(RegionKind::Text, rect(0.201, 0.2, 0.4, 0.4));
        assert!(check(&found, None, &[clipped], &[]).is_err(), "two pixels are a difference");
    }

    #[test]
    fn a_second_approval_needs_no_second_reason() {
        let (face, sign) = (rect(0.2, 0.2, 0.4, 0.4), rect(0.6, 0.6, 0.8, 0.8));
        let found = [region(RegionKind::Face, face), region(RegionKind::Text, sign)];
        let before = [region(RegionKind::Face, face)];
        let more = [before[0], region(RegionKind::Marked, rect(0.0, 0.0, 0.1, 0.1))];
        assert!(check(&found, Some(&before), &more, &[]).is_ok(), "the sign was settled before");
        let outcome = check(&found, Some(&before), &more[1..], &[]);
        assert!(outcome.is_err(), "the face was covered, and is not any more");
    }

    #[test]
    fn a_reason_stays_until_the_box_is_covered_again() {
        let (face, sign) = (rect(0.2, 0.2, 0.4, 0.4), rect(0.6, 0.6, 0.8, 0.8));
        let found = [region(RegionKind::Face, face), region(RegionKind::Text, sign)];
        let reasons = |accepted: &[Region], now: &[RejectedRegion], before: &[RejectedRegion]| {
            let open = open(&found, accepted, now, before);
            open.into_iter().map(|(_, away)| away.reason).collect::<Vec<_>>()
        };
        let before = [away(sign)];
        assert_eq!(reasons(&found[..1], &[], &before), [RejectReason::NotThere], "kept");
        let other = RejectedRegion { rect: sign, reason: RejectReason::Consent };
        assert_eq!(reasons(&found[..1], &[other], &before), [RejectReason::Consent], "newer wins");
        assert_eq!(reasons(&found, &[], &before), [], "covered again: nothing is open");
    }

    #[test]
    fn boxes_are_bounded() {
        let many = vec![region(RegionKind::Marked, rect(0.0, 0.0, 0.1, 0.1)); REGIONS_MAX + 1];
        assert!(check(&[], None, &many, &[]).is_err(), "one more than the limit");
    }
}
