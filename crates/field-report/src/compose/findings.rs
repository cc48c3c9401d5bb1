//! Findings by severity, each with what was seen, the rule, the due day and its photos.

use field_domain::Severity;

use super::{BODY_STYLE, Desk, SMALL, SMALL_STRONG, plain, tie, tie_ends};
use crate::block::{
    AMBER_DARK, BODY, Block, GREEN, INK, Ink, Op, Place, RED, RULE, Role, SOFT, WHITE, line_ops,
};
use crate::report::ReportFinding;
use crate::text::Text;
use crate::typeface::Weight;
use crate::words::fill;
use crate::wrap::Style;

const TITLE: Style = Style { size: 11.0, leading: 15.6, weight: Weight::SemiBold };
const LETTER: Style = Style { size: 8.4, leading: 20.0, weight: Weight::Bold };
const BADGE: f32 = 20.0;
const TEXT_LEFT: f32 = 32.0;
const PHOTO_WIDTH: f32 = 109.0;
const PHOTO_HEIGHT: f32 = 68.0;
const PHOTO_GAP: f32 = 14.0;
/// Further photos stand in rows under the text.
const PHOTOS_IN_ROW: usize = 3;

pub(super) fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = desk.heading(&desk.words.findings);
    if desk.report.findings.is_empty() {
        let none = desk.words.no_findings.as_str().into();
        blocks.extend(desk.lines(&none, BODY_STYLE, BODY, 0.0, desk.column));
    }
    let mut findings: Vec<&ReportFinding> = desk.report.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    for finding in findings {
        blocks.extend(one(desk, finding));
    }
    blocks
}

fn one(desk: &Desk<'_>, finding: &ReportFinding) -> Vec<Block> {
    let has_photo = !finding.photos.is_empty();
    let right = if has_photo { PHOTO_WIDTH + PHOTO_GAP } else { 0.0 };
    let width = desk.column - TEXT_LEFT - right;

    let mut title = desk.lines(&finding.title, TITLE, INK, TEXT_LEFT, width);
    if title.is_empty() {
        title.push(Block::new(TITLE.leading, Vec::new(), Role::Paragraph));
    }
    if let Some(first) = title.first_mut() {
        first.ops.extend(badge(desk, finding.severity));
        first.role = Role::Heading(3, plain(&finding.title));
    }
    let mut text = desk.lines(&finding.text, BODY_STYLE, BODY, TEXT_LEFT, width);
    tie_ends(&mut text);
    tie(&mut title);

    let mut rows = title;
    if let Some(last) = rows.last_mut() {
        last.keeps_next = true;
    }
    rows.extend(text);
    if let Some(last) = rows.last_mut() {
        last.keeps_next = true;
    }
    rows.push(Block::blank(2.0).tied());
    rows.extend(meta(desk, finding, width));
    if let Some(&index) = finding.photos.first() {
        beside_photo(desk, &mut rows, index);
    }
    for photos in finding.photos.get(1..).unwrap_or_default().chunks(PHOTOS_IN_ROW) {
        rows.push(photo_row(desk, photos));
    }

    let mut blocks = vec![Block::blank(10.0).tied()];
    blocks.append(&mut rows);
    if let Some(last) = blocks.last_mut() {
        last.keeps_next = true;
    }
    blocks.push(Block::blank(10.0).tied());
    blocks.push(Block::rule(desk.column, 0.7, RULE));
    blocks
}

/// Hangs the first photo beside the text, and keeps the rows that it reaches along on its page.
fn beside_photo(desk: &Desk<'_>, rows: &mut Vec<Block>, index: usize) {
    let place =
        Place { x: desk.column - PHOTO_WIDTH, y: 1.0, width: PHOTO_WIDTH, height: PHOTO_HEIGHT };
    let number = desk.photo_numbers(&[index]);
    let mut ops = vec![Op::Photo { index, place }];
    let y = PHOTO_HEIGHT + 2.0;
    ops.extend(desk.one_line(&number.as_str().into(), SMALL, SOFT, place.x, y, PHOTO_WIDTH));
    // A block of no height, so that the picture is one thing to those who do not see it.
    let mut picture = Block::new(0.0, ops, Role::Figure(number));
    picture.keeps_next = true;
    rows.insert(0, picture);
    let needed = PHOTO_HEIGHT + 4.0 + SMALL.leading;
    let mut covered = 0.0;
    for block in rows.iter_mut() {
        if covered >= needed {
            break;
        }
        covered += block.height;
        block.keeps_next = true;
    }
    if covered < needed {
        rows.push(Block::new(needed - covered, Vec::new(), Role::Ornament));
    }
}

