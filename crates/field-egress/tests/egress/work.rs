//! What a device does all day, against the real server.

use field_clearance::Frame;
use field_domain::{Hash32, Role};
use field_egress::{BlobDownload, EgressError};
use field_log::Operation;
use field_log::wire::{CHUNK_BYTES, ErrorCode, PROTOCOL_VERSION, PushOutcome};
use field_server::{serve, setup};

use crate::support::{
    Device, PASSWORD, ROB, Server, TESS, cleared_photo, client, device, public_key, server, typed,
};

#[tokio::test(flavor = "multi_thread")]
async fn operations_go_up_and_come_down_verified() {
    let server = server().await;
    let client = server.client();
    assert_eq!(client.hello().await.expect("answers").protocol, PROTOCOL_VERSION);
    let mut tess = device(&client, TESS, 1).await;
    let rob = device(&client, ROB, 2).await;
    assert_eq!((tess.reply.role, rob.reply.role), (Role::Technician, Role::Reviewer));

    let (made, frames): (Vec<Operation>, Vec<Frame>) = (0..3).map(|_| tess.mark()).unzip();
    let frames: Vec<&Frame> = frames.iter().collect();
    let reply = tess.session.push(&frames).await.expect("is sent");
    let positions = [1, 2, 3].map(|position| PushOutcome::Stored { position });
    assert_eq!(reply.outcomes, positions);
    let reply = tess.session.push(&frames[..1]).await.expect("is sent again");
    assert_eq!(reply.outcomes, [PushOutcome::Duplicate { position: 1 }]);
    assert_eq!(tess.session.chain().await.expect("answers").last_id, made[2].id);

    let page = rob.session.pull(0).await.expect("answers");
    assert!(page.is_done);
    for (pulled, made) in page.operations.into_iter().zip(&made) {
        let operation = Operation::parse(pulled.bytes.0).expect("is readable");
        operation.verify(&page.signers[0]).expect("is signed");
        assert_eq!(operation.id, made.id);
    }
    assert_eq!(rob.session.people().await.expect("answers").people.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_of_the_server_has_its_own_meaning() {
    let server = server().await;
    let client = server.client();
    let sign_in = async |password: &str, number: u8, key: u8| {
        let id = uuid::Uuid::from_u128(u128::from(number)).into();
        client.sign_in(&typed(TESS), &typed(password), id, public_key(key)).await.err()
    };
    assert_eq!(sign_in("wrong password", 1, 1).await, Some(EgressError::WrongSignIn));
    let tess = device(&client, TESS, 1).await;
    assert_eq!(sign_in(PASSWORD, 1, 9).await, Some(EgressError::DeviceRefused), "another key");
    for _ in 0..10 {
        assert_eq!(sign_in("guess", 5, 5).await, Some(EgressError::WrongSignIn));
    }
    match sign_in("guess", 5, 5).await {
        Some(EgressError::TooManyTries { wait_s: Some(wait_s) }) => assert!(wait_s <= 901),
        other => panic!("says how long to wait, got {other:?}"),
    }
    let not_found = Some(EgressError::Rejected { code: ErrorCode::NotFound });
    assert_eq!(tess.session.people().await.err(), not_found, "not a technician's business");

    tess.session.sign_out().await.expect("signs out");
    assert_eq!(tess.session.chain().await.err(), Some(EgressError::SignInExpired));
    let again = device(&client, TESS, 1).await;
    let id = uuid::Uuid::from_u128(1).into();
    setup::revoke_device(&server.data, id).expect("shuts it out");
    assert_eq!(again.session.chain().await.err(), Some(EgressError::DeviceRefused));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_server_says_so() {
    let server = server().await;
    server.running.shutdown().await.expect("stops");
    let mut config = server.data.config().expect("is there");
    config.storage.blobs_mib_max = Some(1);
    let running = serve(config, &server.data).await.expect("starts");
    let client = client(&running.url(), running.fingerprint);
    let tess = device(&client, TESS, 1).await;
    let [_, picture] = cleared_photo();
    let outcome = tess.session.blob_begin(picture.manifest()).await;
    assert_eq!(outcome, Err(EgressError::ServerFull));
    assert!(EgressError::ServerFull.is_worth_a_retry());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_goes_on_after_a_break_in_both_directions() {
    let server = server().await;
    let client = server.client();
    let mut tess = device(&client, TESS, 1).await;
    let blobs = cleared_photo();
    let [thumbnail, picture] = &blobs;
    let chunks: Vec<&[u8]> = picture.ciphertext().chunks(CHUNK_BYTES).collect();
    assert!(chunks.len() >= 2, "a break needs two chunks");
    let (_, frame) = tess.photo(&blobs);
    tess.session.push(&[&frame]).await.expect("is sent");
    tess.session.blob_begin(picture.manifest()).await.expect("is announced");
    let status = tess.session.blob_put(picture.manifest(), 0, chunks[0]).await.expect("is sent");
    assert!(!status.missing.contains(&0) && status.missing.contains(&1));

    let (server, session) = restarted(server, &tess).await;
    let status = session.blob_begin(picture.manifest()).await.expect("is announced again");
    assert!(!status.missing.contains(&0), "what was sent need not be sent again");
    for number in status.missing {
        let chunk = chunks[number as usize];
        session.blob_put(picture.manifest(), number, chunk).await.expect("is sent");
    }
    let status = session.blob_begin(thumbnail.manifest()).await.expect("is announced");
    assert_eq!(status.missing, [0]);
    let status = session.blob_put(thumbnail.manifest(), 0, thumbnail.ciphertext()).await;
    assert_eq!(status.expect("is sent").missing, [0_u32; 0]);

    let rob = device(&server.client(), ROB, 2).await;
    for blob in &blobs {
        let reference = blob.reference();
        let mut download =
            BlobDownload::new(reference.blob, u64::from(reference.size)).expect("a size");
        let bytes = rob.session.blob_get(&mut download).await.expect("is fetched");
        assert_eq!(bytes, blob.ciphertext());
    }
    // A size that is too small ends in another hash.
    let reference = picture.reference();
    let mut cut = BlobDownload::new(reference.blob, CHUNK_BYTES as u64).expect("a size");
    assert_eq!(rob.session.blob_get(&mut cut).await, Err(EgressError::DamagedBlob));
    // Broken off in the middle: the first chunk is kept, and fetching goes on behind it.
    let mut download =
        BlobDownload::new(reference.blob, u64::from(reference.size) + 1).expect("a size");
    let _ = rob.session.blob_get(&mut download).await.expect_err("is longer than the blob");
    assert!(download.received_bytes() >= CHUNK_BYTES as u64, "what came is kept");
}

async fn restarted(server: Server, device: &Device) -> (Server, field_egress::Session) {
    let mut server = server;
    let config = server.data.config().expect("is there");
    let new = serve(config, &server.data).await.expect("starts");
    let old = std::mem::replace(&mut server.running, new);
    old.shutdown().await.expect("stops");
    let session = server.client().session(device.reply.token);
    (server, session)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_a_frame_vouches_for_is_sent() {
    let server = server().await;
    let client = server.client();
    let mut tess = device(&client, TESS, 1).await;
    let (_, operation) = tess.mark();
    let [thumbnail, picture] = cleared_photo();
    let not_cleared = Some(EgressError::NotCleared);
    let session = &tess.session;
    assert_eq!(session.push(&[picture.manifest()]).await.err(), not_cleared, "no operation");
    assert_eq!(session.blob_begin(&operation).await.err(), not_cleared, "no manifest");
    let put =
        async |frame, number, chunk: &[u8]| session.blob_put(frame, number, chunk).await.err();
    let manifest = thumbnail.manifest();
    assert_eq!(put(manifest, 0, b"something else").await, not_cleared);
    assert_eq!(put(manifest, 0, picture.ciphertext()).await, not_cleared, "another blob's");
    assert_eq!(put(manifest, 1, thumbnail.ciphertext()).await, not_cleared, "another place");
    assert_eq!(put(&operation, 0, thumbnail.ciphertext()).await, not_cleared);
    let many = vec![&operation; 501];
    assert_eq!(session.push(&many).await.err(), Some(EgressError::TooLarge));
    assert_eq!(session.chain().await.expect("answers").last_id, Hash32::ZERO, "nothing arrived");
}
