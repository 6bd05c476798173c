//! What becomes of uploads and jobs in the year.

use super::world::World;
use endpoint::testing::block_on;
use folder::{deleted, intakes};
use std::fs;

impl World {
    pub(super) fn name(&mut self) -> String {
        self.jobs += 1;
        format!("01890a5d-ac96-774b-bcce-{:012}", self.jobs)
    }

    /// An upload comes in, and becomes a job; or dies on the way.
    pub(super) fn upload(&mut self) {
        let job = self.name();
        block_on(intakes::begin(&self.cx, 1, &job)).unwrap();
        if self.chance.once_in(4) {
            self.write(&format!("uploads/{job}/incoming"));
            return;
        }
        self.write(&format!("uploads/{job}/export"));
        let status = if self.chance.once_in(3) {
            "review"
        } else {
            "queued"
        };
        self.execute(
            "INSERT INTO jobs (id, workspace_id, sequence, source, file_name, file_size, content_sha256, timezone, status, \
                 phase, mapping, total_columns, submitted_at, updated_at) \
             VALUES ($1, 1, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), 'jira', 'a.csv', 1, $1, 'UTC', $2, 'inspect', \
                 $3, 1, $4, $4)",
            (job.as_str(), status, serde_json::json!({}), self.cx.clock.now()),
        );
        let transaction = block_on(self.cx.records.begin()).unwrap();
        block_on(intakes::admitted(&transaction, 1, &job)).unwrap();
        block_on(transaction.commit()).unwrap();
        self.raise();
        self.ledger.add(job);
    }

    pub(super) fn job(&mut self, status: &str) -> Option<String> {
        let of_status = "SELECT id FROM jobs WHERE status = $1 ORDER BY id";
        let jobs: Vec<(String,)> = block_on(self.cx.records.query(of_status, (status,))).unwrap();
        self.chance.pick(&jobs).map(|(job,)| job.clone())
    }

    /// A job is done, or fails; either may leave files that count for nothing.
    pub(super) fn work(&mut self) {
        let Some(job) = self.job("queued") else {
            return;
        };
        for chunk in 0..2 {
            self.write(&format!("lake/ws=1/raw/{job}-{chunk}.parquet.staged"));
        }
        if self.chance.once_in(4) {
            self.execute("UPDATE jobs SET status = 'failed' WHERE id = $1", (job,));
            return;
        }
        self.publish(&job);
        if self.chance.once_in(3) {
            self.write(&format!("lake/ws=1/raw/{job}-9.parquet"));
            self.write(&format!("lake/ws=1/raw/{job}-1.parquet.writing-0"));
        }
    }

    pub(super) fn publish(&mut self, job: &str) {
        self.execute(
            "INSERT INTO lake_snapshots (id, workspace_id, job_id, published_at, ticket_rows, sentiment_rows, entity_rows) \
             VALUES ((SELECT COALESCE(max(id), 0) + 1 FROM lake_snapshots), 1, $1, $2, 0, 0, 0)",
            (job, self.cx.clock.now()),
        );
        for chunk in 0..2 {
            let path = format!("ws=1/raw/{job}-{chunk}.parquet");
            let file = self.root().join("lake").join(&path);
            fs::rename(file.with_extension("parquet.staged"), file).unwrap();
            self.execute(
                "INSERT INTO lake_files (id, workspace_id, dataset, path, job_id, row_count, byte_size, min_created_at, \
                     max_created_at, begin_snapshot) \
                 SELECT (SELECT COALESCE(max(id), 0) + 1 FROM lake_files), 1, 'raw', $1, $2, 1, 1, published_at, \
                     published_at, id FROM lake_snapshots ORDER BY id DESC LIMIT 1",
                (path.as_str(), job),
            );
            self.ledger.list(format!("lake/{path}"));
        }
        self.execute(
            "UPDATE jobs SET status = 'completed', snapshot_id = (SELECT max(id) FROM lake_snapshots) WHERE id = $1",
            (job,),
        );
        self.raise();
    }

    /// A rebuild writes the files of a job anew.
    pub(super) fn rebuild(&mut self) {
        if let Some(old) = self.job("completed") {
            self.rebuild_of(&old);
        }
    }

    pub(super) fn rebuild_of(&mut self, old: &str) {
        let job = self.name();
        self.execute(
            "INSERT INTO jobs (id, workspace_id, sequence, kind, source, file_name, file_size, content_sha256, timezone, \
                 status, phase, mapping, total_columns, submitted_at, updated_at) \
             VALUES ($1, 1, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), 'rebuild', '', '', 0, $1, 'UTC', 'running', \
                 'publish', $2, 0, $3, $3)",
            (job.as_str(), serde_json::json!({}), self.cx.clock.now()),
        );
        for chunk in 0..2 {
            self.write(&format!("lake/ws=1/raw/{job}-{chunk}.parquet.staged"));
        }
        self.publish(&job);
        let of_job = "SELECT path FROM lake_files WHERE job_id = $1 AND end_snapshot IS NULL";
        let paths: Vec<(String,)> = block_on(self.cx.records.query(of_job, (old,))).unwrap();
        self.execute(
            "UPDATE lake_files SET end_snapshot = (SELECT max(id) FROM lake_snapshots) \
             WHERE job_id = $1 AND end_snapshot IS NULL",
            (old,),
        );
        for (path,) in paths {
            self.ledger.end(&format!("lake/{path}"), self.hour);
        }
    }

    /// A person has a job tried again.
    pub(super) fn try_again(&mut self) {
        for status in ["failed", "review"] {
            let Some(job) = self.job(status) else {
                continue;
            };
            self.execute(
                "UPDATE jobs SET status = 'queued', sequence = (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs) \
                 WHERE id = $1",
                (job,),
            );
            self.raise();
        }
    }

    /// A person removes a job.
    pub(super) fn remove(&mut self) {
        for status in ["failed", "review"] {
            let Some(job) = self.job(status) else {
                continue;
            };
            self.remove_job(&job);
        }
    }
    pub(super) fn remove_job(&mut self, job: &str) {
        let transaction = block_on(self.cx.records.begin()).unwrap();
        let now = self.cx.clock.now();
        assert!(block_on(deleted::delete(&transaction, 1, job, now)).unwrap());
        block_on(transaction.commit()).unwrap();
        self.ledger.remove(job, now, self.hour);
    }
}
