//! `POST /v1/blobs`, `PUT` and `GET /v1/blobs/{id}/{n}`.

use field_domain::{Hash32, ItemNo, Segments};
use field_log::wire::{BLOB_BYTES_MAX, BlobManifest, BlobStatus, CHUNK_BYTES, ErrorCode};
use field_log::{BlobKey, BlobRef, Change, FilledCounts, PhotoFields};
use reqwest::{Method, Response};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::support::{
    ADA, Device, OK, ROB, TESS, THEO, TestServer, cbor, inspection, read, refusal, server,
    server_with, stored,
};

fn hash(bytes: &[u8]) -> Hash32 {
    Hash32(Sha256::digest(bytes).into())
}

/// Two and a bit chunks that look random, and their manifest.
fn blob(seed: u8) -> (Vec<u8>, BlobManifest) {
    let block = hash(&[seed]).0;
    let bytes: Vec<u8> = block.into_iter().cycle().take(CHUNK_BYTES * 2 + 77).collect();
    let manifest = BlobManifest {
        blob: hash(&bytes),
        size: bytes.len() as u64,
        chunks: bytes.chunks(CHUNK_BYTES).map(hash).collect(),
    };
    (bytes, manifest)
}

fn photo(manifest: &BlobManifest) -> Change<Segments> {
    let reference = BlobRef {
        blob: manifest.blob,
        key: BlobKey([5; 32]),
        size: u32::try_from(manifest.size).expect("small"),
    };
    let fields = PhotoFields {
        item: ItemNo(1),
        picture: reference.clone(),
        thumbnail: reference,
        width_px: 10,
        height_px: 10,
        taken_on: None,
        taken_at: None,
        place: None,
        provenance: None,
        filled: FilledCounts::default(),
        before: None,
        caption: None,
    };
    Change::PhotoSet { photo: Uuid::from_u128(3).into(), fields: Box::new(fields) }
}

impl TestServer {
    async fn begin(&self, device: &Device, manifest: &BlobManifest) -> Response {
        self.post("/v1/blobs", device, cbor(manifest)).await
    }

    async fn put(&self, device: &Device, blob: Hash32, number: usize, bytes: &[u8]) -> Response {
        let route = format!("/v1/blobs/{blob}/{number}");
        self.send(Method::PUT, &route, Some(&device.token), bytes.to_vec()).await
    }

