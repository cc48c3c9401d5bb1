-- What a person taught about phrases: added or left readable in a review. Never leaves the device.
CREATE TABLE lesson (
    key       TEXT PRIMARY KEY,
    phrase    TEXT NOT NULL,
    label     TEXT NOT NULL,
    reason    TEXT,
    taught_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
