-- SQLite's full-text index cuts its texts by itself, and keeps doing so. It says here how many of its parts it merges at
-- once, which is what it did before.
INSERT INTO sentiment_search (sentiment_search, rank) VALUES ('automerge', 4);
