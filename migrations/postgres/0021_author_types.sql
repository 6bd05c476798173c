-- What the export called a text's author, which tells its side where reporter and assignee do not.
ALTER TABLE sentiment_results ADD COLUMN author_type text COLLATE "C" NOT NULL DEFAULT 'unknown' CHECK (author_type IN ('customer', 'staff', 'machine', 'unknown'));

-- Whoever writes a text may write its search words as well: an upload's are cut where it is read, many times as fast as
-- here. Where they are not given, they are still made here.
ALTER TABLE sentiment_results ALTER COLUMN search DROP EXPRESSION;

CREATE FUNCTION sentiment_search_insert () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.search := search_words(new.text);
    RETURN new;
END
$$;

CREATE TRIGGER sentiment_search_insert BEFORE INSERT ON sentiment_results
    FOR EACH ROW WHEN (new.search IS NULL) EXECUTE FUNCTION sentiment_search_insert();
