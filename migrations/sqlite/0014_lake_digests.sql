-- What was written to a file of the lake, so that what is read can be held against it, and what was found.
ALTER TABLE lake_files ADD COLUMN digest TEXT;
-- When its first or its latest reading for the sake of its digest was begun.
ALTER TABLE lake_files ADD COLUMN read_at INTEGER;
ALTER TABLE lake_files ADD COLUMN damaged_at INTEGER;
ALTER TABLE lake_files ADD COLUMN damage TEXT;
CREATE INDEX lake_files_damaged_at ON lake_files (damaged_at, id);

-- A rebuild writes the lake anew from the records. A check cannot be changed in place: the column is written anew, and
-- with it the one behind it, so that their order stays.
ALTER TABLE jobs RENAME COLUMN kind TO former_kind;
ALTER TABLE jobs RENAME COLUMN comparison TO former_comparison;
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'upload' CHECK (kind IN ('upload', 'rescoring', 'rebuild'));
ALTER TABLE jobs ADD COLUMN comparison TEXT;
UPDATE jobs SET kind = former_kind, comparison = former_comparison WHERE former_kind <> 'upload';
ALTER TABLE jobs DROP COLUMN former_kind;
ALTER TABLE jobs DROP COLUMN former_comparison;
