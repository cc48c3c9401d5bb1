//! Why a photo could not be taken in, searched or given out. Every `Display` is safe to log.

use std::error::Error;

/// Why a file is not taken in as a photo. The caller still has the file; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// HEIC or HEIF of a kind that cannot be decoded here: layers, moving pictures, another codec.
    #[error("the photo is in a kind of HEIC format that is not supported")]
    Heic,
    /// The file is not a JPEG, PNG, WebP or HEIC picture.
    #[error("the file is not a JPEG, PNG, WebP or HEIC picture")]
    NotAnImage,
    /// The file is larger than is taken.
    #[error("the file has {found_bytes} bytes, at most {max_bytes} are taken")]
    TooManyBytes {
        /// Size of the file.
        found_bytes: u64,
        /// Largest size that is taken.
        max_bytes: u64,
    },
    /// The picture has more pixels, longer edges or deeper pixels than are taken.
    #[error("the picture is {width_px} x {height_px} px, which is more than is taken")]
    TooManyPixels {
        /// Width that the file states.
        width_px: u32,
        /// Height that the file states.
        height_px: u32,
    },
    /// The file ends before the picture does.
    #[error("the file ends before the picture does")]
    Truncated,
    /// The file breaks the rules of its format.
    #[error("the picture data is damaged")]
    Damaged {
        /// What the decoder said, if it said anything.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
}

impl DecodeError {
    /// Damage found by our own reading of the file.
    pub(crate) const DAMAGED: Self = Self::Damaged { source: None };
}

/// Why a photo could not be searched. It waits for a person then.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The inference engine refused or failed.
    #[error("the photo engine failed")]
    Engine {
        /// What it said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The model gave something that is not its known shape.
    #[error("the photo model answered in an unknown shape")]
    UnknownAnswer,
    /// There are more regions than a person can look through.
    #[error("more than {max} regions were found")]
    TooManyRegions {
        /// The bound.
        max: usize,
    },
    /// The engine broke down in the middle; it stays usable for the next photo.
    #[error("the photo engine broke down")]
    BrokeDown,
}

/// Why a picture could not be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The JPEG encoder failed.
    #[error("the picture could not be encoded")]
    Encoder {
        /// What it said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The picture could not be scaled.
    #[error("the picture could not be scaled")]
    Scale {
        /// What the scaler said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// There is no layer to draw on, or no typeface.
    #[error("nothing can be drawn on the picture")]
    NoLayer,
}
