//! Sealed photos in the profile: ciphertext as it travels, one file a blob, named by its hash.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use field_contract::ErrorCode;
use field_domain::{BlobId, Hash32};
use field_log::BlobRef;
use field_log::wire::BLOB_BYTES_MAX;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::{self, Result};
use crate::opened::Opened;

/// Keeps a blob: when this returns, all of it is on the disk under its name. Repeating it is fine.
///
/// # Errors
/// `MediaDamaged` if the bytes are not those of the name; `DiskFull`.
pub(crate) fn write(opened: &Opened, id: BlobId, ciphertext: &[u8]) -> Result<()> {
    write_in(&opened.blobs, id, ciphertext)
}

/// Removes a blob's file, if it is there.
pub(crate) fn remove(opened: &Opened, id: BlobId) {
    // What stays behind is ciphertext that nothing names: only room.
    let _ = fs::remove_file(path(&opened.blobs, id));
}

/// The content of a blob: its hash checked, then opened with its key.
///
/// # Errors
/// `NotFound` if its file is not here, `MediaDamaged` if it is not what the name and key say.
pub(crate) fn open(opened: &Opened, blob: &BlobRef) -> Result<Zeroizing<Vec<u8>>> {
    open_in(&opened.blobs, blob)
}

/// The ciphertext of a blob, its hash checked.
///
/// # Errors
/// As [`open`].
pub(crate) fn read(opened: &Opened, id: BlobId) -> Result<Vec<u8>> {
    read_in(&opened.blobs, id)
}

fn write_in(folder: &Path, id: BlobId, ciphertext: &[u8]) -> Result<()> {
    if Hash32(Sha256::digest(ciphertext).into()) != id {
        return Err(error::of(ErrorCode::MediaDamaged, "a blob is not the one that was named"));
    }
    let new = folder.join(format!("{id}.new"));
    let outcome = write_synced(&new, ciphertext).and_then(|()| fs::rename(&new, path(folder, id)));
    if let Err(cause) = outcome {
        let _ = fs::remove_file(&new);
        return Err(error::of_io(&cause));
    }
    sync_folder(folder).map_err(|cause| error::of_io(&cause))
}

fn open_in(folder: &Path, blob: &BlobRef) -> Result<Zeroizing<Vec<u8>>> {
    let ciphertext = read_in(folder, blob.blob)?;
    Ok(field_media::open_blob(&ciphertext, &blob.key.0)?)
}

fn read_in(folder: &Path, id: BlobId) -> Result<Vec<u8>> {
    let file = File::open(path(folder, id)).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => error::of(ErrorCode::NotFound, "a blob is not on this device"),
        _ => error::of_io(&cause),
    })?;
    let mut ciphertext = Vec::new();
    file.take(BLOB_BYTES_MAX + 1)
        .read_to_end(&mut ciphertext)
        .map_err(|cause| error::of_io(&cause))?;
    if Hash32(Sha256::digest(&ciphertext).into()) != id {
        return Err(error::of(ErrorCode::MediaDamaged, "a blob's file is damaged"));
    }
    Ok(ciphertext)
}

fn path(folder: &Path, id: BlobId) -> PathBuf {
    folder.join(id.to_string())
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file; its renames are journalled by NTFS.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use field_log::BlobKey;

    use super::*;

    #[test]
    fn a_blob_opens_only_as_what_was_sealed() {
        let folder = tempfile::tempdir().expect("a folder");
        let sealed = field_media::seal_blob(b"a picture", &[7; 32]);
        let blob = BlobRef {
            blob: Hash32(Sha256::digest(&sealed).into()),
            key: BlobKey([7; 32]),
            size: u32::try_from(sealed.len()).expect("small"),
        };
        let code =
            || open_in(folder.path(), &blob).map(|content| content.to_vec()).map_err(|e| e.code());
        assert_eq!(code(), Err(ErrorCode::NotFound), "it has not arrived yet");
        write_in(folder.path(), blob.blob, &sealed).expect("is kept");
        assert_eq!(code().as_deref(), Ok(b"a picture".as_slice()), "it comes back whole");

        let mut other = sealed.clone();
        other[40] ^= 1;
        fs::write(path(folder.path(), blob.blob), &other).expect("is written");
        assert_eq!(code(), Err(ErrorCode::MediaDamaged), "a flipped bit shows");
        let outcome = write_in(folder.path(), blob.blob, &other).map_err(|e| e.code());
        assert_eq!(outcome, Err(ErrorCode::MediaDamaged), "and is not kept under the name");
    }
}
