-- A photo: its original is an encrypted file named by the id.
CREATE TABLE photo (
    id         BLOB PRIMARY KEY,
    inspection BLOB NOT NULL REFERENCES inspection (id),
    item       INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    width_px   INTEGER NOT NULL,
    height_px  INTEGER NOT NULL,
    taken_on   TEXT,
    state      TEXT NOT NULL CHECK (state IN ('working', 'found', 'by_hand', 'approved')),
    found      TEXT NOT NULL,
    approved   TEXT,
    blobs      TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_by_inspection ON photo (inspection, item, added_at);

-- A recording: its audio is an encrypted file named by the id.
CREATE TABLE recording (
    id          BLOB PRIMARY KEY,
    inspection  BLOB NOT NULL REFERENCES inspection (id),
    item        INTEGER NOT NULL,
    added_at    INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('recording', 'queued', 'ready', 'no_speech', 'failed')),
    error_code  TEXT,
    words       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_by_inspection ON recording (inspection, item, added_at);
