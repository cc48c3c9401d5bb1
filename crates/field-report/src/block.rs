//! What is drawn: shapes with places, gathered in blocks that no page break cuts.

use crate::typeface::Shaped;
use crate::wrap::{CHIP_PAD, CHIP_SIZE, Line, Style};

/// A colour on paper, red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub u8, pub u8, pub u8);

/// The page's own colours. Source: the report's mock-up.
pub(crate) const INK: Ink = Ink(0x16, 0x19, 0x1d);
pub(crate) const BODY: Ink = Ink(0x2a, 0x2f, 0x35);
pub(crate) const SOFT: Ink = Ink(0x4a, 0x50, 0x57);
pub(crate) const RULE: Ink = Ink(0xd5, 0xd7, 0xd2);
pub(crate) const PALE: Ink = Ink(0xe3, 0xe4, 0xdf);
pub(crate) const GREY: Ink = Ink(0x8c, 0x92, 0x99);
pub(crate) const RED: Ink = Ink(0x8f, 0x16, 0x16);
pub(crate) const AMBER: Ink = Ink(0xa8, 0x65, 0x0c);
pub(crate) const AMBER_DARK: Ink = Ink(0x6d, 0x3c, 0x00);
pub(crate) const GREEN: Ink = Ink(0x14, 0x55, 0x35);
pub(crate) const WHITE: Ink = Ink(0xff, 0xff, 0xff);

/// A rectangle in points, from the top left of the block's column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Something to draw.
pub(crate) enum Op {
    /// Letters on a baseline.
    Letters { x: f32, baseline: f32, size: f32, ink: Ink, shaped: Shaped },
    /// A filled rectangle with round corners.
    Box { place: Place, radius: f32, ink: Ink },
    /// An outline with round corners, `stroke` points wide, inside `place`.
    Frame { place: Place, radius: f32, stroke: f32, ink: Ink },
    /// A filled polygon.
    Polygon { points: Vec<(f32, f32)>, ink: Ink },
    /// Lines of a pen.
    Strokes { lines: Vec<Vec<(f32, f32)>>, stroke: f32, ink: Ink },
    /// A photo that fills `place`; what does not fit is cut off evenly on both sides.
    Photo { index: usize, place: Place },
}

/// What a block is for those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of a level from 1; it becomes a bookmark.
    Heading(u16, String),
    /// Running text.
    Paragraph,
    /// A picture with words that stand for it.
    Figure(String),
    /// Lines and blank space.
    Ornament,
}

/// A piece of the page that stays whole.
pub(crate) struct Block {
    /// Height, in points. An op may reach below it where the next blocks leave room.
    pub height: f32,
    pub ops: Vec<Op>,
    pub role: Role,
    /// The next block must stand on the same page, if both fit on one.
    pub keeps_next: bool,
    /// Not drawn at the top of a page.
    pub is_blank: bool,
}

impl Block {
    /// A block of text or shapes.
    pub(crate) fn new(height: f32, ops: Vec<Op>, role: Role) -> Self {
        Self { height, ops, role, keeps_next: false, is_blank: false }
    }

    /// Blank space; it vanishes at the top of a page.
    pub(crate) fn blank(height: f32) -> Self {
        Self { is_blank: true, ..Self::new(height, Vec::new(), Role::Ornament) }
    }

    /// A line across the column.
    pub(crate) fn rule(width: f32, stroke: f32, ink: Ink) -> Self {
        let place = Place { x: 0.0, y: 0.0, width, height: stroke };
        Self::new(stroke, vec![Op::Box { place, radius: 0.0, ink }], Role::Ornament)
    }

    /// The same block, tied to the next one.
    pub(crate) fn tied(mut self) -> Self {
        self.keeps_next = true;
        self
    }
}

/// The ops of one line of text, its top at `y`.
pub(crate) fn line_ops(line: Line, x: f32, y: f32, style: Style, ink: Ink) -> Vec<Op> {
    // Inter's capitals are 0.73 em high; the line is centred on their middle.
    let baseline = y + style.leading / 2.0 + style.size * 0.36;
    let mut ops = Vec::new();
    for piece in line.pieces {
        if piece.is_chip {
            let height = style.size * 1.22;
            let place = Place {
                x: x + piece.x,
                y: y + (style.leading - height) / 2.0,
                width: piece.width,
                height,
            };
            ops.push(Op::Box { place, radius: style.size * 0.28, ink: INK });
            ops.push(Op::Letters {
                x: x + piece.x + CHIP_PAD * style.size,
                baseline: y + style.leading / 2.0 + style.size * CHIP_SIZE * 0.36,
                size: style.size * CHIP_SIZE,
                ink: WHITE,
                shaped: piece.shaped,
            });
        } else {
            ops.push(Op::Letters {
                x: x + piece.x,
                baseline,
                size: style.size,
                ink,
                shaped: piece.shaped,
            });
        }
    }
    ops
}
