//! How decoded pixels lie in the photo, and how far what was coded in one place reaches.

use field_domain::PixelRect;

use crate::turn::Turn;

/// How far the look of one pixel of the file spreads when the file is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coding {
    /// Width and height of the blocks that are coded as one.
    block_px: (u32, u32),
    /// Blocks around one that decoding may mix into it.
    mixed_blocks: u32,
    /// Decoded pixels around a block that filtering between blocks may touch.
    spill_px: u32,
}

/// Edge of a block of samples. Source: ITU-T T.81, A.1.
const BLOCK_SAMPLES: u32 = 8;

/// Largest sampling factor. Source: ITU-T T.81, B.2.2.
const SAMPLING_MAX: u8 = 4;

/// Decoders stretch colour samples over at most 4 px and blend each with its neighbour.
const COLOUR_SPILL_PX: u32 = 4;

/// libjpeg-turbo smooths blocks of a progressive picture whose finer scans are missing by the mean
/// colours of the blocks around, two in each direction.
const SMOOTHED_BLOCKS: u32 = 2;

impl Default for Coding {
    /// Each decoded pixel is one of the file's, as in PNG; so are those of formats that are decoded at
    /// their whole size, whose decoded pixels are what the person sees.
    fn default() -> Self {
        Self { block_px: (1, 1), mixed_blocks: 0, spill_px: 0 }
    }
}

impl Coding {
    /// The coding of a JPEG with the given largest sampling factors.
    pub(crate) fn jpeg((across, down): (u8, u8), is_progressive: bool) -> Self {
        let block = |factor: u8| BLOCK_SAMPLES * u32::from(factor.clamp(1, SAMPLING_MAX));
        Self {
            block_px: (block(across), block(down)),
            mixed_blocks: if is_progressive { SMOOTHED_BLOCKS } else { 0 },
            spill_px: COLOUR_SPILL_PX,
        }
    }

    /// Reaches at least as far as `other` from now on.
    pub(crate) fn widen(&mut self, other: Self) {
        self.block_px.0 = self.block_px.0.max(other.block_px.0);
        self.block_px.1 = self.block_px.1.max(other.block_px.1);
        self.mixed_blocks = self.mixed_blocks.max(other.mixed_blocks);
        self.spill_px = self.spill_px.max(other.spill_px);
    }
}

/// How the decoded pixels of one photo lie in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Width and height of the file's picture, as stored.
    pub(crate) source_px: (u32, u32),
    /// Edge of a decoded pixel in pixels of the file.
    pub(crate) shrink: u32,
    /// From stored to upright.
    pub(crate) turn: Turn,
    /// How far a pixel of the file reaches.
    pub(crate) coding: Coding,
}

impl Frame {
    /// Width and height of the whole photo, upright.
    pub(crate) fn upright_px(&self) -> (u32, u32) {
        self.turn.size(self.source_px)
    }

    /// The decoded pixels that something inside `rect`, on the upright photo, can have a part in.
    pub(crate) fn reached(&self, rect: PixelRect) -> PixelRect {
        let stored = self.turn.stored_rect(rect, self.source_px);
        let Coding { block_px, mixed_blocks, spill_px } = self.coding;
        let along = |start: u32, end: u32, block: u32, edge: u32| {
            let start = (start / block).saturating_sub(mixed_blocks) * block;
            let end = (end.div_ceil(block) + mixed_blocks) * block;
            let decoded_edge = edge.div_ceil(self.shrink);
            let first = (start / self.shrink).saturating_sub(spill_px);
            (first, (end.div_ceil(self.shrink) + spill_px).min(decoded_edge))
        };
        let (left, right) = along(stored.left, stored.right, block_px.0, self.source_px.0);
        let (top, bottom) = along(stored.top, stored.bottom, block_px.1, self.source_px.1);
        PixelRect { left, top, right, bottom }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: u32, top: u32, right: u32, bottom: u32) -> PixelRect {
        PixelRect { left, top, right, bottom }
    }

    #[test]
    fn a_box_reaches_to_the_borders_of_its_blocks_and_a_little_further() {
        let coding = Coding::jpeg((2, 2), false);
        let frame = Frame { source_px: (4032, 3024), shrink: 2, turn: Turn::NONE, coding };
        assert_eq!(frame.reached(rect(100, 100, 101, 113)), rect(44, 44, 60, 68));
        assert_eq!(
            frame.reached(rect(0, 0, 4032, 3024)),
            rect(0, 0, 2016, 1512),
            "the whole photo"
        );
        let png = Frame { shrink: 1, coding: Coding::default(), ..frame };
        assert_eq!(png.reached(rect(5, 6, 7, 8)), rect(5, 6, 7, 8), "nothing around it");
        let smoothed = Frame { coding: Coding::jpeg((2, 1), true), shrink: 1, ..frame };
        assert_eq!(smoothed.reached(rect(100, 100, 101, 101)), rect(60, 76, 148, 124));
    }

    #[test]
    fn a_box_is_turned_with_the_photo() {
        let turn = Turn::from_exif(6);
        let frame = Frame { source_px: (100, 60), shrink: 1, turn, coding: Coding::default() };
        assert_eq!(frame.upright_px(), (60, 100));
        // The top right corner of the upright photo is the top left one of the stored pixels.
        assert_eq!(frame.reached(rect(50, 0, 60, 5)), rect(0, 0, 5, 10));
    }
}
