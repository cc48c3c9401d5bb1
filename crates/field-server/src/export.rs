//! Everything that a server holds, as JSON: for an operator's look and for proofs about it.

use std::io::{self, Write};

use field_domain::{BlobId, DeviceId, Hash32, Instant, OpId, OrgId, Role, Segments, UserId};
use field_log::{Header, Operation, Payload};
use rusqlite::Transaction;
use serde::Serialize;

use crate::data_folder::DataFolder;
use crate::serve::{ServeError, open_store};
use crate::store::{StoreError, blobs, devices, operations, organisations, people};

/// Operations that are held in memory at once.
const PAGE: usize = 500;

/// Why nothing, or not everything, could be written. `Display` is log-safe.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The data folder or the database is wrong.
    #[error(transparent)]
    Server(#[from] ServeError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output could not be written.
    #[error("the export could not be written")]
    Write(#[from] io::Error),
}

#[derive(Serialize)]
struct PersonOut {
    user: UserId,
    role: Role,
    name: String,
    address: String,
}

#[derive(Serialize)]
struct DeviceOut {
    device: DeviceId,
    user: UserId,
    public_key: Hash32,
    is_revoked: bool,
}

#[derive(Serialize)]
struct OperationOut {
    position: u64,
    received: Instant,
    id: OpId,
    header: Header,
    /// `None` for a kind that a newer device wrote.
    payload: Option<Payload<Segments>>,
    bytes_len: usize,
}

#[derive(Serialize)]
struct BlobOut {
    blob: BlobId,
    size: u64,
    is_complete: bool,
}

/// Writes one JSON object with `org`, `people` (by role, without password hashes), `devices`,
/// `operations` (in the order of their positions, decoded) and `blobs` (ciphertext stays where it
/// is). The server may run meanwhile: what is written is one consistent state.
///
/// # Errors
/// [`ExportError`].
pub fn export(data: &DataFolder, out: &mut impl Write) -> Result<(), ExportError> {
    let config = data.config().map_err(ServeError::from)?;
    let store = open_store(data, &config)?;
    // The closure can only fail with a store's error, so the writer's one is carried out beside it.
    let written = store.read(|tx| match organisations::only_one(tx)? {
        Some(org) => Ok(write_org(tx, org, out)),
        None => Ok(writeln!(out, "{{}}").map_err(ExportError::from)),
    });
    written?
}

fn write_org(tx: &Transaction<'_>, org: OrgId, out: &mut impl Write) -> Result<(), ExportError> {
    let mut people: Vec<PersonOut> = people::all(tx, org)?
        .into_iter()
        .map(|row| PersonOut {
            user: row.user,
            role: row.role,
            name: row.name,
            address: row.address,
        })
        .collect();
    people.sort_by_key(|person| person.role);
    let devices = devices::all(tx, org)?.into_iter().map(|row| DeviceOut {
        device: row.signer.device,
        user: row.signer.user,
        public_key: row.signer.public_key,
        is_revoked: row.is_revoked,
    });
    let blobs = blobs::all(tx, org)?.into_iter().map(|(blob, size, is_complete)| BlobOut {
        blob,
        size,
        is_complete,
    });

    write!(out, "{{\n\"org\": \"{org}\"")?;
    write_list(out, "people", people.into_iter().map(Ok))?;
    write_list(out, "devices", devices.map(Ok))?;
    write_list(out, "operations", Operations { tx, org, after: 0, page: Vec::new().into_iter() })?;
    write_list(out, "blobs", blobs.map(Ok))?;
    writeln!(out, "\n}}")?;
    Ok(out.flush()?)
}

fn write_list<T: Serialize>(
    out: &mut impl Write,
    name: &str,
    rows: impl Iterator<Item = Result<T, StoreError>>,
) -> Result<(), ExportError> {
    write!(out, ",\n\"{name}\": [")?;
    for (index, row) in rows.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &row?).map_err(io::Error::from)?;
    }
    write!(out, "]")?;
    Ok(())
}

/// The operations of an organisation, a page at a time.
struct Operations<'a> {
    tx: &'a Transaction<'a>,
    org: OrgId,
    after: u64,
    page: std::vec::IntoIter<operations::PageRow>,
}

impl Iterator for Operations<'_> {
    type Item = Result<OperationOut, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.len() == 0 {
            match operations::page(self.tx, self.org, self.after, PAGE) {
                Ok(rows) => self.page = rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
        let row = self.page.next()?;
        self.after = row.cursor;
        Some(decode(row))
    }
}

fn decode(row: operations::PageRow) -> Result<OperationOut, StoreError> {
    let bytes_len = row.operation.bytes.0.len();
    let operation = Operation::parse(row.operation.bytes.0)
        .map_err(|_| StoreError::BadRow { table: "operation" })?;
    Ok(OperationOut {
        position: row.operation.position,
        received: row.operation.received,
        id: operation.id,
        header: operation.header,
        payload: operation.payload,
        bytes_len,
    })
}
