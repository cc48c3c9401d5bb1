-- What a person began and has not finished: decisions of a review, a comment, reasons of a return.
-- Never leaves the device.
CREATE TABLE draft (
    inspection BLOB NOT NULL REFERENCES inspection (id),
    subject    TEXT NOT NULL,
    value      TEXT NOT NULL,
    saved_at   INTEGER NOT NULL,
    PRIMARY KEY (inspection, subject)
) STRICT, WITHOUT ROWID;

-- Found regions that a person left open, each with its reason.
ALTER TABLE photo ADD COLUMN rejected TEXT NOT NULL DEFAULT '[]';
