//! Tables `blob` and `blob_reference`.

use field_domain::{BlobId, Hash32, InspectionId, Instant, OrgId, UserId};
use field_log::wire::BlobManifest;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::StoreError;
use super::column::{get_hash, get_number, number};

/// A blob that was announced, and whether all of it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BlobRow {
    pub manifest: BlobManifest,
    pub is_complete: bool,
}

/// The blob with this id.
pub(crate) fn find(
    tx: &Transaction<'_>,
    org: OrgId,
    blob: BlobId,
) -> Result<Option<BlobRow>, StoreError> {
    let row: Option<(u64, Vec<u8>, bool)> = tx
        .prepare_cached(
            "SELECT size, chunk_hashes, is_complete FROM blob WHERE org_id = ?1 AND blob_id = ?2",
        )?
        .query_row(params![org.0.into_bytes(), blob.0], |row| {
            Ok((get_number(row, 0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(row.map(|(size, chunk_hashes, is_complete)| {
        let chunks = chunk_hashes
            .chunks_exact(32)
            .map(|chunk| Hash32(chunk.try_into().expect("the pieces have 32 bytes")))
            .collect();
        BlobRow { manifest: BlobManifest { blob, size, chunks }, is_complete }
    }))
}

/// Adds a blob of which no chunk is there yet.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    org: OrgId,
    manifest: &BlobManifest,
    now: Instant,
) -> Result<(), StoreError> {
    let chunk_hashes: Vec<u8> = manifest.chunks.iter().flat_map(|hash| hash.0).collect();
    tx.execute(
        "INSERT INTO blob (org_id, blob_id, size, chunk_hashes, created_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![org.0.into_bytes(), manifest.blob.0, number(manifest.size), chunk_hashes, now.0],
    )?;
    Ok(())
}

/// Notes that all of a blob is on the disk.
pub(crate) fn set_complete(
    tx: &Transaction<'_>,
    org: OrgId,
    blob: BlobId,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE blob SET is_complete = 1 WHERE org_id = ?1 AND blob_id = ?2",
        params![org.0.into_bytes(), blob.0],
    )?;
    Ok(())
}

/// Forgets a blob that was never complete.
pub(crate) fn forget_incomplete(
    tx: &Transaction<'_>,
    org: OrgId,
    blob: BlobId,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM blob WHERE org_id = ?1 AND blob_id = ?2 AND is_complete = 0",
        params![org.0.into_bytes(), blob.0],
    )?;
    Ok(())
}

/// Bytes of all blobs of all organisations, those under way included.
pub(crate) fn bytes_total(tx: &Transaction<'_>) -> Result<u64, StoreError> {
    Ok(tx.query_row("SELECT COALESCE(SUM(size), 0) FROM blob", [], |row| get_number(row, 0))?)
}

/// Notes that an operation of `inspection` names `blob`.
pub(crate) fn refer(
    tx: &Transaction<'_>,
    org: OrgId,
    blob: BlobId,
    inspection: InspectionId,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO blob_reference (org_id, blob_id, inspection_id) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![org.0.into_bytes(), blob.0, inspection.0.into_bytes()])?;
    Ok(())
}

/// Whether an operation names `blob`; with a technician, one of an inspection that they see.
pub(crate) fn is_referred_to(
    tx: &Transaction<'_>,
    org: OrgId,
    blob: BlobId,
    technician: Option<UserId>,
) -> Result<bool, StoreError> {
    let found = match technician {
        None => tx
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM blob_reference WHERE org_id = ?1 AND blob_id = ?2)",
            )?
            .query_row(params![org.0.into_bytes(), blob.0], |row| row.get(0))?,
        Some(user) => {
            tx.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM blob_reference
                                JOIN inspection_access USING (org_id, inspection_id)
                                WHERE org_id = ?1 AND blob_id = ?2 AND user_id = ?3)",
            )?
            .query_row(params![org.0.into_bytes(), blob.0, user.0.into_bytes()], |row| row.get(0))?
        }
    };
    Ok(found)
}

/// Every blob of an organisation with its size and whether it is complete.
pub(crate) fn all(
    tx: &Transaction<'_>,
    org: OrgId,
) -> Result<Vec<(BlobId, u64, bool)>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT blob_id, size, is_complete FROM blob WHERE org_id = ?1 ORDER BY blob_id",
        )?
        .query_map([org.0.into_bytes()], |row| {
            Ok((get_hash(row, 0)?, get_number(row, 1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?)
}