fn photo_row(desk: &Desk<'_>, photos: &[usize]) -> Block {
    let mut ops = Vec::new();
    for (column, &index) in photos.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "at most three columns")]
        let x = TEXT_LEFT + (PHOTO_WIDTH + PHOTO_GAP) * column as f32;
        let place = Place { x, y: 8.0, width: PHOTO_WIDTH, height: PHOTO_HEIGHT };
        ops.push(Op::Photo { index, place });
        let number = desk.photo_numbers(&[index]).into();
        ops.extend(desk.one_line(&number, SMALL, SOFT, x, PHOTO_HEIGHT + 9.0, PHOTO_WIDTH));
    }
    let height = PHOTO_HEIGHT + 11.0 + SMALL.leading;
    Block::new(height, ops, Role::Figure(desk.photo_numbers(photos)))
}

/// Severity is letter, shape and colour: readable in grey too.
fn badge(desk: &Desk<'_>, severity: Severity) -> Vec<Op> {
    let (letter, _) = desk.words.severity(severity);
    let place = Place { x: 0.0, y: 0.0, width: BADGE, height: BADGE };
    let (shape, ink): (Op, Ink) = match severity {
        Severity::Priority => (Op::Polygon { points: octagon(), ink: RED }, WHITE),
        Severity::PriorityFoundation => {
            (Op::Frame { place, radius: 4.0, stroke: 1.6, ink: AMBER_DARK }, AMBER_DARK)
        }
        Severity::Core => (Op::Frame { place, radius: BADGE, stroke: 1.6, ink: SOFT }, SOFT),
    };
    let mut ops = vec![shape];
    if let Some(line) = desk.wrap(&letter.into(), LETTER, BADGE).into_iter().next() {
        let x = (BADGE - line.width) / 2.0;
        ops.extend(line_ops(line, x, 0.0, LETTER, ink));
    }
    ops
}

fn octagon() -> Vec<(f32, f32)> {
    let (near, far) = (BADGE * 0.3, BADGE * 0.7);
    vec![
        (near, 0.0),
        (far, 0.0),
        (BADGE, near),
        (BADGE, far),
        (far, BADGE),
        (near, BADGE),
        (0.0, far),
        (0.0, near),
    ]
}

/// Severity in words, rule, due day and what was done, on one or more lines.
fn meta(desk: &Desk<'_>, finding: &ReportFinding, width: f32) -> Vec<Block> {
    let words = desk.words;
    let mut parts: Vec<(Text, Style, Ink)> = Vec::new();
    let (_, name) = words.severity(finding.severity);
    parts.push((name.into(), SMALL, SOFT));
    let item = fill(&words.item, &[("n", &finding.number.to_string())]);
    parts.push((item.into(), SMALL, SOFT));
    for citation in &finding.citations {
        parts.push((citation.clone(), SMALL, SOFT));
    }
    if finding.is_corrected_on_site {
        parts.push((words.corrected.as_str().into(), SMALL_STRONG, GREEN));
    } else if let Some(day) = finding.due {
        let due = fill(&words.due, &[("day", &words.day(day))]);
        parts.push((due.into(), SMALL_STRONG, due_ink(finding.severity)));
    }
    if finding.is_repeat {
        parts.push((words.repeat.as_str().into(), SMALL_STRONG, INK));
    }
    let mut blocks = vec![Block::new(SMALL.leading, Vec::new(), Role::Paragraph)];
    let mut x = 0.0;
    for (text, style, ink) in parts {
        for line in desk.wrap(&text, style, width) {
            if x > 0.0 && x + line.width > width {
                blocks.push(Block::new(SMALL.leading, Vec::new(), Role::Paragraph));
                x = 0.0;
            }
            let next = x + line.width + 13.0;
            if let Some(block) = blocks.last_mut() {
                block.ops.extend(line_ops(line, TEXT_LEFT + x, 0.0, style, ink));
            }
            x = next;
        }
    }
    tie(&mut blocks);
    blocks
}

fn due_ink(severity: Severity) -> Ink {
    if severity == Severity::Priority { RED } else { INK }
}
