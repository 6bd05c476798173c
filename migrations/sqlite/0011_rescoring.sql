-- Scoring stored texts anew: a job of its own kind, and the scores it found beside those it replaced.

ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'upload' CHECK (kind IN ('upload', 'rescoring'));
-- What a published rescoring changed, as the API shows it (JSON).
ALTER TABLE jobs ADD COLUMN comparison TEXT;

-- A text's score before and after a rescoring: the staging area until the job is published, afterwards what is compared.
-- Only the latest published rescoring of a workspace keeps its rows.
CREATE TABLE text_scores (
    result_id           INTEGER NOT NULL REFERENCES sentiment_results (id) ON DELETE CASCADE,
    job_id              TEXT    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    workspace_id        INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    chunk               INTEGER NOT NULL,
    old_sentiment       TEXT    NOT NULL,
    old_confidence      REAL    NOT NULL,
    old_compound        REAL    NOT NULL,
    old_scoring_version TEXT    NOT NULL,
    sentiment           TEXT    NOT NULL CHECK (sentiment IN ('positive', 'neutral', 'negative')),
    confidence          REAL    NOT NULL,
    compound            REAL    NOT NULL,
    scoring_version     TEXT    NOT NULL,
    -- 1 where the label is another one than before, else 0: a number, so that a chunk of rows can be inserted as JSON.
    moved               INTEGER NOT NULL,
    PRIMARY KEY (result_id, job_id)
);
CREATE INDEX text_scores_job_id ON text_scores (job_id, moved, result_id);
CREATE INDEX text_scores_chunk ON text_scores (job_id, chunk);
