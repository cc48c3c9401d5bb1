//! A line that is listened to: a proxy between device and server that ends TLS on both sides and
//! keeps every decrypted byte.
//!
//! It has a certificate of its own, which the device pins as the server's; towards the real server
//! it pins that one's. It speaks HTTP/1.1 only, so that paths and headers are readable as they are.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use field_domain::Hash32;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, ServerConfig, SignatureScheme};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// Bytes that are passed on at once.
const PART_BYTES: usize = 64 * 1024;
/// The only protocol above TLS. Source: RFC 7301, section 6.
const HTTP_1_1: &[u8] = b"http/1.1";

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Device,
    Server,
}

/// What was said on each connection by each side, in order.
type Heard = Arc<Mutex<BTreeMap<(u32, Side), Vec<u8>>>>;

/// A proxy that listens on a free port of the loopback.
pub struct Tap {
    /// Where a device finds it.
    pub url: String,
    /// SHA-256 of its own certificate, in hex.
    pub fingerprint: String,
    heard: Heard,
    listening: tokio::task::JoinHandle<()>,
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Tap {
    /// Begins to pass on what devices say to the server at `url`, whose certificate has this
    /// fingerprint.
    ///
    /// # Errors
    /// If the address is not one or the port cannot be had.
    pub async fn open(url: &str, fingerprint: &str) -> Result<Self> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?;
        let certificate = own.cert.der().clone();
        let key = PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
        let mut inward = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key.into())?;
        inward.alpn_protocols = vec![HTTP_1_1.to_vec()];

        let (outward, server) = (connector(fingerprint)?, host(url)?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("https://{}", listener.local_addr()?);
        let heard = Heard::default();
        let line = Line {
            inward: TlsAcceptor::from(Arc::new(inward)),
            outward,
            server,
            heard: Arc::clone(&heard),
        };
        let listening = tokio::spawn(line.listen(listener));
        let fingerprint = Hash32(Sha256::digest(&certificate).into()).to_string();
        Ok(Self { url, fingerprint, heard, listening })
    }

    /// Says something to the tap as a client would that is not ours, and waits until it hangs up.
    ///
    /// # Errors
    /// Those of the line.
    pub async fn say(&self, words: &str) -> Result<()> {
        let device = connector(&self.fingerprint)?;
        let mut line = device.connect(name()?, TcpStream::connect(host(&self.url)?).await?).await?;
        line.write_all(words.as_bytes()).await?;
        line.flush().await?;
        let mut answer = Vec::new();
        // A server that hangs up without a farewell has answered all the same.
        let _ = line.read_to_end(&mut answer).await;
        ensure!(answer.starts_with(b"HTTP/1.1 "), "the server behind the tap answers");
        Ok(())
    }

    /// Everything that was said, each side of each connection in one piece.
    ///
    /// # Errors
    /// If something was said in HTTP chunks: a value could lie across two of them, unseen.
    pub fn heard(&self) -> Result<Vec<u8>> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Vec::new();
        for said in heard.values() {
            let is_in_chunks = said
                .split(|byte| *byte == b'\n')
                .any(|line| line.to_ascii_lowercase().starts_with(b"transfer-encoding:"));
            ensure!(
                !is_in_chunks,
                "a body in chunks would have to be joined before it is searched"
            );
            all.extend_from_slice(said);
            all.extend_from_slice(b"\0\n");
        }
        Ok(all)
    }
}

/// TLS towards the one with this certificate.
fn connector(fingerprint: &str) -> Result<TlsConnector> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let pinned = Pinned { fingerprint: fingerprint.parse()?, provider: Arc::clone(&provider) };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(pinned))
        .with_no_client_auth();
    config.alpn_protocols = vec![HTTP_1_1.to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Certificates are known by their fingerprint: the name says nothing.
fn name() -> Result<ServerName<'static>> {
    Ok(ServerName::try_from("localhost")?)
}

fn host(url: &str) -> Result<SocketAddr> {
    Ok(url.strip_prefix("https://").context("a server has https")?.parse()?)
}

struct Line {
    inward: TlsAcceptor,
    outward: TlsConnector,
    server: SocketAddr,
    heard: Heard,
}

impl Line {
    async fn listen(self, listener: TcpListener) {
        let line = Arc::new(self);
        let mut number = 0;
        while let Ok((device, _)) = listener.accept().await {
            number += 1;
            let line = Arc::clone(&line);
            // A connection that breaks is what a device has to bear.
            tokio::spawn(async move { line.pass_on(device, number).await });
        }
    }

    async fn pass_on(&self, device: TcpStream, number: u32) -> Result<()> {
        let device = self.inward.accept(device).await?;
        let server = TcpStream::connect(self.server).await?;
        let server = self.outward.connect(name()?, server).await?;
        let (from_device, to_device) = tokio::io::split(device);
        let (from_server, to_server) = tokio::io::split(server);
        let (there, back) = tokio::join!(
            self.copy(from_device, to_server, (number, Side::Device)),
            self.copy(from_server, to_device, (number, Side::Server)),
        );
        there.and(back)
    }

    async fn copy(
        &self,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
        who: (u32, Side),
    ) -> Result<()> {
        let mut part = vec![0; PART_BYTES];
        loop {
            let count = from.read(&mut part).await?;
            let said = &part[..count];
            // Kept before it is passed on: what the other side has, was heard.
            let keep = |heard: &mut BTreeMap<_, Vec<u8>>| {
                heard.entry(who).or_default().extend_from_slice(said);
            };
            keep(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner));
            if count == 0 {
                return Ok(to.shutdown().await?);
            }
            to.write_all(said).await?;
            to.flush().await?;
        }
    }
}

/// Accepts the one certificate of the real server.
#[derive(Debug)]
struct Pinned {
    fingerprint: Hash32,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let found = Hash32(Sha256::digest(end_entity.as_ref()).into());
        if found == self.fingerprint {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Error::General("another certificate".to_owned()))
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.3 alone is offered".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
