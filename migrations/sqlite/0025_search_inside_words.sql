-- A search finds what stands inside of words: in runs of letters that are written without blanks, emoji, versions.

-- What a text is found by besides its words, parted by blanks.
ALTER TABLE sentiment_results ADD COLUMN more_words TEXT NOT NULL DEFAULT '';

-- Of texts that were stored before there was this column, those up to here still lack such words; no row where none does.
CREATE TABLE search_upkeep (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    up_to_id INTEGER NOT NULL
);
INSERT INTO search_upkeep (id, up_to_id) SELECT 1, max(id) FROM sentiment_results HAVING max(id) IS NOT NULL;

DROP TRIGGER sentiment_search_insert;
DROP TRIGGER sentiment_search_delete;
DROP TABLE sentiment_search;

CREATE VIRTUAL TABLE sentiment_search USING fts5 (
    workspace_id, text, more_words, content = 'sentiment_results', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO sentiment_search (sentiment_search) VALUES ('rebuild');

CREATE TRIGGER sentiment_search_insert AFTER INSERT ON sentiment_results BEGIN
    INSERT INTO sentiment_search (rowid, workspace_id, text, more_words)
    VALUES (new.id, new.workspace_id, new.text, new.more_words);
END;
CREATE TRIGGER sentiment_search_delete AFTER DELETE ON sentiment_results BEGIN
    INSERT INTO sentiment_search (sentiment_search, rowid, workspace_id, text, more_words)
    VALUES ('delete', old.id, old.workspace_id, old.text, old.more_words);
END;
CREATE TRIGGER sentiment_search_more AFTER UPDATE OF more_words ON sentiment_results BEGIN
    INSERT INTO sentiment_search (sentiment_search, rowid, workspace_id, text, more_words)
    VALUES ('delete', old.id, old.workspace_id, old.text, old.more_words);
    INSERT INTO sentiment_search (rowid, workspace_id, text, more_words)
    VALUES (new.id, new.workspace_id, new.text, new.more_words);
END;
