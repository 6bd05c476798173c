-- Who uses the product, and how they prove it.
-- Types: INTEGER holds whole numbers, booleans (0, 1) and times (µs since the epoch, UTC); TEXT holds text, UUIDs and JSON.

CREATE TABLE workspaces (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at INTEGER NOT NULL
);

CREATE TABLE users (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id    INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    email           TEXT    NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 254),
    hashed_password TEXT    NOT NULL,
    role            TEXT    NOT NULL DEFAULT 'viewer' CHECK (role IN ('viewer', 'analyst', 'admin')),
    is_active       INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at      INTEGER NOT NULL
);
CREATE INDEX users_workspace_id ON users (workspace_id);
CREATE INDEX users_role ON users (role);

-- A sign-in. Access tokens name their session and end with it.
CREATE TABLE sessions (
    id           TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    revoked_at   INTEGER
);
CREATE INDEX sessions_user_id ON sessions (user_id);

-- Each refresh token is used once; using one again ends its session.
CREATE TABLE refresh_tokens (
    token_hash   TEXT    PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    session_id   TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    used_at      INTEGER
);
CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);

-- Failed sign-ins, counted per subject (an email or a client address) and window.
CREATE TABLE login_attempts (
    subject      TEXT    NOT NULL,
    window_start INTEGER NOT NULL,
    failures     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (subject, window_start)
);

-- Values the installation makes for itself at first use, such as the key that signs access tokens.
CREATE TABLE installation_secrets (
    name       TEXT    PRIMARY KEY,
    value      TEXT    NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE audit_log (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id      INTEGER,
    action       TEXT    NOT NULL,
    resource     TEXT    NOT NULL,
    details      TEXT    NOT NULL DEFAULT '{}',
    created_at   INTEGER NOT NULL
);
CREATE INDEX audit_log_workspace_id ON audit_log (workspace_id, created_at);
