-- What people say a text's sentiment is, where they do not agree with the score.
CREATE TABLE label_corrections (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id     INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    source           TEXT    NOT NULL,
    ticket_id        TEXT    NOT NULL,
    field_type       TEXT    NOT NULL CHECK (field_type IN ('summary', 'description', 'comment')),
    -- Of this text, whichever upload brings it again.
    text_sha256      TEXT    NOT NULL,
    text             TEXT    NOT NULL,
    -- The score that was corrected.
    scored_sentiment TEXT    NOT NULL CHECK (scored_sentiment IN ('positive', 'neutral', 'negative')),
    scored_compound  REAL    NOT NULL,
    scoring_version  TEXT    NOT NULL,
    sentiment        TEXT    NOT NULL CHECK (sentiment IN ('positive', 'neutral', 'negative')),
    user_id          INTEGER REFERENCES users (id) ON DELETE SET NULL,
    corrected_at     INTEGER NOT NULL,
    UNIQUE (workspace_id, source, ticket_id, field_type, text_sha256)
);
CREATE INDEX label_corrections_corrected_at ON label_corrections (workspace_id, corrected_at, id);
