//! False clearances: what somebody could do who holds the open store and its keys. No shipped code
//! has a switch for it; the certificate is forged here, by its documented form.

use anyhow::{Context as _, Result};
use field_app::App;
use field_clearance::{CertificateKeys, Frame, FrameCertificate};
use field_domain::{Hash32, ItemNo, Segment, Segments};
use field_keys::{PassphraseCost, Purpose};
use field_log::wire::{BlobManifest, CHUNK_BYTES};
use field_log::{
    BlobKey, BlobRef, Change, FilledCounts, Header, Operation, Payload, PhotoFields, canonical,
};
use field_store::outbox::{self, OutboxEntry};
use field_store::{DATABASE_FILE_NAME, blobs, operations, settings};
use field_testkit::canaries::Canary;
use field_testkit::pictures::{self, CameraExif};
use field_tests::{PASSPHRASE, World, call};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// Values that are let out in the EXIF of photos; the others in texts, as a note or a file name.
pub const IN_EXIF: usize = 40;

/// Puts every canary into the outbox, uncleared, and lets the program send it.
pub fn seed(world: &World, app: &App, canaries: &[Canary]) -> Result<()> {
    let profile = world.path("tech");
    let master = field_keys::unlock_with_passphrase(
        &profile,
        &Zeroizing::new(PASSPHRASE.to_owned()),
        PassphraseCost::DEFAULT,
    )?;
    let keys = CertificateKeys {
        frame: master.derive(Purpose::Certificates),
        input: master.derive(Purpose::InputHashes),
    };
    let mut conn =
        field_store::open(&profile.join(DATABASE_FILE_NAME), &master.derive(Purpose::Database))?;
    let device: serde_json::Value = setting(&conn, "device")?;
    let account: serde_json::Value = setting(&conn, "account")?;
    let secret: [u8; 32] = serde_json::from_value(device["signing_key"].clone())?;
    let signing_key = ed25519_dalek::SigningKey::from_bytes(&secret);
    let device = serde_json::from_value(device["id"].clone())?;
    let inspection = field_domain::InspectionId(uuid::Uuid::from_u128(42));
    let tx = conn.transaction()?;
    let add = |change: Change<Segments>| -> Result<()> {
        let chain = operations::chain(&tx, device)?;
        let header = Header {
            version: 1,
            org: serde_json::from_value(account["org"].clone())?,
            inspection,
            lane: change.lane(),
            device,
            device_seq: chain.last_seq + 1,
            previous: chain.last_id,
            author: serde_json::from_value(account["user"].clone())?,
            at: field_domain::Instant(1),
            clearance: field_log::ClearanceMark {
                text_engine: 1,
                photo_engine: 1,
                policy: 1,
                ..field_log::ClearanceMark::default()
            },
            blobs: Vec::new(),
            payload_commitment: Hash32::ZERO,
        };
        let payload = Payload { base: Vec::new(), change };
        let operation = Operation::sign(header, payload, [0; 16], &signing_key)?;
        operations::put(&tx, &operation, None)?;
        queue(&tx, "operation", &operation.bytes, operation.id, inspection, &keys)
    };
    for (item, canary) in (1..).zip(&canaries[IN_EXIF..]) {
        let text = match item % 2 {
            0 => format!("see IMG_{}.jpg", canary.value),
            _ => format!("The manager {} was there", canary.value),
        };
        let text = Some(Segments(vec![Segment::Text(text)]));
        add(Change::NoteSet { item: ItemNo(item), text })?;
    }
    let folder = profile.join("blobs");
    for values in canaries[..IN_EXIF].chunks(4) {
        let [a, b, c, d] = values else { anyhow::bail!("a multiple of four") };
        let exif = CameraExif {
            make: a.value.clone(),
            model: b.value.clone(),
            serial: c.value.clone(),
            latitude: 47.0,
            longitude: 8.0,
            taken: "2026:06:15 08:30:00".into(),
            owner: d.value.clone(),
            description: String::new(),
            orientation: 1,
            has_thumbnail: false,
        };
        let jpeg = pictures::with_camera_exif(&pictures::kitchen(1, 64, 48), &exif)?;
        let key: [u8; 32] = Sha256::digest(&jpeg).into();
        let sealed = field_media::seal_blob(&jpeg, &key);
        let id = Hash32(Sha256::digest(&sealed).into());
        let manifest = BlobManifest {
            blob: id,
            size: sealed.len() as u64,
            chunks: sealed.chunks(CHUNK_BYTES).map(|c| Hash32(Sha256::digest(c).into())).collect(),
        };
        std::fs::write(folder.join(id.to_string()), &sealed)?;
        let size = u32::try_from(sealed.len())?;
        blobs::put(&tx, id, inspection, size, blobs::BlobState::Here)?;
        queue(&tx, "blob_manifest", &canonical::to_bytes(&manifest)?, id, inspection, &keys)?;
        let blob = BlobRef { blob: id, key: BlobKey(key), size };
        let fields = PhotoFields {
            item: ItemNo(1),
            picture: blob.clone(),
            thumbnail: blob,
            width_px: 64,
            height_px: 48,
            taken_on: None,
            taken_at: None,
            place: None,
            provenance: None,
            filled: FilledCounts::default(),
            before: None,
            caption: None,
        };
        let photo = field_domain::PhotoId(uuid::Uuid::from_bytes(id.0[..16].try_into()?));
        let chain = operations::chain(&tx, device)?;
        let header = Header {
            version: 1,
            org: serde_json::from_value(account["org"].clone())?,
            inspection,
            lane: field_domain::Lane::Evidence,
            device,
            device_seq: chain.last_seq + 1,
            previous: chain.last_id,
            author: serde_json::from_value(account["user"].clone())?,
            at: field_domain::Instant(1),
            clearance: field_log::ClearanceMark {
                text_engine: 1,
                photo_engine: 1,
                policy: 1,
                ..field_log::ClearanceMark::default()
            },
            blobs: Vec::new(),
            payload_commitment: Hash32::ZERO,
        };
        let change = Change::PhotoSet { photo, fields: Box::new(fields) };
        let payload = Payload { base: Vec::new(), change };
        let operation = Operation::sign(header, payload, [0; 16], &signing_key)?;
        operations::put(&tx, &operation, None)?;
        queue(&tx, "operation", &operation.bytes, operation.id, inspection, &keys)?;
    }
    tx.commit()?;
    drop(conn);
    call(field_app::sync::run_once(app))
}

