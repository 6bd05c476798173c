-- The catalog of the Parquet lake: which files, and which rows of them, make a snapshot.

CREATE TABLE lake_snapshots (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id         TEXT    NOT NULL,
    published_at   INTEGER NOT NULL,
    ticket_rows    INTEGER NOT NULL,
    sentiment_rows INTEGER NOT NULL,
    entity_rows    INTEGER NOT NULL
);
CREATE INDEX lake_snapshots_workspace_id ON lake_snapshots (workspace_id, id);

CREATE TABLE lake_files (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    dataset        TEXT    NOT NULL CHECK (dataset IN ('ticket', 'sentiment', 'entity')),
    path           TEXT    NOT NULL UNIQUE,
    job_id         TEXT    NOT NULL,
    row_count      INTEGER NOT NULL,
    byte_size      INTEGER NOT NULL,
    min_created_at INTEGER NOT NULL,
    max_created_at INTEGER NOT NULL,
    begin_snapshot INTEGER NOT NULL REFERENCES lake_snapshots (id),
    end_snapshot   INTEGER REFERENCES lake_snapshots (id)
);
CREATE INDEX lake_files_workspace_id ON lake_files (workspace_id, dataset, begin_snapshot);

-- Rows of a file that no longer count from a snapshot on: half-open ranges of positions, JSON [[start, end], …].
CREATE TABLE lake_removed_rows (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    file_id        INTEGER NOT NULL REFERENCES lake_files (id) ON DELETE CASCADE,
    begin_snapshot INTEGER NOT NULL REFERENCES lake_snapshots (id),
    ranges         TEXT    NOT NULL,
    removed_rows   INTEGER NOT NULL
);
CREATE INDEX lake_removed_rows_file_id ON lake_removed_rows (file_id, begin_snapshot);
