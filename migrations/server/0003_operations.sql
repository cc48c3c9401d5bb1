-- The log, and who sees what of it.

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

CREATE INDEX operation_by_inspection ON operation (org_id, inspection_id, position);

CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'an operation is never changed'); END;

CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'an operation is never deleted'); END;

-- Inspections that a technician sees: assigned to them, or started by them.
CREATE TABLE inspection_access (
    org_id        BLOB NOT NULL,
    user_id       BLOB NOT NULL CHECK (length(user_id) = 16),
    inspection_id BLOB NOT NULL CHECK (length(inspection_id) = 16),
    PRIMARY KEY (org_id, user_id, inspection_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX inspection_access_by_inspection
    ON inspection_access (org_id, inspection_id, user_id);

-- What a technician is given, in the order in which it became visible to them. An inspection that is
-- assigned late brings operations with old positions, which a cursor over positions would skip.
CREATE TABLE feed (
    org_id   BLOB    NOT NULL,
    user_id  BLOB    NOT NULL,
    feed_seq INTEGER NOT NULL CHECK (feed_seq > 0),
    position INTEGER NOT NULL,
    PRIMARY KEY (org_id, user_id, feed_seq),
    UNIQUE (org_id, user_id, position),
    FOREIGN KEY (org_id, position) REFERENCES operation (org_id, position)
) STRICT, WITHOUT ROWID;
