//! `POST /v1/blobs`, `PUT /v1/blobs/{id}/{n}` and `GET /v1/blobs/{id}/{n}`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use field_domain::{BlobId, Instant, Lane, OrgId, Role};
use field_log::wire::{BLOB_BYTES_MAX, BlobManifest, BlobStatus, CHUNK_BYTES};
use rusqlite::Transaction;

use super::{Refusal, SharedServer, body, off_thread};
use crate::auth::token::SignedIn;
use crate::blob_files::{BlobError, check_manifest};
use crate::store::blobs::{self, BlobRow};
use crate::store::{Store, StoreError};

/// Most bytes of a manifest: a hash of 34 bytes for each of 64 chunks, and as much again.
const MANIFEST_BYTES_MAX: usize = 8 * 1024;
const _: () = assert!(BLOB_BYTES_MAX / CHUNK_BYTES as u64 <= 64, "a manifest has room for 64");

pub(super) async fn begin(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    may_send(&signed_in)?;
    let manifest: BlobManifest = body::read_cbor(&headers, body, MANIFEST_BYTES_MAX).await?;
    check_manifest(&manifest)?;
    let (org, now) = (signed_in.org, server.now());
    let bytes_max = server.config.storage.blobs_mib_max.map(|mib| u64::from(mib) * 1024 * 1024);
    let asked = manifest.clone();
    let row = server.write(move |tx| find_or_insert(tx, org, &asked, bytes_max, now)).await?;
    if row.manifest != manifest {
        return Err(Refusal::DISAGREES);
    }
    status(&server, org, row).await
}

pub(super) async fn put(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
    Path((id, number)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    may_send(&signed_in)?;
    let (blob, number) = parse(&id, &number)?;
    let org = signed_in.org;
    let row = server.read(move |tx| blobs::find(tx, org, blob)).await?.ok_or(Refusal::NOT_FOUND)?;
    let bytes = body::read(&headers, body, CHUNK_BYTES).await?;
    if !row.is_complete {
        let (files, manifest) = (Arc::clone(&server.blobs), row.manifest.clone());
        off_thread(move || files.put_chunk(org, &manifest, number, &bytes)).await??;
    }
    status(&server, org, row).await
}

pub(super) async fn get(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (blob, number) = parse(&id, &number)?;
    let SignedIn { org, signer, .. } = signed_in;
    let technician = (!signer.role.sees_all()).then_some(signer.user);
    let row = server
        .read(move |tx| {
            let is_visible = blobs::is_referred_to(tx, org, blob, technician)?;
            if is_visible { blobs::find(tx, org, blob) } else { Ok(None) }
        })
        .await?
        // A blob that is hidden, unknown or not whole is the same to the outside.
        .filter(|row| row.is_complete)
        .ok_or(Refusal::NOT_FOUND)?;
    let files = Arc::clone(&server.blobs);
    let bytes = off_thread(move || files.read_chunk(org, &row.manifest, number)).await??;
    Ok(body::bytes(bytes))
}

/// Blobs belong to evidence, so who may write that may send them.
fn may_send(signed_in: &SignedIn) -> Result<(), Refusal> {
    let role: Role = signed_in.signer.role;
    if role.may_write(Lane::Evidence) { Ok(()) } else { Err(Refusal::NOT_ALLOWED) }
}

fn parse(id: &str, number: &str) -> Result<(BlobId, u32), Refusal> {
    let blob = id.parse().map_err(|_| Refusal::NOT_FOUND)?;
    let number = number.parse().map_err(|_| Refusal::NOT_FOUND)?;
    Ok((blob, number))
}

fn find_or_insert(
    tx: &Transaction<'_>,
    org: OrgId,
    manifest: &BlobManifest,
    bytes_max: Option<u64>,
    now: Instant,
) -> Result<BlobRow, StoreError> {
    if let Some(row) = blobs::find(tx, org, manifest.blob)? {
        return Ok(row);
    }
    if let Some(max) = bytes_max
        && blobs::bytes_total(tx)?.saturating_add(manifest.size) > max
    {
        return Err(StoreError::Full);
    }
    blobs::insert(tx, org, manifest, now)?;
    Ok(BlobRow { manifest: manifest.clone(), is_complete: false })
}

/// Which chunks are missing; when none is, makes the blob whole first.
async fn status(server: &SharedServer, org: OrgId, row: BlobRow) -> Result<Response, Refusal> {
    let mut missing = Vec::new();
    if !row.is_complete {
        let (files, store) = (Arc::clone(&server.blobs), Arc::clone(&server.store));
        missing = off_thread(move || -> Result<_, Refusal> {
            let missing = files.missing(org, &row.manifest)?;
            if missing.is_empty() {
                finish(&store, org, &row, files.assemble(org, &row.manifest))?;
            }
            Ok(missing)
        })
        .await??;
    }
    Ok(body::reply(StatusCode::OK, &BlobStatus { missing }))
}

fn finish(
    store: &Store,
    org: OrgId,
    row: &BlobRow,
    assembled: Result<(), BlobError>,
) -> Result<(), Refusal> {
    match assembled {
        Ok(()) => store.write(|tx| blobs::set_complete(tx, org, row.manifest.blob))?,
        Err(BlobError::WrongBlob) => {
            // The manifest was wrong: forgotten, so that a right one can follow.
            store.write(|tx| blobs::forget_incomplete(tx, org, row.manifest.blob))?;
            return Err(BlobError::WrongBlob.into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
