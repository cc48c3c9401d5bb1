//! Everything that left a device: what the server holds and what others can fetch from it.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::Result;
use field_app::App;
use field_clearance::Credential;
use field_domain::{DeviceId, Hash32, Segments};
use field_egress::{BlobDownload, Client, ServerAddress};
use field_log::{Change, Operation};
use field_tests::{PASSWORD, World};
use zeroize::Zeroizing;

/// Bytes that left, in several forms.
pub struct Left {
    /// The server's holdings decoded, the exact bytes of all operations, and the logs of both sides.
    pub text: Vec<u8>,
    /// Every file of the server as it lies on the disk: database, WAL, blobs, certificate.
    pub files: Vec<u8>,
    /// Pictures as somebody sees them who fetches and opens them.
    pub pictures: Vec<Vec<u8>>,
    /// Every byte that devices and server said to each other, decrypted.
    pub wire: Vec<u8>,
    /// The texts of all operations, tokens as `[PERSON-1]`, one a line.
    pub sentences: String,
}

impl Left {
    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = &[u8]> {
        [self.text.as_slice(), self.files.as_slice(), self.wire.as_slice()]
            .into_iter()
            .chain(self.pictures.iter().map(Vec::as_slice))
    }
}

/// Sends what is due and collects what has left.
pub fn collect(world: &World, technician: &App) -> Result<Left> {
    record_logs();
    field_tests::call(field_app::sync::run_once(technician))?;
    let mut text = world.export()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let Fetched { operations, pictures, sentences } = runtime.block_on(fetch(world))?;
    anyhow::ensure!(!operations.is_empty(), "nothing left, so there is nothing to search");
    text.extend(operations);
    text.extend(logs().lock().unwrap_or_else(PoisonError::into_inner).iter());
    let wire = world.heard()?;
    // Device and server mean the same line as the tap: what they said is in what it heard.
    for said in ["POST /v1/push HTTP/1.1", "authorization: Bearer ", "application/cbor"] {
        let is_heard =
            wire.windows(said.len()).any(|part| part.eq_ignore_ascii_case(said.as_bytes()));
        anyhow::ensure!(is_heard, "the tap did not hear {said}");
    }
    Ok(Left { text, files: world.server_files()?, pictures, wire, sentences })
}

struct Fetched {
    operations: Vec<u8>,
    pictures: Vec<Vec<u8>>,
    sentences: String,
}

/// What a reviewer's device gets: exact bytes of operations, and pictures opened with their keys.
async fn fetch(world: &World) -> Result<Fetched> {
    // Not through the tap: it hears the devices of the test alone.
    let (url, fingerprint) = world.server()?;
    let address = ServerAddress::new(&url, fingerprint.parse()?)?;
    let client = Client::new(address)?;
    let typed = |text: &str| Credential::typed_to_sign_in(Zeroizing::new(text.to_owned()));
    let device = DeviceId(uuid::Uuid::from_u128(7));
    let key = ed25519_dalek::SigningKey::from_bytes(&[3; 32]).verifying_key().to_bytes();
    let reply =
        client.sign_in(&typed("review@example.org"), &typed(PASSWORD), device, Hash32(key)).await?;
    let session = client.session(reply.token);
    let (mut operations, mut pictures) = (Vec::new(), Vec::new());
    let (mut sentences, mut after) = (String::new(), 0);
    loop {
        let page = session.pull(after).await?;
        for pulled in page.operations {
            let operation = Operation::parse(pulled.bytes.0.clone())?;
            operations.extend(pulled.bytes.0);
            let Some(payload) = operation.payload else { continue };
            let change = payload.change.try_map_text(|text: Segments| {
                sentences.push_str(&text.to_string());
                sentences.push('\n');
                anyhow::Ok(text)
            })?;
            let Change::PhotoSet { fields, .. } = change else { continue };
            for blob in [&fields.thumbnail, &fields.picture] {
                let mut download = BlobDownload::new(blob.blob, u64::from(blob.size))?;
                let sealed = session.blob_get(&mut download).await?;
                pictures.push(field_media::open_blob(&sealed, &blob.key.0)?.to_vec());
            }
        }
        after = page.next;
        if page.is_done {
            return Ok(Fetched { operations, pictures, sentences });
        }
    }
}

fn logs() -> &'static Arc<Mutex<Vec<u8>>> {
    static LOGS: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    LOGS.get_or_init(Arc::default)
}

struct Shared;

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        logs().lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps what both sides log, at the most talkative level.
pub fn record_logs() {
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(|| Shared)
        .finish();
    // The tests of this file share one process; the first one sets it.
    let _ = tracing::subscriber::set_global_default(subscriber);
}
