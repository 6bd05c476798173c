-- Mappings that people saved under a name, found again by the columns of the file they were made for.
CREATE TABLE column_mappings (
    id                 text COLLATE "C" PRIMARY KEY,
    workspace_id       bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id            bigint           REFERENCES users (id) ON DELETE SET NULL,
    name               text COLLATE "C" NOT NULL,
    -- Names the file's columns, whatever their order.
    header_fingerprint text COLLATE "C" NOT NULL,
    -- Column names of the file, and the columns of each field (JSON).
    mapping            jsonb            NOT NULL,
    created_at         timestamp        NOT NULL,
    UNIQUE (workspace_id, name)
);
