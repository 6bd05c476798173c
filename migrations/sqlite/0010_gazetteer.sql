-- Names that people add to those the entity finder knows, and terms that are no names.
CREATE TABLE gazetteer_terms (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    term         TEXT    NOT NULL CHECK (length(term) BETWEEN 1 AND 100),
    -- In lower case: what makes a term one of its kind, and what lists are ordered by.
    folded       TEXT    NOT NULL CHECK (length(folded) BETWEEN 1 AND 100),
    -- What it is: a label of the entity finder, or EXCLUDED.
    label        TEXT    NOT NULL,
    user_id      INTEGER REFERENCES users (id) ON DELETE SET NULL,
    changed_at   INTEGER NOT NULL,
    UNIQUE (workspace_id, folded)
);
