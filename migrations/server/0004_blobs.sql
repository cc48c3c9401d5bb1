-- Which blobs there are and which inspections they belong to; their bytes are files.

CREATE TABLE blob (
    org_id        BLOB    NOT NULL REFERENCES organisation (org_id),
    blob_id       BLOB    NOT NULL CHECK (length(blob_id) = 32),
    size          INTEGER NOT NULL CHECK (size > 0),
    -- SHA-256 of each chunk, one after the other.
    chunk_hashes  BLOB    NOT NULL CHECK (length(chunk_hashes) % 32 = 0),
    is_complete   INTEGER NOT NULL DEFAULT 0 CHECK (is_complete IN (0, 1)),
    created_at_ms INTEGER NOT NULL,
    PRIMARY KEY (org_id, blob_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_reference (
    org_id        BLOB NOT NULL,
    blob_id       BLOB NOT NULL CHECK (length(blob_id) = 32),
    inspection_id BLOB NOT NULL CHECK (length(inspection_id) = 16),
    PRIMARY KEY (org_id, blob_id, inspection_id)
) STRICT, WITHOUT ROWID;
