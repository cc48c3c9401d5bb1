//! All photos, two in a row, with number and caption.

use super::{Desk, SMALL, SMALL_STRONG};
use crate::block::{BODY, Block, INK, Op, Place, Role, line_ops};
use crate::jpeg;
use crate::report::{PairHalf, ReportPhoto};

const GAP: f32 = 16.0;
const HEIGHT: f32 = 178.0;
/// Lines of a caption that are drawn under a photo before the row grows no more.
const CAPTION_LINES_MAX: usize = 12;

pub(super) fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    if desk.report.photos.is_empty() {
        return Vec::new();
    }
    let mut blocks = desk.heading(&desk.words.photos);
    for pair in rows(&desk.report.photos) {
        blocks.push(Block::blank(8.0).tied());
        blocks.push(row(desk, &pair));
        blocks.push(Block::blank(8.0));
    }
    blocks
}

/// Two photos a row; a pair has a row of its own, so that it is seen side by side.
fn rows(photos: &[ReportPhoto]) -> Vec<Vec<usize>> {
    let begins_pair = |index: usize| {
        let half = |index: usize| photos.get(index).and_then(|photo| photo.half);
        half(index) == Some(PairHalf::Before) && half(index + 1) == Some(PairHalf::After)
    };
    let mut rows = Vec::new();
    let mut next = 0;
    while next < photos.len() {
        let is_two = begins_pair(next) || (next + 1 < photos.len() && !begins_pair(next + 1));
        let end = next + if is_two { 2 } else { 1 };
        rows.push((next..end).collect());
        next = end;
    }
    rows
}

fn row(desk: &Desk<'_>, pair: &[usize]) -> Block {
    let width = (desk.column - GAP) / 2.0;
    let mut ops = Vec::new();
    let mut bottom = HEIGHT;
    let mut words = Vec::new();
    for (column, &index) in pair.iter().enumerate() {
        let Some(photo) = desk.report.photos.get(index) else { continue };
        let left = if column == 0 { 0.0 } else { width + GAP };
        ops.push(Op::Photo { index, place: whole(&photo.jpeg, left, width) });
        let number = desk.photo_numbers(&[index]);
        let number = match photo.half {
            Some(PairHalf::Before) => format!("{number}, {}", desk.words.photo_before),
            Some(PairHalf::After) => format!("{number}, {}", desk.words.photo_after),
            None => number,
        };
        let mut y = HEIGHT + 4.0;
        ops.extend(desk.one_line(&number.as_str().into(), SMALL_STRONG, INK, left, y, width));
        y += SMALL.leading;
        for line in desk.wrap(&photo.caption, SMALL, width).into_iter().take(CAPTION_LINES_MAX) {
            ops.extend(line_ops(line, left, y, SMALL, BODY));
            y += SMALL.leading;
        }
        bottom = bottom.max(y);
        words.push(number);
    }
    Block::new(bottom, ops, Role::Figure(words.join(", ")))
}

/// The whole photo, as large as fits, standing on the row's line.
fn whole(jpeg: &[u8], left: f32, room: f32) -> Place {
    let (width, height) = jpeg::size(jpeg).unwrap_or((4, 3));
    #[expect(clippy::cast_precision_loss, reason = "a JPEG has at most 65535 pixels a side")]
    let (width, height) = (width as f32, height as f32);
    let scale = (room / width).min(HEIGHT / height);
    let (width, height) = (width * scale, height * scale);
    Place { x: left, y: HEIGHT - height, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn photos(halves: &[Option<PairHalf>]) -> Vec<ReportPhoto> {
        let photo = |half: &Option<PairHalf>| ReportPhoto {
            jpeg: Vec::new(),
            caption: Text::default(),
            half: *half,
        };
        halves.iter().map(photo).collect()
    }

    #[test]
    fn a_pair_stands_side_by_side_wherever_it_begins() {
        let pair = [Some(PairHalf::Before), Some(PairHalf::After)];
        let halves = [&[None][..], &pair, &[None, None, None], &pair].concat();
        let expected: [&[usize]; 5] = [&[0], &[1, 2], &[3, 4], &[5], &[6, 7]];
        assert_eq!(rows(&photos(&halves)), expected);
        let alone = photos(&[Some(PairHalf::Before), None, None]);
        assert_eq!(rows(&alone), [vec![0, 1], vec![2]], "half a pair is a photo like others");
    }
}
