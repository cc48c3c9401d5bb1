-- What the migrations make together. A test keeps it true; to write it again:
-- FIELD_WRITE_SCHEMA=1 cargo test -p field-server --lib schema

CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'an operation is never changed'); END;

CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'an operation is never deleted'); END;

CREATE TABLE access_token (
    -- SHA-256 of the token; the token itself is not kept.
    token_hash    BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    org_id        BLOB    NOT NULL,
    device_id     BLOB    NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    FOREIGN KEY (org_id, device_id) REFERENCES device (org_id, device_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE device (
    org_id        BLOB    NOT NULL,
    device_id     BLOB    NOT NULL CHECK (length(device_id) = 16),
    -- Recorded at the first sign-in and never changed.
    user_id       BLOB    NOT NULL,
    public_key    BLOB    NOT NULL CHECK (length(public_key) = 32),
    created_at_ms INTEGER NOT NULL,
    revoked_at_ms INTEGER,
    PRIMARY KEY (org_id, device_id),
    FOREIGN KEY (org_id, user_id) REFERENCES person (org_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
    org_id   BLOB    NOT NULL,
    user_id  BLOB    NOT NULL,
    feed_seq INTEGER NOT NULL CHECK (feed_seq > 0),
    position INTEGER NOT NULL,
    PRIMARY KEY (org_id, user_id, feed_seq),
    UNIQUE (org_id, user_id, position),
    FOREIGN KEY (org_id, position) REFERENCES operation (org_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection_access (
    org_id        BLOB NOT NULL,
    user_id       BLOB NOT NULL CHECK (length(user_id) = 16),
    inspection_id BLOB NOT NULL CHECK (length(inspection_id) = 16),
    PRIMARY KEY (org_id, user_id, inspection_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE migration (
            number INTEGER NOT NULL PRIMARY KEY,
            name   TEXT    NOT NULL,
            sha256 BLOB    NOT NULL
        ) STRICT;

CREATE TABLE operation (
    org_id         BLOB    NOT NULL REFERENCES organisation (org_id),
    position       INTEGER NOT NULL CHECK (position > 0),
    op_id          BLOB    NOT NULL CHECK (length(op_id) = 32),
    device_id      BLOB    NOT NULL,
    device_seq     INTEGER NOT NULL CHECK (device_seq > 0),
    inspection_id  BLOB    NOT NULL CHECK (length(inspection_id) = 16),
    received_at_ms INTEGER NOT NULL,
    -- Exactly what the device signed and sent.
    bytes          BLOB    NOT NULL,
    PRIMARY KEY (org_id, position),
    UNIQUE (org_id, op_id),
    UNIQUE (org_id, device_id, device_seq),
    FOREIGN KEY (org_id, device_id) REFERENCES device (org_id, device_id)
) STRICT;

CREATE TABLE organisation (
    org_id        BLOB    NOT NULL PRIMARY KEY CHECK (length(org_id) = 16),
    -- Position of the last operation; moved inside the transaction that stores operations, so that
    -- the order of positions is the order of commits and no reader can skip one.
    head_position INTEGER NOT NULL DEFAULT 0 CHECK (head_position >= 0),
    created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    org_id              BLOB    NOT NULL REFERENCES organisation (org_id),
    user_id             BLOB    NOT NULL CHECK (length(user_id) = 16),
    role                TEXT    NOT NULL CHECK (role IN ('technician', 'reviewer', 'admin')),
    name                TEXT    NOT NULL,
    -- In lower case. Unique over all organisations: a sign-in does not name one.
    address             TEXT    NOT NULL UNIQUE,
    password_salt       BLOB    NOT NULL CHECK (length(password_salt) = 16),
    password_hash       BLOB    NOT NULL CHECK (length(password_hash) = 32),
    password_memory_kib INTEGER NOT NULL,
    password_passes     INTEGER NOT NULL,
    password_lanes      INTEGER NOT NULL,
    created_at_ms       INTEGER NOT NULL,
    PRIMARY KEY (org_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_try (
    -- SHA-256 of the address that was tried.
    account_hash   BLOB    NOT NULL CHECK (length(account_hash) = 32),
    -- A device recorded for the account, or zero for all others together.
    device_id      BLOB    NOT NULL CHECK (length(device_id) = 16),
    tries          INTEGER NOT NULL,
    last_try_at_ms INTEGER NOT NULL,
    PRIMARY KEY (account_hash, device_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_token_by_device ON access_token (org_id, device_id);

CREATE INDEX inspection_access_by_inspection
    ON inspection_access (org_id, inspection_id, user_id);

CREATE INDEX operation_by_inspection ON operation (org_id, inspection_id, position);

CREATE INDEX sign_in_try_by_time ON sign_in_try (last_try_at_ms);
