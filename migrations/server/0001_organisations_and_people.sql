-- Who there is: organisations and the people who may sign in.

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
