//! The one table that maps causes to codes.

use std::io;

use field_clearance::{FrameError, Withheld};
use field_contract::{AppError, ErrorCode};
use field_egress::EgressError;
use field_keys::KeyError;
use field_media::MediaError;
use field_models::ModelError;
use field_photo::{DecodeError, EncodeError, FindError};
use field_report::ReportError;
use field_speech::{AudioError, RecordError, SpeechError};
use field_store::StoreError;

/// The result of a use case.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a use case failed: what crosses to the screens, made from the cause by the table below.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Failure(#[from] pub AppError);

impl Failure {
    /// What kind of failure.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }
}

/// An error with its details (no user data).
pub(crate) fn of(code: ErrorCode, message: &str) -> Failure {
    Failure(AppError::new(code, message))
}

/// An error of the file system.
pub(crate) fn of_io(cause: &io::Error) -> Failure {
    let code = match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            ErrorCode::DiskFull
        }
        _ => ErrorCode::Internal,
    };
    Failure(AppError::new(code, format!("file system: {}", cause.kind())))
}

/// A code with the cause's own log-safe text.
fn by<E: std::fmt::Display>(code: ErrorCode, cause: &E) -> Failure {
    Failure(AppError::new(code, cause.to_string()))
}

impl From<StoreError> for Failure {
    fn from(cause: StoreError) -> Self {
        let code = match &cause {
            StoreError::NotFound { .. } => ErrorCode::NotFound,
            StoreError::WrongKeyOrDamaged | StoreError::Unreadable { .. } => {
                ErrorCode::StoreDamaged
            }
            StoreError::TooNew { .. } => ErrorCode::StoreTooNew,
            StoreError::Busy => ErrorCode::ProfileInUse,
            StoreError::DiskFull => ErrorCode::DiskFull,
            StoreError::NotCleared => ErrorCode::Withheld,
            StoreError::Unfit | StoreError::Sqlite { .. } => ErrorCode::Internal,
        };
        by(code, &cause)
    }
}

impl From<KeyError> for Failure {
    fn from(cause: KeyError) -> Self {
        let code = match &cause {
            KeyError::WrongPassphrase => ErrorCode::WrongPassphrase,
            KeyError::PassphraseTooShort => ErrorCode::PassphraseTooShort,
            KeyError::PassphraseTooLong => ErrorCode::Invalid,
            KeyError::NoSlotsFile => ErrorCode::KeyMissing,
            KeyError::AlreadyCreated => ErrorCode::ProfileExists,
            KeyError::SlotsDamaged | KeyError::OtherKey | KeyError::CostOutOfRange => {
                ErrorCode::StoreDamaged
            }
            KeyError::SlotsNewer { .. } => ErrorCode::StoreTooNew,
            KeyError::NoKeyringSlot
            | KeyError::KeyringHasNoSecret
            | KeyError::KeyringSecretWrong
            | KeyError::Keyring(_) => ErrorCode::KeyringEmpty,
            KeyError::DiskFull => ErrorCode::DiskFull,
            KeyError::Random(_) | KeyError::OutOfMemory | KeyError::Io(_) => ErrorCode::Internal,
        };
        by(code, &cause)
    }
}

impl From<MediaError> for Failure {
    fn from(cause: MediaError) -> Self {
        let code = match &cause {
            MediaError::Missing | MediaError::Damaged | MediaError::Unfinished => {
                ErrorCode::MediaDamaged
            }
            MediaError::DiskFull => ErrorCode::DiskFull,
            MediaError::TooLarge => ErrorCode::PhotoTooLarge,
            MediaError::Random(_) | MediaError::Io(_) => ErrorCode::Internal,
        };
        by(code, &cause)
    }
}

impl From<ModelError> for Failure {
    fn from(cause: ModelError) -> Self {
        by(ErrorCode::ModelMissing, &cause)
    }
}

impl From<DecodeError> for Failure {
    fn from(cause: DecodeError) -> Self {
        let code = match &cause {
            DecodeError::Heic => ErrorCode::PhotoHeic,
            DecodeError::Empty | DecodeError::NotAnImage => ErrorCode::NotAPhoto,
            DecodeError::TooManyBytes { .. } | DecodeError::TooManyPixels { .. } => {
                ErrorCode::PhotoTooLarge
            }
            DecodeError::Truncated | DecodeError::Damaged { .. } => ErrorCode::PhotoDamaged,
        };
        by(code, &cause)
    }
}

