//! The program `field-server` itself: its commands, its log, and what a kill leaves.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use ed25519_dalek::SigningKey;
use field_domain::Hash32;
use field_log::canonical::Bytes;
use field_log::wire::{
    BlobManifest, BlobStatus, CHUNK_BYTES, ChainReply, PushReply, PushRequest, SignInReply,
    SignInRequest,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::support::{Device, PASSWORD, TESS, cbor, client, inspection, read, stored};

/// A word that stands in no file and no log line unless content leaked into it.
const PLANTED: &str = "Quokkaberry-5550142";

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_field-server"))
}

fn output(command: &mut Command) -> (bool, String, String) {
    let out = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("is text");
    (out.status.success(), text(out.stdout), text(out.stderr))
}

fn add_person(data: &Path, password: &str) -> (bool, String) {
    let mut child = program()
        .args(["add-person", "--role", "technician", "--address", TESS, "--name", PLANTED])
        .args(["--password-stdin", "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("is piped");
    input.write_all(password.as_bytes()).expect("is read");
    drop(input);
    let out = child.wait_with_output().expect("ends");
    (out.status.success(), String::from_utf8(out.stderr).expect("is text"))
}

struct Served {
    child: Child,
    url: String,
    fingerprint: String,
    log: std::thread::JoinHandle<String>,
}

fn serve(data: &Path) -> Served {
    let mut child = program()
        .args(["serve", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut errors = child.stderr.take().expect("is piped");
    let log = std::thread::spawn(move || {
        let mut text = String::new();
        errors.read_to_string(&mut text).expect("is text");
        text
    });
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("is piped")).read_line(&mut line).expect("a line");
    let words: Vec<&str> = line.split_whitespace().collect();
    let ["listening", url, "fingerprint", fingerprint] = words[..] else {
        panic!("not the line that was promised: {line:?}")
    };
    Served { child, url: url.to_owned(), fingerprint: fingerprint.to_owned(), log }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_keeps_what_it_answered_for_and_shows_no_content() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data");
    let init = || output(program().args(["init", "--listen", "127.0.0.1:0", "--data"]).arg(&data));
    let (is_done, printed, errors) = init();
    assert!(is_done, "{errors}");
    let made: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let (is_done, _, errors) = init();
    assert!(!is_done && errors.contains("nothing was changed"), "{errors}");

    let served = serve(&data);
    assert_eq!(made["fingerprint"], served.fingerprint, "what init printed can be pinned");
    let (is_done, errors) = add_person(&data, "short");
    assert!(!is_done && errors.contains("at least 8 characters"), "{errors}");
    let (is_done, errors) = add_person(&data, &format!("{PASSWORD}\n"));
    assert!(is_done, "while the server runs: {errors}");

    let client = client(&folder);
    let key = SigningKey::from_bytes(&[1; 32]);
    let request = SignInRequest {
        address: TESS.to_owned(),
        password: PASSWORD.to_owned(),
        device: Uuid::from_u128(1).into(),
        public_key: Hash32(key.verifying_key().to_bytes()),
    };
    let post = |url: &str, route: &str| client.post(format!("{url}{route}"));
    let sign_in = post(&served.url, "/v1/sign-in").body(cbor(&request));
    let reply: SignInReply = read(sign_in.send().await.expect("answers")).await;
    let token = reply.token.to_string();
    let mut tess = Device {
        id: request.device,
        key,
        org: reply.org,
        user: reply.user,
        token: token.clone(),
        seq: 0,
        previous: Hash32::ZERO,
    };
    let operation = tess.note(inspection(1), PLANTED);
    let body = cbor(&PushRequest { operations: vec![Bytes(operation.bytes.clone())] });
    let push = post(&served.url, "/v1/push").bearer_auth(&token).body(body);
    let reply: PushReply = read(push.send().await.expect("answers")).await;
    stored(&reply.outcomes);

    let bytes = [vec![7; CHUNK_BYTES], vec![8; 9]].concat();
    let hash = |bytes: &[u8]| Hash32(Sha256::digest(bytes).into());
    let manifest = BlobManifest {
        blob: hash(&bytes),
        size: bytes.len() as u64,
        chunks: bytes.chunks(CHUNK_BYTES).map(hash).collect(),
    };
    let begin = |url: &str| post(url, "/v1/blobs").bearer_auth(&token).body(cbor(&manifest));
    read::<BlobStatus>(begin(&served.url).send().await.expect("answers")).await;
    let put = |url: &str, number: usize| {
        let chunk = bytes.chunks(CHUNK_BYTES).nth(number).expect("a chunk").to_vec();
        let url = format!("{url}/v1/blobs/{}/{number}", manifest.blob);
        client.put(url).bearer_auth(&token).body(chunk)
    };
    let status: BlobStatus = read(put(&served.url, 0).send().await.expect("answers")).await;
    assert_eq!(status.missing, [1]);

    let Served { mut child, log, .. } = served;
    child.kill().expect("SIGKILL");
    child.wait().expect("ends");
    let log = log.join().expect("was read");
    assert!(log.contains("/v1/push"), "the route is logged: {log}");
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    for secret in [PLANTED, PASSWORD, TESS, &token, "127.0.0.1"] {
        assert!(!log.contains(secret), "the log must not hold {secret}");
    }
    for file in ["server.db", "server.db-wal"] {
        let bytes = std::fs::read(data.join(file)).expect("the log of writes survives a kill");
        assert!(!bytes.is_empty());
        for plain in [PLANTED, TESS, "CREATE TABLE", "SQLite format"] {
            let is_plain = bytes.windows(plain.len()).any(|window| window == plain.as_bytes());
            assert!(!is_plain, "{file} holds {plain:?} in the clear");
        }
    }

    let served = serve(&data);
    let chain = client.get(format!("{}/v1/chain", served.url)).bearer_auth(&token);
    let chain: ChainReply = read(chain.send().await.expect("answers")).await;
    assert_eq!((chain.last_seq, chain.last_id), (1, operation.id), "an answer means durable");

    let status: BlobStatus = read(begin(&served.url).send().await.expect("answers")).await;
    assert_eq!(status.missing, [1], "a kill between two chunks keeps the first");
    let status: BlobStatus = read(put(&served.url, 1).send().await.expect("answers")).await;
    assert_eq!(status.missing, [0_u32; 0]);

    let (is_done, printed, errors) = output(program().args(["export", "--data"]).arg(&data));
    assert!(is_done, "while the server runs: {errors}");
    let held: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(held["operations"][0]["id"], operation.id.to_string());
    assert_eq!(held["people"][0]["role"], "technician");
    assert!(printed.contains(PLANTED), "operations are decoded");
    assert!(!printed.contains("password"), "hashes are not part of it");
    stop(served);
}

/// SIGTERM, and a clean end.
fn stop(mut served: Served) {
    let status = Command::new("kill")
        .args(["-TERM", &served.child.id().to_string()])
        .status()
        .expect("kill runs");
    assert!(status.success());
    let status = served.child.wait().expect("ends");
    assert!(status.success(), "a stop is no failure, {status}");
    assert!(served.log.join().expect("was read").contains("stopping"));
}

#[test]
fn what_is_wrong_is_said_without_starting() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data");
    let init =
        program().args(["init", "--listen", "http://127.0.0.1:80", "--data"]).arg(&data).output();
    let init = init.expect("runs");
    assert!(String::from_utf8_lossy(&init.stderr).contains("HTTPS only"));
    assert!(!data.exists(), "nothing was made");
    let (is_done, _, errors) = output(program().args(["serve", "--data"]).arg(&data));
    assert!(!is_done && errors.contains("server.toml is missing"), "{errors}");
    let (is_done, help, _) = output(program().arg("--help"));
    assert!(is_done && help.contains("Examples:") && help.contains("add-person"));
}
