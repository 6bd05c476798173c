-- Uploads that come in parts and go on where they broke off (tus 1.0.0).

CREATE TABLE resumable_uploads (
    -- Also the name of its folder below `uploads`, and of its row in `intakes`.
    id            TEXT    PRIMARY KEY,
    workspace_id  INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    -- Who sends it: nobody else may go on.
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- So many bytes it will have. How many there are is the size of its file.
    upload_length INTEGER NOT NULL,
    file_name     TEXT    NOT NULL,
    -- Timezone, mapping and so on, as the form of an upload has them (JSON: name to text).
    form          TEXT    NOT NULL DEFAULT '{}',
    created_at    INTEGER NOT NULL,
    -- Moves on with every part.
    expires_at    INTEGER NOT NULL,
    -- Who writes at present, and until when it may be taken for alive.
    held_by       TEXT,
    held_until    INTEGER,
    -- The job it has become.
    job_id        TEXT,
    -- What was answered when it became one (JSON): the same when it is asked again.
    uploaded      TEXT
);
CREATE INDEX resumable_uploads_workspace_id ON resumable_uploads (workspace_id, user_id);