    async fn send_blob(&self, device: &Device, bytes: &[u8], manifest: &BlobManifest) {
        let status: BlobStatus = read(self.begin(device, manifest).await).await;
        for number in status.missing {
            let number = number as usize;
            let chunk = bytes.chunks(CHUNK_BYTES).nth(number).expect("a chunk");
            assert_eq!(self.put(device, manifest.blob, number, chunk).await.status(), OK);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_goes_on_where_it_stopped_also_after_a_restart() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let (bytes, manifest) = blob(1);
    let chunks: Vec<&[u8]> = bytes.chunks(CHUNK_BYTES).collect();
    let status: BlobStatus = read(server.begin(&tess, &manifest).await).await;
    assert_eq!(status.missing, [0, 1, 2]);
    let status: BlobStatus = read(server.put(&tess, manifest.blob, 1, chunks[1]).await).await;
    assert_eq!(status.missing, [0, 2], "in any order");
    let status: BlobStatus = read(server.put(&tess, manifest.blob, 1, chunks[1]).await).await;
    assert_eq!(status.missing, [0, 2], "the same chunk again changes nothing");

    let TestServer { folder, data, running, clock, client } = server;
    running.shutdown().await.expect("stops between two chunks");
    let config = data.config().expect("is there");
    let running = crate::support::start(config, &data, &clock).await;
    let server = TestServer { folder, data, running, clock, client };

    let status: BlobStatus = read(server.begin(&tess, &manifest).await).await;
    assert_eq!(status.missing, [0, 2], "what was there is there");
    for number in [0, 2] {
        read::<BlobStatus>(server.put(&tess, manifest.blob, number, chunks[number]).await).await;
    }
    let status: BlobStatus = read(server.begin(&tess, &manifest).await).await;
    assert_eq!(status.missing, [0_u32; 0]);
    let status: BlobStatus = read(server.put(&tess, manifest.blob, 0, chunks[0]).await).await;
    assert_eq!(status.missing, [0_u32; 0], "a repetition after the end, its answer was lost");

    let operation = tess.make(inspection(1), photo(&manifest));
    stored(&server.push(&tess, &[&operation]).await);
    let rob = server.device(ROB, 2).await;
    for (number, chunk) in chunks.iter().enumerate() {
        let route = format!("/v1/blobs/{}/{number}", manifest.blob);
        let response = server.get(&route, &rob).await;
        assert_eq!(response.bytes().await.expect("bytes"), chunk);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chunk_that_broke_off_is_as_if_never_sent() {
    let server = server().await;
    let tess = server.device(TESS, 1).await;
    let (bytes, manifest) = blob(1);
    read::<BlobStatus>(server.begin(&tess, &manifest).await).await;
    let mut request = format!(
        "PUT /v1/blobs/{}/0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Content-Length: {CHUNK_BYTES}\r\n\r\n",
        manifest.blob, tess.token
    )
    .into_bytes();
    request.extend_from_slice(&bytes[..CHUNK_BYTES / 2]);
    crate::transport::send_and_break(&server, &request);
    let status: BlobStatus = read(server.begin(&tess, &manifest).await).await;
    assert_eq!(status.missing, [0, 1, 2], "half a chunk is none");
    server.send_blob(&tess, &bytes, &manifest).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_is_shown_only_to_those_who_see_an_operation_that_names_it() {
    let server = server().await;
    let mut tess = server.device(TESS, 1).await;
    let theo = server.device(THEO, 2).await;
    let rob = server.device(ROB, 3).await;
    let (bytes, manifest) = blob(1);
    let route = format!("/v1/blobs/{}/0", manifest.blob);
    let hidden = (404, ErrorCode::NotFound);

    let operation = tess.make(inspection(1), photo(&manifest));
    stored(&server.push(&tess, &[&operation]).await);
    assert_eq!(refusal(server.get(&route, &rob).await).await, hidden, "not there yet");
    server.send_blob(&tess, &bytes, &manifest).await;
    assert_eq!(server.get(&route, &rob).await.status(), OK);
    assert_eq!(server.get(&route, &tess).await.status(), OK);
    assert_eq!(refusal(server.get(&route, &theo).await).await, hidden, "not his inspection");

    let (bytes, unnamed) = blob(2);
    server.send_blob(&tess, &bytes, &unnamed).await;
    let route = format!("/v1/blobs/{}/0", unnamed.blob);
    assert_eq!(refusal(server.get(&route, &rob).await).await, hidden, "no operation names it");
    let behind = format!("/v1/blobs/{}/3", manifest.blob);
    for route in [behind.as_str(), "/v1/blobs/zz/0", "/v1/blobs/zz/-1"] {
        assert_eq!(refusal(server.get(route, &rob).await).await, hidden, "{route}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_blob_is_refused() {
    let server = server().await;
    let tess = server.device(TESS, 1).await;
    let (bytes, manifest) = blob(1);
    let disagrees = (409, ErrorCode::Malformed);
    read::<BlobStatus>(server.begin(&tess, &manifest).await).await;
    let response = server.put(&tess, manifest.blob, 0, b"something else").await;
    assert_eq!(refusal(response).await, disagrees, "not the chunk of the manifest");
    let response = server.put(&tess, manifest.blob, 3, &bytes[..10]).await;
    assert_eq!(refusal(response).await, (404, ErrorCode::NotFound), "no such chunk");
    let response = server.put(&tess, manifest.blob, 0, &vec![0; CHUNK_BYTES + 1]).await;
    assert_eq!(refusal(response).await, (413, ErrorCode::TooLarge));
    let response = server.put(&tess, Hash32([9; 32]), 0, &bytes[..10]).await;
    assert_eq!(refusal(response).await, (404, ErrorCode::NotFound), "no manifest");

    let mut other = manifest.clone();
    other.chunks.swap(0, 2);
    assert_eq!(refusal(server.begin(&tess, &other).await).await, disagrees, "another manifest");

    // Chunks that fit a manifest whose whole hash is wrong.
    let lie = BlobManifest { blob: Hash32([8; 32]), ..manifest.clone() };
    read::<BlobStatus>(server.begin(&tess, &lie).await).await;
    for (number, chunk) in bytes.chunks(CHUNK_BYTES).enumerate() {
        let response = server.put(&tess, lie.blob, number, chunk).await;
        match number {
            0 | 1 => assert_eq!(response.status(), OK),
            _ => assert_eq!(refusal(response).await, disagrees, "the whole is not the blob"),
        }
    }
    let response = server.put(&tess, lie.blob, 0, &bytes[..CHUNK_BYTES]).await;
    assert_eq!(refusal(response).await, (404, ErrorCode::NotFound), "and was forgotten");
    server.send_blob(&tess, &bytes, &manifest).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn manifests_are_checked_before_anything_is_kept() {
    let server = server().await;
    let tess = server.device(TESS, 1).await;
    let (_, manifest) = blob(1);
    let too_long =
        BlobManifest { size: BLOB_BYTES_MAX + 1, chunks: vec![Hash32::ZERO; 65], ..manifest };
    let response = server.begin(&tess, &too_long).await;
    assert_eq!(refusal(response).await, (400, ErrorCode::Malformed));
    let huge = BlobManifest { chunks: vec![Hash32::ZERO; 300], ..too_long };
    let response = server.begin(&tess, &huge).await;
    assert_eq!(refusal(response).await, (413, ErrorCode::TooLarge));
    for office in [server.device(ROB, 2).await, server.device(ADA, 3).await] {
        let response = server.begin(&office, &blob(1).1).await;
        assert_eq!(refusal(response).await, (403, ErrorCode::NotFound), "evidence is not theirs");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn blobs_stop_at_the_room_that_they_have() {
    let server = server_with(|config| config.storage.blobs_mib_max = Some(3)).await;
    let tess = server.device(TESS, 1).await;
    let (bytes, manifest) = blob(1);
    server.send_blob(&tess, &bytes, &manifest).await;
    let response = server.begin(&tess, &blob(2).1).await;
    assert_eq!(refusal(response).await, (507, ErrorCode::StorageFull));
    let status: BlobStatus = read(server.begin(&tess, &manifest).await).await;
    assert_eq!(status.missing, [0_u32; 0], "what is there stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_blob_sent_twice_at_once_is_whole_once() {
    let server = server().await;
    let tess = server.device(TESS, 1).await;
    let (bytes, manifest) = blob(1);
    read::<BlobStatus>(server.begin(&tess, &manifest).await).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        for (number, chunk) in bytes.chunks(CHUNK_BYTES).enumerate() {
            let url = format!("{}/v1/blobs/{}/{number}", server.running.url(), manifest.blob);
            let sent = server.client.put(url).bearer_auth(&tess.token).body(chunk.to_vec()).send();
            tasks.spawn(async move { sent.await.expect("answers").status() });
        }
    }
    assert!(tasks.join_all().await.into_iter().all(|status| status == OK));
    let status: BlobStatus = read(server.begin(&tess, &manifest).await).await;
    assert_eq!(status.missing, [0_u32; 0]);
}
