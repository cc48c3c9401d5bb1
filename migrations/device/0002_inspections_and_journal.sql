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

-- Name, address and contact of a site: personal data that stays on this device.
CREATE TABLE site (
    inspection BLOB PRIMARY KEY REFERENCES inspection (id),
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    contact    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every raw edit, in the order in which it was made. Nothing is updated but what became of it.
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

-- The current value of every field: the newest journal row, kept beside it for quick reading.
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

-- Stand-ins and what they stand for. Never leaves the device.
CREATE TABLE token (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    label      TEXT NOT NULL,
    number     INTEGER NOT NULL,
    value      TEXT NOT NULL,
    key        TEXT NOT NULL,
    PRIMARY KEY (inspection, label, number)
) STRICT, WITHOUT ROWID;

-- Strokes of signatures. Never leave the device.
CREATE TABLE signature (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    meaning    TEXT NOT NULL,
    signer     TEXT NOT NULL,
    strokes    TEXT NOT NULL,
    signed_at  INTEGER NOT NULL,
    PRIMARY KEY (inspection, meaning)
) STRICT, WITHOUT ROWID;
