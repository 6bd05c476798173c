-- What the sweeper goes by: uploads that are coming in, jobs that are gone, and its own last run.

-- An upload that is coming in. The row ends with it: as a job, or refused.
CREATE TABLE intakes (
    job_id       TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    begun_at     INTEGER NOT NULL
);

-- A job that was removed, by a person or by the one that took its place: what it left behind is over.
CREATE TABLE deleted_jobs (
    job_id       TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    sequence     INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    deleted_at   INTEGER NOT NULL
);

-- The sweeper, in one row that is made at its first run.
CREATE TABLE sweeper (
    name          TEXT    PRIMARY KEY,
    -- How often it has swept.
    runs          INTEGER NOT NULL DEFAULT 0,
    last_sweep_at INTEGER,
    -- Set while one is at work.
    busy_until    INTEGER,
    -- So many files and folders were moved to the trash, deleted from there, and brought back, in all.
    trashed       INTEGER NOT NULL DEFAULT 0,
    deleted       INTEGER NOT NULL DEFAULT 0,
    brought_back  INTEGER NOT NULL DEFAULT 0,
    -- So many no record knew at the last run; they are left alone.
    unknown_files INTEGER NOT NULL DEFAULT 0,
    -- Why the last run did nothing.
    refused       TEXT
);
