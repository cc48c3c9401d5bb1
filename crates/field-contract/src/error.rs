//! The only error that crosses to the screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the screens may decide on. A variant exists only while some screen has words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The store is locked: show the unlock screen.
    Locked,
    /// The passphrase is wrong.
    WrongPassphrase,
    /// The new passphrase is too short.
    PassphraseTooShort,
    /// A database is there and its key is not: show the recovery screen.
    KeyMissing,
    /// The keyring gave no key: ask for the passphrase.
    KeyringEmpty,
    /// A profile is there already; a new one would hide it.
    ProfileExists,
    /// The store or the key file is damaged.
    StoreDamaged,
    /// The store was written by a newer program.
    StoreTooNew,
    /// Another window has this profile open.
    ProfileInUse,
    /// The thing named is not on this device.
    NotFound,
    /// The input breaks a rule; the message names the field.
    Invalid,
    /// The person may not do this.
    NotAllowed,
    /// Something must be done first.
    NotReady,
    /// The inspection was handed in: it can only be changed after the office returns it.
    AlreadySubmitted,
    /// Nothing to undo or redo.
    NothingToUndo,
    /// The disk is full; nothing was written.
    DiskFull,
    /// No connection; the change is queued and nothing is lost.
    Offline,
    /// The server answered too slowly.
    Timeout,
    /// The server's certificate is not the one that was pinned.
    BadCertificate,
    /// Something else than our server answered, such as a hotel's sign-in page.
    NotOurServer,
    /// Sign-in address or password is wrong.
    WrongSignIn,
    /// Too many wrong tries.
    TooManyTries,
    /// The sign-in has ended.
    SignInExpired,
    /// Nobody has signed in on this device.
    SignedOut,
    /// The server refuses this device.
    DeviceRefused,
    /// The server has no room.
    ServerFull,
    /// The server failed.
    ServerFailed,
    /// The photo file is larger than is taken.
    PhotoTooLarge,
    /// The photo file is damaged.
    PhotoDamaged,
    /// The file is a kind of HEIC that cannot be read here.
    PhotoHeic,
    /// The file is not a photo.
    NotAPhoto,
    /// The folder is not there, or cannot be read.
    FolderMissing,
    /// The file is not audio.
    NotAudio,
    /// The recording holds nothing.
    RecordingEmpty,
    /// The recording is longer than is taken.
    RecordingTooLong,
    /// No microphone was found.
    NoMicrophone,
    /// The microphone was lost on the way; what was recorded is kept.
    MicrophoneLost,
    /// A recording is running already.
    AlreadyRecording,
    /// A model file is missing or has a wrong hash.
    ModelMissing,
    /// The processor is too old for speech recognition.
    ProcessorTooOld,
    /// An engine could not judge this; it waits for a person.
    Withheld,
    /// The file is not a template.
    TemplateInvalid,
    /// The file is not a rescue file, or the passphrase does not open it.
    RescueUnreadable,
    /// A photo or recording file on this device is damaged.
    MediaDamaged,
    /// A bug or a broken machine; offer "copy details".
    Internal,
}

/// The only error that crosses to the screens.
///
/// `message` is for logs and bug reports, in English, and holds no user data: no answers, names,
/// addresses, file paths or transcripts. The screens show their own words, chosen by `code`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, TS)]
#[error("{code:?}: {message}")]
pub struct AppError {
    /// What kind of failure.
    pub code: ErrorCode,
    /// Details without user data.
    pub message: String,
}

impl AppError {
    /// An error with its details.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}
