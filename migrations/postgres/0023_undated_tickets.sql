-- A ticket whose age no export tells has none: it is never given the day it was uploaded.

ALTER TABLE tickets ALTER COLUMN created_at DROP NOT NULL;
ALTER TABLE ticket_revisions ALTER COLUMN created_at DROP NOT NULL;

-- What it is known from: 'column', 'first_comment', 'other_date', 'id' or 'unknown'; empty where an earlier
-- release wrote it, which did not note it.
ALTER TABLE tickets ADD COLUMN created_from text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN created_from text COLLATE "C" NOT NULL DEFAULT '';

-- How many of its tickets stand without one.
ALTER TABLE jobs ADD COLUMN tickets_undated bigint NOT NULL DEFAULT 0;

-- The newest come first and the undated last: PostgreSQL's indexes have to say so, SQLite's are sorted so.
DROP INDEX tickets_created_at, tickets_status, tickets_priority, tickets_product, tickets_assignee, tickets_ultimate_sentiment,
    tickets_changed_at;
CREATE INDEX tickets_created_at ON tickets (workspace_id, created_at DESC NULLS LAST);
CREATE INDEX tickets_status ON tickets (workspace_id, status, created_at DESC NULLS LAST);
CREATE INDEX tickets_priority ON tickets (workspace_id, priority, created_at DESC NULLS LAST);
CREATE INDEX tickets_product ON tickets (workspace_id, product, created_at DESC NULLS LAST);
CREATE INDEX tickets_assignee ON tickets (workspace_id, assignee, created_at DESC NULLS LAST);
CREATE INDEX tickets_ultimate_sentiment ON tickets (workspace_id, ultimate_sentiment, created_at DESC NULLS LAST);
CREATE INDEX tickets_changed_at ON tickets (workspace_id, (COALESCE(updated_at, created_at)) DESC NULLS LAST);
