//! A kitchen wall with a steel table and boxes on it, drawn with texture and noise.

use image::{Rgb, RgbImage};

use super::jpeg;
use crate::random::Random;

/// A made-up photo as JPEG. The seed decides colours and boxes. `width_px` and `height_px` are
/// taken as at least 16 and at most 8000.
#[must_use]
pub fn kitchen(seed: u64, width_px: u32, height_px: u32) -> Vec<u8> {
    jpeg(&scene(seed, width_px, height_px))
}

struct Crate {
    left: u32,
    top: u32,
    right: u32,
    colour: [u32; 3],
}

pub(super) fn scene(seed: u64, width_px: u32, height_px: u32) -> RgbImage {
    let (width, height) = (width_px.clamp(16, 8000), height_px.clamp(16, 8000));
    let mut random = Random::new(seed);
    let wall = [0, 1, 2].map(|_| 165 + random.below(55));
    let table = height * (55 + random.below(15)) / 100;
    let tile = (height / (7 + random.below(5))).max(8);
    let crates: Vec<Crate> = (0..3 + random.below(4))
        .map(|_| {
            let left = random.below(width);
            Crate {
                left,
                top: table - random.below(table / 2).min(table),
                right: left + width / 12 + random.below(width / 8),
                colour: [0, 1, 2].map(|_| 40 + random.below(170)),
            }
        })
        .collect();
    let mut noise = Random::new(seed ^ 0x5eed);
    RgbImage::from_fn(width, height, |x, y| {
        let inside =
            crates.iter().find(|c| (c.left..c.right).contains(&x) && (c.top..table).contains(&y));
        let base = if let Some(found) = inside {
            // A lighter lid.
            if y < found.top + height / 60 {
                found.colour.map(|part| part + 30)
            } else {
                found.colour
            }
        } else if y >= table {
            let shine = 150 + (x * 40 / width) + ((y - table) * 30 / height);
            [shine, shine + 2, shine + 5]
        } else if x % tile < 3 || y % tile < 3 {
            [150, 148, 144]
        } else {
            wall
        };
        let grain = noise.below(15);
        Rgb(base.map(|part| u8::try_from((part + grain).min(255)).unwrap_or(255)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_repeats_with_its_seed_and_differs_without() {
        let first = kitchen(1, 320, 240);
        assert_eq!(first, kitchen(1, 320, 240), "the same seed gives the same bytes");
        assert_ne!(first, kitchen(2, 320, 240), "another seed gives another photo");
        let image = image::load_from_memory(&first).expect("it is a JPEG");
        assert_eq!((image.width(), image.height()), (320, 240), "of the size that was asked for");
    }
}
