-- When the records and the lake of a workspace were last counted as a whole and held against each other.

CREATE TABLE store_checks (
    workspace_id bigint PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    checked_at   timestamp NOT NULL
);
