-- What this device knows of itself: small values by name (device id, signing key, account, server).
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Templates that were imported here or arrived from the log; built-in ones are part of the program.
CREATE TABLE template (
    id          BLOB NOT NULL,
    version     INTEGER NOT NULL,
    json        TEXT NOT NULL,
    is_redacted INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- People of the organisation, as the server lists them to the office.
CREATE TABLE person (
    id   BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL
) STRICT, WITHOUT ROWID;
