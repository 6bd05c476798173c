-- An upload can be undone: nothing of it counts any more then, and its file may come again.

ALTER TABLE jobs ADD COLUMN undone_at INTEGER;
-- The upload that a job undoes.
ALTER TABLE jobs ADD COLUMN undoes TEXT;
CREATE INDEX jobs_undoes ON jobs (undoes);

-- Whose tickets an upload found as that one had left them: it would have brought them itself otherwise.
CREATE TABLE upload_supports (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id       TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    rests_on     TEXT    NOT NULL,
    PRIMARY KEY (job_id, rests_on)
);

-- Known tickets that an upload dated later than they were, since its file tells no time of change: how they were dated
-- before, [[µs, [key, …]], …] (JSON).
CREATE TABLE dated_tickets (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id       TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    source       TEXT    NOT NULL,
    dates        TEXT    NOT NULL
);
CREATE INDEX dated_tickets_job_id ON dated_tickets (job_id);
