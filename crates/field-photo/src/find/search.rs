//! At which sizes a photo is searched.

use field_domain::PixelRect;

/// At which sizes a photo is searched for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Long edges of the searches for faces, in pixels.
    pub faces_at_px: Vec<u32>,
    /// Long edges of the searches for text, in pixels.
    pub text_at_px: Vec<u32>,
    /// Whether faces are also looked for part by part, at the size of the picture that leaves.
    pub with_tiles: bool,
}

/// What is looked for at one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wanted {
    pub(super) faces: bool,
    pub(super) text: bool,
}

/// A photo is enlarged for the search at most so many times: more adds blur and no detail.
const ENLARGED_TIMES_MAX: u32 = 2;

/// Share of a tile's edge that it has in common with its neighbour, so that a face on the border is
/// whole in one of them.
const TILE_OVERLAP_PARTS: u32 = 8;

impl Search {
    /// What every photo gets.
    ///
    /// Source: measured (docs/measurements/photos.md). A second search for text at 736 px found no line
    /// that the one at 1280 px had missed; of faces, 1280 px finds the small ones and 736 px large ones
    /// that are half covered.
    #[must_use]
    pub fn usual() -> Self {
        Self { faces_at_px: vec![736, 1280], text_at_px: vec![1280], with_tiles: false }
    }

    /// For photos on which small faces and small print matter; takes some four times as long.
    ///
    /// Source: as above; lines of 15 px are found by two thirds at 1600 px, by a quarter at 1280 px.
    #[must_use]
    pub fn thorough() -> Self {
        Self { faces_at_px: vec![736, 1280], text_at_px: vec![960, 1600], with_tiles: true }
    }

    /// The searches of a photo of the given size, the largest first.
    ///
    /// A small photo is searched once, at twice its size or less.
    pub(super) fn steps(&self, (width_px, height_px): (u32, u32)) -> Vec<(u32, Wanted)> {
        let long = width_px.max(height_px);
        let worth = |edges: &[u32]| -> Vec<u32> {
            let Some(least) = edges.iter().min() else { return Vec::new() };
            let mut kept: Vec<u32> = edges.iter().copied().filter(|edge| long >= *edge).collect();
            if !kept.contains(least) {
                kept.push((*least).min(long.saturating_mul(ENLARGED_TIMES_MAX)));
            }
            kept
        };
        let (faces, text) = (worth(&self.faces_at_px), worth(&self.text_at_px));
        let mut edges: Vec<u32> = faces.iter().chain(&text).copied().collect();
        edges.sort_unstable_by(|one, other| other.cmp(one));
        edges.dedup();
        let wanted = |edge: &u32| Wanted { faces: faces.contains(edge), text: text.contains(edge) };
        edges.iter().map(|edge| (*edge, wanted(edge))).collect()
    }
}

/// Four parts of a picture that overlap by an eighth of its edges.
pub(super) fn tiles((width_px, height_px): (u32, u32)) -> [PixelRect; 4] {
    let halves = |edge: u32| {
        let overlap = edge / TILE_OVERLAP_PARTS / 2;
        let middle = edge / 2;
        [(0, (middle + overlap).max(1)), (middle - overlap.min(middle), edge)]
    };
    let [first, second] = halves(width_px);
    let [upper, lower] = halves(height_px);
    [(first, upper), (second, upper), (first, lower), (second, lower)]
        .map(|((left, right), (top, bottom))| PixelRect { left, top, right, bottom })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(search: &Search, long: u32) -> Vec<u32> {
        search.steps((long, 10)).into_iter().map(|(edge, _)| edge).collect()
    }

    #[test]
    fn a_small_photo_is_enlarged_at_most_twofold() {
        let both =
            Search { faces_at_px: vec![736, 1280], text_at_px: vec![736], with_tiles: false };
        assert_eq!(edges(&both, 100), [200]);
        assert_eq!(edges(&both, 500), [736]);
        assert_eq!(edges(&both, 1279), [736], "enlarging to 1280 would show nothing more");
        assert_eq!(edges(&both, 4032), [1280, 736], "the largest first");
        let [large, small] = both.steps((4032, 10))[..] else { panic!("two searches") };
        assert_eq!(large.1, Wanted { faces: true, text: false });
        assert_eq!(small.1, Wanted { faces: true, text: true });
    }

    #[test]
    fn tiles_cover_the_picture_and_overlap() {
        for size in [(2016, 1512), (1, 1), (7, 2)] {
            let tiles = tiles(size);
            for y in 0..size.1 {
                for x in [0, size.0 / 2, size.0 - 1] {
                    let is_in = |tile: &PixelRect| {
                        (tile.left..tile.right).contains(&x) && (tile.top..tile.bottom).contains(&y)
                    };
                    assert!(tiles.iter().any(is_in), "{size:?} at {x}, {y}");
                }
            }
        }
        let [first, second, ..] = tiles((2016, 1512));
        assert_eq!(first.right - second.left, 252, "an eighth in common");
    }
}
