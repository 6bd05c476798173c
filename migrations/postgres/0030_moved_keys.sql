-- A ticket that its tracker gave another key stays the same ticket.

-- The tracker's own number of it, which never changes; NULL where no upload told it.
ALTER TABLE tickets ADD COLUMN tracker_id text COLLATE "C";
ALTER TABLE ticket_revisions ADD COLUMN tracker_id text COLLATE "C";
-- The key it has now, where that is not the one it was first known by, which `ticket_id` keeps: texts, revisions and
-- corrections go by that one.
ALTER TABLE tickets ADD COLUMN moved_key text COLLATE "C";
ALTER TABLE ticket_revisions ADD COLUMN moved_key text COLLATE "C";

CREATE INDEX tickets_tracker_id ON tickets (workspace_id, source, tracker_id) WHERE tracker_id IS NOT NULL;
CREATE INDEX tickets_moved_key ON tickets (workspace_id, moved_key) WHERE moved_key IS NOT NULL;
CREATE INDEX tickets_moved_key_begins ON tickets (workspace_id, lower(moved_key)) WHERE moved_key IS NOT NULL;
-- Keys it had in between.
CREATE INDEX ticket_revisions_moved_key ON ticket_revisions (workspace_id, moved_key, source) WHERE moved_key IS NOT NULL;
