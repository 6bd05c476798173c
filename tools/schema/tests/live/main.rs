//! Migrations of live databases, by the same statements as the product's own.

#![cfg(test)]

mod phases;

use std::{future::Future, path::Path, thread};

use pg_cluster::Cluster;
use rusqlite::Connection;
use schema::{
    Database, Error,
    migrate::{self, Checksum},
};

fn wait<T>(task: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(task)
}

fn file(folder: &Path) -> Database {
    Database::Sqlite(folder.join("sqlite/default.db"))
}

/// Runs a statement on either database.
fn sql(database: &Database, name: &str, sql: &str) {
    match database {
        Database::Sqlite(path) => Connection::open(path).unwrap().execute_batch(sql).unwrap(),
        Database::Postgres(_) => drop(Cluster::shared().sql(name, sql)),
    }
}

/// Both databases, empty.
fn both(folder: &Path, name: &str) -> [Database; 2] {
    let server = Cluster::shared().database(name);
    [file(folder), Database::parse(&server).unwrap()]
}

#[test]
fn many_at_once_migrate_once() {
    let folder = tempfile::tempdir().unwrap();
    let count = migrations::sqlite().len();
    for database in both(folder.path(), "at_once") {
        let applied: Vec<usize> = thread::scope(|scope| {
            let up = || wait(migrate::up(&database)).unwrap().len();
            let running: Vec<_> = (0..6).map(|_| scope.spawn(up)).collect();
            running
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        assert_eq!(
            applied.iter().sum::<usize>(),
            count,
            "{database}: {applied:?}"
        );
        assert_eq!(
            wait(migrate::verify(&database)).unwrap(),
            [""; 0],
            "{database}"
        );
        let steps = wait(migrate::status(&database)).unwrap();
        assert_eq!(steps.len(), count);
        for step in steps {
            assert_eq!(step.checksum, Checksum::Same);
            // Later than 2026-01-01, in µs: neither seconds nor milliseconds.
            assert!(step.applied_at.unwrap() > 1_767_225_600_000_000, "{step:?}");
            assert!(!step.features.is_empty());
        }
    }
}

#[test]
fn an_untouched_database_has_everything_pending_and_stays_untouched() {
    let folder = tempfile::tempdir().unwrap();
    for database in both(folder.path(), "untouched") {
        let steps = wait(migrate::status(&database)).unwrap();
        assert!(steps.iter().all(|step| step.checksum == Checksum::Pending));
        let pending = wait(migrate::pending(&database)).unwrap();
        assert_eq!(pending.len(), steps.len());
        assert_eq!(pending[0], "0001_foundation");
    }
    assert!(!folder.path().join("sqlite").exists());
    let tables = Cluster::shared().sql(
        "untouched",
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    );
    assert_eq!(tables, "0");
}

#[test]
fn what_was_changed_by_hand_is_told_and_what_does_not_fit_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for database in both(folder.path(), "changed") {
        wait(migrate::up(&database)).unwrap();
        sql(
            &database,
            "changed",
            "DROP INDEX users_role; ALTER TABLE users ADD COLUMN extra bigint",
        );
        let wrong = wait(migrate::verify(&database)).unwrap();
        assert!(
            wrong[0].contains("users: the column extra is not expected"),
            "{wrong:?}"
        );
        assert!(wrong[1].contains("users: indexes"), "{wrong:?}");

        sql(
            &database,
            "changed",
            "UPDATE schema_migrations SET checksum = 'x' WHERE version = 2",
        );
        let wrong = wait(migrate::verify(&database)).unwrap();
        assert_eq!(
            wrong,
            ["migration 0002_ingest was edited after it had been applied"]
        );
        let refused = wait(migrate::up(&database)).unwrap_err();
        assert!(refused.to_string().contains("was edited"), "{refused}");

        sql(
            &database,
            "changed",
            "DELETE FROM schema_migrations WHERE version = 2",
        );
        let refused = wait(migrate::up(&database)).unwrap_err();
        assert!(refused.to_string().contains("lacks 0002"), "{refused}");
    }
}

#[test]
fn a_newer_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for database in both(folder.path(), "newer") {
        wait(migrate::up(&database)).unwrap();
        sql(
            &database,
            "newer",
            "INSERT INTO schema_migrations SELECT max(version) + 1, 'future', 'x', max(applied_at) FROM schema_migrations",
        );
        let refused = wait(migrate::up(&database)).unwrap_err();
        assert!(matches!(refused, Error::Migrations { .. }), "{refused}");
        let steps = wait(migrate::status(&database)).unwrap();
        assert_eq!(steps.last().unwrap().checksum, Checksum::Unknown);
    }
}

#[test]
fn a_user_without_rights_is_told_so_and_nothing_remains() {
    let cluster = Cluster::shared();
    let url = cluster.database("rights");
    cluster.sql("rights", "CREATE ROLE guest LOGIN PASSWORD 'g'");
    let guest = format!("postgres://guest:g@{}", url.split('@').nth(1).unwrap());
    let error = wait(migrate::up(&Database::parse(&guest).unwrap())).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("permission denied for schema public"),
        "{error}"
    );
    assert!(!error.to_string().contains("guest:g"), "{error}");
}

#[test]
fn a_migration_that_fails_takes_all_of_them_back() {
    let folder = tempfile::tempdir().unwrap();
    for database in both(folder.path(), "fails") {
        if let Database::Sqlite(path) = &database {
            schema::sqlite::open_or_create(path).unwrap();
        }
        // In the way of the third migration.
        sql(&database, "fails", "CREATE TABLE tickets (id bigint)");
        let error = wait(migrate::up(&database)).unwrap_err();
        assert!(
            matches!(&error, Error::Failed { name, .. } if name == "0003_tickets"),
            "{error}"
        );
        let steps = wait(migrate::status(&database)).unwrap();
        assert!(steps.iter().all(|step| step.checksum == Checksum::Pending));
        sql(&database, "fails", "DROP TABLE tickets");
        wait(migrate::up(&database)).unwrap();
    }
}
