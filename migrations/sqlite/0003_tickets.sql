-- Tickets, what was said in them, and how it sounds.

-- Every state of a ticket that an upload brought: the history, and, until its job is published, the staging area.
CREATE TABLE ticket_revisions (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id        INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id              TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    chunk               INTEGER NOT NULL,
    source              TEXT    NOT NULL,
    ticket_id           TEXT    NOT NULL CHECK (length(ticket_id) BETWEEN 1 AND 50),
    summary             TEXT    NOT NULL,
    description         TEXT    NOT NULL,
    status              TEXT    NOT NULL,
    priority            TEXT    NOT NULL,
    issue_type          TEXT    NOT NULL,
    project             TEXT    NOT NULL,
    product             TEXT    NOT NULL,
    organization        TEXT    NOT NULL,
    labels              TEXT    NOT NULL DEFAULT '[]',
    assignee            TEXT    NOT NULL,
    reporter            TEXT    NOT NULL,
    parent_ticket_id    TEXT,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER,
    resolved_at         INTEGER,
    -- The moment this state was true: its last update, or the latest moment its export knows of.
    as_of               INTEGER NOT NULL,
    state_hash          TEXT    NOT NULL,
    comment_count       INTEGER NOT NULL,
    first_comment_at    INTEGER,
    last_comment_at     INTEGER,
    ultimate_sentiment  TEXT    NOT NULL CHECK (ultimate_sentiment IN ('positive', 'neutral', 'negative')),
    ultimate_confidence REAL    NOT NULL,
    compound            REAL    NOT NULL,
    sentiment_trend     TEXT    NOT NULL,
    sentiment_status    TEXT    NOT NULL,
    urgency             REAL    NOT NULL,
    scoring_version     TEXT    NOT NULL,
    -- Positions of its rows in the chunk's lake files: its own row, and its summary's and description's texts and entities.
    lake_row            INTEGER NOT NULL,
    lake_field_ranges   TEXT    NOT NULL DEFAULT '[]',
    lake_entity_ranges  TEXT    NOT NULL DEFAULT '[]',
    UNIQUE (job_id, source, ticket_id)
);
CREATE INDEX ticket_revisions_ticket ON ticket_revisions (workspace_id, source, ticket_id);

-- The present state of every ticket: which of its revisions counts. Changes only when a job is published.
CREATE TABLE tickets (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id        INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    source              TEXT    NOT NULL,
    ticket_id           TEXT    NOT NULL,
    revision_id         INTEGER NOT NULL REFERENCES ticket_revisions (id),
    job_id              TEXT    NOT NULL REFERENCES jobs (id),
    summary             TEXT    NOT NULL,
    description         TEXT    NOT NULL,
    status              TEXT    NOT NULL,
    priority            TEXT    NOT NULL,
    issue_type          TEXT    NOT NULL,
    project             TEXT    NOT NULL,
    product             TEXT    NOT NULL,
    organization        TEXT    NOT NULL,
    labels              TEXT    NOT NULL,
    assignee            TEXT    NOT NULL,
    reporter            TEXT    NOT NULL,
    parent_ticket_id    TEXT,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER,
    resolved_at         INTEGER,
    as_of               INTEGER NOT NULL,
    state_hash          TEXT    NOT NULL,
    comment_count       INTEGER NOT NULL,
    first_comment_at    INTEGER,
    last_comment_at     INTEGER,
    ultimate_sentiment  TEXT    NOT NULL,
    ultimate_confidence REAL    NOT NULL,
    compound            REAL    NOT NULL,
    sentiment_trend     TEXT    NOT NULL,
    sentiment_status    TEXT    NOT NULL,
    urgency             REAL    NOT NULL,
    scoring_version     TEXT    NOT NULL,
    UNIQUE (workspace_id, source, ticket_id)
);
CREATE INDEX tickets_created_at ON tickets (workspace_id, created_at);
CREATE INDEX tickets_status ON tickets (workspace_id, status);
CREATE INDEX tickets_parent_ticket_id ON tickets (workspace_id, parent_ticket_id);
CREATE INDEX tickets_ultimate_sentiment ON tickets (workspace_id, ultimate_sentiment, created_at);

-- One row per scored text. It counts once its job is published (jobs.snapshot_id is set); a summary or a
-- description counts while its job is the one the ticket's present revision came from.
CREATE TABLE sentiment_results (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id      INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id            TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    chunk             INTEGER NOT NULL,
    source            TEXT    NOT NULL,
    ticket_id         TEXT    NOT NULL,
    field_type        TEXT    NOT NULL CHECK (field_type IN ('summary', 'description', 'comment')),
    -- Position among the ticket's comments by time, from 1; null for summary and description.
    comment_number    INTEGER,
    comment_timestamp INTEGER,
    author_id         TEXT,
    text              TEXT    NOT NULL,
    sentiment         TEXT    NOT NULL CHECK (sentiment IN ('positive', 'neutral', 'negative')),
    confidence        REAL    NOT NULL,
    compound          REAL    NOT NULL,
    -- For a comment a hash of time, author, text; for a summary or description the job's id and the field.
    fingerprint       TEXT    NOT NULL,
    scoring_version   TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    UNIQUE (workspace_id, source, ticket_id, fingerprint)
);
CREATE INDEX sentiment_results_job_id ON sentiment_results (job_id, chunk);
CREATE INDEX sentiment_results_sentiment ON sentiment_results (workspace_id, sentiment);
CREATE INDEX sentiment_results_comment_timestamp ON sentiment_results (workspace_id, comment_timestamp);

CREATE VIRTUAL TABLE sentiment_search USING fts5 (
    text, content = 'sentiment_results', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentiment_search_insert AFTER INSERT ON sentiment_results BEGIN
    INSERT INTO sentiment_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER sentiment_search_delete AFTER DELETE ON sentiment_results BEGIN
    INSERT INTO sentiment_search (sentiment_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TABLE entities (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id   INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    job_id         TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    chunk          INTEGER NOT NULL,
    source         TEXT    NOT NULL,
    ticket_id      TEXT    NOT NULL,
    fingerprint    TEXT    NOT NULL,
    field_type     TEXT    NOT NULL,
    text           TEXT    NOT NULL CHECK (length(text) <= 100),
    label          TEXT    NOT NULL,
    start_pos      INTEGER NOT NULL,
    end_pos        INTEGER NOT NULL,
    confidence     REAL    NOT NULL
);
CREATE INDEX entities_ticket ON entities (workspace_id, source, ticket_id);
CREATE INDEX entities_job_id ON entities (job_id, chunk);
CREATE INDEX entities_label_text ON entities (workspace_id, label, text);
