-- The lake keeps every row of an export, with every cell of it, beside what was made of it.
ALTER TABLE lake_files DROP CONSTRAINT lake_files_dataset_check;
ALTER TABLE lake_files ADD CONSTRAINT lake_files_dataset_check CHECK (dataset IN ('ticket', 'sentiment', 'entity', 'raw'));
