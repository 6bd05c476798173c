-- A search asks for the words and the workspace together: the hits of others cost it nothing, however many they are.

DROP TRIGGER sentiment_search_insert;
DROP TRIGGER sentiment_search_delete;
DROP TABLE sentiment_search;

CREATE VIRTUAL TABLE sentiment_search USING fts5 (
    workspace_id, text, content = 'sentiment_results', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO sentiment_search (sentiment_search) VALUES ('rebuild');

CREATE TRIGGER sentiment_search_insert AFTER INSERT ON sentiment_results BEGIN
    INSERT INTO sentiment_search (rowid, workspace_id, text) VALUES (new.id, new.workspace_id, new.text);
END;
CREATE TRIGGER sentiment_search_delete AFTER DELETE ON sentiment_results BEGIN
    INSERT INTO sentiment_search (sentiment_search, rowid, workspace_id, text)
    VALUES ('delete', old.id, old.workspace_id, old.text);
END;

-- Tickets by the beginning of their key, whatever its case.
CREATE INDEX tickets_key ON tickets (workspace_id, lower(ticket_id));

-- A workspace's tickets in the order they first arrived in, for their export: without it each part sorts all that remain.
CREATE INDEX tickets_in_order ON tickets (workspace_id, id);
