//! Drawing what a person points out, on the picture that leaves.
//!
//! It comes after filling and scaling: it depends on no pixel of the photo, and hides none that was not
//! hidden before. The words are redacted ones: their type says so.

use field_domain::{Drawing, DrawingKind, Segment, Segments};
use rustybuzz::ttf_parser::OutlineBuilder;
use rustybuzz::{Face, UnicodeBuffer};
use tiny_skia::{
    Color, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

use crate::error::EncodeError;
use crate::pixels::Pixels;

/// Weight 600 of the report's typeface. Inter, SIL Open Font License 1.1.
static SEMI_BOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf");

/// Long edge of the picture for one pixel of a line's breadth. Source: by eye; 7 px at 2016.
const EDGE_FOR_LINE: f32 = 288.0;
/// Breadth of the light edge on both sides together, in breadths of the line.
const EDGE_BREADTHS: f32 = 0.9;
/// Height of letters, in breadths of the line. Source: the report shows two photos in a row, where this is
/// 6.7 points high.
const LETTER_BREADTHS: f32 = 8.0;
/// Length of an arrow's head, in breadths of the line, and half its opening, as sine and cosine of 28°.
const HEAD_BREADTHS: f32 = 6.0;
const HEAD_SINE: f32 = 0.469;
const HEAD_COSINE: f32 = 0.883;
/// Half the length of a measure's end mark, in breadths of the line.
const END_BREADTHS: f32 = 3.0;

/// Most drawings on one photo. Source: judgement; a person has to look through them.
pub const DRAWINGS_MAX: usize = 100;

/// A dark red that no fill has, on a white edge: seen on black, on steel and on tiles.
fn ink() -> Color {
    Color::from_rgba8(190, 0, 60, 255)
}

/// Draws everything, in the order of the list.
pub(crate) fn draw(
    picture: &mut Pixels,
    drawings: &[Drawing<Segments>],
) -> Result<(), EncodeError> {
    if drawings.is_empty() {
        return Ok(());
    }
    let mut layer = Pixmap::new(picture.width_px, picture.height_px).ok_or(EncodeError::NoLayer)?;
    let face = Face::from_slice(SEMI_BOLD, 0).ok_or(EncodeError::NoLayer)?;
    let mut board = Board::new(&mut layer, face);
    for drawing in drawings {
        board.draw(drawing);
    }
    lay_over(picture, &layer);
    Ok(())
}

/// A transparent layer of the picture's size, with the typeface.
struct Board<'a> {
    layer: &'a mut Pixmap,
    face: Face<'static>,
    width: f32,
    height: f32,
    line: f32,
}

type Point = (f32, f32);

impl<'a> Board<'a> {
    #[expect(clippy::cast_precision_loss, reason = "pictures have fewer than 2^24 pixels a row")]
    fn new(layer: &'a mut Pixmap, face: Face<'static>) -> Self {
        let (width, height) = (layer.width() as f32, layer.height() as f32);
        let line = (width.max(height) / EDGE_FOR_LINE).max(1.5);
        Self { layer, face, width, height, line }
    }

