-- Uploads that come in parts and go on where they broke off (tus 1.0.0).

CREATE TABLE resumable_uploads (
    -- Also the name of its folder below `uploads`, and of its row in `intakes`.
    id            text COLLATE "C" PRIMARY KEY,
    workspace_id  bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    -- Who sends it: nobody else may go on.
    user_id       bigint           NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- So many bytes it will have. How many there are is the size of its file.
    upload_length bigint           NOT NULL,
    file_name     text COLLATE "C" NOT NULL,
    -- Timezone, mapping and so on, as the form of an upload has them (JSON: name to text).
    form          jsonb            NOT NULL DEFAULT '{}',
    created_at    timestamp        NOT NULL,
    -- Moves on with every part.
    expires_at    timestamp        NOT NULL,
    -- Who writes at present, and until when it may be taken for alive.
    held_by       text COLLATE "C",
    held_until    timestamp,
    -- The job it has become.
    job_id        text COLLATE "C",
    -- What was answered when it became one (JSON): the same when it is asked again.
    uploaded      jsonb
);
CREATE INDEX resumable_uploads_workspace_id ON resumable_uploads (workspace_id, user_id);
