//! A server in a temporary folder with four people, and devices that talk to it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Once};

use ed25519_dalek::SigningKey;
use field_domain::{
    Day, DeviceId, Hash32, InspectionId, Instant, ItemNo, Lane, OpId, OrgId, Role, Segment,
    Segments, SiteCode, TemplateRef, UserId,
};
use field_log::canonical::{self, Bytes};
use field_log::operation::OPERATION_VERSION;
use field_log::wire::{
    ErrorCode, ErrorReply, PullReply, PullRequest, PushOutcome, PushReply, PushRequest,
    SignInReply, SignInRequest,
};
use field_log::{Change, ClearanceMark, Header, Operation, Payload};
use field_server::{Config, DataFolder, Running, serve_by_clock, setup};
use reqwest::{Client, Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse 7";
pub const TESS: &str = "tess@example.org";
pub const THEO: &str = "theo@example.org";
pub const ROB: &str = "rob@example.org";
pub const ADA: &str = "ada@example.org";
/// 2026-11-22T00:00:00Z.
pub const START: i64 = 1_795_305_600_000;

pub struct TestServer {
    pub folder: tempfile::TempDir,
    pub data: DataFolder,
    pub running: Running,
    pub clock: Arc<AtomicI64>,
    pub client: Client,
}

/// A device of a person, signed in.
#[derive(Clone)]
pub struct Device {
    pub id: DeviceId,
    pub key: SigningKey,
    pub org: OrgId,
    pub user: UserId,
    pub token: String,
    pub seq: u64,
    pub previous: OpId,
}

pub async fn server() -> TestServer {
    server_with(|_| {}).await
}

/// A server whose configuration was changed by `change`.
pub async fn server_with(change: impl FnOnce(&mut Config)) -> TestServer {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = DataFolder::at(&folder.path().join("data"));
    setup::init(&data, "127.0.0.1:0", &[]).expect("a server can be made");
    for (role, address, name) in [
        (Role::Technician, TESS, "Tess"),
        (Role::Technician, THEO, "Theo"),
        (Role::Reviewer, ROB, "Rob"),
        (Role::Admin, ADA, "Ada"),
    ] {
        let person = setup::NewPerson { role, address, name, password: PASSWORD };
        setup::add_person(&data, &person).expect("a person can be added");
    }
    let clock = Arc::new(AtomicI64::new(START));
    let mut config = data.config().expect("the configuration that init wrote");
    change(&mut config);
    let running = start(config, &data, &clock).await;
    let client = client(&folder);
    TestServer { folder, data, running, clock, client }
}

pub async fn start(config: Config, data: &DataFolder, clock: &Arc<AtomicI64>) -> Running {
    let hand = Arc::clone(clock);
    serve_by_clock(config, data, Arc::new(move || Instant(hand.load(Ordering::SeqCst))))
        .await
        .expect("the server starts")
}

/// A client that trusts this server's certificate and no other.
pub fn client(folder: &tempfile::TempDir) -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().expect("the only one");
    });
    let pem = std::fs::read(folder.path().join("data/certificate.pem")).expect("is there");
    let certificate = reqwest::Certificate::from_pem(&pem).expect("is a certificate");
    Client::builder().tls_certs_only([certificate]).no_proxy().build().expect("a client")
}

pub fn inspection(number: u128) -> InspectionId {
    Uuid::from_u128(0x0197_0000 + number).into()
}

pub fn cbor<T: Serialize>(value: &T) -> Vec<u8> {
    canonical::to_bytes(value).expect("can be written")
}

pub async fn read<T: Serialize + DeserializeOwned>(response: Response) -> T {
    let status = response.status();
    let bytes = response.bytes().await.expect("a body");
    assert!(status.is_success(), "{status}: {:?}", canonical::from_bytes::<ErrorReply>(&bytes));
    canonical::from_bytes(&bytes).expect("the expected answer")
}

/// Status and code of a refusal.
pub async fn refusal(response: Response) -> (u16, ErrorCode) {
    let status = response.status().as_u16();
    let bytes = response.bytes().await.expect("a body");
    let reply: ErrorReply = canonical::from_bytes(&bytes).expect("an error reply");
    (status, reply.code)
}

