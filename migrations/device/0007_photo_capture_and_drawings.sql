-- When and where a photo was taken, as coarse as it may ever leave: a minute, and a square of 1.1 km as JSON.
ALTER TABLE photo ADD COLUMN taken_at TEXT;
ALTER TABLE photo ADD COLUMN place TEXT;
-- What the person draws over it, as JSON: arrows, boxes, words.
ALTER TABLE photo ADD COLUMN drawings TEXT NOT NULL DEFAULT '[]';
