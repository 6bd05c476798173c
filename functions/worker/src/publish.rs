//! Phase publish: one transaction makes a job's tickets, texts and lake files visible at once.

use super::{compare, former, statistics};
use endpoint::Context;
use folder::marks;
use queue::kind::COMPARE;
use queue::{Claim, Failure, NewStep, claim, history};
use rows::FormerComment;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use stores::lake::{Dataset, RemovedRows, StagedFile};
use stores::{FromRow, Row, Transaction};

/// So many replaced revisions are read at a time.
const PAGE: i64 = 20_000;

/// Publishes the job. A second run after a crash finds the first one's commit, or nothing of it.
pub async fn run(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    statistics::refresh(cx, &claim.job, statistics::STAGED).await;
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    // Jobs of a workspace are published one after the other; what is left is a worker that lost its lease without
    // knowing. Whoever comes second finds here that the step is not its any more, and has read nothing yet.
    transaction
        .alone(&format!("publish {}", claim.workspace))
        .await?;
    claim::hold(&transaction, claim).await?;
    let over = former::of_job(&transaction, &claim.job).await?;
    let removed = removed_rows(&transaction, &claim.job, over).await?;
    let files = staged_files(&transaction, &claim.job).await?;
    let rows: u64 = files.iter().map(|file| file.row_count).sum();
    let bytes: u64 = files.iter().map(|file| file.byte_size).sum();
    let (staged, known): (i64, i64) = transaction
        .query_one(
            "SELECT count(*), count(t.id) FROM ticket_revisions n LEFT JOIN tickets t ON t.workspace_id = n.workspace_id \
                 AND t.source = n.source AND t.ticket_id = n.ticket_id WHERE n.job_id = $1",
            (claim.job.as_str(),),
        )
        .await?;
    let texts = compare::texts_added(&transaction, &claim.job).await?;
    let over = former::take_away(&transaction, &claim.job, now).await?;
    let texts = texts - i64::try_from(over).map_err(|error| Failure::bug(&error))?;
    rows::put_in_place(&transaction, &claim.job).await?;
    let snapshot = cx
        .lake
        .publish(
            &transaction,
            claim.workspace,
            &claim.job,
            now,
            files,
            removed,
        )
        .await?;
    let snapshot_id = i64::try_from(snapshot.id).map_err(|error| Failure::bug(&error))?;
    transaction
        .execute(
            "UPDATE jobs SET snapshot_id = $1, phase = 'compare', tickets_added = $2, tickets_updated = $3, updated_at = $4 \
             WHERE id = $5",
            (snapshot_id, staged - known, known, now, claim.job.as_str()),
        )
        .await?;
    commit(
        cx,
        claim,
        transaction,
        // What phase compare holds against the lake's change.
        json!({"rows": rows, "bytes": bytes, "errors": 0, "tickets": staged - known, "texts": texts}),
    )
    .await
}

/// Commits what was published and lets the stores be compared.
pub(super) async fn commit(
    cx: &Context,
    claim: &Claim,
    transaction: Transaction,
    outcome: Json,
) -> Result<(), Failure> {
    queue::enqueue(cx, &transaction, NewStep::of(claim, &COMPARE)).await?;
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    marks::raise(cx).await;
    Ok(())
}

/// The files the job's chunks staged.
pub(super) async fn staged_files(
    transaction: &Transaction,
    job: &str,
) -> Result<Vec<StagedFile>, Failure> {
    // The rest of an outcome names tickets and rows: there may be a million of them.
    let outcomes: Vec<(Json,)> = transaction
        .query(
            "SELECT outcome -> 'files' FROM phase_queue WHERE job_id = $1 AND current_phase = 'score' ORDER BY chunk",
            (job,),
        )
        .await?;
    let mut files = Vec::new();
    for (staged,) in outcomes {
        let staged: Vec<StagedFile> =
            serde_json::from_value(staged).map_err(|error| Failure::bug(&error))?;
        files.extend(staged);
    }
    Ok(files)
}

/// A revision that this job replaces: where its rows lie in the lake.
struct Replaced {
    revision: i64,
    job: String,
    chunk: i64,
    row: u32,
    fields: Vec<(u32, u32)>,
    entities: Vec<(u32, u32)>,
}

