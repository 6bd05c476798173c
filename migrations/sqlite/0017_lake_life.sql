-- Files are read by column name; the version tells which of them lack a column of today.
ALTER TABLE lake_files ADD COLUMN schema_version INTEGER NOT NULL DEFAULT 1;

-- A snapshot that no reader may ask for any more: files that only such ones list are over.
ALTER TABLE lake_snapshots ADD COLUMN expired_at INTEGER;

-- At which snapshot it was last looked whether the lake of a workspace should be written anew.
CREATE TABLE lake_maintenance (
    workspace_id INTEGER PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    snapshot_id  INTEGER NOT NULL
);

-- How many readings of a file in a row were begun and not heard of again.
ALTER TABLE lake_files ADD COLUMN unended_reads INTEGER NOT NULL DEFAULT 0;
