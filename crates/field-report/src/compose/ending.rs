//! What the office said, what was left out, who signed, and the whole hash.

use field_domain::Hash32;

use super::{BODY_STYLE, Desk, SMALL, STRONG, tie, tie_ends};
use crate::block::{BODY, Block, INK, Op, Place, Role, SOFT, WHITE, line_ops};
use crate::report::{ReportComment, ReportSignature, SignatureMark};
use crate::text::Text;
use crate::words::fill;

const PAD_WIDTH: f32 = 150.0;
const PAD_HEIGHT: f32 = 44.0;
const SIGNATURE_GAP: f32 = 24.0;

pub(super) fn blocks(desk: &Desk<'_>, hash: Hash32) -> Vec<Block> {
    let mut blocks = comments(desk);
    // Set before what was left out, which counts the letters that could not be drawn.
    let signatures = signatures(desk);
    blocks.extend(left_out(desk));
    blocks.extend(signatures);
    blocks.push(Block::blank(20.0));
    let day = desk.words.day(desk.report.generated_on);
    let made = fill(&desk.words.made_on, &[("day", &day), ("hash", &hash.to_string())]);
    let mut made = desk.lines(&made.into(), SMALL, SOFT, 0.0, desk.column);
    tie(&mut made);
    blocks.extend(made);
    blocks
}

fn comments(desk: &Desk<'_>) -> Vec<Block> {
    if desk.report.comments.is_empty() {
        return Vec::new();
    }
    let mut blocks = desk.heading(&desk.words.comments);
    for ReportComment { number, byline, text } in &desk.report.comments {
        let about = match number {
            Some(number) => fill(&desk.words.item, &[("n", &number.to_string())]),
            None => desk.words.whole_inspection.clone(),
        };
        let head = Text::from(about).joined(", ", byline.clone());
        let mut rows = desk.lines(&head, SMALL, SOFT, 0.0, desk.column);
        tie(&mut rows);
        if let Some(last) = rows.last_mut() {
            last.keeps_next = true;
        }
        let mut lines = desk.lines(text, BODY_STYLE, BODY, 0.0, desk.column);
        tie_ends(&mut lines);
        blocks.append(&mut rows);
        blocks.append(&mut lines);
        blocks.push(Block::blank(8.0));
    }
    blocks
}

fn left_out(desk: &Desk<'_>) -> Vec<Block> {
    let mut lines: Vec<String> = desk.report.left_out.clone();
    // Counted while everything else was set.
    let missing = desk.typeface.missing();
    if missing > 0 {
        lines.push(desk.words.letters_missing.fill(missing, &[]));
    }
    if lines.is_empty() {
        lines.push(desk.words.nothing_left_out.clone());
    }
    let mut blocks = desk.heading(&desk.words.left_out);
    for line in lines {
        let mut rows = desk.lines(&line.into(), BODY_STYLE, BODY, 13.0, desk.column - 13.0);
        if let Some(first) = rows.first_mut() {
            let dot = Place { x: 2.0, y: 5.4, width: 3.4, height: 3.4 };
            first.ops.push(Op::Box { place: dot, radius: 1.7, ink: SOFT });
        }
        tie(&mut rows);
        blocks.append(&mut rows);
    }
    blocks
}

fn signatures(desk: &Desk<'_>) -> Vec<Block> {
    if desk.report.signatures.is_empty() {
        return Vec::new();
    }
    let mut blocks = desk.heading(&desk.words.signatures);
    for row in desk.report.signatures.chunks(3) {
        blocks.push(Block::blank(8.0).tied());
        blocks.push(signature_row(desk, row));
    }
    blocks
}

fn signature_row(desk: &Desk<'_>, row: &[ReportSignature]) -> Block {
    let mut ops = Vec::new();
    let mut bottom = PAD_HEIGHT;
    for (column, signature) in row.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "at most three columns")]
        let left = (PAD_WIDTH + SIGNATURE_GAP) * column as f32;
        ops.extend(pad(desk, &signature.mark, left));
        let rule = Place { x: left, y: PAD_HEIGHT + 3.0, width: PAD_WIDTH, height: 0.8 };
        ops.push(Op::Box { place: rule, radius: 0.0, ink: INK });
        let mut y = PAD_HEIGHT + 8.0;
        for line in desk.wrap(&signature.signer, STRONG, PAD_WIDTH) {
            ops.extend(line_ops(line, left, y, STRONG, INK));
            y += STRONG.leading;
        }
        for text in &signature.lines {
            for line in desk.wrap(&text.as_str().into(), SMALL, PAD_WIDTH) {
                ops.extend(line_ops(line, left, y, SMALL, SOFT));
                y += SMALL.leading;
            }
        }
        bottom = bottom.max(y);
    }
    Block::new(bottom, ops, Role::Paragraph)
}

fn pad(desk: &Desk<'_>, mark: &SignatureMark, left: f32) -> Vec<Op> {
    match mark {
        SignatureMark::Strokes(strokes) => {
            let lines = strokes
                .iter()
                .map(|stroke| {
                    stroke.iter().map(|[x, y]| (left + x * PAD_WIDTH, y * PAD_HEIGHT)).collect()
                })
                .collect();
            vec![Op::Strokes { lines, stroke: 1.2, ink: INK }]
        }
        SignatureMark::Removed(token) => {
            let Some(line) =
                desk.wrap(&token.as_str().into(), STRONG, PAD_WIDTH - 20.0).into_iter().next()
            else {
                return Vec::new();
            };
            let place =
                Place { x: left, y: PAD_HEIGHT - 24.0, width: line.width + 24.0, height: 22.0 };
            let mut ops = vec![Op::Box { place, radius: 4.0, ink: INK }];
            ops.extend(line_ops(line, left + 12.0, PAD_HEIGHT - 20.0, STRONG, WHITE));
            ops
        }
        SignatureMark::None => Vec::new(),
    }
}
