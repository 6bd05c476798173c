//! Snapshots that no reader asks for any more, and the lake files that only such ones list.

use jiff::{SignedDuration, Timestamp};
use queue::Failure;
use std::collections::HashSet;
use stores::Records;

/// A snapshot that another replaced so long ago is over: the figures of an answer or a report are read within minutes.
const READERS: SignedDuration = SignedDuration::from_hours(1);
/// So many rows are read at a time.
const PAGE: i64 = 10_000;

/// Marks the snapshots that are over; they are refused to readers from now on.
pub async fn mark_snapshots(records: &Records, now: Timestamp) -> Result<(), Failure> {
    let replaced = now
        .checked_sub(READERS)
        .map_err(|error| Failure::bug(&error))?;
    records
        .execute(
            "UPDATE lake_snapshots SET expired_at = $1 WHERE expired_at IS NULL AND EXISTS ( \
                 SELECT 1 FROM lake_snapshots n WHERE n.workspace_id = lake_snapshots.workspace_id \
                 AND n.id > lake_snapshots.id AND n.published_at < $2)",
            (now, replaced),
        )
        .await?;
    Ok(())
}

/// The files that only such snapshots list.
pub async fn files(records: &Records) -> Result<HashSet<String>, Failure> {
    let (mut found, mut after) = (HashSet::new(), String::new());
    loop {
        let page: Vec<(String,)> = records
            .query(
                "SELECT f.path FROM lake_files f WHERE f.path > $1 AND f.end_snapshot IS NOT NULL AND NOT EXISTS ( \
                     SELECT 1 FROM lake_snapshots s WHERE s.workspace_id = f.workspace_id AND s.expired_at IS NULL \
                     AND s.id < f.end_snapshot) ORDER BY f.path LIMIT $2",
                (after.as_str(), PAGE),
            )
            .await?;
        let Some((last,)) = page.last() else {
            return Ok(found);
        };
        after.clone_from(last);
        found.extend(page.into_iter().map(|(path,)| path));
    }
}

/// Takes a file that is over, and is no longer in the lake, out of the catalog.
pub async fn forget(records: &Records, path: &str) -> Result<(), Failure> {
    records
        .execute(
            "DELETE FROM lake_files WHERE path = $1 AND end_snapshot IS NOT NULL",
            (path,),
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::Context;
    use endpoint::testing::block_on;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_000_000_000 + minutes * 60).unwrap()
    }

    #[test]
    fn a_file_is_over_once_every_snapshot_that_lists_it_is() {
        let cx = Context::in_memory(at(0));
        let run = |sql: &str, params: (i64, Timestamp)| {
            block_on(cx.records.execute(sql, params)).unwrap();
        };
        run(
            "INSERT INTO workspaces (id, name, created_at) VALUES ($1, 'One', $2)",
            (1, at(0)),
        );
        run(
            "INSERT INTO jobs (id, workspace_id, sequence, source, file_name, file_size, content_sha256, timezone, status, \
                 phase, mapping, total_columns, submitted_at, updated_at) \
             VALUES ('j', $1, 1, 'csv', 'a', 1, 'a', 'UTC', 'completed', 'done', '{}', 1, $2, $2)",
            (1, at(0)),
        );
        let snapshot = "INSERT INTO lake_snapshots (id, workspace_id, job_id, published_at, ticket_rows, sentiment_rows, \
            entity_rows) VALUES ($1, 1, 'j', $2, 0, 0, 0)";
        for (id, minutes) in [(1, 0), (2, 10), (3, 100)] {
            run(snapshot, (id, at(minutes)));
        }
        // Ended by the second, by the third, and never.
        for (path, end) in [("a", "2"), ("b", "3"), ("c", "NULL")] {
            let sql = format!(
                "INSERT INTO lake_files (workspace_id, dataset, path, job_id, row_count, byte_size, min_created_at, \
                     max_created_at, begin_snapshot, end_snapshot) \
                 VALUES ($1, 'raw', '{path}', 'j', 1, 1, $2, $2, 1, {end})"
            );
            run(&sql, (1, at(0)));
        }
        let over = |minutes| {
            block_on(mark_snapshots(&cx.records, at(minutes))).unwrap();
            let mut files: Vec<String> =
                block_on(files(&cx.records)).unwrap().into_iter().collect();
            files.sort();
            files
        };
        assert!(over(70).is_empty());
        assert_eq!(over(71), ["a"]);
        assert_eq!(over(160), ["a"]);
        assert_eq!(over(161), ["a", "b"]);
        block_on(forget(&cx.records, "a")).unwrap();
        // One that is listed stays, whoever asks.
        block_on(forget(&cx.records, "c")).unwrap();
        assert_eq!(over(999), ["b"]);
        let left: (i64,) =
            block_on(cx.records.query_one("SELECT count(*) FROM lake_files", ())).unwrap();
        assert_eq!(left.0, 2);
    }
}
