-- A ticket whose age no export tells has none: it is never given the day it was uploaded.

-- SQLite takes a NOT NULL away with the column alone: its values move into one of the same name. The indexes that hold it
-- are made anew.
DROP INDEX tickets_created_at;
DROP INDEX tickets_ultimate_sentiment;
DROP INDEX tickets_status;
DROP INDEX tickets_priority;
DROP INDEX tickets_product;
DROP INDEX tickets_assignee;
DROP INDEX tickets_changed_at;
ALTER TABLE tickets RENAME COLUMN created_at TO created_at_of_all;
ALTER TABLE tickets ADD COLUMN created_at INTEGER;
UPDATE tickets SET created_at = created_at_of_all;
ALTER TABLE tickets DROP COLUMN created_at_of_all;
ALTER TABLE ticket_revisions RENAME COLUMN created_at TO created_at_of_all;
ALTER TABLE ticket_revisions ADD COLUMN created_at INTEGER;
UPDATE ticket_revisions SET created_at = created_at_of_all;
ALTER TABLE ticket_revisions DROP COLUMN created_at_of_all;
CREATE INDEX tickets_created_at ON tickets (workspace_id, created_at);
CREATE INDEX tickets_ultimate_sentiment ON tickets (workspace_id, ultimate_sentiment, created_at);
CREATE INDEX tickets_status ON tickets (workspace_id, status, created_at);
CREATE INDEX tickets_priority ON tickets (workspace_id, priority, created_at);
CREATE INDEX tickets_product ON tickets (workspace_id, product, created_at);
CREATE INDEX tickets_assignee ON tickets (workspace_id, assignee, created_at);
CREATE INDEX tickets_changed_at ON tickets (workspace_id, COALESCE(updated_at, created_at));

-- What it is known from: 'column', 'first_comment', 'other_date', 'id' or 'unknown'; empty where an earlier
-- release wrote it, which did not note it.
ALTER TABLE tickets ADD COLUMN created_from TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN created_from TEXT NOT NULL DEFAULT '';

-- How many of its tickets stand without one.
ALTER TABLE jobs ADD COLUMN tickets_undated INTEGER NOT NULL DEFAULT 0;
