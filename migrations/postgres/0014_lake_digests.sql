-- What was written to a file of the lake, so that what is read can be held against it, and what was found.
ALTER TABLE lake_files ADD COLUMN digest text COLLATE "C";
-- When its first or its latest reading for the sake of its digest was begun.
ALTER TABLE lake_files ADD COLUMN read_at timestamp;
ALTER TABLE lake_files ADD COLUMN damaged_at timestamp;
ALTER TABLE lake_files ADD COLUMN damage text COLLATE "C";
CREATE INDEX lake_files_damaged_at ON lake_files (damaged_at, id);

-- A rebuild writes the lake anew from the records.
ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check;
ALTER TABLE jobs ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('upload', 'rescoring', 'rebuild'));
