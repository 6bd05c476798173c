-- Comments that later exports do not have any more, or have otherwise, and where those that count lie in the lake.

-- How new the export is that said which comments there are; NULL where only earlier releases knew.
ALTER TABLE tickets ADD COLUMN comments_at INTEGER;
ALTER TABLE ticket_revisions ADD COLUMN comments_at INTEGER;
-- Of the comments that came with the revision: number, row, and rows of its entities, in the chunk's lake files (JSON).
-- NULL of earlier releases: until a rebuild, no such comment is taken away.
ALTER TABLE ticket_revisions ADD COLUMN lake_comments TEXT;
-- The comments that are over once the revision counts, why, and where they lie (JSON).
ALTER TABLE ticket_revisions ADD COLUMN former_comments TEXT NOT NULL DEFAULT '[]';

-- Comments that are over: what they said, how it was scored, and which job took them away.
CREATE TABLE former_comments (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id      INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    -- The job that brought it, and the one that took it away.
    job_id            TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    removed_by        TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    -- The later export does not have it, has another text, or another time.
    reason            TEXT    NOT NULL CHECK (reason IN ('deleted', 'edited', 'moved')),
    removed_at        INTEGER NOT NULL,
    chunk             INTEGER NOT NULL,
    source            TEXT    NOT NULL,
    ticket_id         TEXT    NOT NULL,
    comment_number    INTEGER,
    comment_timestamp INTEGER,
    author_id         TEXT,
    author_type       TEXT    NOT NULL,
    text              TEXT    NOT NULL,
    sentiment         TEXT    NOT NULL,
    confidence        REAL    NOT NULL,
    compound          REAL    NOT NULL,
    fingerprint       TEXT    NOT NULL,
    scoring_version   TEXT    NOT NULL,
    side              TEXT    NOT NULL,
    urgency           REAL,
    intensity         REAL,
    language          TEXT    NOT NULL,
    created_at        INTEGER NOT NULL
);
CREATE INDEX former_comments_ticket ON former_comments (workspace_id, source, ticket_id);
CREATE INDEX former_comments_removed_by ON former_comments (removed_by);
