-- The queue: steps with a priority, a place, what they wait for, and whether they may be taken up.

ALTER TABLE phase_queue RENAME COLUMN phase TO current_phase;
ALTER TABLE phase_queue DROP CONSTRAINT phase_queue_phase_check;
ALTER TABLE phase_queue DROP CONSTRAINT phase_queue_status_check;
-- `queued` waits for earlier jobs of its workspace, `ready` for a worker; `blocked` waits for nobody: another step of its job
-- failed.
ALTER TABLE phase_queue ADD CONSTRAINT phase_queue_status_check
    CHECK (status IN ('queued', 'ready', 'running', 'completed', 'blocked', 'failed'));
ALTER TABLE phase_queue ADD COLUMN updated_at timestamp;
ALTER TABLE phase_queue ADD COLUMN ready_timestamp timestamp;
-- The place of the phase among those of the job's kind, from 1.
ALTER TABLE phase_queue ADD COLUMN phase_number bigint;
-- The numbers of the phases that have to be completed first (JSON).
ALTER TABLE phase_queue ADD COLUMN depends_on_phases jsonb NOT NULL DEFAULT '[]';
-- 10 urgent, 20 high, 50 normal, 70 low, 90 background; 0 once the job's work on the workspace has begun.
ALTER TABLE phase_queue ADD COLUMN priority bigint NOT NULL DEFAULT 50;
-- The job's place among those of its priority.
ALTER TABLE phase_queue ADD COLUMN queue_position bigint;
-- What the queue of a system with issues, runs of agents and pull requests calls its parent, run and request: here the job's
-- place in the order of jobs, the job, and nothing.
ALTER TABLE phase_queue ADD COLUMN feature_id bigint;
ALTER TABLE phase_queue ADD COLUMN issue_number bigint;
ALTER TABLE phase_queue ADD COLUMN adw_id text COLLATE "C";
ALTER TABLE phase_queue ADD COLUMN pr_number bigint;
UPDATE phase_queue SET updated_at = COALESCE(finished_at, started_timestamp, phase_queue.created_at),
    ready_timestamp = started_timestamp, queue_position = j.sequence, feature_id = j.sequence, adw_id = j.id,
    phase_number = CASE current_phase WHEN 'inspect' THEN 1 WHEN 'map' THEN 2 WHEN 'score' THEN 3 WHEN 'publish' THEN 4
        ELSE 5 END - CASE WHEN j.kind = 'upload' THEN 0 ELSE 1 END
    FROM jobs j WHERE j.id = phase_queue.job_id;
UPDATE phase_queue SET phase_number = 1 WHERE phase_number < 1;
UPDATE phase_queue SET depends_on_phases = jsonb_build_array(phase_number - 1) WHERE phase_number > 1;
ALTER TABLE phase_queue ALTER COLUMN updated_at SET NOT NULL;
ALTER TABLE phase_queue ALTER COLUMN phase_number SET NOT NULL;
ALTER TABLE phase_queue ALTER COLUMN queue_position SET NOT NULL;
ALTER TABLE phase_queue ALTER COLUMN feature_id SET NOT NULL;
ALTER TABLE phase_queue ALTER COLUMN adw_id SET NOT NULL;
DROP INDEX phase_queue_status;
CREATE INDEX phase_queue_status ON phase_queue (status, priority, queue_position);
CREATE INDEX phase_queue_workspace_id ON phase_queue (workspace_id, status);

-- Settings of the queue that administrators change while it runs: `queue_paused`, and
-- `queue_paused.<workspace>`. What is not there is `false`.
CREATE TABLE queue_config (
    config_key   text COLLATE "C" PRIMARY KEY,
    config_value text COLLATE "C" NOT NULL,
    updated_at   timestamp NOT NULL
);

-- Which kinds of jobs and which phases there are, the code knows.
ALTER TABLE jobs RENAME COLUMN phase TO former_phase;
ALTER TABLE jobs RENAME COLUMN kind TO former_kind;
ALTER TABLE jobs ADD COLUMN phase text COLLATE "C" NOT NULL DEFAULT 'done';
ALTER TABLE jobs ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'upload';
UPDATE jobs SET phase = former_phase, kind = former_kind;
ALTER TABLE jobs DROP COLUMN former_phase;
ALTER TABLE jobs DROP COLUMN former_kind;

-- Why steps of a run were tried again: a list of {phase, chunk, cause} (JSON).
ALTER TABLE workflow_history ADD COLUMN retry_reasons jsonb NOT NULL DEFAULT '[]';
