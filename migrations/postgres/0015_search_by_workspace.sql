-- A search asks for the words and the workspace together: the hits of others cost it nothing, however many they are.

-- The words of a text and, as a word that no text has, its workspace.
CREATE FUNCTION search_in (workspace bigint, words tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words || array_to_tsvector(ARRAY['#' || workspace]);

-- What finds the texts of a workspace that hold all words of `given`; null where there is no word.
CREATE FUNCTION search_query_in (workspace bigint, given text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('''#' || workspace || '''')::tsquery && search_query(given);

DROP INDEX sentiment_search;
CREATE INDEX sentiment_search ON sentiment_results USING gin (search_in(workspace_id, search));

-- Tickets by the beginning of their key, whatever its case.
CREATE INDEX tickets_key ON tickets (workspace_id, lower(ticket_id));

-- A workspace's tickets in the order they first arrived in, for their export: without it each part sorts all that remain.
CREATE INDEX tickets_in_order ON tickets (workspace_id, id);
