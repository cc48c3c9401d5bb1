//! Pictures that were made a moment ago: decoding a photo takes a tenth of a second and more.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use field_domain::{BlobId, PhotoId};
use zeroize::Zeroizing;

/// Most bytes of pictures in memory: 32 MiB.
///
/// Source: judgement; a hundred pictures of a screen's size (0.2 to 0.3 MB each), which is more than
/// one inspection shows while somebody walks through it.
const CACHE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What a picture was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The original of a photo of this device, scaled to this long edge.
    Original(PhotoId, u32),
    /// A sealed picture or thumbnail.
    Blob(BlobId),
    /// A part of a picture at its full size, by number.
    Part(PartOf, u8),
}

/// What parts are cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartOf {
    /// The original of a photo of this device.
    Original(PhotoId),
    /// A sealed picture.
    Blob(BlobId),
}

/// A JPEG in memory; overwritten when the last one lets go of it.
pub type Jpeg = Arc<Zeroizing<Vec<u8>>>;

/// The pictures that were asked for last. Gone when the profile is locked.
#[derive(Default)]
pub(crate) struct PictureCache {
    /// Longest unused first.
    kept: Mutex<VecDeque<(Source, Jpeg)>>,
    /// Held while a photo is cut into parts: a page asks for several at once, and one cut makes all.
    cutting: Mutex<()>,
}

impl PictureCache {
    pub(super) fn get(&self, source: Source) -> Option<Jpeg> {
        let mut kept = self.lock();
        let at = kept.iter().position(|(known, _)| *known == source)?;
        let found = kept.remove(at)?;
        let jpeg = Arc::clone(&found.1);
        kept.push_back(found);
        Some(jpeg)
    }

    pub(super) fn put(&self, source: Source, jpeg: &Jpeg) {
        let mut kept = self.lock();
        kept.retain(|(known, _)| *known != source);
        kept.push_back((source, Arc::clone(jpeg)));
        let mut bytes: usize = kept.iter().map(|(_, jpeg)| jpeg.len()).sum();
        while bytes > CACHE_BYTES_MAX
            && let Some((_, oldest)) = kept.pop_front()
        {
            bytes -= oldest.len();
        }
    }

    /// Waits until no other photo is being cut.
    pub(super) fn cut(&self) -> MutexGuard<'_, ()> {
        self.cutting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(Source, Jpeg)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_that_were_asked_for_last_stay_within_the_bound() {
        let cache = PictureCache::default();
        let source = |number: u8| Source::Blob(field_domain::Hash32([number; 32]));
        let jpeg: Jpeg = Arc::new(Zeroizing::new(vec![0; CACHE_BYTES_MAX / 3]));
        for number in 1..=3 {
            cache.put(source(number), &jpeg);
        }
        assert!(cache.get(source(1)).is_some(), "three thirds fit");
        cache.put(source(4), &jpeg);
        assert!(cache.get(source(2)).is_none(), "the one that was unused for longest goes");
        assert!(cache.get(source(1)).is_some(), "the one that was asked for again stays");
        assert_eq!(cache.lock().len(), 3, "never more than the bound");
    }
}
