//! `POST /v1/sign-in`, `POST /v1/sign-out` and the life of a token.

use std::time::Instant as Stopwatch;

use ed25519_dalek::SigningKey;
use field_domain::Hash32;
use field_log::wire::{ErrorCode, SignInRequest};
use field_server::setup;
use reqwest::Method;
use uuid::Uuid;

use crate::support::{ADA, OK, PASSWORD, TESS, THEO, cbor, refusal, server, server_with};

fn request(address: &str, password: &str, device: u8) -> SignInRequest {
    let key = SigningKey::from_bytes(&[device; 32]);
    SignInRequest {
        address: address.to_owned(),
        password: password.to_owned(),
        device: Uuid::from_u128(u128::from(device)).into(),
        public_key: Hash32(key.verifying_key().to_bytes()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_sign_in_does_not_say_what_was_wrong() {
    let server = server().await;
    for (address, password) in
        [(TESS, "wrong password"), ("nobody@example.org", PASSWORD), (TESS, ""), ("", "")]
    {
        let response = server.try_sign_in(&request(address, password, 1)).await;
        assert_eq!(refusal(response).await, (401, ErrorCode::WrongSignIn), "{address}");
    }
    let response = server.try_sign_in(&request(" TESS@Example.org ", PASSWORD, 1)).await;
    assert_eq!(response.status(), OK, "case and spaces of the address do not matter");
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "the time that an answer takes is what it is about")]
async fn an_unknown_account_takes_as_long_as_a_known_one() {
    let server = server().await;
    let mut shortest = [u128::MAX; 2];
    for _ in 0..5 {
        for (index, address) in [TESS, "nobody@example.org"].into_iter().enumerate() {
            let started = Stopwatch::now();
            server.try_sign_in(&request(address, "wrong password", 1)).await;
            shortest[index] = shortest[index].min(started.elapsed().as_micros());
        }
    }
    let [known, unknown] = shortest;
    // The hash is nearly all of it; without one the answer would come at least five times sooner.
    assert!(unknown * 3 > known && known * 3 > unknown, "known {known} us, unknown {unknown} us");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_stopped_also_with_invented_devices_and_over_a_restart() {
    let server = server_with(|config| config.sign_in.tries_max = 3).await;
    let own = server.device(TESS, 1).await;
    for device in 10..13 {
        let response = server.try_sign_in(&request(TESS, "guess", device)).await;
        assert_eq!(refusal(response).await, (401, ErrorCode::WrongSignIn));
    }
    let response = server.try_sign_in(&request(TESS, PASSWORD, 20)).await;
    let wait: u64 = response.headers()["retry-after"].to_str().expect("digits").parse().expect("s");
    assert!((1..=901).contains(&wait), "says how long to wait, {wait} s");
    assert_eq!(
        refusal(response).await,
        (429, ErrorCode::TooManyTries),
        "a new device has no new tries, not even with the right password"
    );
    let response = server.try_sign_in(&request(TESS, PASSWORD, 1)).await;
    assert_eq!(response.status(), OK, "the owner's recorded device is not shut out by it");
    let response = server.try_sign_in(&request(THEO, PASSWORD, 2)).await;
    assert_eq!(response.status(), OK, "nor is anybody else");
    assert_eq!(server.get("/v1/chain", &own).await.status(), OK, "nor who is signed in");

    let server = restarted(server, |config| config.sign_in.tries_max = 3).await;
    let response = server.try_sign_in(&request(TESS, PASSWORD, 20)).await;
    assert_eq!(refusal(response).await.1, ErrorCode::TooManyTries, "a restart forgives nothing");
    server.pass_minutes(16);
    let response = server.try_sign_in(&request(TESS, PASSWORD, 20)).await;
    assert_eq!(response.status(), OK, "after the wait it goes on");
}

async fn restarted(
    server: crate::support::TestServer,
    change: impl FnOnce(&mut field_server::Config),
) -> crate::support::TestServer {
    let crate::support::TestServer { folder, data, running, clock, client } = server;
    running.shutdown().await.expect("stops");
    let mut config = data.config().expect("is there");
    change(&mut config);
    let running = crate::support::start(config, &data, &clock).await;
    crate::support::TestServer { folder, data, running, clock, client }
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_guesses_do_not_pass_the_limit() {
    let server = server_with(|config| config.sign_in.tries_max = 5).await;
    let request = request(TESS, "guess", 1);
    let (client, url) = (&server.client, format!("{}/v1/sign-in", server.running.url()));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..15 {
        let sent = client.post(&url).body(cbor(&request)).send();
        tasks.spawn(async move { refusal(sent.await.expect("answers")).await.0 });
    }
    let statuses = tasks.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 10, "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_stays_with_its_person_and_key() {
    let server = server().await;
    server.device(TESS, 1).await;
    let response = server.try_sign_in(&request(THEO, PASSWORD, 1)).await;
    assert_eq!(refusal(response).await, (403, ErrorCode::DeviceRefused), "another person");
    let mut other_key = request(TESS, PASSWORD, 1);
    other_key.public_key = Hash32([1; 32]);
    let response = server.try_sign_in(&other_key).await;
    assert_eq!(refusal(response).await, (403, ErrorCode::DeviceRefused), "another key");
    let response = server.try_sign_in(&request(TESS, PASSWORD, 1)).await;
    assert_eq!(response.status(), OK, "the same again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_was_shut_out_learns_why() {
    let server = server().await;
    let tess = server.device(TESS, 1).await;
    setup::revoke_device(&server.data, tess.id).expect("while the server runs");
    let response = server.get("/v1/chain", &tess).await;
    assert_eq!(refusal(response).await, (403, ErrorCode::DeviceRefused));
    let response = server.try_sign_in(&request(TESS, PASSWORD, 1)).await;
    assert_eq!(refusal(response).await, (403, ErrorCode::DeviceRefused));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_ends_after_a_time_without_use_and_not_before() {
    let server = server_with(|config| config.token_days = 2).await;
    let tess = server.device(TESS, 1).await;
    let day = 24 * 60;
    for _ in 0..3 {
        server.pass_minutes(2 * day - 10);
        assert_eq!(server.get("/v1/chain", &tess).await.status(), OK, "use makes it last");
    }
    server.pass_minutes(2 * day + 1);
    let response = server.get("/v1/chain", &tess).await;
    assert_eq!(refusal(response).await, (401, ErrorCode::SignInExpired));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_but_hello_and_sign_in_wants_a_token() {
    let server = server().await;
    let blob = format!("/v1/blobs/{}/0", Hash32([1; 32]));
    for (method, route) in [
        (Method::GET, "/v1/chain"),
        (Method::POST, "/v1/push"),
        (Method::POST, "/v1/pull"),
        (Method::POST, "/v1/blobs"),
        (Method::PUT, &blob),
        (Method::GET, &blob),
        (Method::GET, "/v1/people"),
        (Method::POST, "/v1/sign-out"),
    ] {
        let invented = Hash32([9; 32]).to_string();
        for token in [None, Some("not hex"), Some(invented.as_str())] {
            let response = server.send(method.clone(), route, token, Vec::new()).await;
            assert_eq!(refusal(response).await, (401, ErrorCode::SignInExpired), "{route}");
        }
    }
    let response = server.send(Method::GET, "/v1/hello", None, Vec::new()).await;
    assert_eq!(response.status(), OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_this_token_only() {
    let server = server().await;
    let first = server.device(ADA, 1).await;
    let second = server.device(ADA, 1).await;
    let response = server.post("/v1/sign-out", &first, Vec::new()).await;
    assert_eq!(response.status(), 204);
    let response = server.get("/v1/chain", &first).await;
    assert_eq!(refusal(response).await, (401, ErrorCode::SignInExpired));
    assert_eq!(server.get("/v1/chain", &second).await.status(), OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_cannot_be_read_is_refused_before_any_password_is_hashed() {
    let server = server().await;
    let post = |body| server.send(Method::POST, "/v1/sign-in", None, body);
    assert_eq!(refusal(post(b"{}".to_vec()).await).await, (400, ErrorCode::Malformed));
    assert_eq!(refusal(post(vec![0; 5000]).await).await, (413, ErrorCode::TooLarge));
    let long = request(TESS, &"x".repeat(1025), 1);
    assert_eq!(refusal(post(cbor(&long)).await).await, (400, ErrorCode::Malformed));
}
