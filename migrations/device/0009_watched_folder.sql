-- A folder outside the profile whose photos are taken in, such as a camera's card: at most one for an inspection.
CREATE TABLE watched_folder (
    inspection BLOB PRIMARY KEY REFERENCES inspection (id),
    item       INTEGER NOT NULL,
    path       TEXT NOT NULL,
    since      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The files that were met there, so that each is taken in once: hashes of name, size and time, and of the content,
-- which is missing for those that were there before and were not wanted.
CREATE TABLE watched_file (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    seen       BLOB NOT NULL,
    content    BLOB,
    PRIMARY KEY (inspection, seen)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_file_by_content ON watched_file (inspection, content);
