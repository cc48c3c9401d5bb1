//! What is there while the profile is unlocked.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use ed25519_dalek::SigningKey;
use field_clearance::CertificateKeys;
use field_contract::ErrorCode;
use field_domain::{DeviceId, Hash32, Instant, OrgId, Role, UserId};
use field_keys::{MasterKey, Purpose};
use field_media::MediaFolder;
use field_models::{Model, ModelFolder};
use field_photo::PhotoEngine;
use field_redact::{LessonBook, TextEngine};
use field_speech::SpeechEngine;
use field_store::outbox::OutboxReader;
use field_store::{Connection, DATABASE_FILE_NAME, Transaction, lessons, open, settings};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::edges;
use crate::error::{self, Result};
use crate::folders::FolderProgress;
use crate::photos::PictureCache;
use crate::policy::{self, ChosenPolicy, PolicyInForce};
use crate::recordings::{Progress, RunningRecorder};

/// Folder of photos and recordings in a profile.
const MEDIA_FOLDER: &str = "media";
/// Folder of sealed photos in a profile: ciphertext as it travels.
const BLOBS_FOLDER: &str = "blobs";

const DEVICE_SETTING: &str = "device";
const ACCOUNT_SETTING: &str = "account";

/// What is there while the profile is unlocked. Locking drops it, and its keys with it.
pub(crate) struct Opened {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    pub outbox: Mutex<OutboxReader>,
    pub media: MediaFolder,
    pub blobs: PathBuf,
    pub certificate_keys: CertificateKeys,
    pub text_engine: TextEngine,
    photo_engine: OnceLock<PhotoEngine>,
    speech_engine: Mutex<Option<(Model, Arc<SpeechEngine>)>>,
    policy: RwLock<Arc<PolicyInForce>>,
    lessons: RwLock<Arc<LessonBook>>,
    pub device: Device,
    pub pictures: PictureCache,
    pub recorder: RunningRecorder,
    pub transcribing: Progress,
    pub folders: FolderProgress,
}

/// This device as the log knows it.
pub(crate) struct Device {
    pub id: DeviceId,
    pub signing_key: SigningKey,
}

/// Who signed in, and where.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub url: String,
    pub fingerprint: String,
    pub user: UserId,
    pub org: OrgId,
    pub role: Role,
    pub address: String,
    /// The secret of the sign-in; none after signing out.
    pub token: Option<Hash32>,
    pub is_expired: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredDevice {
    id: DeviceId,
    signing_key: [u8; 32],
}

