//! To which item a photo belongs, judged by when it was taken.

use crate::ids::ItemNo;

/// Farthest that a photo may lie from the work on an item, in minutes.
///
/// Source: judgement; an item takes one to ten minutes, and a quarter of an hour later the person is at
/// another one or at lunch.
pub const APART_MIN_MAX: i64 = 15;

/// That somebody worked on an item: a mark, a reading, words, a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemMoment {
    /// When, in minutes of any clock that the photos share.
    pub minute: i64,
    /// On which item.
    pub item: ItemNo,
}

/// The item that was worked on nearest to the minute in which a photo was taken, and how many minutes
/// lie between; none if that is more than [`APART_MIN_MAX`].
///
/// Of two that are equally near, the later one: what is seen is photographed first and judged then.
#[must_use]
pub fn nearest(moments: &[ItemMoment], minute: i64) -> Option<(ItemNo, i64)> {
    let apart = |moment: &&ItemMoment| (moment.minute - minute).abs();
    moments
        .iter()
        .filter(|moment| apart(moment) <= APART_MIN_MAX)
        .min_by_key(|moment| (apart(moment), moment.minute < minute, moment.item))
        .map(|moment| (moment.item, (moment.minute - minute).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(minute: i64, item: u16) -> ItemMoment {
        ItemMoment { minute, item: ItemNo(item) }
    }

    #[test]
    fn a_photo_belongs_to_the_item_that_was_worked_on_nearest_to_it() {
        let moments = [moment(100, 1), moment(110, 2), moment(140, 3)];
        assert_eq!(nearest(&moments, 102), Some((ItemNo(1), 2)));
        assert_eq!(nearest(&moments, 109), Some((ItemNo(2), 1)));
        assert_eq!(nearest(&moments, 105), Some((ItemNo(2), 5)), "in the middle, the later one");
        assert_eq!(nearest(&moments, 155), Some((ItemNo(3), 15)), "the bound is part of it");
    }

    #[test]
    fn a_photo_far_from_all_work_belongs_nowhere() {
        let moments = [moment(100, 1)];
        assert_eq!(nearest(&moments, 116), None);
        assert_eq!(nearest(&moments, 84), None);
        assert_eq!(nearest(&[], 100), None);
    }
}
