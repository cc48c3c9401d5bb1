//! The outbox takes cleared frames and nothing else.

use field_clearance::{CertificateKeys, Draft, Frame, FrameKind, Policy, frame_operation};
use field_domain::{Hash32, Instant, ItemNo, Mark, PolicyName};
use field_log::{Change, Payload};
use field_store::outbox::{self, OutboxEntry, OutboxReader};
use field_store::{Connection, StoreError};
use zeroize::Zeroizing;

const KEY: [u8; 32] = [1; 32];

fn keys() -> CertificateKeys {
    CertificateKeys { frame: Zeroizing::new([5; 32]), input: Zeroizing::new([6; 32]) }
}

fn store() -> (tempfile::TempDir, std::path::PathBuf, Connection) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.db");
    let conn = field_store::open(&path, &Zeroizing::new(KEY)).expect("a new store opens");
    (folder, path, conn)
}

fn frame() -> Frame {
    let id = uuid::Uuid::from_u128;
    let draft = Draft {
        org: id(1).into(),
        inspection: id(2).into(),
        device: id(3).into(),
        device_seq: 1,
        previous: Hash32::ZERO,
        author: id(4).into(),
        at: Instant(1),
        salt: [7; 16],
    };
    let change = Change::MarkSet { item: ItemNo(1), mark: Some(Mark::In) };
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    let payload = Payload { base: Vec::new(), change };
    frame_operation(&draft, payload, Policy::ready(PolicyName::Default), &key, &keys())
        .expect("small")
        .1
}

fn enqueue(conn: &mut Connection, frame: &Frame) -> Result<(), StoreError> {
    let tx = conn.transaction()?;
    let entry = OutboxEntry {
        what: "mark_set",
        inspection: uuid::Uuid::from_u128(2).into(),
        item: Some(ItemNo(1)),
        subject: frame.certificate().output,
        bytes: 1,
        at: Instant(1),
    };
    outbox::enqueue(&tx, frame, &entry)?;
    tx.commit()?;
    Ok(())
}

#[test]
fn a_frame_comes_out_as_it_went_in() {
    let (_folder, path, mut conn) = store();
    enqueue(&mut conn, &frame()).expect("a cleared frame enters");
    enqueue(&mut conn, &frame()).expect("a repetition makes no second row");
    let reader = OutboxReader::open(&path, &Zeroizing::new(KEY)).expect("opens");
    let due = reader.due(FrameKind::Operation, Instant(5), 10).expect("readable");
    assert_eq!(due.len(), 1);
    let out = reader.frame(due[0].row, &keys()).expect("the certificate holds");
    assert_eq!(out.bytes(), frame().bytes());
}

#[test]
fn bytes_without_a_clearance_cannot_enter_by_sql() {
    let (_folder, _path, conn) = store();
    let insert =
        "INSERT INTO outbox (out_hash, frame, kind, what, inspection, subject, bytes, queued_at)
                  VALUES (sha256(x'4b696d'), x'4b696d', 'operation', 'x', x'00', x'00', 3, 0)";
    let outcome = conn.execute(insert, []).map_err(StoreError::from);
    assert!(matches!(outcome, Err(StoreError::NotCleared)), "got {outcome:?}");
}

#[test]
fn a_clearance_does_not_cover_other_bytes() {
    let (_folder, path, mut conn) = store();
    enqueue(&mut conn, &frame()).expect("a cleared frame enters");
    let outcome = conn.execute("UPDATE outbox SET frame = x'4b696d'", []);
    assert!(outcome.is_err(), "a frame never changes");
    // Even somebody who takes the triggers away gets nothing past the MAC.
    conn.execute_batch("DROP TRIGGER outbox_frame_fixed; UPDATE outbox SET frame = x'4b696d'")
        .expect("the store's own connection may");
    let reader = OutboxReader::open(&path, &Zeroizing::new(KEY)).expect("opens");
    let row = reader.due(FrameKind::Operation, Instant(5), 1).expect("readable")[0].row;
    assert!(matches!(reader.frame(row, &keys()), Err(StoreError::NotCleared)));
}

#[test]
fn a_certificate_of_another_device_opens_nothing() {
    let (_folder, path, mut conn) = store();
    enqueue(&mut conn, &frame()).expect("a cleared frame enters");
    let reader = OutboxReader::open(&path, &Zeroizing::new(KEY)).expect("opens");
    let foreign = CertificateKeys { frame: Zeroizing::new([8; 32]), ..keys() };
    let row = reader.due(FrameKind::Operation, Instant(5), 1).expect("readable")[0].row;
    assert!(matches!(reader.frame(row, &foreign), Err(StoreError::NotCleared)));
}
