//! 8-bit RGB pixels, and scaling them.

use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use field_domain::PixelRect;

use crate::error::EncodeError;

/// A picture in memory: rows from the top, three bytes a pixel, no padding.
#[derive(Clone)]
pub(crate) struct Pixels {
    pub(crate) width_px: u32,
    pub(crate) height_px: u32,
    pub(crate) rgb: Vec<u8>,
}

/// How carefully to scale.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Quality {
    /// Lanczos of 3 lobes: for pictures that people look at.
    ForPeople,
    /// Averaging: for the finders, where speed counts more than crispness.
    ForModels,
}

impl Pixels {
    /// The same picture at another size; itself, if that is its size.
    pub(crate) fn scaled(
        &self,
        (width_px, height_px): (u32, u32),
        quality: Quality,
    ) -> Result<Cow<'_, Self>, EncodeError> {
        if (width_px, height_px) == (self.width_px, self.height_px) {
            return Ok(Cow::Borrowed(self));
        }
        let filter = match quality {
            Quality::ForPeople => FilterType::Lanczos3,
            Quality::ForModels => FilterType::Bilinear,
        };
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
        let source = ImageRef::new(self.width_px, self.height_px, &self.rgb, PixelType::U8x3)
            .map_err(|source| EncodeError::Scale { source: Box::new(source) })?;
        let mut target = Image::new(width_px, height_px, PixelType::U8x3);
        Resizer::new()
            .resize(&source, &mut target, Some(&options))
            .map_err(|source| EncodeError::Scale { source: Box::new(source) })?;
        Ok(Cow::Owned(Self { width_px, height_px, rgb: target.into_vec() }))
    }

    /// A part of the picture; what lies outside is left out.
    pub(crate) fn part(&self, rect: PixelRect) -> Self {
        let (right, bottom) = (rect.right.min(self.width_px), rect.bottom.min(self.height_px));
        let (left, top) = (rect.left.min(right), rect.top.min(bottom));
        let span = left as usize * 3..right as usize * 3;
        let rows = self.rgb.chunks_exact((self.width_px as usize * 3).max(1));
        let rows = rows.skip(top as usize).take((bottom - top) as usize);
        let rgb = rows.flat_map(|row| row.get(span.clone()).unwrap_or_default()).copied().collect();
        Self { width_px: right - left, height_px: bottom - top, rgb }
    }

    /// The size of this picture when its long edge becomes at most `long_edge_px`; never larger.
    pub(crate) fn fitted(&self, long_edge_px: u32) -> (u32, u32) {
        fitted((self.width_px, self.height_px), long_edge_px)
    }
}

/// See [`Pixels::fitted`]. Each edge stays at least 1 px.
pub(crate) fn fitted((width_px, height_px): (u32, u32), long_edge_px: u32) -> (u32, u32) {
    let long = u64::from(width_px.max(height_px)).max(1);
    let target = u64::from(long_edge_px.max(1));
    if long <= target {
        return (width_px, height_px);
    }
    let scale = |edge: u32| {
        let scaled = (u64::from(edge) * target + long / 2) / long;
        u32::try_from(scaled.max(1)).expect("no longer than the edge it was made from")
    };
    (scale(width_px), scale(height_px))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_enlarged_and_never_vanishes() {
        assert_eq!(fitted((4032, 3024), 2016), (2016, 1512), "half of a 12 MP photo");
        assert_eq!(fitted((3024, 4032), 2016), (1512, 2016), "upright as well");
        assert_eq!(fitted((800, 600), 2016), (800, 600), "small ones keep their size");
        assert_eq!(fitted((10_000, 3), 320), (320, 1), "an edge stays at least one pixel");
    }
}
