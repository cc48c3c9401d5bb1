//! Why content could not be kept or given back.

use std::io;

/// Why a media operation failed.
///
/// `Display` is safe to log: it names kinds and limits, never content or paths.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// There is no content with this id.
    #[error("there is no content with this id")]
    Missing,
    /// The bytes are not what was sealed: changed, cut, reordered, another file's, or another key.
    #[error("the content is damaged")]
    Damaged,
    /// A recording with this id was not finished; [`crate::MediaFolder::recover`] gives back what
    /// is there.
    #[error("the content was not finished")]
    Unfinished,
    /// The disk is full; nothing that was kept before is lost.
    #[error("the disk is full")]
    DiskFull,
    /// The content is longer than [`crate::MEDIA_BYTES_MAX`].
    #[error("the content is longer than {} bytes", crate::MEDIA_BYTES_MAX)]
    TooLarge,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random(#[source] getrandom::Error),
    /// Reading or writing failed for another reason.
    #[error("reading or writing failed: {}", .0.kind())]
    Io(#[source] io::Error),
}

impl From<io::Error> for MediaError {
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            // "File too large" is a file-size limit of the account: content stays far below what
            // any file system allows. For the person it is the same: no more room.
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::DiskFull,
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(cause),
        }
    }
}
