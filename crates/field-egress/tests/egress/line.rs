//! Certificates, lines that break, and answers that are not ours.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::any;
use field_domain::Hash32;
use field_egress::{AddressError, Client, EgressError, ServerAddress, Timeouts, probe};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};

use crate::support::{PASSWORD, TESS, client, identity, listen, public_key, server, tls, typed};

/// A server that counts the requests that reach it.
fn counting(count: &Arc<AtomicU32>) -> Router {
    let count = Arc::clone(count);
    Router::new().fallback(any(move || async move {
        count.fetch_add(1, Ordering::SeqCst);
        StatusCode::OK
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_look_finds_the_certificate_and_sends_nothing() {
    let server = server().await;
    assert_eq!(probe(&server.running.url()).await, Ok(server.running.fingerprint));

    let (identity, count) = (identity(), Arc::new(AtomicU32::new(0)));
    let config = tls(&TLS13).with_single_cert(vec![identity.certificate], identity.key);
    let url = listen(config.expect("fits"), counting(&count)).await;
    assert_eq!(probe(&url).await, Ok(identity.fingerprint));
    assert_eq!(count.load(Ordering::SeqCst), 0, "no request was made");
    assert_eq!(
        probe("http://127.0.0.1:80").await,
        Err(EgressError::BadAddress(AddressError::NotHttps))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_certificate_is_refused_before_anything_is_sent() {
    let (identity, count) = (identity(), Arc::new(AtomicU32::new(0)));
    let config = tls(&TLS13).with_single_cert(vec![identity.certificate], identity.key);
    let url = listen(config.expect("fits"), counting(&count)).await;
    let client = client(&url, Hash32([7; 32]));
    let found = Some(identity.fingerprint);
    assert_eq!(client.hello().await, Err(EgressError::BadCertificate { found }));
    let outcome = client
        .sign_in(&typed(TESS), &typed(PASSWORD), uuid::Uuid::from_u128(1).into(), public_key(1))
        .await;
    assert_eq!(outcome, Err(EgressError::BadCertificate { found }), "the password stays here");
    assert_eq!(count.load(Ordering::SeqCst), 0, "no request reached it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_certificate_with_the_wrong_key_is_refused() {
    // Certificates are public: showing one proves nothing, holding its key does.
    let (shown, held) = (identity(), identity());
    let signing = rustls::crypto::ring::sign::any_supported_type(&held.key).expect("a key");
    let stolen = CertifiedKey::new(vec![shown.certificate], signing);
    let resolver = rustls::sign::SingleCertAndKey::from(stolen);
    let count = Arc::new(AtomicU32::new(0));
    let config = tls(&TLS13).with_cert_resolver(Arc::new(resolver));
    let url = listen(config, counting(&count)).await;
    let outcome = client(&url, shown.fingerprint).hello().await;
    let found = Some(shown.fingerprint);
    assert_eq!(outcome, Err(EgressError::BadCertificate { found }));
    assert_eq!(probe(&url).await, Err(EgressError::BadCertificate { found }));
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn older_tls_and_no_tls_are_not_our_protocol() {
    let identity = identity();
    let config = tls(&TLS12).with_single_cert(vec![identity.certificate], identity.key);
    let url = listen(config.expect("fits"), Router::new()).await;
    let outcome = client(&url, identity.fingerprint).hello().await;
    assert_eq!(outcome, Err(EgressError::NotOurProtocol), "TLS 1.2");
    assert_eq!(probe(&url).await, Err(EgressError::NotOurProtocol), "TLS 1.2");

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("has one");
    tokio::spawn(axum_plain(listener));
    let url = format!("https://{address}");
    let outcome = client(&url, identity.fingerprint).hello().await;
    assert_eq!(outcome, Err(EgressError::NotOurProtocol), "plain HTTP");
    assert_eq!(probe(&url).await, Err(EgressError::NotOurProtocol), "plain HTTP");
}

async fn axum_plain(listener: tokio::net::TcpListener) {
    axum::serve(listener, Router::new().fallback(any(|| async { "hello" }))).await.expect("serves");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_is_offline() {
    let server = server().await;
    let client = server.client();
    client.hello().await.expect("is up");
    let url = server.running.url();
    server.running.shutdown().await.expect("stops");
    assert_eq!(client.hello().await, Err(EgressError::Offline));
    assert_eq!(probe(&url).await, Err(EgressError::Offline));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_is_a_timeout() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}", silent.local_addr().expect("has one"));
    let address = ServerAddress::new(&url, Hash32::ZERO).expect("an address");
    let short = Duration::from_millis(300);
    let waits = Timeouts { connect: short, read: short, request: short };
    let client = Client::with_timeouts(address, waits).expect("a client");
    assert_eq!(client.hello().await, Err(EgressError::Timeout));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_not_ours_are_told_apart() {
    let (identity, reached) = (identity(), Arc::new(AtomicU32::new(0)));
    let seen = Arc::clone(&reached);
    let cbor = |bytes: Vec<u8>| ([("content-type", "application/cbor")], bytes);
    let router = Router::new()
        .route("/v1/hello", any(|| async { Html("<h1>Welcome to our Wi-Fi</h1>") }))
        .route("/v1/chain", any(|| async { Redirect::temporary("/elsewhere") }))
        .route("/v1/people", any(move || async move { cbor(vec![0xF6; 2 * 1024 * 1024]) }))
        .route("/v1/pull", any(move || async move { cbor(b"not what was asked for".to_vec()) }))
        // A reply to an empty push that tells of one operation.
        .route(
            "/v1/push",
            any(move || async move { cbor(b"\xA1\x68outcomes\x81\x69not_tried".to_vec()) }),
        )
        .route("/v1/sign-out", any(|| async { StatusCode::BAD_GATEWAY }))
        .route(
            "/elsewhere",
            any(move || async move {
                seen.fetch_add(1, Ordering::SeqCst);
                StatusCode::OK
            }),
        );
    let config = tls(&TLS13).with_single_cert(vec![identity.certificate], identity.key);
    let url = listen(config.expect("fits"), router).await;
    let client = client(&url, identity.fingerprint);
    let session = client.session(Hash32([1; 32]));
    let not_ours = Some(EgressError::NotOurProtocol);
    assert_eq!(client.hello().await.err(), not_ours, "a log-in page");
    assert_eq!(session.chain().await.err(), not_ours, "a redirect");
    assert_eq!(reached.load(Ordering::SeqCst), 0, "redirects are not followed");
    assert_eq!(session.people().await.err(), not_ours, "longer than any answer of ours");
    assert_eq!(session.pull(0).await.err(), not_ours, "another shape");
    assert_eq!(session.push(&[]).await.err(), not_ours, "one outcome too many");
    assert_eq!(session.sign_out().await.err(), Some(EgressError::ServerFailed), "a proxy");
}
