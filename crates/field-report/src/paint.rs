//! Draws ops on a page.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;

use crate::block::{Ink, Op, Place};
use crate::typeface::Typeface;

/// A circle's quarter as a cubic: distance of the handles. Source: 4/3 · (√2 − 1).
const QUARTER: f32 = 0.552_284_8;

/// What drawing needs: fonts, photos, and where the block's column starts.
pub(crate) struct Brush<'a> {
    pub typeface: &'a Typeface,
    /// One image per photo of the report, in its order.
    pub images: &'a [Image],
    pub left: f32,
    pub top: f32,
}

impl Brush<'_> {
    /// Draws one op.
    pub(crate) fn draw(&self, surface: &mut Surface<'_>, op: &Op) {
        match op {
            Op::Letters { x, baseline, size, ink, shaped } => {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(*ink)));
                surface.draw_glyphs(
                    Point::from_xy(self.left + x, self.top + baseline),
                    &shaped.glyphs,
                    self.typeface.font(shaped.weight),
                    &shaped.text,
                    *size,
                    false,
                );
            }
            Op::Box { place, radius, ink } => {
                fill_path(surface, self.round_box(*place, *radius), *ink);
            }
            Op::Frame { place, radius, stroke, ink } => {
                let half = stroke / 2.0;
                let inner = Place {
                    x: place.x + half,
                    y: place.y + half,
                    width: place.width - stroke,
                    height: place.height - stroke,
                };
                stroke_path(surface, self.round_box(inner, *radius), *stroke, *ink);
            }
            Op::Polygon { points, ink } => {
                fill_path(surface, self.lines(std::slice::from_ref(points), true), *ink);
            }
            Op::Strokes { lines, stroke, ink } => {
                stroke_path(surface, self.lines(lines, false), *stroke, *ink);
            }
            Op::Photo { index, place } => self.photo(surface, *index, *place),
        }
    }

    fn photo(&self, surface: &mut Surface<'_>, index: usize, place: Place) {
        let (Some(image), Some(clip)) = (self.images.get(index), self.round_box(place, 3.0)) else {
            return;
        };
        let (width, height) = pixels(image.size());
        let scale = (place.width / width).max(place.height / height);
        let Some(size) = Size::from_wh(width * scale, height * scale) else { return };
        surface.push_clip_path(&clip, &FillRule::NonZero);
        surface.push_transform(&Transform::from_translate(
            self.left + place.x - (size.width() - place.width) / 2.0,
            self.top + place.y - (size.height() - place.height) / 2.0,
        ));
        surface.draw_image(image.clone(), size);
        surface.pop();
        surface.pop();
    }

    fn lines(&self, lines: &[Vec<(f32, f32)>], is_closed: bool) -> Option<Path> {
        let mut path = PathBuilder::new();
        for line in lines {
            let mut points = line.iter().map(|(x, y)| (self.left + x, self.top + y));
            let Some((x, y)) = points.next() else { continue };
            path.move_to(x, y);
            // A dot is a line of no length; round caps make it visible.
            if line.len() == 1 {
                path.line_to(x + 0.01, y);
            }
            for (x, y) in points {
                path.line_to(x, y);
            }
            if is_closed {
                path.close();
            }
        }
        path.finish()
    }

    fn round_box(&self, place: Place, radius: f32) -> Option<Path> {
        let (left, top) = (self.left + place.x, self.top + place.y);
        let (right, bottom) = (left + place.width, top + place.height);
        let mut path = PathBuilder::new();
        let radius = radius.min(place.width / 2.0).min(place.height / 2.0);
        if radius <= 0.0 {
            path.push_rect(Rect::from_ltrb(left, top, right, bottom)?);
            return path.finish();
        }
        let handle = radius * (1.0 - QUARTER);
        path.move_to(left + radius, top);
        path.line_to(right - radius, top);
        path.cubic_to(right - handle, top, right, top + handle, right, top + radius);
        path.line_to(right, bottom - radius);
        path.cubic_to(right, bottom - handle, right - handle, bottom, right - radius, bottom);
        path.line_to(left + radius, bottom);
        path.cubic_to(left + handle, bottom, left, bottom - handle, left, bottom - radius);
        path.line_to(left, top + radius);
        path.cubic_to(left, top + handle, left + handle, top, left + radius, top);
        path.close();
        path.finish()
    }
}

fn fill_path(surface: &mut Surface<'_>, path: Option<Path>, ink: Ink) {
    if let Some(path) = path {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(ink)));
        surface.draw_path(&path);
    }
}

fn stroke_path(surface: &mut Surface<'_>, path: Option<Path>, width: f32, ink: Ink) {
    if let Some(path) = path {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: colour(ink).into(),
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: colour(ink).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn colour(Ink(red, green, blue): Ink) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

/// A JPEG has at most 65535 pixels a side, which a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "see above")]
fn pixels((width, height): (u32, u32)) -> (f32, f32) {
    (width as f32, height as f32)
}
