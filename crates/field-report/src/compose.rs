//! What stands where: the report's parts as blocks, from top to bottom.

mod answers;
mod ending;
mod findings;
mod front;
mod photos;

use field_domain::Hash32;

use crate::block::{Block, INK, Ink, Op, Role, line_ops};
use crate::report::Report;
use crate::text::{Run, Text, visible};
use crate::typeface::{Typeface, Weight};
use crate::words::{ReportWords, fill};
use crate::wrap::{Line, Style, wrap};

/// Running text.
const BODY_STYLE: Style = Style { size: 9.6, leading: 14.0, weight: Weight::Regular };
/// Running text that stands out.
const STRONG: Style = Style { weight: Weight::SemiBold, ..BODY_STYLE };
/// Small print.
const SMALL: Style = Style { size: 8.6, leading: 12.4, weight: Weight::Regular };
/// Small print that stands out.
const SMALL_STRONG: Style = Style { weight: Weight::SemiBold, ..SMALL };
/// Headings of the parts.
const HEADING: Style = Style { size: 13.0, leading: 18.0, weight: Weight::Bold };
/// Headings of the sections.
const SECTION: Style = Style { size: 10.6, leading: 15.0, weight: Weight::Bold };

/// What every part needs.
struct Desk<'a> {
    report: &'a Report,
    words: &'a ReportWords,
    typeface: &'a Typeface,
    /// Width of the column, in points.
    column: f32,
}

/// All blocks of the report.
pub(crate) fn compose(
    report: &Report,
    words: &ReportWords,
    typeface: &Typeface,
    column: f32,
    hash: Hash32,
) -> Vec<Block> {
    let desk = Desk { report, words, typeface, column };
    let mut blocks = front::blocks(&desk);
    blocks.extend(findings::blocks(&desk));
    blocks.extend(answers::blocks(&desk));
    blocks.extend(photos::blocks(&desk));
    blocks.extend(ending::blocks(&desk, hash));
    blocks
}

impl Desk<'_> {
    fn wrap(&self, text: &Text, style: Style, width: f32) -> Vec<Line> {
        wrap(self.typeface, text, style, width)
    }

    /// A text as one block per line, `x` points from the left.
    fn lines(&self, text: &Text, style: Style, ink: Ink, x: f32, width: f32) -> Vec<Block> {
        self.wrap(text, style, width)
            .into_iter()
            .map(|line| {
                Block::new(style.leading, line_ops(line, x, 0.0, style, ink), Role::Paragraph)
            })
            .collect()
    }

    /// A text on one line, cut where it ends: for places that have room for a short word only.
    fn one_line(&self, text: &Text, style: Style, ink: Ink, x: f32, y: f32, width: f32) -> Vec<Op> {
        self.wrap(text, style, width)
            .into_iter()
            .next()
            .map(|line| line_ops(line, x, y, style, ink))
            .unwrap_or_default()
    }

    /// A heading of a part, tied to what follows.
    fn heading(&self, title: &str) -> Vec<Block> {
        let mut blocks = vec![Block::blank(22.0)];
        blocks.extend(self.titled(&title.into(), HEADING, 2));
        blocks.push(Block::blank(4.0).tied());
        blocks
    }

    /// The lines of a heading; only the first one is a heading to assistive technology.
    fn titled(&self, title: &Text, style: Style, level: u16) -> Vec<Block> {
        let mut blocks = self.lines(title, style, INK, 0.0, self.column);
        for block in &mut blocks {
            block.keeps_next = true;
        }
        if let Some(first) = blocks.first_mut() {
            first.role = Role::Heading(level, plain(title));
        }
        blocks
    }

    /// "Photo 3" or "Photos 3, 4"; empty for none.
    fn photo_numbers(&self, photos: &[usize]) -> String {
        match photos {
            [] => String::new(),
            [one] => fill(&self.words.photo, &[("n", &(one + 1).to_string())]),
            many => {
                let list: Vec<String> = many.iter().map(|index| (index + 1).to_string()).collect();
                fill(&self.words.photo_list, &[("list", &list.join(", "))])
            }
        }
    }
}

/// A text without chips, for bookmarks and for those who do not see the page.
fn plain(text: &Text) -> String {
    text.0
        .iter()
        .map(|run| match run {
            Run::Plain(text) | Run::Removed(text) => visible(text).replace('\n', " "),
        })
        .collect()
}

/// Ties all blocks but the last to the next one, so that they stay on one page if they fit.
fn tie(blocks: &mut [Block]) {
    if let Some((_, all_but_last)) = blocks.split_last_mut() {
        for block in all_but_last {
            block.keeps_next = true;
        }
    }
}

/// Ties the first and the last two blocks, so that no line of a long text stands alone.
fn tie_ends(blocks: &mut [Block]) {
    let count = blocks.len();
    for (index, block) in blocks.iter_mut().enumerate() {
        if index + 1 < count && (index < 2 || index + 2 >= count) {
            block.keeps_next = true;
        }
    }
}
