-- The queue: steps with a priority, a place, what they wait for, and whether they may be taken up.

-- A check cannot be changed in place; nothing refers to this table, so it is written anew.
CREATE TABLE new_phase_queue (
    queue_id          TEXT    PRIMARY KEY,
    workspace_id      INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id            TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    -- The phase of the job's kind that the step is of; the code knows which there are.
    current_phase     TEXT    NOT NULL,
    -- Which chunk of the work, in phases that have several; 0 otherwise.
    chunk             INTEGER NOT NULL DEFAULT 0,
    -- `queued` waits for earlier jobs of its workspace, `ready` for a worker; `blocked` waits for nobody: another step of
    -- its job failed.
    status            TEXT    NOT NULL CHECK (status IN ('queued', 'ready', 'running', 'completed', 'blocked', 'failed')),
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
    updated_at        INTEGER NOT NULL,
    ready_timestamp   INTEGER,
    -- The place of the phase among those of the job's kind, from 1.
    phase_number      INTEGER NOT NULL,
    -- The numbers of the phases that have to be completed first (JSON).
    depends_on_phases TEXT    NOT NULL DEFAULT '[]',
    -- 10 urgent, 20 high, 50 normal, 70 low, 90 background; 0 once the job's work on the workspace has begun.
    priority          INTEGER NOT NULL DEFAULT 50,
    -- The job's place among those of its priority.
    queue_position    INTEGER NOT NULL,
    -- What the queue of a system with issues, runs of agents and pull requests calls its parent, run and request: here the
    -- job's place in the order of jobs, the job, and nothing.
    feature_id        INTEGER NOT NULL,
    issue_number      INTEGER,
    adw_id            TEXT    NOT NULL,
    pr_number         INTEGER,
    UNIQUE (job_id, current_phase, chunk)
);
INSERT INTO new_phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, phase_data, outcome, attempts,
        lease_owner, lease_until, error_message, created_at, started_timestamp, finished_at, updated_at, ready_timestamp,
        phase_number, depends_on_phases, queue_position, feature_id, adw_id)
    SELECT q.queue_id, q.workspace_id, q.job_id, q.phase, q.chunk, q.status, q.phase_data, q.outcome, q.attempts,
        q.lease_owner, q.lease_until, q.error_message, q.created_at, q.started_timestamp, q.finished_at,
        COALESCE(q.finished_at, q.started_timestamp, q.created_at), q.started_timestamp,
        COALESCE(n.number, 1), CASE WHEN n.number > 1 THEN '[' || (n.number - 1) || ']' ELSE '[]' END, j.sequence, j.sequence, q.job_id
    FROM phase_queue q JOIN jobs j ON j.id = q.job_id
    LEFT JOIN (SELECT 'upload' AS kind, 'inspect' AS phase, 1 AS number UNION ALL SELECT 'upload', 'map', 2
        UNION ALL SELECT 'upload', 'score', 3 UNION ALL SELECT 'upload', 'publish', 4 UNION ALL SELECT 'upload', 'rollup', 5
        UNION ALL SELECT 'other', 'map', 1 UNION ALL SELECT 'other', 'score', 2 UNION ALL SELECT 'other', 'publish', 3
        UNION ALL SELECT 'other', 'rollup', 4) n
        ON n.phase = q.phase AND n.kind = CASE WHEN j.kind = 'upload' THEN 'upload' ELSE 'other' END;
DROP TABLE phase_queue;
ALTER TABLE new_phase_queue RENAME TO phase_queue;
CREATE INDEX phase_queue_status ON phase_queue (status, priority, queue_position);
CREATE INDEX phase_queue_workspace_id ON phase_queue (workspace_id, status);

-- Settings of the queue that administrators change while it runs: `queue_paused`, and
-- `queue_paused.<workspace>`. What is not there is `false`.
CREATE TABLE queue_config (
    config_key   TEXT    PRIMARY KEY,
    config_value TEXT    NOT NULL,
    updated_at   INTEGER NOT NULL
);

-- Which kinds of jobs and which phases there are, the code knows.
ALTER TABLE jobs RENAME COLUMN phase TO former_phase;
ALTER TABLE jobs RENAME COLUMN kind TO former_kind;
ALTER TABLE jobs ADD COLUMN phase TEXT NOT NULL DEFAULT 'done';
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'upload';
UPDATE jobs SET phase = former_phase, kind = former_kind;
ALTER TABLE jobs DROP COLUMN former_phase;
ALTER TABLE jobs DROP COLUMN former_kind;

-- Why steps of a run were tried again: a list of {phase, chunk, cause} (JSON).
ALTER TABLE workflow_history ADD COLUMN retry_reasons TEXT NOT NULL DEFAULT '[]';
