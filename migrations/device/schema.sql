CREATE TABLE blob (
    id         BLOB PRIMARY KEY,
    inspection BLOB NOT NULL,
    size       INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('here', 'sent', 'wanted'))
) STRICT, WITHOUT ROWID;

CREATE TABLE clearance (
    out_hash    BLOB PRIMARY KEY,
    certificate TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    subject    TEXT NOT NULL,
    value      TEXT NOT NULL,
    saved_at   INTEGER NOT NULL,
    PRIMARY KEY (inspection, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_now (
    inspection  BLOB NOT NULL REFERENCES inspection (id),
    field       TEXT NOT NULL,
    item        INTEGER,
    seq         INTEGER NOT NULL,
    value       TEXT NOT NULL,
    base        TEXT NOT NULL,
    edited_at   INTEGER NOT NULL,
    cleared_seq INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (inspection, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
    inspection BLOB NOT NULL,
    target     TEXT NOT NULL,
    op_id      BLOB NOT NULL,
    PRIMARY KEY (inspection, target, op_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection (
    id               BLOB PRIMARY KEY,
    site_code        TEXT NOT NULL,
    template_id      BLOB NOT NULL,
    template_version INTEGER NOT NULL,
    job              BLOB,
    technician       BLOB,
    due              TEXT,
    is_mine          INTEGER NOT NULL,
    started_at       INTEGER,
    created_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    inspection BLOB NOT NULL REFERENCES inspection (id),
    field      TEXT NOT NULL,
    item       INTEGER,
    value      TEXT NOT NULL,
    previous   TEXT,
    act        TEXT NOT NULL CHECK (act IN ('edit', 'undo', 'redo')),
    base       TEXT NOT NULL,
    edited_at  INTEGER NOT NULL,
    op_id      BLOB
) STRICT;

CREATE INDEX journal_by_item ON journal (inspection, item, seq);

CREATE TABLE lesson (
    key       TEXT PRIMARY KEY,
    phrase    TEXT NOT NULL,
    label     TEXT NOT NULL,
    reason    TEXT,
    taught_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operation (
    id          BLOB PRIMARY KEY,
    inspection  BLOB NOT NULL,
    device      BLOB NOT NULL,
    device_seq  INTEGER NOT NULL,
    position    INTEGER,
    received_at INTEGER,
    bytes       BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX operation_by_device ON operation (device, device_seq);

CREATE INDEX operation_by_inspection ON operation (inspection);

CREATE TABLE outbox (
    row        INTEGER PRIMARY KEY,
    out_hash   BLOB NOT NULL UNIQUE,
    frame      BLOB NOT NULL,
    kind       TEXT NOT NULL,
    what       TEXT NOT NULL,
    inspection BLOB NOT NULL,
    item       INTEGER,
    subject    BLOB NOT NULL,
    bytes      INTEGER NOT NULL,
    queued_at  INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL DEFAULT 0,
    error_code TEXT,
    is_held    INTEGER NOT NULL DEFAULT 0,
    sent_at    INTEGER
) STRICT;

CREATE TRIGGER outbox_frame_fixed BEFORE UPDATE OF out_hash, frame ON outbox
BEGIN
    SELECT RAISE(ABORT, 'a frame in the outbox never changes');
END;

CREATE TRIGGER outbox_only_cleared BEFORE INSERT ON outbox
WHEN NOT EXISTS (SELECT 1 FROM clearance WHERE out_hash = sha256(NEW.frame) AND out_hash = NEW.out_hash)
BEGIN
    SELECT RAISE(ABORT, 'not cleared');
END;

CREATE INDEX outbox_waiting ON outbox (sent_at, row);

CREATE TABLE person (
    id   BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
, rejected TEXT NOT NULL DEFAULT '[]', taken_at TEXT, place TEXT, drawings TEXT NOT NULL DEFAULT '[]', size TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX photo_by_inspection ON photo (inspection, item, added_at);

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

CREATE TABLE replaced (
    inspection BLOB NOT NULL,
    target     TEXT NOT NULL,
    op_id      BLOB NOT NULL,
    PRIMARY KEY (inspection, target, op_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signature (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    meaning    TEXT NOT NULL,
    signer     TEXT NOT NULL,
    strokes    TEXT NOT NULL,
    signed_at  INTEGER NOT NULL,
    PRIMARY KEY (inspection, meaning)
) STRICT, WITHOUT ROWID;

CREATE TABLE signer (
    device     BLOB PRIMARY KEY,
    user       BLOB NOT NULL,
    role       TEXT NOT NULL,
    public_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
    inspection BLOB PRIMARY KEY REFERENCES inspection (id),
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    contact    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE template (
    id          BLOB NOT NULL,
    version     INTEGER NOT NULL,
    json        TEXT NOT NULL,
    is_redacted INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    label      TEXT NOT NULL,
    number     INTEGER NOT NULL,
    value      TEXT NOT NULL,
    key        TEXT NOT NULL,
    PRIMARY KEY (inspection, label, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_file (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    seen       BLOB NOT NULL,
    content    BLOB,
    PRIMARY KEY (inspection, seen)
) STRICT, WITHOUT ROWID;

CREATE INDEX watched_file_by_content ON watched_file (inspection, content);

CREATE TABLE watched_folder (
    inspection BLOB PRIMARY KEY REFERENCES inspection (id),
    item       INTEGER NOT NULL,
    path       TEXT NOT NULL,
    since      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