    fn draw(&mut self, drawing: &Drawing<Segments>) {
        let at = |(x, y): Point| (x * self.width, y * self.height);
        let (from, to) = (at(drawing.from.place()), at(drawing.to.place()));
        let path = match drawing.kind {
            DrawingKind::Arrow => arrow(from, to, self.line * HEAD_BREADTHS),
            DrawingKind::Measure => measure(from, to, self.line * END_BREADTHS),
            DrawingKind::Box => between(from, to).map(PathBuilder::from_rect),
            DrawingKind::Circle => between(from, to).and_then(PathBuilder::from_oval),
            DrawingKind::Text => None,
        };
        if let Some(path) = path {
            self.stroke(&path);
        }
        let Some(words) = drawing.words.as_ref().map(plain).filter(|words| !words.is_empty())
        else {
            return;
        };
        let middle = (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1));
        match drawing.kind {
            DrawingKind::Text => self.write(&words, from, false),
            DrawingKind::Arrow => self.write(&words, from, true),
            DrawingKind::Measure => self.write(&words, middle, true),
            DrawingKind::Box | DrawingKind::Circle => {
                self.write(&words, (from.0.min(to.0), from.1.max(to.1) + self.line * 2.0), false);
            }
        }
    }

    fn stroke(&mut self, path: &Path) {
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        let (line_cap, line_join) = (LineCap::Round, LineJoin::Round);
        for (color, breadths) in [(Color::WHITE, 1.0 + EDGE_BREADTHS), (ink(), 1.0)] {
            paint.set_color(color);
            let width = self.line * breadths;
            let stroke = Stroke { width, line_cap, line_join, ..Stroke::default() };
            self.layer.stroke_path(path, &paint, &stroke, Transform::identity(), None);
        }
    }

    /// Writes one line on a white plate that stays on the picture: its top left corner, or its middle, at
    /// `at`.
    fn write(&mut self, words: &str, at: Point, is_middle: bool) {
        let size = self.line * LETTER_BREADTHS;
        let (letters, width) = self.outline(words, size);
        let around = size * 0.35;
        let plate = (width + 2.0 * around, size * 1.25 + around);
        let shift = if is_middle { (plate.0 / 2.0, plate.1 / 2.0) } else { (0.0, 0.0) };
        let left = (at.0 - shift.0).min(self.width - plate.0).max(0.0);
        let top = (at.1 - shift.1).min(self.height - plate.1).max(0.0);
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color(Color::WHITE);
        if let Some(rect) = Rect::from_xywh(left, top, plate.0, plate.1) {
            self.layer.fill_rect(rect, &paint, Transform::identity(), None);
        }
        paint.set_color(ink());
        let baseline = Transform::from_translate(left + around, top + size + around / 2.0);
        if let Some(letters) = letters {
            let rule = tiny_skia::FillRule::Winding;
            self.layer.fill_path(&letters, &paint, rule, baseline, None);
        }
    }

    /// The outlines of a line of words that begins at 0, 0, and its width. Letters that the typeface does
    /// not have become its white square.
    #[expect(clippy::cast_precision_loss, reason = "font units are far below 2^23")]
    fn outline(&self, words: &str, size: f32) -> (Option<Path>, f32) {
        let drawable =
            |letter| if self.face.glyph_index(letter).is_some() { letter } else { '\u{25a1}' };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&words.chars().map(drawable).collect::<String>());
        buffer.guess_segment_properties();
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let scale = size / self.face.units_per_em() as f32;
        let mut pen = Pen { path: PathBuilder::new(), scale, x: 0.0, y: 0.0 };
        let mut along = 0.0;
        for (glyph, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            pen.x = (along + position.x_offset as f32) * scale;
            pen.y = position.y_offset as f32 * scale;
            if let Ok(id) = u16::try_from(glyph.glyph_id) {
                self.face.outline_glyph(rustybuzz::ttf_parser::GlyphId(id), &mut pen);
            }
            along += position.x_advance as f32;
        }
        (pen.path.finish(), along * scale)
    }
}

/// What is burnt in of redacted words: the kind of what was removed, without its number, which may still
/// change.
fn plain(words: &Segments) -> String {
    let piece = |segment: &Segment| match segment {
        Segment::Token(token) => format!("[{}]", token.label),
        other => other.to_string(),
    };
    let line: String = words.0.iter().map(piece).collect();
    line.replace(['\n', '\r', '\t'], " ").trim().to_owned()
}

struct Pen {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    /// Fonts count upwards, pictures downwards.
    fn at(&self, x: f32, y: f32) -> Point {
        (self.x + x * self.scale, -(self.y + y * self.scale))
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}

fn between(from: Point, to: Point) -> Option<Rect> {
    Rect::from_ltrb(from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1))
}

/// The direction from one point to another, of length 1; to the right if they are one.
fn direction(from: Point, to: Point) -> Point {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let length = x.hypot(y);
    if length < f32::EPSILON { (1.0, 0.0) } else { (x / length, y / length) }
}

fn arrow(from: Point, to: Point, head: f32) -> Option<Path> {
    let (x, y) = direction(from, to);
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    for side in [HEAD_SINE, -HEAD_SINE] {
        path.move_to(to.0, to.1);
        path.line_to(
            to.0 - head * (x * HEAD_COSINE - y * side),
            to.1 - head * (y * HEAD_COSINE + x * side),
        );
    }
    path.finish()
}

