//! Records in SQLite.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use rusqlite::Connection;
use schema::migrate;

use crate::fixture::{FILES, below, bring_back, filled, records, save, wait};

#[test]
fn a_set_is_restored_as_it_was_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let file = root.path().join("a.backup");
    let manifest = save(&data, records(&data), &file).unwrap();
    assert_eq!(manifest.database, "sqlite");
    assert_eq!(manifest.files(), FILES.len());
    let new = root.path().join("new");
    assert_eq!(
        bring_back(&file, &new, records(&new), false).unwrap(),
        manifest
    );
    let found = below(&new.join("data"));
    let mut names: Vec<_> = FILES.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(
        found
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        names
    );
    for (name, content) in found {
        assert_eq!(
            content,
            std::fs::read(data.join("data").join(&name)).unwrap(),
            "{name}"
        );
    }
    assert_eq!(wait(migrate::verify(&records(&new))).unwrap(), [""; 0]);
    // The search index came along, and ids go on.
    let connection = Connection::open(new.join("sqlite/default.db")).unwrap();
    let found: i64 = connection
        .query_row(
            "SELECT count(*) FROM sentiment_search WHERE sentiment_search MATCH 'update'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(found, 200);
    connection
        .execute("INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (1, 'n@b.c', '', 0)", [])
        .unwrap();
    assert_eq!(connection.last_insert_rowid(), 42);
}

#[test]
fn while_others_write_the_set_is_one_moment() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        // Each transaction adds a row here and a row there: in one moment both are there, or none.
        let writer = scope.spawn(|| {
            let connection = Connection::open(data.join("sqlite/default.db")).unwrap();
            connection.busy_timeout(Duration::from_secs(10)).unwrap();
            let mut written = 0;
            while !stop.load(Ordering::Relaxed) {
                connection
                    .execute_batch(
                        "BEGIN IMMEDIATE; INSERT INTO audit_log (action, resource, created_at) VALUES ('x', 'both', 1); \
                         INSERT INTO workspaces (name, created_at) VALUES ('both', 1); COMMIT;",
                    )
                    .unwrap();
                written += 1;
            }
            written
        });
        let mut counts = Vec::new();
        for number in 0..4 {
            let file = root.path().join(format!("{number}.backup"));
            save(&data, records(&data), &file).unwrap();
            let new = root.path().join(number.to_string());
            bring_back(&file, &new, records(&new), false).unwrap();
            let connection = Connection::open(new.join("sqlite/default.db")).unwrap();
            let count =
                |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
            let here = count("SELECT count(*) FROM audit_log WHERE resource = 'both'");
            let there = count("SELECT count(*) FROM workspaces WHERE name = 'both'");
            assert_eq!(here, there);
            counts.push(here);
        }
        stop.store(true, Ordering::Relaxed);
        let written: i64 = writer.join().unwrap();
        assert!(
            counts[3] > counts[0] && written >= counts[3],
            "{counts:?} of {written}"
        );
    });
}

#[test]
fn a_staged_file_that_was_just_published_is_staged_again() {
    let root = tempfile::tempdir().unwrap();
    let data = filled(root.path());
    let lake = data.join("data/lake/ws=7/ticket");
    std::fs::rename(lake.join("j3-0.parquet.staged"), lake.join("j3-0.parquet")).unwrap();
    let file = root.path().join("a.backup");
    save(&data, records(&data), &file).unwrap();
    let new = root.path().join("new");
    bring_back(&file, &new, records(&new), false).unwrap();
    assert!(
        new.join("data/lake/ws=7/ticket/j3-0.parquet.staged")
            .exists()
    );
}
