//! Blobs as files: ciphertext only, named by its hash, whole or in chunks while it arrives.
//!
//! `blobs/<org>/<first two digits>/<hash>` is a whole blob;
//! `blobs/<org>/incoming/<hash>/<number>` is a chunk of one that is not whole yet. A file has its
//! final name only when its bytes are checked and on the disk, so what is there can be believed.

use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use field_domain::{BlobId, Hash32, OrgId};
use field_log::wire::{BLOB_BYTES_MAX, BlobManifest, CHUNK_BYTES};
use sha2::{Digest as _, Sha256};

use crate::data_folder::{create_private_folder, sync_folder};

/// Bytes that are read at once when a blob is put together.
const COPY_BYTES: usize = 64 * 1024;

/// Why a blob or chunk was not taken or not found. Log-safe.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BlobError {
    /// The manifest's numbers do not fit each other or a limit.
    #[error("the manifest is not possible")]
    BadManifest,
    /// There is no such chunk.
    #[error("there is no such chunk")]
    NoSuchChunk,
    /// The chunk is not the one that the manifest names.
    #[error("the chunk is not the one that the manifest names")]
    WrongChunk,
    /// The chunks are those of the manifest, but the whole is not the blob: the manifest was wrong.
    #[error("the chunks do not make the blob")]
    WrongBlob,
    /// The disk is full.
    #[error("there is no room left")]
    Full,
    /// A file could not be read or written.
    #[error("a blob file failed ({})", .0.kind())]
    Io(#[source] io::Error),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Io(error),
        }
    }
}

/// The folder of blobs.
pub(crate) struct BlobFiles {
    root: PathBuf,
    /// Held for writing while chunks become a blob and vanish, for reading while one is added.
    assembly: RwLock<()>,
}

/// Checks that a manifest's numbers fit each other: 1 to [`BLOB_BYTES_MAX`] bytes, as many hashes as
/// chunks.
///
/// # Errors
/// [`BlobError::BadManifest`].
pub(crate) fn check_manifest(manifest: &BlobManifest) -> Result<(), BlobError> {
    let is_possible = (1..=BLOB_BYTES_MAX).contains(&manifest.size)
        && manifest.size.div_ceil(CHUNK_BYTES as u64) == manifest.chunks.len() as u64;
    if is_possible { Ok(()) } else { Err(BlobError::BadManifest) }
}

/// Bytes of chunk `number`, which must exist.
fn chunk_bytes(manifest: &BlobManifest, number: u32) -> u64 {
    (manifest.size - u64::from(number) * CHUNK_BYTES as u64).min(CHUNK_BYTES as u64)
}

impl BlobFiles {
    /// Blobs below `root`.
    pub fn at(root: PathBuf) -> Self {
        Self { root, assembly: RwLock::new(()) }
    }

    fn org_folder(&self, org: OrgId) -> PathBuf {
        self.root.join(org.to_string())
    }

    fn whole(&self, org: OrgId, blob: BlobId) -> PathBuf {
        let name = blob.to_string();
        self.org_folder(org).join(format!("{:02x}", blob.0[0])).join(name)
    }

    fn incoming(&self, org: OrgId, blob: BlobId) -> PathBuf {
        self.org_folder(org).join("incoming").join(blob.to_string())
    }

    /// Numbers of the chunks that are not here; none if the blob is whole.
    ///
    /// # Errors
    /// [`BlobError::Io`].
    pub fn missing(&self, org: OrgId, manifest: &BlobManifest) -> Result<Vec<u32>, BlobError> {
        let folder = self.incoming(org, manifest.blob);
        let mut missing = Vec::new();
        for (number, _) in (0_u32..).zip(&manifest.chunks) {
            if !folder.join(number.to_string()).try_exists()? {
                missing.push(number);
            }
        }
        // Looked at last: chunks vanish only after the whole has its name.
        if !missing.is_empty() && self.whole(org, manifest.blob).try_exists()? {
            missing.clear();
        }
        Ok(missing)
    }

