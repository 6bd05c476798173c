-- When the records and the lake of a workspace were last counted as a whole and held against each other.

CREATE TABLE store_checks (
    workspace_id INTEGER PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    checked_at   INTEGER NOT NULL
);
