-- Mappings that people saved under a name, found again by the columns of the file they were made for.
CREATE TABLE column_mappings (
    id                 TEXT    PRIMARY KEY,
    workspace_id       INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id            INTEGER REFERENCES users (id) ON DELETE SET NULL,
    name               TEXT    NOT NULL,
    -- Names the file's columns, whatever their order.
    header_fingerprint TEXT    NOT NULL,
    -- Column names of the file, and the columns of each field (JSON).
    mapping            TEXT    NOT NULL,
    created_at         INTEGER NOT NULL,
    UNIQUE (workspace_id, name)
);
