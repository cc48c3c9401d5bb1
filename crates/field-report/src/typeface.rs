//! The report's typeface: three weights of Inter, shaped and measured.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer};

use crate::check::ReportError;

/// Weight 400. Inter, SIL Open Font License 1.1, cut down to Latin, Greek and Cyrillic.
static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.ttf");
/// Weight 600.
static SEMI_BOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf");
/// Weight 700.
static BOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-Bold.ttf");

/// Drawn in the place of a letter that the typeface does not have: a white square.
const MISSING: char = '\u{25a1}';

/// A weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
    Bold,
}

/// A line's worth of shaped letters.
#[derive(Clone)]
pub(crate) struct Shaped {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub weight: Weight,
    /// Width at size 1.
    pub width_em: f32,
}

struct Cut {
    face: Face<'static>,
    font: Font,
    /// Width of a word at size 1. Words repeat; shaping them again is what layout would cost.
    widths: RefCell<HashMap<String, f32>>,
}

/// The three weights.
pub(crate) struct Typeface {
    regular: Cut,
    semi_bold: Cut,
    bold: Cut,
    missing: Cell<u32>,
}

impl Cut {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        Some(Self {
            face: Face::from_slice(bytes, 0)?,
            font: Font::new(bytes.into(), 0)?,
            widths: RefCell::default(),
        })
    }
}

impl Typeface {
    /// Reads the fonts that are built in.
    ///
    /// # Errors
    /// [`ReportError::Pdf`] if a font file is damaged, which a test would show.
    pub(crate) fn new() -> Result<Self, ReportError> {
        let cut = |bytes| Cut::new(bytes).ok_or(ReportError::Pdf);
        Ok(Self {
            regular: cut(REGULAR)?,
            semi_bold: cut(SEMI_BOLD)?,
            bold: cut(BOLD)?,
            missing: Cell::new(0),
        })
    }

    /// The font to draw a weight with.
    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.cut(weight).font.clone()
    }

    /// How many letters were drawn as a square so far.
    pub(crate) fn missing(&self) -> u32 {
        self.missing.get()
    }

    /// The text with a square for each letter that the typeface does not have.
    pub(crate) fn drawable(&self, text: &str) -> String {
        text.chars()
            .map(|letter| {
                if letter == '\n' || self.regular.face.glyph_index(letter).is_some() {
                    letter
                } else {
                    self.missing.set(self.missing.get().saturating_add(1));
                    MISSING
                }
            })
            .collect()
    }

    /// Shapes a piece of one line, left to right: the typeface has no script that runs the other
    /// way.
    #[expect(clippy::cast_precision_loss, reason = "font units are far below 2^23")]
    pub(crate) fn shape(&self, text: &str, weight: Weight) -> Shaped {
        let cut = self.cut(weight);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let tabular = Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(b"tnum"), 1, ..);
        let shaped = rustybuzz::shape(&cut.face, &[tabular], buffer);
        let em = cut.face.units_per_em() as f32;
        let infos = shaped.glyph_infos();
        let mut width_em = 0.0;
        let glyphs = infos
            .iter()
            .zip(shaped.glyph_positions())
            .enumerate()
            .map(|(index, (info, position))| {
                let start = info.cluster as usize;
                let end = infos
                    .get(index..)
                    .unwrap_or_default()
                    .iter()
                    .map(|next| next.cluster as usize)
                    .find(|&next| next > start)
                    .unwrap_or(text.len());
                let advance = position.x_advance as f32 / em;
                width_em += advance;
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    advance,
                    position.x_offset as f32 / em,
                    position.y_offset as f32 / em,
                    position.y_advance as f32 / em,
                    start..end,
                    None,
                )
            })
            .collect();
        Shaped { text: text.to_owned(), glyphs, weight, width_em }
    }

    /// Width of a piece of text at size 1.
    pub(crate) fn width_em(&self, text: &str, weight: Weight) -> f32 {
        let widths = &self.cut(weight).widths;
        if let Some(&known) = widths.borrow().get(text) {
            return known;
        }
        let width = self.shape(text, weight).width_em;
        widths.borrow_mut().insert(text.to_owned(), width);
        width
    }

    fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
            Weight::Bold => &self.bold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typeface_has_what_inspections_write() {
        let typeface = Typeface::new().expect("the fonts are whole");
        let text = "51.0 °F ≥ 41 °F, Träger, crème, Łódź, naïve, “so” – it’s € 5 … Ωμέγα, Кухня";
        assert_eq!(typeface.drawable(text), text, "every letter has a shape");
        assert_eq!(typeface.missing(), 0, "nothing was replaced");
        assert_eq!(typeface.drawable("寿司"), "□□", "an unknown letter is shown as a square");
        assert_eq!(typeface.missing(), 2, "and counted, so that the report can say so");
    }
}
