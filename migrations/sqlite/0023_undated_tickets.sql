-- A ticket whose age no export tells has none: it is never given the day it was uploaded.

-- SQLite takes a NOT NULL away only with the whole table, which of a large one takes minutes and as much space again. This
-- is the way that its documentation names for that (lang_altertable.html, "Making Other Kinds Of Table Schema Changes"): no
-- row changes, so the tables' texts may. They are read anew before the next statement builds on them.
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'created_at          INTEGER NOT NULL', 'created_at          INTEGER')
    WHERE type = 'table' AND name IN ('tickets', 'ticket_revisions');
PRAGMA writable_schema = RESET;

-- What it is known from: 'column', 'first_comment', 'other_date', 'id' or 'unknown'; empty where an earlier
-- release wrote it, which did not note it.
ALTER TABLE tickets ADD COLUMN created_from TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_revisions ADD COLUMN created_from TEXT NOT NULL DEFAULT '';

-- How many of its tickets stand without one.
ALTER TABLE jobs ADD COLUMN tickets_undated INTEGER NOT NULL DEFAULT 0;
