//! The report as a PDF file.

use std::num::NonZeroU16;

use field_domain::Hash32;
use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, Tag, TagGroup, TagTree};

use crate::block::{Op, Place, RULE, Role, SOFT, line_ops};
use crate::check::{ReportError, check};
use crate::compose::compose;
use crate::fingerprint::{fingerprint, short};
use crate::flow::{Placed, flow};
use crate::jpeg;
use crate::paint::Brush;
use crate::report::{Paper, Report};
use crate::text::Text;
use crate::typeface::{Typeface, Weight};
use crate::words::{ReportWords, fill};
use crate::wrap::{Style, wrap};

/// Blank left and right of the text, in points.
const MARGIN_SIDE: f32 = 43.0;
/// Blank above the text, in points.
const MARGIN_TOP: f32 = 40.0;
/// Room below the text for the footer, in points.
const FOOTER: f32 = 58.0;
/// Footer letters.
const FOOT: Style = Style { size: 8.0, leading: 11.0, weight: Weight::Regular };

/// Sizes of the page, in points.
#[derive(Clone, Copy)]
struct Sheet {
    width: f32,
    height: f32,
}

impl Sheet {
    fn of(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self { width: 595.28, height: 841.89 },
            Paper::Letter => Self { width: 612.0, height: 792.0 },
        }
    }

    fn column(self) -> f32 {
        self.width - 2.0 * MARGIN_SIDE
    }
}

/// Writes the report as a PDF 1.7 file with bookmarks and tags for assistive technology.
///
/// The same report, words and version of this crate give the same bytes. Photos are embedded as
/// they are, less their metadata; the memory needed is about three times the size of all JPEGs.
///
/// # Errors
/// [`ReportError`] names the limit that is passed, or the photo that cannot be shown.
pub fn write_pdf(report: &Report, words: &ReportWords) -> Result<Vec<u8>, ReportError> {
    check(report)?;
    let hash = fingerprint(report)?;
    let typeface = Typeface::new()?;
    let sheet = Sheet::of(report.paper);
    let blocks = compose(report, words, &typeface, sheet.column(), hash);
    let pages = flow(blocks, sheet.height - MARGIN_TOP - FOOTER);
    let images = images(report)?;

    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(report.title.clone())
            .language(words.language.clone())
            .creator("Fieldproof".to_owned()),
    );
    let mut tree = TagTree::new().with_lang(Some(words.language.clone()));
    let mut outline = Outline::new();
    let count = pages.len();
    for (index, blocks) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(sheet.width, sheet.height).ok_or(ReportError::Pdf)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for placed in blocks {
            let brush = Brush {
                typeface: &typeface,
                images: &images,
                left: MARGIN_SIDE,
                top: MARGIN_TOP + placed.y,
            };
            draw_block(&mut surface, &brush, placed, &mut tree);
            if let Role::Heading(2, title) = &placed.block.role {
                let point = Point::from_xy(0.0, MARGIN_TOP + placed.y);
                let target = XyzDestination::new(index, point);
                outline.push_child(OutlineNode::new(title.clone(), target));
            }
        }
        let brush = Brush {
            typeface: &typeface,
            images: &images,
            left: MARGIN_SIDE,
            top: sheet.height - FOOTER + 14.0,
        };
        let numbers = (index + 1, count);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        for op in footer(&typeface, report, words, hash, numbers, sheet.column()) {
            brush.draw(&mut surface, &op);
        }
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree);
    // The source may name a font or a tag; `ReportError` carries no foreign text.
    document.finish().map_err(|_| ReportError::Pdf)
}

fn images(report: &Report) -> Result<Vec<Image>, ReportError> {
    report
        .photos
        .iter()
        .enumerate()
        .map(|(index, photo)| {
            let clean = jpeg::without_metadata(&photo.jpeg)
                .ok_or(ReportError::PhotoUnreadable { index })?;
            Image::from_jpeg(clean.into(), true).map_err(|_| ReportError::PhotoUnreadable { index })
        })
        .collect()
}

fn draw_block(surface: &mut Surface<'_>, brush: &Brush<'_>, placed: &Placed, tree: &mut TagTree) {
    let ops = &placed.block.ops;
    if ops.is_empty() {
        return;
    }
    let group = match &placed.block.role {
        Role::Heading(level, title) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Some(TagGroup::new(Tag::Hn(level, Some(title.clone()))))
        }
        Role::Paragraph => Some(TagGroup::new(Tag::P)),
        Role::Figure(words) => Some(TagGroup::new(Tag::Figure(Some(words.clone())))),
        Role::Ornament => None,
    };
    let tag = match group {
        Some(_) => ContentTag::Other,
        None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
    };
    let identifier = surface.start_tagged(tag);
    for op in ops {
        brush.draw(surface, op);
    }
    surface.end_tagged();
    if let Some(mut group) = group {
        group.push(Node::Leaf(identifier));
        tree.push(Node::Group(group));
    }
}

fn footer(
    typeface: &Typeface,
    report: &Report,
    words: &ReportWords,
    hash: Hash32,
    (page, pages): (usize, usize),
    column: f32,
) -> Vec<Op> {
    let rule = Place { x: 0.0, y: 0.0, width: column, height: 0.7 };
    let mut ops = vec![Op::Box { place: rule, radius: 0.0, ink: RULE }];
    let kind = if report.is_redacted { &words.footer_redacted } else { &words.footer_originals };
    let left = Text::from(kind.as_str())
        .joined("   ", fill(&words.footer_hash, &[("hash", &short(hash))]).into());
    let right =
        fill(&words.footer_page, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    for line in wrap(typeface, &left, FOOT, column - 90.0) {
        ops.extend(line_ops(line, 0.0, 8.0, FOOT, SOFT));
    }
    for line in wrap(typeface, &right.into(), FOOT, column) {
        let x = column - line.width;
        ops.extend(line_ops(line, x, 8.0, FOOT, SOFT));
    }
    ops
}