impl From<FindError> for Failure {
    fn from(cause: FindError) -> Self {
        by(ErrorCode::Withheld, &cause)
    }
}

impl From<EncodeError> for Failure {
    fn from(cause: EncodeError) -> Self {
        by(ErrorCode::Internal, &cause)
    }
}

impl From<AudioError> for Failure {
    fn from(cause: AudioError) -> Self {
        let code = match &cause {
            AudioError::NotAudio
            | AudioError::Opus
            | AudioError::Unusual { .. }
            | AudioError::Truncated { .. } => ErrorCode::NotAudio,
            AudioError::Empty => ErrorCode::RecordingEmpty,
            AudioError::TooLong { .. } => ErrorCode::RecordingTooLong,
        };
        by(code, &cause)
    }
}

impl From<SpeechError> for Failure {
    fn from(cause: SpeechError) -> Self {
        let code = match &cause {
            SpeechError::ProcessorTooOld => ErrorCode::ProcessorTooOld,
            SpeechError::Model(_) => ErrorCode::ModelMissing,
            SpeechError::Cancelled | SpeechError::Engine(_) => ErrorCode::Internal,
        };
        by(code, &cause)
    }
}

impl From<RecordError> for Failure {
    fn from(cause: RecordError) -> Self {
        let code = match &cause {
            RecordError::NoMicrophone
            | RecordError::PermissionDenied
            | RecordError::DeviceBusy
            | RecordError::UnsupportedFormat
            | RecordError::Failed(_) => ErrorCode::NoMicrophone,
            RecordError::NoThread(_) => ErrorCode::Internal,
        };
        by(code, &cause)
    }
}

impl From<field_redact::Withheld> for Failure {
    fn from(cause: field_redact::Withheld) -> Self {
        by(ErrorCode::Withheld, &cause)
    }
}

impl From<Withheld> for Failure {
    fn from(cause: Withheld) -> Self {
        let code = match &cause {
            Withheld::NeedsLook => ErrorCode::Withheld,
            Withheld::NeedsNameModel => ErrorCode::ModelMissing,
            Withheld::LockedLabel(_) => ErrorCode::NotAllowed,
            Withheld::NeedsReason(_) | Withheld::Decision(_) => ErrorCode::Invalid,
        };
        by(code, &cause)
    }
}

impl From<FrameError> for Failure {
    fn from(cause: FrameError) -> Self {
        by(ErrorCode::Internal, &cause)
    }
}

impl From<ReportError> for Failure {
    fn from(cause: ReportError) -> Self {
        by(ErrorCode::Internal, &cause)
    }
}

impl From<EgressError> for Failure {
    fn from(cause: EgressError) -> Self {
        let code = match &cause {
            EgressError::BadAddress(_) => ErrorCode::Invalid,
            EgressError::Offline => ErrorCode::Offline,
            EgressError::Timeout => ErrorCode::Timeout,
            EgressError::BadCertificate { .. } => ErrorCode::BadCertificate,
            EgressError::SignInExpired => ErrorCode::SignInExpired,
            EgressError::WrongSignIn => ErrorCode::WrongSignIn,
            EgressError::TooManyTries { .. } => ErrorCode::TooManyTries,
            EgressError::DeviceRefused => ErrorCode::DeviceRefused,
            EgressError::ServerFull => ErrorCode::ServerFull,
            EgressError::ServerFailed => ErrorCode::ServerFailed,
            EgressError::NotOurProtocol | EgressError::NoTls => ErrorCode::NotOurServer,
            EgressError::NotCleared => ErrorCode::Withheld,
            EgressError::Rejected { code } => match code {
                field_log::wire::ErrorCode::NotFound => ErrorCode::NotFound,
                _ => ErrorCode::Internal,
            },
            EgressError::TooLarge | EgressError::DamagedBlob => ErrorCode::Internal,
        };
        by(code, &cause)
    }
}
