//! `GET /v1/chain`, `POST /v1/push` and `POST /v1/pull`.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use field_domain::DeviceId;
use field_log::wire::{
    BODY_BYTES_MAX, ChainReply, OPERATIONS_MAX, PAGE_BYTES_MAX, PullReply, PullRequest, PushReply,
    PushRequest,
};
use rusqlite::Transaction;

use super::{Refusal, SharedServer, body, off_thread};
use crate::auth::token::SignedIn;
use crate::push;
use crate::store::operations::PageRow;
use crate::store::{StoreError, access, devices, operations, organisations};

/// Most bytes of a pull: one number and its name.
const PULL_REQUEST_BYTES_MAX: usize = 64;
/// What a page is charged for each operation besides its bytes: names, position, time, lengths.
const OPERATION_FRAME_BYTES: usize = 64;
/// What a page is charged for each device that signed: two ids, a role, a key and their names.
const SIGNER_BYTES: usize = 160;

pub(super) async fn chain(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
) -> Result<Response, Refusal> {
    let device = signed_in.signer.device;
    let end = server.read(move |tx| operations::chain(tx, signed_in.org, device)).await?;
    let reply = ChainReply { last_seq: end.last_seq, last_id: end.last_id };
    Ok(body::reply(StatusCode::OK, &reply))
}

pub(super) async fn push(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let request: PushRequest = body::read_cbor(&headers, body, BODY_BYTES_MAX).await?;
    let bytes: usize = request.operations.iter().map(|operation| operation.0.len()).sum();
    if request.operations.len() > OPERATIONS_MAX || bytes > PAGE_BYTES_MAX {
        return Err(Refusal::TOO_LARGE);
    }
    let SignedIn { org, signer, .. } = signed_in;
    let batch = off_thread(move || push::check(org, signer, request.operations)).await?;
    let now = server.now();
    let outcomes = server.write(move |tx| push::store(tx, batch, now)).await?;
    Ok(body::reply(StatusCode::OK, &PushReply { outcomes }))
}

pub(super) async fn pull(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let request: PullRequest = body::read_cbor(&headers, body, PULL_REQUEST_BYTES_MAX).await?;
    let page = server.read(move |tx| page(tx, &signed_in, request.after)).await?;
    let (policy, own_policy) = (server.config.named_policy(), server.own_policy.clone());
    let reply = PullReply { policy, own_policy, ..page };
    Ok(body::reply(StatusCode::OK, &reply))
}

/// The page behind cursor `after`: positions for those who see all, numbers of the own feed for a
/// technician.
fn page(tx: &Transaction<'_>, who: &SignedIn, after: u64) -> Result<PullReply, StoreError> {
    let (org, user, sees_all) = (who.org, who.signer.user, who.signer.role.sees_all());
    let end = if sees_all {
        organisations::head_position(tx, org)?
    } else {
        access::feed_end(tx, org, user)?
    };
    // A cursor behind the end was given before the server was put back from a backup. Beginning
    // again repeats operations, which are told apart by their ids; going on would skip some.
    let after = if after > end { 0 } else { after };
    let rows = if sees_all {
        operations::page(tx, org, after, OPERATIONS_MAX)?
    } else {
        operations::feed_page(tx, org, user, after, OPERATIONS_MAX)?
    };
    let (rows, devices) = fit(rows);
    let next = rows.last().map_or(after, |row| row.cursor);
    let signers = devices
        .into_iter()
        .map(|device| {
            devices::find(tx, org, device)?
                .map(|row| row.signer)
                .ok_or(StoreError::BadRow { table: "device" })
        })
        .collect::<Result<_, _>>()?;
    Ok(PullReply {
        operations: rows.into_iter().map(|row| row.operation).collect(),
        next,
        is_done: next == end,
        signers,
        policy: None,
        own_policy: None,
    })
}

/// As many rows from the front as a page may hold, one at least, and the devices that signed them.
fn fit(rows: Vec<PageRow>) -> (Vec<PageRow>, BTreeSet<DeviceId>) {
    let mut devices = BTreeSet::new();
    let mut fitting = Vec::with_capacity(rows.len());
    let mut bytes = 0;
    for row in rows {
        bytes += row.operation.bytes.0.len() + OPERATION_FRAME_BYTES;
        if !devices.contains(&row.device) {
            bytes += SIGNER_BYTES;
        }
        if bytes > PAGE_BYTES_MAX && !fitting.is_empty() {
            break;
        }
        devices.insert(row.device);
        fitting.push(row);
    }
    (fitting, devices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_domain::{Hash32, Instant, PolicyName, Role};
    use field_log::Signer;
    use field_log::canonical::{self, Bytes};
    use field_log::wire::{OWN_POLICY_BYTES_MAX, PulledOperation};

    fn row(cursor: u64, device: u128, bytes: usize) -> PageRow {
        PageRow {
            cursor,
            device: uuid::Uuid::from_u128(device).into(),
            operation: PulledOperation {
                position: u64::MAX,
                received: Instant(i64::MAX),
                bytes: Bytes(vec![7; bytes]),
            },
        }
    }

    #[test]
    fn a_full_page_with_many_signers_stays_within_a_body() {
        for bytes in [200, 2_000, 100_000, 262_144] {
            let rows = (1..=500).map(|n| row(n, u128::from(n), bytes)).collect();
            let (rows, devices) = fit(rows);
            assert!(!rows.is_empty());
            let signers = devices
                .into_iter()
                .map(|device| Signer {
                    device,
                    user: uuid::Uuid::from_u128(1).into(),
                    role: Role::Technician,
                    public_key: Hash32([1; 32]),
                })
                .collect();
            let operations = rows.into_iter().map(|row| row.operation).collect();
            let reply = PullReply {
                operations,
                next: u64::MAX,
                is_done: false,
                signers,
                policy: Some(PolicyName::HipaaSafeHarbor),
                own_policy: Some("#".repeat(OWN_POLICY_BYTES_MAX)),
            };
            let length = canonical::to_bytes(&reply).expect("can be written").len();
            assert!(length <= BODY_BYTES_MAX, "{length} bytes for operations of {bytes}");
        }
    }
}
