-- Signed operations: own and pulled. The exact bytes are kept as they are.
CREATE TABLE operation (
    id          BLOB PRIMARY KEY,
    inspection  BLOB NOT NULL,
    device      BLOB NOT NULL,
    device_seq  INTEGER NOT NULL,
    position    INTEGER,
    received_at INTEGER,
    bytes       BLOB NOT NULL
) STRICT;
CREATE INDEX operation_by_inspection ON operation (inspection);
CREATE UNIQUE INDEX operation_by_device ON operation (device, device_seq);

-- Current heads of every target, and which operations were replaced: a cache of the fold.
CREATE TABLE head (
    inspection BLOB NOT NULL,
    target     TEXT NOT NULL,
    op_id      BLOB NOT NULL,
    PRIMARY KEY (inspection, target, op_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE replaced (
    inspection BLOB NOT NULL,
    target     TEXT NOT NULL,
    op_id      BLOB NOT NULL,
    PRIMARY KEY (inspection, target, op_id)
) STRICT, WITHOUT ROWID;

-- Devices whose signature counts.
CREATE TABLE signer (
    device     BLOB PRIMARY KEY,
    user       BLOB NOT NULL,
    role       TEXT NOT NULL,
    public_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The certificate of every frame, by the hash of its bytes.
CREATE TABLE clearance (
    out_hash    BLOB PRIMARY KEY,
    certificate TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What waits to be sent, and what became of it. Only cleared bytes enter.
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
CREATE INDEX outbox_waiting ON outbox (sent_at, row);

-- sha256 is a function that field-store gives to its own connections; without it the insert fails.
CREATE TRIGGER outbox_only_cleared BEFORE INSERT ON outbox
WHEN NOT EXISTS (SELECT 1 FROM clearance WHERE out_hash = sha256(NEW.frame) AND out_hash = NEW.out_hash)
BEGIN
    SELECT RAISE(ABORT, 'not cleared');
END;
CREATE TRIGGER outbox_frame_fixed BEFORE UPDATE OF out_hash, frame ON outbox
BEGIN
    SELECT RAISE(ABORT, 'a frame in the outbox never changes');
END;

-- Sealed photos: the ciphertext is a file named by the hash.
CREATE TABLE blob (
    id         BLOB PRIMARY KEY,
    inspection BLOB NOT NULL,
    size       INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('here', 'sent', 'wanted'))
) STRICT, WITHOUT ROWID;
