-- The lake keeps every row of an export, with every cell of it, beside what was made of it. A check cannot be changed in
-- place: the table is written anew, and with it the one that refers to it.
CREATE TABLE new_lake_files (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    dataset        TEXT    NOT NULL CHECK (dataset IN ('ticket', 'sentiment', 'entity', 'raw')),
    path           TEXT    NOT NULL UNIQUE,
    job_id         TEXT    NOT NULL,
    row_count      INTEGER NOT NULL,
    byte_size      INTEGER NOT NULL,
    min_created_at INTEGER NOT NULL,
    max_created_at INTEGER NOT NULL,
    begin_snapshot INTEGER NOT NULL REFERENCES lake_snapshots (id),
    end_snapshot   INTEGER REFERENCES lake_snapshots (id)
);
INSERT INTO new_lake_files SELECT * FROM lake_files;
CREATE TABLE new_lake_removed_rows (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    file_id        INTEGER NOT NULL REFERENCES new_lake_files (id) ON DELETE CASCADE,
    begin_snapshot INTEGER NOT NULL REFERENCES lake_snapshots (id),
    ranges         TEXT    NOT NULL,
    removed_rows   INTEGER NOT NULL
);
INSERT INTO new_lake_removed_rows SELECT * FROM lake_removed_rows;
DROP TABLE lake_removed_rows;
DROP TABLE lake_files;
ALTER TABLE new_lake_files RENAME TO lake_files;
ALTER TABLE new_lake_removed_rows RENAME TO lake_removed_rows;
CREATE INDEX lake_files_workspace_id ON lake_files (workspace_id, dataset, begin_snapshot);
CREATE INDEX lake_removed_rows_file_id ON lake_removed_rows (file_id, begin_snapshot);
