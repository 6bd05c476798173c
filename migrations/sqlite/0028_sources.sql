-- What people say of a file, and whose it is: systems of one kind are told apart by their names.

-- How the file is read where a person said it, and the source they named (JSON).
ALTER TABLE jobs ADD COLUMN choices TEXT;
-- The system, its instance and the names of the columns, by which the next file of the same source is known (JSON).
ALTER TABLE jobs ADD COLUMN shape   TEXT;
