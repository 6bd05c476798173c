//! Every row, key and number arrives, in both directions; ids go on; a dry run says what then happens.

use mover::Options;
use pg_cluster::Cluster;

use crate::fixture::{filled, moved, postgres, sqlite, verified};

#[test]
fn there_and_back_every_value_is_the_same_and_the_dry_run_said_so() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let from = sqlite(&filled(folder.path(), 300));
    let to = postgres(&cluster.database("there"));
    let mut options = Options::new(from.clone(), to.clone());
    options.rows_at_once = 100;
    options.dry_run = true;
    let (plan, _) = moved(&options).unwrap();
    assert_eq!(
        cluster.sql(
            "there",
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ),
        "0",
        "a dry run changes nothing"
    );
    options.dry_run = false;
    let (told, there) = moved(&options).unwrap();
    assert!(told.starts_with(&plan), "{plan}\n---\n{told}");
    assert_eq!(there.len(), 44);
    assert!(there.iter().all(|(_, sum)| sum.rows > 0), "{there:?}");
    assert_eq!(verified(&to), [""; 0]);

    // Values as PostgreSQL tells them.
    for (sql, expected) in [
        (
            "SELECT extract(year FROM created_at) FROM workspaces WHERE id = 7",
            "1",
        ),
        (
            "SELECT created_at FROM workspaces WHERE id = 1",
            "2026-01-01 00:00:00.000001",
        ),
        ("SELECT is_active FROM users WHERE id = 2", "f"),
        (
            "SELECT details -> 'ä' FROM audit_log WHERE id = 2",
            "\"😀\\n\"",
        ),
        (
            "SELECT duration_seconds FROM workflow_history WHERE id = 5",
            "-Infinity",
        ),
        (
            "SELECT file_size FROM jobs WHERE id = 'j1'",
            "9007199254740993",
        ),
        (
            "SELECT count(*) FROM sentiment_results WHERE search @@ search_query('update')",
            "300",
        ),
        // Ids go on behind the last given one, even where its row is gone.
        (
            "INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (1, 'new@b.c', '', now()) RETURNING id",
            "42",
        ),
        ("DELETE FROM users WHERE id = 42", "DELETE 1"),
        ("SELECT to_regclass('undertone_move')", ""),
    ] {
        let told = cluster.sql("there", sql);
        assert_eq!(told.lines().next().unwrap_or_default(), expected, "{sql}");
    }

    // And back into a file that is not there yet: the plan first, without making the file.
    let path = folder.path().join("back").join("default.db");
    let mut back = Options::new(to, sqlite(&path));
    back.rows_at_once = 100;
    back.dry_run = true;
    let (plan, _) = moved(&back).unwrap();
    assert!(!path.exists());
    back.dry_run = false;
    let (told, here) = moved(&back).unwrap();
    assert!(told.starts_with(&plan), "{plan}\n---\n{told}");
    assert_eq!(here, there);
    assert_eq!(verified(&sqlite(&path)), [""; 0]);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let one = |sql: &str| -> String {
        let value: rusqlite::types::Value =
            connection.query_row(sql, [], |row| row.get(0)).unwrap();
        format!("{value:?}")
    };
    assert_eq!(
        one("SELECT created_at FROM workspaces WHERE id = 7"),
        "Integer(-62135596800000000)"
    );
    assert_eq!(
        one("SELECT is_active FROM users WHERE id = 9"),
        "Integer(1)"
    );
    assert_eq!(
        one("SELECT labels FROM tickets WHERE labels <> '[]' LIMIT 1"),
        "Text(\"[\\\"a\\\",\\\"b c\\\"]\")"
    );
    assert_eq!(
        one("SELECT count(*) FROM sentiment_search WHERE sentiment_search MATCH 'update'"),
        "Integer(300)"
    );
    connection
        .execute("INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (1, 'x@y.z', '', 0)", [])
        .unwrap();
    assert_eq!(connection.last_insert_rowid(), 43);
}

#[test]
fn an_empty_database_moves_too() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    crate::fixture::up(&sqlite(&path));
    let to = postgres(&cluster.database("empty"));
    let (_, proofs) = moved(&Options::new(sqlite(&path), to.clone())).unwrap();
    assert_eq!(proofs.len(), 44);
    assert!(proofs.iter().all(|(_, sum)| sum.rows == 0 && sum.sum == 0));
    let id = cluster.sql(
        "empty",
        "INSERT INTO workspaces (name, created_at) VALUES ('a', now()) RETURNING id",
    );
    assert_eq!(id.lines().next(), Some("1"));
    assert_eq!(verified(&to), [""; 0]);
}