impl TestServer {
    /// Lets the server's clock go on.
    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    pub async fn send(
        &self,
        method: Method,
        route: &str,
        token: Option<&str>,
        body: Vec<u8>,
    ) -> Response {
        let mut request =
            self.client.request(method, format!("{}{route}", self.running.url())).body(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.send().await.expect("the server answers")
    }

    pub async fn post(&self, route: &str, device: &Device, body: Vec<u8>) -> Response {
        self.send(Method::POST, route, Some(&device.token), body).await
    }

    pub async fn get(&self, route: &str, device: &Device) -> Response {
        self.send(Method::GET, route, Some(&device.token), Vec::new()).await
    }

    pub async fn try_sign_in(&self, request: &SignInRequest) -> Response {
        self.send(Method::POST, "/v1/sign-in", None, cbor(request)).await
    }

    /// Signs `address` in on device `number`.
    pub async fn device(&self, address: &str, number: u8) -> Device {
        let key = SigningKey::from_bytes(&[number; 32]);
        let id: DeviceId = Uuid::from_u128(u128::from(number)).into();
        let request = SignInRequest {
            address: address.to_owned(),
            password: PASSWORD.to_owned(),
            device: id,
            public_key: Hash32(key.verifying_key().to_bytes()),
        };
        let reply: SignInReply = read(self.try_sign_in(&request).await).await;
        let token = reply.token.to_string();
        Device { id, key, org: reply.org, user: reply.user, token, seq: 0, previous: Hash32::ZERO }
    }

    pub async fn push(&self, device: &Device, operations: &[&Operation]) -> Vec<PushOutcome> {
        let operations: Vec<Bytes> =
            operations.iter().map(|operation| Bytes(operation.bytes.clone())).collect();
        let count = operations.len();
        let body = cbor(&PushRequest { operations });
        let reply: PushReply = read(self.post("/v1/push", device, body).await).await;
        assert_eq!(reply.outcomes.len(), count, "one outcome for each operation");
        reply.outcomes
    }

    pub async fn pull(&self, device: &Device, after: u64) -> PullReply {
        read(self.post("/v1/pull", device, cbor(&PullRequest { after })).await).await
    }

    /// Every id that `device` sees behind `after`, and the cursor at the end.
    pub async fn pull_all(&self, device: &Device, mut after: u64) -> (Vec<OpId>, u64) {
        let mut ids = Vec::new();
        loop {
            let page = self.pull(device, after).await;
            for pulled in page.operations {
                let operation = Operation::parse(pulled.bytes.0).expect("is readable");
                let signer = page
                    .signers
                    .iter()
                    .find(|signer| signer.device == operation.header.device)
                    .expect("the page names each signer");
                operation.verify(signer).expect("the signature holds");
                ids.push(operation.id);
            }
            after = page.next;
            if page.is_done {
                return (ids, after);
            }
        }
    }
}

impl Device {
    /// The next operation of this device.
    pub fn make(&mut self, inspection: InspectionId, change: Change<Segments>) -> Operation {
        let operation = self.make_aside(inspection, change);
        self.seq = operation.header.device_seq;
        self.previous = operation.id;
        operation
    }

    /// An operation that takes the next number without using it up.
    pub fn make_aside(&self, inspection: InspectionId, change: Change<Segments>) -> Operation {
        let header = Header {
            version: OPERATION_VERSION,
            org: self.org,
            inspection,
            lane: Lane::Evidence,
            device: self.id,
            device_seq: self.seq + 1,
            previous: self.previous,
            author: self.user,
            at: Instant(START),
            clearance: ClearanceMark {
                text_engine: 1,
                photo_engine: 1,
                policy: 1,
                ..ClearanceMark::default()
            },
            blobs: Vec::new(),
            payload_commitment: Hash32::ZERO,
        };
        Operation::sign(header, Payload { base: Vec::new(), change }, [7; 16], &self.key)
            .expect("a small operation")
    }

    pub fn note(&mut self, inspection: InspectionId, text: &str) -> Operation {
        self.make(inspection, note(text))
    }
}

pub fn note(text: &str) -> Change<Segments> {
    Change::NoteSet { item: ItemNo(1), text: Some(words(text)) }
}

pub fn words(text: &str) -> Segments {
    Segments(vec![Segment::Text(text.into())])
}

pub fn comment(text: &str) -> Change<Segments> {
    let comment = Uuid::from_u128(77).into();
    Change::CommentAdded { comment, item: None, text: words(text) }
}

pub fn assignment(technician: UserId) -> Change<Segments> {
    Change::JobAssigned {
        job: Uuid::from_u128(9).into(),
        site: SiteCode::new("S-0012").expect("a site code"),
        template: TemplateRef { id: Uuid::from_u128(8).into(), version: 1 },
        technician,
        due: Day::new(2026, 11, 30).expect("a day"),
    }
}

/// Positions of outcomes that were all stored.
pub fn stored(outcomes: &[PushOutcome]) -> Vec<u64> {
    outcomes
        .iter()
        .map(|outcome| match outcome {
            PushOutcome::Stored { position } => *position,
            other => panic!("should be stored, is {other:?}"),
        })
        .collect()
}

pub const OK: StatusCode = StatusCode::OK;