    /// Keeps a chunk after checking it against the manifest. The same chunk again changes nothing.
    ///
    /// # Errors
    /// [`BlobError`].
    pub fn put_chunk(
        &self,
        org: OrgId,
        manifest: &BlobManifest,
        number: u32,
        bytes: &[u8],
    ) -> Result<(), BlobError> {
        let wanted = manifest.chunks.get(number as usize).ok_or(BlobError::NoSuchChunk)?;
        let is_right = bytes.len() as u64 == chunk_bytes(manifest, number)
            && Hash32(Sha256::digest(bytes).into()) == *wanted;
        if !is_right {
            return Err(BlobError::WrongChunk);
        }
        let _no_assembly = self.assembly.read().unwrap_or_else(PoisonError::into_inner);
        if self.whole(org, manifest.blob).try_exists()? {
            return Ok(());
        }
        let folder = self.incoming(org, manifest.blob);
        make_folder(&folder, &self.root)?;
        let path = folder.join(number.to_string());
        if path.try_exists()? {
            return Ok(());
        }
        write_new(&path, |out| Ok(out.write_all(bytes)?))
    }

    /// Puts the chunks together, checks the whole, and gives it its name. Does nothing if it is
    /// whole already. The chunks are removed, also if the whole is not the blob.
    ///
    /// # Errors
    /// [`BlobError::WrongBlob`]; [`BlobError::Full`]; [`BlobError::Io`].
    pub fn assemble(&self, org: OrgId, manifest: &BlobManifest) -> Result<(), BlobError> {
        let _alone = self.assembly.write().unwrap_or_else(PoisonError::into_inner);
        let path = self.whole(org, manifest.blob);
        let folder = self.incoming(org, manifest.blob);
        if !path.try_exists()? {
            make_folder(path.parent().expect("a blob lies in a folder"), &self.root)?;
            let written = write_new(&path, |out| {
                let mut hash = Sha256::new();
                for (number, _) in (0_u32..).zip(&manifest.chunks) {
                    copy_hashed(&folder.join(number.to_string()), out, &mut hash)?;
                }
                let is_right = Hash32(hash.finalize().into()) == manifest.blob;
                if is_right { Ok(()) } else { Err(BlobError::WrongBlob) }
            });
            if matches!(written, Err(BlobError::WrongBlob)) {
                fs::remove_dir_all(&folder)?;
            }
            written?;
        }
        // Whole and named: what remains of the chunks is only room.
        if folder.try_exists()? {
            fs::remove_dir_all(&folder)?;
        }
        Ok(())
    }

    /// Reads chunk `number` of a whole blob.
    ///
    /// # Errors
    /// [`BlobError::NoSuchChunk`]; [`BlobError::Io`].
    pub fn read_chunk(
        &self,
        org: OrgId,
        manifest: &BlobManifest,
        number: u32,
    ) -> Result<Vec<u8>, BlobError> {
        if number as usize >= manifest.chunks.len() {
            return Err(BlobError::NoSuchChunk);
        }
        let mut file = fs::File::open(self.whole(org, manifest.blob))?;
        file.seek(SeekFrom::Start(u64::from(number) * CHUNK_BYTES as u64))?;
        let mut bytes = Vec::with_capacity(CHUNK_BYTES);
        file.take(chunk_bytes(manifest, number)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn copy_hashed(from: &Path, out: &mut fs::File, hash: &mut Sha256) -> io::Result<()> {
    let mut file = fs::File::open(from)?;
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        hash.update(&buffer[..count]);
        out.write_all(&buffer[..count])?;
    }
}

/// Writes a file under a name of its own, waits until it is on the disk, and only then gives it the
/// name `path`. After an error, also one of `write`, nothing is left.
fn write_new(
    path: &Path,
    write: impl FnOnce(&mut fs::File) -> Result<(), BlobError>,
) -> Result<(), BlobError> {
    let folder = path.parent().expect("a file lies in a folder");
    #[expect(
        clippy::disallowed_methods,
        reason = "a name for a moment, which nobody else may have; a retry makes another"
    )]
    let unfinished = folder.join(format!("unfinished-{}", uuid::Uuid::now_v7()));
    let attempt = || -> Result<(), BlobError> {
        let mut out = fs::OpenOptions::new().write(true).create_new(true).open(&unfinished)?;
        write(&mut out)?;
        out.sync_all()?;
        fs::rename(&unfinished, path)?;
        sync_folder(folder)?;
        Ok(())
    };
    let outcome = attempt();
    if outcome.is_err() {
        // The first failure is what the caller must hear of; a left-over name is only room.
        let _ = fs::remove_file(&unfinished);
    }
    outcome
}

