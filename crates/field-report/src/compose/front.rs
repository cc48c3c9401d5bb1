//! The first page: a sentence that a cook understands, then score and bar, then the facts.

use field_domain::Severity;

use super::{BODY_STYLE, Desk, SMALL, SMALL_STRONG, STRONG, tie};
use crate::block::{
    AMBER, Block, GREEN, GREY, INK, Ink, Op, PALE, Place, RED, RULE, Role, SOFT, line_ops,
};
use crate::report::Counts;
use crate::text::Text;
use crate::typeface::Weight;
use crate::words::fill;
use crate::wrap::Style;

const HEADLINE: Style = Style { size: 22.0, leading: 26.5, weight: Weight::Bold };
const LEAD: Style = Style { size: 11.0, leading: 16.4, weight: Weight::Regular };
const SCORE: Style = Style { size: 42.0, leading: 44.0, weight: Weight::Bold };
const SCORE_BLOCK: f32 = 64.0;
const BAR_LEFT: f32 = 150.0;
const BAR_HEIGHT: f32 = 13.0;
const FACTS_IN_ROW: usize = 3;

pub(super) fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let counts = Counts::of(desk.report);
    let mut blocks = head(desk);
    blocks.push(Block::blank(18.0));
    let title = headline(desk, counts);
    blocks.extend(desk.lines(&title.as_str().into(), HEADLINE, INK, 0.0, desk.column * 0.88));
    let first_line = blocks.iter_mut().find(|block| (block.height - HEADLINE.leading).abs() < 0.1);
    if let Some(block) = first_line {
        block.role = Role::Heading(1, title);
    }
    blocks.push(Block::blank(5.0));
    blocks.extend(desk.lines(&lead(desk, counts).into(), LEAD, SOFT, 0.0, desk.column * 0.94));
    blocks.push(Block::blank(15.0));
    blocks.push(Block::rule(desk.column, 0.7, RULE));
    blocks.push(Block::blank(12.0));
    blocks.push(score(desk, counts));
    blocks.push(Block::blank(10.0));
    blocks.push(Block::rule(desk.column, 0.7, RULE));
    blocks.push(Block::blank(12.0));
    blocks.extend(facts(desk));
    blocks
}

/// The mark, who inspects, and what this is.
fn head(desk: &Desk<'_>) -> Vec<Block> {
    let mut ops = shield();
    let title =
        Text::from(desk.report.title.as_str()).joined(", ", desk.words.day(desk.report.day).into());
    let right = desk.wrap(&title, SMALL, desk.column * 0.55).into_iter().next();
    let right_width = right.as_ref().map_or(0.0, |line| line.width);
    if let Some(line) = right {
        let x = desk.column - line.width;
        ops.extend(line_ops(line, x, 3.5, SMALL, SOFT));
    }
    let room = desk.column - right_width - 42.0;
    ops.extend(desk.one_line(&desk.report.organisation, STRONG, INK, 27.0, 2.6, room));
    vec![
        Block::new(20.0, ops, Role::Paragraph).tied(),
        Block::blank(10.0).tied(),
        Block::rule(desk.column, 1.6, INK),
    ]
}

/// The mark: a shield with a tick, 19 points wide.
fn shield() -> Vec<Op> {
    let points = [
        (9.5, 0.0),
        (18.0, 3.4),
        (18.0, 9.4),
        (16.4, 14.0),
        (13.4, 17.2),
        (9.5, 19.2),
        (5.6, 17.2),
        (2.6, 14.0),
        (1.0, 9.4),
        (1.0, 3.4),
    ];
    vec![
        Op::Polygon { points: points.to_vec(), ink: INK },
        Op::Strokes {
            lines: vec![vec![(5.6, 9.4), (8.4, 12.0), (13.4, 6.8)]],
            stroke: 1.9,
            ink: Ink(255, 255, 255),
        },
    ]
}

/// The sentence on top. The worst that is left to do decides it.
fn headline(desk: &Desk<'_>, counts: Counts) -> String {
    let words = desk.words;
    if counts.to_correct > 0 {
        return match counts.due_first {
            Some(day) => words.headline_due.fill(counts.to_correct, &[("day", &words.day(day))]),
            None => words.headline_to_correct.fill(counts.to_correct, &[]),
        };
    }
    if counts.corrected > 0 {
        return words.headline_all_corrected.fill(counts.corrected, &[]);
    }
    if counts.is_out > 0 {
        return words.headline_out.fill(counts.is_out, &[]);
    }
    if counts.is_in > 0 { words.headline_all_in.clone() } else { words.headline_nothing.clone() }
}