fn setting(conn: &field_store::Connection, name: &str) -> Result<serde_json::Value> {
    let bytes = settings::get(conn, name)?.context("the profile is signed in")?;
    Ok(serde_json::from_slice(&bytes)?)
}

fn queue(
    tx: &field_store::Transaction<'_>,
    kind: &str,
    bytes: &[u8],
    subject: Hash32,
    inspection: field_domain::InspectionId,
    keys: &CertificateKeys,
) -> Result<()> {
    let frame = forged(kind, bytes, keys)?;
    let entry = OutboxEntry {
        what: "forged",
        inspection,
        item: None,
        subject,
        bytes: u32::try_from(bytes.len())?,
        at: field_domain::Instant(1),
    };
    Ok(outbox::enqueue(tx, &frame, &entry)?)
}

/// A frame around bytes that no engine saw.
fn forged(kind: &str, bytes: &[u8], keys: &CertificateKeys) -> Result<Frame> {
    let output = Hash32(Sha256::digest(bytes).into());
    let parts: [u8; 0] = [];
    let body = canonical::to_bytes(&(kind, output, 1_u16, parts.as_slice()))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(keys.frame.as_slice())?;
    mac.update(b"fieldproof frame v1\0");
    mac.update(&body);
    let mac = Hash32(mac.finalize().into_bytes().into());
    let certificate: FrameCertificate = serde_json::from_value(serde_json::json!({
        "kind": kind, "output": output, "policy": 1, "parts": [], "mac": mac,
    }))?;
    Ok(Frame::reopen(bytes.to_vec(), certificate, keys)?)
}
