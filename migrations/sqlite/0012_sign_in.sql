-- Limits that a stranger cannot turn against an account, and refresh tokens that need no row of their own.

-- Networks a user has signed in from: tries from there are not held up by those of strangers. The network is a keyed hash.
CREATE TABLE known_clients (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    network_hash TEXT    NOT NULL,
    signed_in_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, network_hash)
);
CREATE INDEX known_clients_signed_in_at ON known_clients (signed_in_at);

-- Old windows go by time.
CREATE INDEX login_attempts_window_start ON login_attempts (window_start);

-- The number of the session's present refresh token. Rows of refresh_tokens are tokens of earlier releases, and for some
-- seconds those that were just used.
ALTER TABLE sessions ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);