fn lead(desk: &Desk<'_>, counts: Counts) -> String {
    let words = desk.words;
    let judged = counts.judged().to_string();
    let mut sentences = Vec::new();
    if counts.is_out > 0 {
        sentences.push(words.lead_out.fill(counts.is_out, &[("judged", &judged)]));
    } else if counts.is_in > 0 {
        sentences.push(fill(&words.lead_all_in, &[("judged", &judged)]));
    }
    if counts.corrected > 0 && counts.to_correct > 0 {
        sentences.push(words.lead_corrected.fill(counts.corrected, &[]));
    }
    let priority = of_severity(desk, Severity::Priority);
    if priority > 0 {
        sentences.push(words.lead_priority.fill(priority, &[]));
    }
    if counts.open > 0 {
        sentences.push(words.lead_open.fill(counts.open, &[]));
    }
    sentences.join(" ")
}

fn of_severity(desk: &Desk<'_>, severity: Severity) -> u32 {
    let count = desk.report.findings.iter().filter(|finding| finding.severity == severity).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The number, the bar and its legend.
fn score(desk: &Desk<'_>, counts: Counts) -> Block {
    let (number, under) = match desk.report.score {
        Some(score) => (score.to_string(), desk.words.of_hundred.clone()),
        None => (
            counts.is_in.to_string(),
            fill(&desk.words.in_of_judged, &[("judged", &counts.judged().to_string())]),
        ),
    };
    let mut ops = desk.one_line(&number.into(), SCORE, INK, 0.0, 0.0, BAR_LEFT);
    ops.extend(desk.one_line(&under.into(), BODY_STYLE, SOFT, 1.0, 47.0, BAR_LEFT - 10.0));
    ops.extend(bar(desk, counts));
    Block::new(SCORE_BLOCK, ops, Role::Paragraph)
}

fn bar(desk: &Desk<'_>, counts: Counts) -> Vec<Op> {
    let words = desk.words;
    let parts: Vec<(u32, &str, Ink)> = [
        (counts.is_in, words.legend_in.as_str(), GREEN),
        (counts.is_out, &words.legend_out, RED),
        (counts.not_observed, &words.legend_not_observed, GREY),
        (counts.not_applicable, &words.legend_not_applicable, PALE),
        (counts.open, &words.legend_open, AMBER),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .collect();
    let all: u32 = parts.iter().map(|(count, ..)| count).sum();
    let gaps = 1.6 * fraction(u32::try_from(parts.len()).unwrap_or(0).saturating_sub(1), 1);
    let room = desk.column - BAR_LEFT - gaps;
    let (mut x, mut key_x, mut key_y) = (BAR_LEFT, BAR_LEFT, 27.0);
    let mut ops = Vec::new();
    for (count, legend, ink) in parts {
        let width = room * fraction(count, all);
        let place = Place { x, y: 6.0, width, height: BAR_HEIGHT };
        ops.push(Op::Box { place, radius: 1.6, ink });
        x += width + 1.6;

        let text = fill(legend, &[("n", &count.to_string())]);
        let text_width = desk.typeface.width_em(&text, SMALL.weight) * SMALL.size;
        if key_x + 12.0 + text_width > desk.column {
            key_x = BAR_LEFT;
            key_y += SMALL.leading + 2.0;
        }
        let square = Place { x: key_x, y: key_y + 2.4, width: 7.6, height: 7.6 };
        ops.push(Op::Box { place: square, radius: 1.6, ink });
        ops.extend(desk.one_line(&text.into(), SMALL, INK, key_x + 12.0, key_y, desk.column));
        key_x += 12.0 + text_width + 14.0;
    }
    ops
}

#[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2^23")]
fn fraction(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Labels above values, three in a row.
fn facts(desk: &Desk<'_>) -> Vec<Block> {
    let report = desk.report;
    let site = Text::from(report.site_code.as_str())
        .joined(", ", report.site_name.clone().unwrap_or_default());
    let words = desk.words;
    let mut facts = vec![
        (words.site.as_str(), site),
        (words.visit.as_str(), words.day(report.day).into()),
        (words.inspector.as_str(), report.inspector_line.clone()),
        (words.state.as_str(), report.state_line.as_str().into()),
    ];
    facts.extend(report.facts.iter().map(|fact| (fact.label.as_str(), fact.value.clone())));
    facts.retain(|(_, value)| !value.is_empty());
    #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
    let width = desk.column / FACTS_IN_ROW as f32;
    let mut blocks = Vec::new();
    for row in facts.chunks(FACTS_IN_ROW) {
        let mut ops = Vec::new();
        let mut height: f32 = 0.0;
        for (index, (label, value)) in row.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
            let x = width * index as f32;
            ops.extend(desk.one_line(&(*label).into(), SMALL, SOFT, x, 0.0, width - 14.0));
            let mut y = SMALL.leading;
            for line in desk.wrap(value, SMALL_STRONG, width - 14.0) {
                ops.extend(line_ops(line, x, y, SMALL_STRONG, INK));
                y += SMALL_STRONG.leading;
            }
            height = height.max(y);
        }
        blocks.push(Block::new(height, ops, Role::Paragraph));
        blocks.push(Block::blank(7.0));
    }
    tie(&mut blocks);
    blocks
}
