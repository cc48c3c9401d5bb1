-- How large the picture of a photo leaves, if the person chose; else it is as the policy says.
ALTER TABLE photo ADD COLUMN size TEXT;
