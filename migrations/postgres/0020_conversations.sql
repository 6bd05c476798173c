-- What the views of customers, teams and conversations need, on tickets and on texts.

-- Of the export, as it words them; durations in minutes.
ALTER TABLE tickets ADD COLUMN team text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN channel text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN customer text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN satisfaction text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN due_at timestamp;
ALTER TABLE tickets ADD COLUMN first_response_at timestamp;
ALTER TABLE tickets ADD COLUMN time_spent_minutes double precision;
ALTER TABLE tickets ADD COLUMN reopenings bigint;
-- What the ticket's texts say, by the scorer: issue categories, emotions with their strength, aspects with their
-- compound, and how the mood moved. Empty or NULL until it is scored by this release or a later one.
ALTER TABLE tickets ADD COLUMN category text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN categories jsonb NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN emotion text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN emotions jsonb NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN aspects jsonb NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN trajectory_type text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN improvement_score double precision;
ALTER TABLE tickets ADD COLUMN volatility_score double precision;
ALTER TABLE tickets ADD COLUMN turning_points bigint;
ALTER TABLE tickets ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT '';
-- The mood it was opened with, and the customer's after the first answer.
ALTER TABLE tickets ADD COLUMN opening_sentiment text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN opening_compound double precision;
ALTER TABLE tickets ADD COLUMN answered_sentiment text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN answered_compound double precision;
ALTER TABLE tickets ADD COLUMN minutes_to_first_response double precision;
ALTER TABLE tickets ADD COLUMN minutes_to_resolution double precision;
-- How often each side took the word.
ALTER TABLE tickets ADD COLUMN customer_turns bigint;
ALTER TABLE tickets ADD COLUMN staff_turns bigint;

ALTER TABLE ticket_revisions ADD COLUMN team text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN channel text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN customer text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN satisfaction text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN due_at timestamp;
ALTER TABLE ticket_revisions ADD COLUMN first_response_at timestamp;
ALTER TABLE ticket_revisions ADD COLUMN time_spent_minutes double precision;
ALTER TABLE ticket_revisions ADD COLUMN reopenings bigint;
ALTER TABLE ticket_revisions ADD COLUMN category text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN categories jsonb NOT NULL DEFAULT '[]';
ALTER TABLE ticket_revisions ADD COLUMN emotion text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN emotions jsonb NOT NULL DEFAULT '[]';
ALTER TABLE ticket_revisions ADD COLUMN aspects jsonb NOT NULL DEFAULT '[]';
ALTER TABLE ticket_revisions ADD COLUMN trajectory_type text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN improvement_score double precision;
ALTER TABLE ticket_revisions ADD COLUMN volatility_score double precision;
ALTER TABLE ticket_revisions ADD COLUMN turning_points bigint;
ALTER TABLE ticket_revisions ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN opening_sentiment text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN opening_compound double precision;
ALTER TABLE ticket_revisions ADD COLUMN answered_sentiment text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN answered_compound double precision;
ALTER TABLE ticket_revisions ADD COLUMN minutes_to_first_response double precision;
ALTER TABLE ticket_revisions ADD COLUMN minutes_to_resolution double precision;
ALTER TABLE ticket_revisions ADD COLUMN customer_turns bigint;
ALTER TABLE ticket_revisions ADD COLUMN staff_turns bigint;

-- Who wrote it, how pressing and how emphatic it is (0 to 1), and its language (ISO 639-1).
ALTER TABLE sentiment_results ADD COLUMN side text COLLATE "C" NOT NULL DEFAULT 'unknown' CHECK (side IN ('customer', 'staff', 'machine', 'unknown'));
ALTER TABLE sentiment_results ADD COLUMN urgency double precision;
ALTER TABLE sentiment_results ADD COLUMN intensity double precision;
ALTER TABLE sentiment_results ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE text_scores ADD COLUMN side text COLLATE "C" NOT NULL DEFAULT 'unknown';
ALTER TABLE text_scores ADD COLUMN urgency double precision;
ALTER TABLE text_scores ADD COLUMN intensity double precision;
ALTER TABLE text_scores ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT '';

-- Whom a workspace calls its own staff: people by name or account, and everybody at a mail domain.
CREATE TABLE staff (
    id           bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    workspace_id bigint NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('name', 'domain')),
    value        text COLLATE "C" NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
    -- In lower case: what makes it one of its kind, and what authors are compared with.
    folded       text COLLATE "C" NOT NULL CHECK (length(folded) BETWEEN 1 AND 200),
    user_id      bigint REFERENCES users (id) ON DELETE SET NULL,
    changed_at   timestamp NOT NULL,
    UNIQUE (workspace_id, kind, folded)
);
