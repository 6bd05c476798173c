-- What the export called a text's author, which tells its side where reporter and assignee do not.
ALTER TABLE sentiment_results ADD COLUMN author_type TEXT NOT NULL DEFAULT 'unknown' CHECK (author_type IN ('customer', 'staff', 'machine', 'unknown'));
