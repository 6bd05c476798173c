-- What the views of customers, teams and conversations need, on tickets and on texts.

-- Of the export, as it words them; durations in minutes.
ALTER TABLE tickets ADD COLUMN team TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN customer TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN satisfaction TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN due_at INTEGER;
ALTER TABLE tickets ADD COLUMN first_response_at INTEGER;
ALTER TABLE tickets ADD COLUMN time_spent_minutes REAL;
ALTER TABLE tickets ADD COLUMN reopenings INTEGER;
-- What the ticket's texts say, by the scorer: issue categories, emotions with their strength, aspects with their
-- compound, and how the mood moved. Empty or NULL until it is scored by this release or a later one.
ALTER TABLE tickets ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN categories TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN emotion TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN emotions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN aspects TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN trajectory_type TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN improvement_score REAL;
ALTER TABLE tickets ADD COLUMN volatility_score REAL;
ALTER TABLE tickets ADD COLUMN turning_points INTEGER;
ALTER TABLE tickets ADD COLUMN language TEXT NOT NULL DEFAULT '';
-- The mood it was opened with, and the customer's after the first answer.
ALTER TABLE tickets ADD COLUMN opening_sentiment TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN opening_compound REAL;
ALTER TABLE tickets ADD COLUMN answered_sentiment TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN answered_compound REAL;
ALTER TABLE tickets ADD COLUMN minutes_to_first_response REAL;
ALTER TABLE tickets ADD COLUMN minutes_to_resolution REAL;
-- How often each side took the word.
ALTER TABLE tickets ADD COLUMN customer_turns INTEGER;
ALTER TABLE tickets ADD COLUMN staff_turns INTEGER;

ALTER TABLE ticket_revisions ADD COLUMN team TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN customer TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN satisfaction TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN due_at INTEGER;
ALTER TABLE ticket_revisions ADD COLUMN first_response_at INTEGER;
ALTER TABLE ticket_revisions ADD COLUMN time_spent_minutes REAL;
ALTER TABLE ticket_revisions ADD COLUMN reopenings INTEGER;
ALTER TABLE ticket_revisions ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN categories TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ticket_revisions ADD COLUMN emotion TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN emotions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ticket_revisions ADD COLUMN aspects TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ticket_revisions ADD COLUMN trajectory_type TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN improvement_score REAL;
ALTER TABLE ticket_revisions ADD COLUMN volatility_score REAL;
ALTER TABLE ticket_revisions ADD COLUMN turning_points INTEGER;
ALTER TABLE ticket_revisions ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN opening_sentiment TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN opening_compound REAL;
ALTER TABLE ticket_revisions ADD COLUMN answered_sentiment TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN answered_compound REAL;
ALTER TABLE ticket_revisions ADD COLUMN minutes_to_first_response REAL;
ALTER TABLE ticket_revisions ADD COLUMN minutes_to_resolution REAL;
ALTER TABLE ticket_revisions ADD COLUMN customer_turns INTEGER;
ALTER TABLE ticket_revisions ADD COLUMN staff_turns INTEGER;

-- Who wrote it, how pressing and how emphatic it is (0 to 1), and its language (ISO 639-1).
ALTER TABLE sentiment_results ADD COLUMN side TEXT NOT NULL DEFAULT 'unknown' CHECK (side IN ('customer', 'staff', 'machine', 'unknown'));
ALTER TABLE sentiment_results ADD COLUMN urgency REAL;
ALTER TABLE sentiment_results ADD COLUMN intensity REAL;
ALTER TABLE sentiment_results ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE text_scores ADD COLUMN side TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE text_scores ADD COLUMN urgency REAL;
ALTER TABLE text_scores ADD COLUMN intensity REAL;
ALTER TABLE text_scores ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- Whom a workspace calls its own staff: people by name or account, and everybody at a mail domain.
CREATE TABLE staff (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('name', 'domain')),
    value        TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
    -- In lower case: what makes it one of its kind, and what authors are compared with.
    folded       TEXT NOT NULL CHECK (length(folded) BETWEEN 1 AND 200),
    user_id      INTEGER REFERENCES users (id) ON DELETE SET NULL,
    changed_at   INTEGER NOT NULL,
    UNIQUE (workspace_id, kind, folded)
);