impl FromRow for Replaced {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            revision: row.take()?,
            job: row.take()?,
            chunk: row.take()?,
            row: row.take()?,
            fields: ranges(&row.take::<Json>()?)?,
            entities: ranges(&row.take::<Json>()?)?,
        })
    }
}

fn ranges(json: &Json) -> Result<Vec<(u32, u32)>, stores::Error> {
    serde_json::from_value(json.clone()).map_err(|error| stores::Error::Other(error.to_string()))
}

/// The lake rows of the present state of every ticket that the job has a revision of, and those of the comments that are over.
pub(super) async fn removed_rows(
    transaction: &Transaction,
    job: &str,
    over: Vec<FormerComment>,
) -> Result<Vec<RemovedRows>, Failure> {
    let mut removed = Removed::default();
    for comment in over {
        let places = [
            (Dataset::Sentiment, vec![(comment.row, comment.row + 1)]),
            (Dataset::Entity, comment.entities),
        ];
        let key = (comment.job, comment.chunk);
        removed.add(transaction, key, places).await?;
    }
    let mut after = 0;
    loop {
        let page: Vec<Replaced> = transaction
            .query(
                "SELECT n.id, o.job_id, o.chunk, o.lake_row, o.lake_field_ranges, o.lake_entity_ranges \
                 FROM ticket_revisions n \
                 JOIN tickets t ON t.workspace_id = n.workspace_id AND t.source = n.source AND t.ticket_id = n.ticket_id \
                 JOIN ticket_revisions o ON o.id = t.revision_id \
                 WHERE n.job_id = $1 AND n.id > $2 ORDER BY n.id LIMIT $3",
                (job, after, PAGE),
            )
            .await?;
        let Some(last) = page.last() else { break };
        after = last.revision;
        for old in page {
            let places = [
                (Dataset::Ticket, vec![(old.row, old.row + 1)]),
                (Dataset::Sentiment, old.fields),
                (Dataset::Entity, old.entities),
            ];
            let key = (old.job, old.chunk);
            removed.add(transaction, key, places).await?;
        }
    }
    Ok(removed.rows())
}

/// Rows of files that no longer count.
#[derive(Default)]
struct Removed {
    /// The files of a job's chunk.
    paths: HashMap<(String, i64), HashMap<Dataset, String>>,
    ranges: BTreeMap<String, Vec<(u32, u32)>>,
}

impl Removed {
    /// Adds rows of the files of a chunk.
    async fn add<const N: usize>(
        &mut self,
        transaction: &Transaction,
        key: (String, i64),
        places: [(Dataset, Vec<(u32, u32)>); N],
    ) -> Result<(), Failure> {
        if !self.paths.contains_key(&key) {
            let found = paths_of(transaction, &key).await?;
            self.paths.insert(key.clone(), found);
        }
        let files = &self.paths[&key];
        for (dataset, ranges) in places {
            if ranges.is_empty() {
                continue;
            }
            let path = files.get(&dataset).ok_or_else(|| {
                Failure::Ours(format!(
                    "job {} chunk {} has no {dataset} file",
                    key.0, key.1
                ))
            })?;
            let of_file = self.ranges.entry(path.clone()).or_default();
            of_file.extend(ranges);
        }
        Ok(())
    }

    fn rows(self) -> Vec<RemovedRows> {
        let ranges = self.ranges.into_iter();
        ranges
            .map(|(path, ranges)| RemovedRows { path, ranges })
            .collect()
    }
}

/// The files one chunk of an earlier job wrote.
async fn paths_of(
    transaction: &Transaction,
    key: &(String, i64),
) -> Result<HashMap<Dataset, String>, Failure> {
    let (files,): (Json,) = transaction
        .query_one(
            "SELECT outcome -> 'files' FROM phase_queue WHERE job_id = $1 AND current_phase = 'score' AND chunk = $2",
            (key.0.as_str(), key.1),
        )
        .await?;
    let files: Vec<StagedFile> =
        serde_json::from_value(files).map_err(|error| Failure::bug(&error))?;
    Ok(files
        .into_iter()
        .map(|file| (file.dataset, file.path))
        .collect())
}
