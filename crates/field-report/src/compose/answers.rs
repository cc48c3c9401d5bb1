//! Every item of the checklist with its answer, section by section.

use field_domain::{Mark, Reading};

use super::{BODY_STYLE, Desk, SECTION, SMALL, SMALL_STRONG, STRONG, tie, tie_ends};
use crate::block::{
    AMBER, BODY, Block, GREEN, GREY, INK, Ink, Op, PALE, Place, RED, RULE, Role, SOFT, line_ops,
};
use crate::report::ReportAnswer;
use crate::text::Text;
use crate::words::fill;

const TEXT_LEFT: f32 = 32.0;
/// Room for the mark at the right edge.
const MARK_WIDTH: f32 = 92.0;

pub(super) fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = desk.heading(&desk.words.answers);
    for section in &desk.report.sections {
        blocks.push(Block::blank(10.0).tied());
        blocks.extend(desk.titled(&section.title, SECTION, 3));
        blocks.push(Block::blank(3.0).tied());
        blocks.push(Block::rule(desk.column, 0.7, INK).tied());
        for answer in &section.answers {
            blocks.extend(one(desk, answer));
        }
    }
    blocks
}

fn one(desk: &Desk<'_>, answer: &ReportAnswer) -> Vec<Block> {
    let width = desk.column - TEXT_LEFT - MARK_WIDTH - 10.0;
    let wide = desk.column - TEXT_LEFT;
    let mut rows = desk.lines(&answer.name, STRONG, INK, TEXT_LEFT, width);
    if rows.is_empty() {
        rows.push(Block::new(STRONG.leading, Vec::new(), Role::Paragraph));
    }
    if let Some(first) = rows.first_mut() {
        let number = answer.number.to_string().into();
        first.ops.extend(desk.one_line(&number, BODY_STYLE, SOFT, 0.0, 0.0, TEXT_LEFT));
        if answer.asks_mark || answer.mark.is_some() {
            first.ops.extend(mark(desk, answer.mark));
        }
    }
    let cited = answer
        .citations
        .iter()
        .fold(Text::default(), |all, citation| all.joined("; ", citation.clone()));
    let question = answer.question.clone().joined("  ", cited);
    rows.extend(desk.lines(&question, SMALL, SOFT, TEXT_LEFT, width));
    if let Some(reading) = answer.reading {
        rows.push(Block::blank(1.0));
        rows.push(reading_row(desk, answer, reading, wide));
    }
    tie(&mut rows);
    for note in &answer.notes {
        if let Some(last) = rows.last_mut() {
            last.keeps_next = true;
        }
        rows.push(Block::blank(2.0).tied());
        let mut lines = desk.lines(note, BODY_STYLE, BODY, TEXT_LEFT, wide);
        tie_ends(&mut lines);
        rows.append(&mut lines);
    }
    if !answer.photos.is_empty() {
        let numbers = desk.photo_numbers(&answer.photos).into();
        rows.extend(desk.lines(&numbers, SMALL, SOFT, TEXT_LEFT, wide));
    }
    let mut blocks = vec![Block::blank(6.0).tied()];
    blocks.append(&mut rows);
    if let Some(last) = blocks.last_mut() {
        last.keeps_next = true;
    }
    blocks.push(Block::blank(6.0).tied());
    blocks.push(Block::rule(desk.column, 0.5, RULE));
    blocks
}

/// A square in the colour of the bar, and the word.
fn mark(desk: &Desk<'_>, mark: Option<Mark>) -> Vec<Op> {
    let (word, square, ink): (&str, Ink, Ink) = match mark {
        Some(Mark::In) => (desk.words.mark(Mark::In), GREEN, INK),
        Some(Mark::Out) => (desk.words.mark(Mark::Out), RED, RED),
        Some(other @ Mark::NotObserved) => (desk.words.mark(other), GREY, INK),
        Some(other @ Mark::NotApplicable) => (desk.words.mark(other), PALE, INK),
        None => (desk.words.mark_open.as_str(), AMBER, INK),
    };
    let x = desk.column - MARK_WIDTH;
    let place = Place { x, y: 3.2, width: 7.6, height: 7.6 };
    let mut ops = vec![Op::Box { place, radius: 1.6, ink: square }];
    ops.extend(desk.one_line(&word.into(), SMALL_STRONG, ink, x + 12.0, 0.8, MARK_WIDTH - 12.0));
    ops
}

/// The number against its limit, in words.
fn reading_row(desk: &Desk<'_>, answer: &ReportAnswer, reading: Reading, width: f32) -> Block {
    let (verdict, ink) = verdict(desk, answer, reading);
    let value = measured(reading.value_milli, reading);
    let mut ops = Vec::new();
    let mut x = TEXT_LEFT;
    for line in desk.wrap(&value.into(), STRONG, width).into_iter().take(1) {
        let next = x + line.width + 9.0;
        ops.extend(line_ops(line, x, 0.0, STRONG, INK));
        x = next;
    }
    let room = TEXT_LEFT + width - x;
    ops.extend(desk.one_line(&verdict.into(), BODY_STYLE, ink, x, 0.0, room));
    Block::new(BODY_STYLE.leading, ops, Role::Paragraph)
}

fn verdict(desk: &Desk<'_>, answer: &ReportAnswer, reading: Reading) -> (String, Ink) {
    // A limit in another unit says nothing about this number.
    let Some(rule) = answer.rule.filter(|rule| rule.unit == reading.unit) else {
        return (String::new(), SOFT);
    };
    let excess = rule.excess_milli(reading.value_milli);
    let (sentence, limit) = match excess {
        0 => return (desk.words.within.clone(), SOFT),
        1.. => (&desk.words.above, rule.max_milli),
        _ => (&desk.words.below, rule.min_milli),
    };
    let excess = measured(excess.saturating_abs(), reading);
    let limit = measured(limit.unwrap_or_default(), reading);
    (fill(sentence, &[("excess", &excess), ("limit", &limit)]), RED)
}

/// A number with its unit: one decimal, more only where they were measured; none on whole limits.
fn measured(milli: i32, reading: Reading) -> String {
    let sign = if milli < 0 { "−" } else { "" };
    let (whole, part) = (milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000);
    let digits = format!("{part:03}");
    let digits = digits.trim_end_matches('0');
    let point = if digits.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{digits} {}", reading.unit.sign())
}

#[cfg(test)]
mod tests {
    use field_domain::Unit;

    use super::*;

    #[test]
    fn readings_are_written_as_measured() {
        let reading = Reading { value_milli: 0, unit: Unit::Fahrenheit };
        assert_eq!(measured(51_000, reading), "51 °F", "whole numbers stay whole");
        assert_eq!(measured(-500, reading), "−0.5 °F", "a true minus sign");
        assert_eq!(measured(41_250, reading), "41.25 °F", "nothing is rounded");
    }
}
