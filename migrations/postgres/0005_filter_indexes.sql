-- The ticket list at 100,000 tickets: each filter counts and pages from its own index, newest first, and each order
-- has one, so that a page costs its own rows and not a sort of all tickets.

DROP INDEX tickets_status;
CREATE INDEX tickets_status ON tickets (workspace_id, status, created_at);
CREATE INDEX tickets_priority ON tickets (workspace_id, priority, created_at);
CREATE INDEX tickets_product ON tickets (workspace_id, product, created_at);
CREATE INDEX tickets_assignee ON tickets (workspace_id, assignee, created_at);

CREATE INDEX tickets_urgency ON tickets (workspace_id, urgency);
CREATE INDEX tickets_compound ON tickets (workspace_id, compound);
CREATE INDEX tickets_comment_count ON tickets (workspace_id, comment_count);
CREATE INDEX tickets_changed_at ON tickets (workspace_id, COALESCE(updated_at, created_at));

-- Taking back what a failed job staged: each removed revision is looked for among the tickets (the foreign key), which
-- took five minutes for 10,000 revisions beside 100,000 tickets.
CREATE INDEX tickets_revision_id ON tickets (revision_id);