fn measure(from: Point, to: Point, end: f32) -> Option<Path> {
    let (x, y) = direction(from, to);
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    for at in [from, to] {
        path.move_to(at.0 - y * end, at.1 + x * end);
        path.line_to(at.0 + y * end, at.1 - x * end);
    }
    path.finish()
}

/// Mixes a layer of premultiplied colours into the picture.
fn lay_over(picture: &mut Pixels, layer: &Pixmap) {
    for (below, above) in picture.rgb.chunks_exact_mut(3).zip(layer.pixels()) {
        let open = 255 - u32::from(above.alpha());
        for (byte, ink) in below.iter_mut().zip([above.red(), above.green(), above.blue()]) {
            let mixed = u32::from(ink) + (u32::from(*byte) * open + 127) / 255;
            *byte = u8::try_from(mixed.min(255)).expect("at most 255");
        }
    }
}

#[cfg(test)]
mod tests {
    use field_domain::drawing::Place;
    use field_domain::{Label, Token};

    use super::*;

    fn drawing(kind: DrawingKind, from: (f32, f32), to: (f32, f32)) -> Drawing<Segments> {
        let point = |(x, y)| Place { x, y }.try_into().expect("on the photo");
        Drawing { kind, from: point(from), to: point(to), words: None }
    }

    fn drawn(drawings: &[Drawing<Segments>]) -> Pixels {
        let mut picture = Pixels { width_px: 400, height_px: 300, rgb: vec![90; 400 * 300 * 3] };
        draw(&mut picture, drawings).expect("a small picture");
        picture
    }

    fn at(picture: &Pixels, x: usize, y: usize) -> [u8; 3] {
        let start = (y * picture.width_px as usize + x) * 3;
        picture.rgb[start..start + 3].try_into().expect("three bytes")
    }

    fn changed(picture: &Pixels) -> usize {
        picture.rgb.chunks_exact(3).filter(|pixel| pixel != &[90, 90, 90]).count()
    }

    #[test]
    fn every_kind_is_drawn_where_it_was_put() {
        // A line of a small picture is thinner than two pixels: its white edge shines through.
        let is_ink = |[red, green, blue]: [u8; 3]| red > 150 && green < 100 && blue < 140;
        let arrow = drawn(&[drawing(DrawingKind::Arrow, (0.1, 0.5), (0.9, 0.5))]);
        assert!(is_ink(at(&arrow, 200, 150)), "its line");
        let frame = drawn(&[drawing(DrawingKind::Box, (0.25, 0.25), (0.75, 0.75))]);
        assert!(is_ink(at(&frame, 100, 150)) && is_ink(at(&frame, 200, 75)), "its sides");
        assert_eq!(at(&frame, 200, 150), [90; 3], "what it points out stays as it is");
        let circle = drawn(&[drawing(DrawingKind::Circle, (0.75, 0.75), (0.25, 0.25))]);
        assert!(is_ink(at(&circle, 100, 150)), "drawn from any corner");
        assert_eq!(at(&circle, 104, 79), [90; 3], "with round corners");
        let measure = drawn(&[drawing(DrawingKind::Measure, (0.5, 0.1), (0.5, 0.9))]);
        assert!(
            is_ink(at(&measure, 200, 150)) && is_ink(at(&measure, 203, 30)),
            "and its end marks"
        );
        assert_eq!(changed(&drawn(&[])), 0, "nothing without a drawing");
    }

    #[test]
    fn words_stay_on_the_picture_and_removed_ones_are_named_by_kind() {
        let token = Segment::Token(Token { label: Label::Person, number: 7 });
        let words = Segments(vec![Segment::Text("Gap left by\n".into()), token]);
        assert_eq!(plain(&words), "Gap left by [PERSON]");
        let written = |x| {
            let mut text = drawing(DrawingKind::Text, (x, 0.99), (x, 0.99));
            text.words = Some(words.clone());
            drawn(&[text])
        };
        let (left, right) = (changed(&written(0.0)), changed(&written(1.0)));
        assert!(left > 500 && left.abs_diff(right) < left / 10, "all of it: {left} and {right} px");
    }
}
