//! A server with a technician and a reviewer, frames that were really cleared, and other listeners.

use std::sync::Arc;
use std::time::Duration;

use ed25519_dalek::SigningKey;
use field_clearance::{
    CertificateKeys, ClearedBlob, Credential, Draft, Frame, Look, Policy, clear_photo,
    frame_operation, seal_photo,
};
use field_domain::{Hash32, Instant, ItemNo, Mark, PolicyName, Raw, Role};
use field_egress::{Client, ServerAddress, Session, Timeouts};
use field_log::wire::SignInReply;
use field_log::{BlobKey, Change, FilledCounts, Operation, Payload, PhotoFields};
use field_server::{DataFolder, Running, serve, setup};
use uuid::Uuid;
use zeroize::Zeroizing;

pub const TESS: &str = "tess@example.org";
pub const ROB: &str = "rob@example.org";
pub const PASSWORD: &str = "correct horse 7";

pub struct Server {
    _folder: tempfile::TempDir,
    pub data: DataFolder,
    pub running: Running,
}

pub async fn server() -> Server {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = DataFolder::at(folder.path());
    setup::init(&data, "127.0.0.1:0", &[]).expect("a server can be made");
    for (role, address) in [(Role::Technician, TESS), (Role::Reviewer, ROB)] {
        let person = setup::NewPerson { role, address, name: "Somebody", password: PASSWORD };
        setup::add_person(&data, &person).expect("a person can be added");
    }
    let running = serve(data.config().expect("was written"), &data).await.expect("starts");
    Server { _folder: folder, data, running }
}

impl Server {
    pub fn client(&self) -> Client {
        client(&self.running.url(), self.running.fingerprint)
    }
}

pub fn client(url: &str, fingerprint: Hash32) -> Client {
    let address = ServerAddress::new(url, fingerprint).expect("an address");
    let waits = Timeouts {
        connect: Duration::from_secs(3),
        read: Duration::from_secs(20),
        request: Duration::from_secs(30),
    };
    Client::with_timeouts(address, waits).expect("a client")
}

pub fn typed(text: &str) -> Credential {
    Credential::typed_to_sign_in(Zeroizing::new(text.to_owned()))
}

pub fn keys() -> CertificateKeys {
    CertificateKeys { frame: Zeroizing::new([1; 32]), input: Zeroizing::new([2; 32]) }
}

/// A device that signed in, and its chain.
pub struct Device {
    pub session: Session,
    pub reply: SignInReply,
    number: u8,
    seq: u64,
    previous: Hash32,
}

pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

pub fn public_key(number: u8) -> Hash32 {
    Hash32(key(number).verifying_key().to_bytes())
}

pub async fn device(client: &Client, address: &str, number: u8) -> Device {
    let id = Uuid::from_u128(u128::from(number)).into();
    let reply = client
        .sign_in(&typed(address), &typed(PASSWORD), id, public_key(number))
        .await
        .expect("signs in");
    let session = client.session(reply.token);
    Device { session, reply, number, seq: 0, previous: Hash32::ZERO }
}

impl Device {
    /// A mark on an item: an operation without a text.
    pub fn mark(&mut self) -> (Operation, Frame) {
        self.frame(Change::MarkSet { item: ItemNo(1), mark: Some(Mark::In) })
    }

    /// The operation that names the blobs of a photo.
    pub fn photo(&mut self, blobs: &[ClearedBlob; 2]) -> (Operation, Frame) {
        let [thumbnail, picture] = blobs;
        let fields = PhotoFields {
            item: ItemNo(1),
            picture: picture.reference().clone(),
            thumbnail: thumbnail.reference().clone(),
            width_px: 1600,
            height_px: 1200,
            taken_on: None,
            taken_at: None,
            place: None,
            provenance: None,
            filled: FilledCounts::default(),
            before: None,
            caption: None,
        };
        let photo = Uuid::from_u128(3).into();
        self.frame(Change::PhotoSet { photo, fields: Box::new(fields) })
    }

    fn frame(
        &mut self,
        change: Change<field_clearance::Cleared<field_redact::RedactedText>>,
    ) -> (Operation, Frame) {
        self.seq += 1;
        let draft = Draft {
            org: self.reply.org,
            inspection: Uuid::from_u128(2).into(),
            device: Uuid::from_u128(u128::from(self.number)).into(),
            device_seq: self.seq,
            previous: self.previous,
            author: self.reply.user,
            at: Instant(1),
            salt: [7; 16],
        };
        let payload = Payload { base: Vec::new(), change };
        let made = frame_operation(
            &draft,
            payload,
            Policy::ready(PolicyName::Default),
            &key(self.number),
            &keys(),
        );
        let (operation, frame) = made.expect("a small operation");
        self.previous = operation.id;
        (operation, frame)
    }
}

/// A photo of noise, whose picture takes more than one chunk, taken in, looked at and sealed.
pub fn cleared_photo() -> [ClearedBlob; 2] {
    let mut state = 7_u32;
    let noise = image::RgbImage::from_fn(1900, 1400, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, r, g, b] = state.to_le_bytes();
        image::Rgb([r, g, b])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut file, image::ImageFormat::Jpeg).expect("can be written");
    let original = Raw::new(file.into_inner());
    let photo = field_photo::decode(&original, &field_photo::PhotoLimits::default());
    let burnt = field_photo::burn(&photo.expect("a photo"), &[]).expect("can be encoded");
    let look = Look { user: Uuid::from_u128(4).into(), at: Instant(5) };
    let cleared = clear_photo(
        &original,
        burnt,
        Vec::new(),
        &[],
        Policy::ready(PolicyName::Default),
        Some(look),
        &keys(),
    );
    seal_photo(&cleared.expect("was looked at"), BlobKey([5; 32]), BlobKey([6; 32]), &keys())
}

/// A certificate for 127.0.0.1, its key and its fingerprint.
pub struct Identity {
    pub certificate: rustls::pki_types::CertificateDer<'static>,
    pub key: rustls::pki_types::PrivateKeyDer<'static>,
    pub fingerprint: Hash32,
}

pub fn identity() -> Identity {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("is made");
    let certificate = made.cert.der().clone();
    let fingerprint = Hash32(
        sha2::Digest::finalize(sha2::Digest::chain_update(
            <sha2::Sha256 as sha2::Digest>::new(),
            &certificate,
        ))
        .into(),
    );
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    Identity { certificate, key, fingerprint }
}

pub fn tls(
    version: &'static rustls::SupportedProtocolVersion,
) -> rustls::ConfigBuilder<rustls::ServerConfig, rustls::server::WantsServerCert> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .expect("a version")
        .with_no_client_auth()
}

/// Serves `router` with `config` and returns the address to reach it by.
pub async fn listen(config: rustls::ServerConfig, router: axum::Router) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("has one");
    let config = axum_server::tls_rustls::RustlsConfig::from_config(Arc::new(config));
    let server = axum_server::from_tcp_rustls(listener, config).expect("listens");
    tokio::spawn(server.serve(router.into_make_service()));
    format!("https://{address}")
}