/// Makes a folder two levels below `root`, and waits until its name is on the disk.
fn make_folder(folder: &Path, root: &Path) -> io::Result<()> {
    if folder.try_exists()? {
        return Ok(());
    }
    create_private_folder(folder)?;
    for above in folder.ancestors().skip(1) {
        sync_folder(above)?;
        if above == root {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(bytes: &[u8]) -> BlobManifest {
        let hash = |bytes: &[u8]| Hash32(Sha256::digest(bytes).into());
        BlobManifest {
            blob: hash(bytes),
            size: bytes.len() as u64,
            chunks: bytes.chunks(CHUNK_BYTES).map(hash).collect(),
        }
    }

    fn files() -> (tempfile::TempDir, BlobFiles, OrgId) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = BlobFiles::at(folder.path().join("blobs"));
        (folder, files, uuid::Uuid::from_u128(1).into())
    }

    #[test]
    fn chunks_in_any_order_become_the_blob() {
        let (_folder, files, org) = files();
        let bytes: Vec<u8> = (0..CHUNK_BYTES * 2 + 5).map(|n| n.to_le_bytes()[0]).collect();
        let manifest = blob(&bytes);
        check_manifest(&manifest).expect("is possible");
        let chunks: Vec<&[u8]> = bytes.chunks(CHUNK_BYTES).collect();
        for number in [2_u32, 0, 0, 1] {
            files.put_chunk(org, &manifest, number, chunks[number as usize]).expect("is kept");
        }
        assert_eq!(files.missing(org, &manifest).expect("is known"), [0_u32; 0]);
        files.assemble(org, &manifest).expect("is put together");
        files.assemble(org, &manifest).expect("again, after a crash, changes nothing");
        for (number, chunk) in (0_u32..).zip(chunks) {
            assert_eq!(files.read_chunk(org, &manifest, number).expect("is read"), chunk);
        }
        assert!(!files.incoming(org, manifest.blob).exists(), "chunks do not stay");
    }

    #[test]
    fn what_does_not_fit_the_manifest_is_refused_and_leaves_nothing() {
        let (_folder, files, org) = files();
        let manifest = blob(b"ciphertext");
        let put = |number, bytes: &[u8]| files.put_chunk(org, &manifest, number, bytes);
        assert!(matches!(put(0, b"CIPHERTEXT"), Err(BlobError::WrongChunk)), "another hash");
        assert!(matches!(put(0, b"short"), Err(BlobError::WrongChunk)), "another length");
        assert!(matches!(put(1, b"ciphertext"), Err(BlobError::NoSuchChunk)));
        assert_eq!(files.missing(org, &manifest).expect("is known"), [0]);

        let wrong = BlobManifest { blob: Hash32([9; 32]), ..manifest };
        files.put_chunk(org, &wrong, 0, b"ciphertext").expect("the chunk itself is right");
        assert!(matches!(files.assemble(org, &wrong), Err(BlobError::WrongBlob)));
        assert_eq!(files.missing(org, &wrong).expect("is known"), [0], "and can be sent anew");
        assert!(!files.whole(org, wrong.blob).exists(), "nothing has the name of a blob");
    }

    #[test]
    fn impossible_manifests_are_refused() {
        let good = blob(b"ciphertext");
        let cases = [
            BlobManifest { size: 0, chunks: Vec::new(), ..good.clone() },
            BlobManifest { size: BLOB_BYTES_MAX + 1, ..good.clone() },
            BlobManifest { chunks: vec![Hash32::ZERO; 2], ..good.clone() },
            BlobManifest { size: u64::MAX, ..good },
        ];
        for manifest in cases {
            assert!(matches!(check_manifest(&manifest), Err(BlobError::BadManifest)));
        }
    }
}
