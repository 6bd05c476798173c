-- A search finds what stands inside of words: in runs of letters that are written without blanks, emoji, versions.

-- What a text is found by besides its words, parted by blanks.
ALTER TABLE sentiment_results ADD COLUMN more_words text COLLATE "C" NOT NULL DEFAULT '';

-- Of texts that were stored before there was this column, those up to here still lack such words; no row where none does.
CREATE TABLE search_upkeep (
    id       bigint PRIMARY KEY CHECK (id = 1),
    up_to_id bigint NOT NULL
);
INSERT INTO search_upkeep (id, up_to_id) SELECT 1, max(id) FROM sentiment_results HAVING max(id) IS NOT NULL;

CREATE OR REPLACE FUNCTION sentiment_search_insert () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.search := search_words(new.text) || array_to_tsvector(array_remove(string_to_array(new.more_words, ' '), ''));
    RETURN new;
END
$$;

CREATE TRIGGER sentiment_search_more BEFORE UPDATE OF more_words ON sentiment_results
    FOR EACH ROW EXECUTE FUNCTION sentiment_search_insert();
