//! Publishing, removing and reading, through the interface.

use std::sync::Arc;

use arrow_array::{Float64Array, Int32Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_ipc::writer::StreamWriter;
use futures::executor::block_on;
use lakehouse::schema;

use super::*;
use crate::Records;

const DAY: i64 = 86_400_000_000;

/// Entities as Arrow IPC: a label and a day each.
pub(super) fn entities(rows: &[(&str, i64)]) -> Vec<u8> {
    let text = |value: &str| Arc::new(StringArray::from(vec![value; rows.len()]));
    let place = || Arc::new(rows.iter().map(|_| Some(1)).collect::<Int32Array>());
    let moments: TimestampMicrosecondArray = rows.iter().map(|(_, day)| Some(day * DAY)).collect();
    let batch = RecordBatch::try_new(
        Arc::new(schema::entity()),
        vec![
            text("T-1"),
            text("jira"),
            text("word"),
            Arc::new(
                rows.iter()
                    .map(|(label, _)| Some(*label))
                    .collect::<StringArray>(),
            ),
            text("comment"),
            place(),
            place(),
            Arc::new(Float64Array::from(vec![0.5; rows.len()])),
            Arc::new(moments.with_timezone("UTC")),
            text("router"),
            text("job"),
        ],
    )
    .unwrap();
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

pub(super) async fn workspace(records: &Records) -> i64 {
    let insert = "INSERT INTO workspaces (name, created_at) VALUES ('w', $1) RETURNING id";
    let now = (Timestamp::UNIX_EPOCH,);
    records.query_one::<(i64,)>(insert, now).await.unwrap().0
}

pub(super) fn by_label(snapshot: Option<u64>) -> Plan {
    Plan {
        snapshot,
        group_by: vec![Dimension::Column("label".to_owned())],
        ..Plan::count(Dataset::Entity)
    }
}

pub(super) async fn counts(lake: &Lake, workspace: i64, plan: Plan) -> Vec<(String, f64)> {
    let table = lake.aggregate(workspace, plan).await.unwrap();
    let pair = |group: &Group| (group.keys[0].clone().unwrap(), group.values[0].unwrap());
    table.groups.iter().map(pair).collect()
}

#[test]
fn a_publish_is_seen_when_it_commits_and_earlier_snapshots_stay() {
    block_on(async {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let w = workspace(&records).await;
        assert_eq!(lake.current(w).await, Ok(None));
        let first = lake
            .append(
                w,
                Dataset::Entity,
                "a",
                0,
                "2026-01-01",
                entities(&[("x", 2), ("y", 1)]),
            )
            .await
            .unwrap();
        assert_eq!(first.positions, [1, 0]);

        let at = Timestamp::UNIX_EPOCH;
        let transaction = records.begin().await.unwrap();
        let snapshot = lake
            .publish(&transaction, w, "a", at, vec![first.clone()], vec![])
            .await
            .unwrap();
        assert_eq!(lake.current(w).await, Ok(None));
        transaction.commit().await.unwrap();
        assert_eq!(lake.current(w).await, Ok(Some(snapshot)));
        assert_eq!(snapshot.entity_rows, 2);

        // A later job brings a row and removes one of the first file and one of its own.
        let second = lake
            .append(
                w,
                Dataset::Entity,
                "b",
                0,
                "2026-01-01",
                entities(&[("x", 3), ("z", 4)]),
            )
            .await
            .unwrap();
        let transaction = records.begin().await.unwrap();
        let removed = vec![
            RemovedRows {
                path: first.path.clone(),
                ranges: vec![(0, 1), (0, 1)],
            },
            RemovedRows {
                path: second.path.clone(),
                ranges: vec![(1, 2)],
            },
        ];
        let later = lake
            .publish(&transaction, w, "b", at, vec![second], removed)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(later.entity_rows, 2);
        assert_eq!(
            counts(&lake, w, by_label(None)).await,
            [("x".to_owned(), 2.0)]
        );
        let before = counts(&lake, w, by_label(Some(snapshot.id))).await;
        assert_eq!(before, [("x".to_owned(), 1.0), ("y".to_owned(), 1.0)]);
        let files = lake.files(w).await.unwrap();
        assert_eq!(
            files
                .iter()
                .map(|file| file.removed.clone())
                .collect::<Vec<_>>(),
            [[(0, 1)], [(1, 2)]]
        );

        // Rows removed before count once; nothing else changes.
        let transaction = records.begin().await.unwrap();
        let again = vec![RemovedRows {
            path: first.path,
            ranges: vec![(0, 1)],
        }];
        let same = lake
            .publish(&transaction, w, "c", at, vec![], again)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(same.entity_rows, 2);
    });
}

#[test]
fn a_rolled_back_publish_can_be_done_again_and_a_done_one_cannot() {
    block_on(async {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let w = workspace(&records).await;
        let file = lake
            .append(
                w,
                Dataset::Entity,
                "a",
                0,
                "2026-01-01",
                entities(&[("x", 1)]),
            )
            .await
            .unwrap();
        let publish = async || {
            let transaction = records.begin().await.unwrap();
            let published = lake
                .publish(
                    &transaction,
                    w,
                    "a",
                    Timestamp::UNIX_EPOCH,
                    vec![file.clone()],
                    vec![],
                )
                .await;
            (published, transaction)
        };
        let (published, transaction) = publish().await;
        assert!(published.is_ok());
        drop(transaction);
        assert_eq!(lake.current(w).await, Ok(None));
        let (published, transaction) = publish().await;
        assert!(published.is_ok());
        transaction.commit().await.unwrap();
        assert!(matches!(publish().await.0, Err(Error::Records(_))));
        assert_eq!(
            counts(&lake, w, by_label(None)).await,
            [("x".to_owned(), 1.0)]
        );
    });
}

#[test]
fn another_workspace_sees_nothing() {
    block_on(async {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let (mine, theirs) = (workspace(&records).await, workspace(&records).await);
        let file = lake
            .append(
                mine,
                Dataset::Entity,
                "a",
                0,
                "2026-01-01",
                entities(&[("x", 1)]),
            )
            .await
            .unwrap();
        let transaction = records.begin().await.unwrap();
        let foreign = lake
            .publish(
                &transaction,
                theirs,
                "a",
                Timestamp::UNIX_EPOCH,
                vec![file.clone()],
                vec![],
            )
            .await;
        assert!(matches!(foreign, Err(Error::Invalid(_))));
        let removed = vec![RemovedRows {
            path: file.path.clone(),
            ranges: vec![(0, 1)],
        }];
        let snapshot = lake
            .publish(
                &transaction,
                mine,
                "a",
                Timestamp::UNIX_EPOCH,
                vec![file],
                vec![],
            )
            .await
            .unwrap();
        let foreign = lake
            .publish(
                &transaction,
                theirs,
                "b",
                Timestamp::UNIX_EPOCH,
                vec![],
                removed,
            )
            .await;
        assert!(matches!(foreign, Err(Error::Invalid(_))));
        drop(transaction);
        assert_eq!(
            lake.aggregate(theirs, by_label(None))
                .await
                .unwrap()
                .snapshot,
            None
        );
        assert!(matches!(
            lake.aggregate(theirs, by_label(Some(snapshot.id))).await,
            Err(Error::Invalid(_))
        ));
    });
}

#[test]
fn a_catalog_is_read_in_pages() {
    const FILES: i64 = 25_000;
    block_on(async {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let w = workspace(&records).await;
        let rows = entities(&[("x", 1)]);
        let day = "2026-01-01";
        let file = lake.append(w, Dataset::Entity, "a", 0, day, rows).await;
        let transaction = records.begin().await.unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let snapshot = lake
            .publish(&transaction, w, "a", at, vec![file.unwrap()], vec![])
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        let many = "INSERT INTO lake_files (workspace_id, dataset, path, job_id, row_count, byte_size, min_created_at, \
                max_created_at, begin_snapshot) \
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1) \
            SELECT f.workspace_id, f.dataset, 'ws=1/' || n || '.parquet', f.job_id, 2, 1, f.min_created_at, \
                f.max_created_at, f.begin_snapshot FROM numbers, lake_files f";
        records.execute(many, (FILES,)).await.unwrap();
        let removed = "INSERT INTO lake_removed_rows (workspace_id, file_id, begin_snapshot, ranges, removed_rows) \
            SELECT workspace_id, id, begin_snapshot, '[[0,1]]', 1 FROM lake_files WHERE row_count = 2";
        records.execute(removed, ()).await.unwrap();
        let files = lake.files(w).await.unwrap();
        assert_eq!(i64::try_from(files.len()), Ok(FILES + 1));
        let whole = files.iter().filter(|file| file.removed.is_empty()).count();
        assert_eq!(whole, 1);
        let paths: std::collections::HashSet<&str> =
            files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.len(), files.len());

        // One that is over is refused, not answered by half.
        let expired = "UPDATE lake_snapshots SET expired_at = published_at";
        records.execute(expired, ()).await.unwrap();
        let told = lake.aggregate(w, by_label(Some(snapshot.id))).await;
        assert!(
            matches!(&told, Err(Error::Invalid(told)) if told.contains("no longer kept")),
            "{told:?}"
        );
    });
}
