-- An upload on its way to the dashboards: the job, the steps a worker claims, and what went wrong per row.

CREATE TABLE jobs (
    id                    TEXT    PRIMARY KEY,
    workspace_id          INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id               INTEGER REFERENCES users (id) ON DELETE SET NULL,
    -- Order of taking effect within a workspace.
    sequence              INTEGER NOT NULL,
    source                TEXT    NOT NULL,
    file_name             TEXT    NOT NULL,
    file_size             INTEGER NOT NULL,
    content_sha256        TEXT    NOT NULL,
    timezone              TEXT    NOT NULL,
    encoding              TEXT,
    status                TEXT    NOT NULL CHECK (status IN ('review', 'queued', 'running', 'completed', 'failed')),
    phase                 TEXT    NOT NULL CHECK (phase IN ('inspect', 'map', 'score', 'publish', 'rollup', 'done')),
    -- The proposed or confirmed mapping, as the API shows it (JSON).
    mapping               TEXT    NOT NULL,
    -- What inspection found: layout of dates, chunk count, header (JSON).
    inspection            TEXT,
    total_columns         INTEGER NOT NULL,
    total_rows            INTEGER,
    records_processed     INTEGER NOT NULL DEFAULT 0,
    sentiment_records     INTEGER NOT NULL DEFAULT 0,
    entity_records        INTEGER NOT NULL DEFAULT 0,
    tickets_added         INTEGER NOT NULL DEFAULT 0,
    tickets_updated       INTEGER NOT NULL DEFAULT 0,
    tickets_unchanged     INTEGER NOT NULL DEFAULT 0,
    row_error_count       INTEGER NOT NULL DEFAULT 0,
    snapshot_id           INTEGER,
    -- Why it failed or what it waits for: {code, detail, remedy} (JSON).
    error                 TEXT,
    submitted_at          INTEGER NOT NULL,
    started_at            INTEGER,
    completed_at          INTEGER,
    updated_at            INTEGER NOT NULL,
    UNIQUE (workspace_id, content_sha256)
);
CREATE INDEX jobs_workspace_id ON jobs (workspace_id, submitted_at);
CREATE INDEX jobs_status ON jobs (status);

-- A step of a job. A worker claims one under a lease; an expired lease is anybody's.
CREATE TABLE phase_queue (
    queue_id          TEXT    PRIMARY KEY,
    workspace_id      INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id            TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    phase             TEXT    NOT NULL CHECK (phase IN ('inspect', 'map', 'score', 'publish', 'rollup')),
    -- Which chunk of the file, for phase score; 0 otherwise.
    chunk             INTEGER NOT NULL DEFAULT 0,
    status            TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    -- What the step needs to know (JSON).
    phase_data        TEXT    NOT NULL DEFAULT '{}',
    -- What it found (JSON).
    outcome           TEXT,
    attempts          INTEGER NOT NULL DEFAULT 0,
    lease_owner       TEXT,
    lease_until       INTEGER,
    error_message     TEXT,
    created_at        INTEGER NOT NULL,
    started_timestamp INTEGER,
    finished_at       INTEGER,
    UNIQUE (job_id, phase, chunk)
);
CREATE INDEX phase_queue_status ON phase_queue (status, created_at);

-- One run of a job, with how long each phase took.
CREATE TABLE workflow_history (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id      INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id            TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    workflow_template TEXT    NOT NULL,
    status            TEXT    NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'failed')),
    start_time        INTEGER NOT NULL,
    end_time          INTEGER,
    duration_seconds  REAL,
    phase_count       INTEGER NOT NULL,
    current_phase     TEXT,
    retry_count       INTEGER NOT NULL DEFAULT 0,
    -- Per phase {seconds, rows, bytes, errors} (JSON).
    phase_durations   TEXT    NOT NULL DEFAULT '{}',
    error_message     TEXT
);
CREATE INDEX workflow_history_job_id ON workflow_history (job_id);

-- What was wrong with a row of an upload.
CREATE TABLE row_errors (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id       TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    chunk        INTEGER NOT NULL,
    row_number   INTEGER NOT NULL,
    line_number  INTEGER NOT NULL,
    column_name  TEXT,
    value        TEXT,
    code         TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    remedy       TEXT    NOT NULL
);
CREATE INDEX row_errors_job_id ON row_errors (job_id, row_number);