impl Opened {
    /// Opens store and media of a profile.
    pub fn new(
        profile: &std::path::Path,
        key: &MasterKey,
        now: Instant,
        models: &ModelFolder,
    ) -> Result<Self> {
        let path = profile.join(DATABASE_FILE_NAME);
        let database_key = key.derive(Purpose::Database);
        let writer = open::open(&path, &database_key)?;
        let reader = open::open_again(&path, &database_key)?;
        let outbox = OutboxReader::open(&path, &database_key)?;
        let media = MediaFolder::open(&profile.join(MEDIA_FOLDER), key.derive(Purpose::Media))?;
        media.remove_leftovers()?;
        let blobs = profile.join(BLOBS_FOLDER);
        std::fs::create_dir_all(&blobs).map_err(|cause| error::of_io(&cause))?;
        let device = Device::of(&writer, now)?;
        let policy = policy::stored(&writer, now)?;
        let lessons = lesson_book(&writer)?;
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            outbox: Mutex::new(outbox),
            media,
            blobs,
            certificate_keys: CertificateKeys {
                frame: key.derive(Purpose::Certificates),
                input: key.derive(Purpose::InputHashes),
            },
            text_engine: text_engine(models),
            photo_engine: OnceLock::new(),
            speech_engine: Mutex::new(None),
            policy: RwLock::new(Arc::new(policy)),
            lessons: RwLock::new(lessons),
            device,
            pictures: PictureCache::default(),
            recorder: RunningRecorder::default(),
            transcribing: Progress::default(),
            folders: FolderProgress::default(),
        })
    }

    /// A connection for reading. Writers do not wait for it.
    pub fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work` in one transaction: all of it is on the disk when this returns, or none.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut conn = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = conn
            .transaction_with_behavior(field_store::IMMEDIATE)
            .map_err(field_store::StoreError::from)?;
        let value = work(&tx)?;
        tx.commit().map_err(field_store::StoreError::from)?;
        Ok(value)
    }

    /// The photo engine, loaded at the first call.
    pub fn photo_engine(&self, models: &ModelFolder) -> Result<&PhotoEngine> {
        if let Some(engine) = self.photo_engine.get() {
            return Ok(engine);
        }
        let engine = PhotoEngine::new(models)?;
        Ok(self.photo_engine.get_or_init(|| engine))
    }

    /// The speech engine with this model, loaded at the first call and when another one is chosen. One
    /// is kept: two would take the memory of two.
    pub fn speech_engine(&self, models: &ModelFolder, model: Model) -> Result<Arc<SpeechEngine>> {
        let mut loaded = self.speech_engine.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, engine)) = loaded.as_ref().filter(|(of, _)| *of == model) {
            return Ok(Arc::clone(engine));
        }
        // The old one goes before the new one comes.
        *loaded = None;
        let engine = Arc::new(SpeechEngine::new(models, model)?);
        *loaded = Some((model, Arc::clone(&engine)));
        Ok(engine)
    }

    /// The organisation's policy; the default one until its server named one.
    pub fn policy(&self) -> Arc<ChosenPolicy> {
        Arc::clone(&self.policy_in_force().chosen)
    }

    /// Why the policy that the server sent last was not taken.
    pub fn policy_refused(&self) -> Option<String> {
        self.policy_in_force().refused.clone()
    }

    /// The policy, and what is known of the one that the server sent.
    pub fn policy_in_force(&self) -> Arc<PolicyInForce> {
        Arc::clone(&self.policy.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another policy in force; it stands in the store already.
    pub fn put_policy_in_force(&self, policy: PolicyInForce) {
        *self.policy.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(policy);
    }

    /// What a person taught on this device.
    pub fn lessons(&self) -> Arc<LessonBook> {
        Arc::clone(&self.lessons.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the lessons as they are in the store now.
    pub fn reload_lessons(&self) -> Result<()> {
        let book = lesson_book(&self.reader())?;
        *self.lessons.write().unwrap_or_else(PoisonError::into_inner) = book;
        Ok(())
    }

    /// Who signed in on this device.
    pub fn account(&self) -> Result<Option<Account>> {
        stored(&self.reader(), ACCOUNT_SETTING)
    }

    /// Who signed in on this device.
    ///
    /// # Errors
    /// [`ErrorCode::SignedOut`] if nobody ever did: without an organisation nothing can be recorded.
    pub fn signed_in(&self) -> Result<Account> {
        self.account()?
            .ok_or_else(|| error::of(ErrorCode::SignedOut, "nobody signed in on this device"))
    }

    /// Writes down who signed in.
    pub fn put_account(&self, account: &Account) -> Result<()> {
        self.write(|tx| put(tx, ACCOUNT_SETTING, account))
    }
}

fn lesson_book(conn: &Connection) -> Result<Arc<LessonBook>> {
    let rows = lessons::list(conn)?;
    Ok(Arc::new(LessonBook::new(rows.iter().map(|row| &row.lesson))))
}

/// The text engine with the name model, loaded in some 50 ms. Without its file the rules work alone,
/// and the certificate of each text says so.
fn text_engine(models: &ModelFolder) -> TextEngine {
    TextEngine::with_names(models).unwrap_or_else(|cause| {
        tracing::warn!(%cause, "texts are judged by rules alone");
        TextEngine::new()
    })
}

impl Device {
    fn of(conn: &Connection, now: Instant) -> Result<Self> {
        if let Some(StoredDevice { id, signing_key }) = stored(conn, DEVICE_SETTING)? {
            return Ok(Self { id, signing_key: SigningKey::from_bytes(&signing_key) });
        }
        let mut secret = Zeroizing::new([0_u8; 32]);
        edges::fill_random(&mut *secret);
        let id = edges::new_id(now);
        put(conn, DEVICE_SETTING, &StoredDevice { id, signing_key: *secret })?;
        Ok(Self { id, signing_key: SigningKey::from_bytes(&secret) })
    }
}

/// A setting from its JSON.
pub(crate) fn stored<T: serde::de::DeserializeOwned>(
    conn: &Connection,
    name: &str,
) -> Result<Option<T>> {
    let Some(bytes) = settings::get(conn, name)? else { return Ok(None) };
    serde_json::from_slice(&bytes)
        .map(Some)
        .map_err(|_| error::of(ErrorCode::StoreDamaged, "a setting cannot be read"))
}

/// A setting as JSON.
pub(crate) fn put<T: Serialize>(conn: &Connection, name: &str, value: &T) -> Result<()> {
    let bytes = Zeroizing::new(
        serde_json::to_vec(value).map_err(|_| error::of(ErrorCode::Internal, "setting"))?,
    );
    Ok(settings::put(conn, name, &bytes)?)
}
