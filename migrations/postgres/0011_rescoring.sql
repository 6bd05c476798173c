-- Scoring stored texts anew: a job of its own kind, and the scores it found beside those it replaced.

ALTER TABLE jobs ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'upload' CHECK (kind IN ('upload', 'rescoring'));
-- What a published rescoring changed, as the API shows it (JSON).
ALTER TABLE jobs ADD COLUMN comparison jsonb;

-- A text's score before and after a rescoring: the staging area until the job is published, afterwards what is compared.
-- Only the latest published rescoring of a workspace keeps its rows.
CREATE TABLE text_scores (
    result_id           bigint           NOT NULL REFERENCES sentiment_results (id) ON DELETE CASCADE,
    job_id              text COLLATE "C" NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    workspace_id        bigint           NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    chunk               bigint           NOT NULL,
    old_sentiment       text COLLATE "C" NOT NULL,
    old_confidence      double precision NOT NULL,
    old_compound        double precision NOT NULL,
    old_scoring_version text COLLATE "C" NOT NULL,
    sentiment           text COLLATE "C" NOT NULL CHECK (sentiment IN ('positive', 'neutral', 'negative')),
    confidence          double precision NOT NULL,
    compound            double precision NOT NULL,
    scoring_version     text COLLATE "C" NOT NULL,
    -- 1 where the label is another one than before, else 0: a number, so that a chunk of rows can be inserted as JSON.
    moved               bigint           NOT NULL,
    PRIMARY KEY (result_id, job_id)
);
CREATE INDEX text_scores_job_id ON text_scores (job_id, moved, result_id);
CREATE INDEX text_scores_chunk ON text_scores (job_id, chunk);
