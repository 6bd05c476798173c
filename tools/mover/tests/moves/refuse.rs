//! Moves that do not begin, or stop, and say why.

use mover::{Error, Event, Options};
use pg_cluster::Cluster;
use rusqlite::Connection;
use schema::Database;

use crate::fixture::{filled, moved, postgres, sqlite};

#[test]
fn a_target_with_rows_is_refused_unless_told() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 3);
    let to = postgres(&cluster.database("filled"));
    let mut options = Options::new(sqlite(&path), to);
    let (_, first) = moved(&options).unwrap();
    let error = moved(&options).unwrap_err();
    assert!(matches!(error, Error::NotEmpty { .. }), "{error}");
    assert!(error.to_string().contains("users: 3 rows"), "{error}");
    options.resume = true;
    let error = moved(&options).unwrap_err();
    assert!(matches!(error, Error::NothingToResume(_)), "{error}");
    options.resume = false;
    options.overwrite = true;
    let (told, second) = moved(&options).unwrap();
    assert!(told.contains("delete the target's"), "{told}");
    assert_eq!(first, second);
    // The same for a file.
    let file = sqlite(&folder.path().join("other.db"));
    let mut back = Options::new(options.to.clone(), file);
    moved(&back).unwrap();
    assert!(matches!(moved(&back).unwrap_err(), Error::NotEmpty { .. }));
    back.overwrite = true;
    assert_eq!(moved(&back).unwrap().1, first);
}

/// Changes a value, and hands back what a dry run and a real run say.
fn with(name: &str, change: &str) -> (String, String) {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 3);
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(change).unwrap();
    let mut options = Options::new(sqlite(&path), postgres(&cluster.database(name)));
    options.dry_run = true;
    let dry = moved(&options).unwrap_err().to_string();
    options.dry_run = false;
    (dry, moved(&options).unwrap_err().to_string())
}

#[test]
fn a_value_that_postgres_cannot_hold_is_named_with_its_place() {
    for (name, change, told) in [
        (
            "nul",
            "UPDATE tickets SET summary = 'a' || char(0) || 'b' WHERE id = 2",
            "table tickets, row with id = 2, column summary: the text holds the character U+0000",
        ),
        (
            "json",
            "UPDATE audit_log SET details = '{a}' WHERE id = 5",
            "table audit_log, row with id = 5, column details: the text is no JSON document",
        ),
        (
            "nul_json",
            "UPDATE audit_log SET details = '[\"\\u0000\"]' WHERE id = 5",
            "column details: the JSON document holds \\u0000",
        ),
        (
            "kind",
            "UPDATE users SET created_at = 'today' WHERE id = 2",
            "row with id = 2, column created_at: it holds text instead of a moment",
        ),
        (
            "utf8",
            "UPDATE login_attempts SET subject = CAST(x'ff' AS TEXT) WHERE failures = 5",
            "row with subject, window_start = \"\u{fffd}\", -300000000, column subject: the text is not valid UTF-8",
        ),
        (
            "moment",
            "UPDATE users SET created_at = -9223372036854775808 WHERE id = 1",
            "column created_at: the moment",
        ),
    ] {
        let (dry, real) = with(name, change);
        assert!(dry.contains(told), "{dry}");
        assert_eq!(dry, real);
    }
}

#[test]
fn what_would_be_refused_at_the_end_is_named_before_the_beginning() {
    let long = "UPDATE tickets SET status = replace(hex(zeroblob(1400)), '0', 'ü') WHERE id = 2";
    let of_long = "table tickets, row with id = 2, column status: 5600 bytes are too long for PostgreSQL's index";
    let orphan =
        "PRAGMA foreign_keys = OFF; UPDATE gazetteer_terms SET workspace_id = 999 WHERE id = 1";
    let of_orphan =
        "table gazetteer_terms, row with id = 1, column workspace_id: workspaces has no row 999";
    for (name, change, told) in [("long", long, of_long), ("orphan", orphan, of_orphan)] {
        let (dry, real) = with(name, change);
        assert!(dry.contains(told), "{dry}");
        assert_eq!(dry, real);
    }
    let nul = "UPDATE tickets SET summary = char(0) WHERE id = 3";
    let (dry, _) = with("all_at_once", &format!("{long}; {nul}; {orphan}"));
    for told in [
        of_long,
        of_orphan,
        "row with id = 3, column summary: the text holds the character U+0000",
    ] {
        assert!(dry.contains(told), "{dry}");
    }
}

#[test]
fn a_corrected_value_is_moved_with_resume_and_a_changed_row_is_noticed() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 3);
    let sql = |sql: &str| Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    sql("UPDATE tickets SET summary = char(0) WHERE id = 2");
    let mut options = Options::new(sqlite(&path), postgres(&cluster.database("changed")));
    moved(&options).unwrap_err();
    options.resume = true;
    sql(
        "UPDATE tickets SET summary = 'x' WHERE id = 2; UPDATE users SET role = 'admin' WHERE id = 2",
    );
    let error = moved(&options).unwrap_err();
    assert!(
        matches!(&error, Error::SourceChanged { table } if table == "users"),
        "{error}"
    );
    sql(
        "UPDATE users SET role = 'viewer' WHERE id = 2; INSERT INTO workspaces (name, created_at) VALUES ('new', 0)",
    );
    let error = moved(&options).unwrap_err();
    assert!(
        matches!(&error, Error::SourceChanged { table } if table == "workspaces"),
        "{error}"
    );
    sql("DELETE FROM workspaces WHERE name = 'new'");
    moved(&options).unwrap();
    assert_eq!(
        cluster.sql("changed", "SELECT summary FROM tickets WHERE id = 2"),
        "x"
    );
}

#[test]
fn nobody_writes_the_source_meanwhile() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 3);
    let options = Options::new(sqlite(&path), postgres(&cluster.database("locked")));
    let mut tried = 0;
    mover::run(&options, &mut std::io::sink(), &mut |event: Event<'_>| {
        if event == Event::Finish {
            let writer = Connection::open(&path).unwrap();
            writer.busy_timeout(std::time::Duration::ZERO).unwrap();
            writer.execute("DELETE FROM users", []).unwrap_err();
            tried += 1;
        }
    })
    .unwrap();
    assert_eq!(tried, 1);
    // The other way: a lock that lets readers pass.
    let back = Options::new(options.to, sqlite(&folder.path().join("b.db")));
    mover::run(&back, &mut std::io::sink(), &mut |event: Event<'_>| {
        if event == Event::Finish {
            let told = cluster.sql(
                "locked",
                "SELECT count(*) FROM pg_locks WHERE mode = 'ShareLock' AND relation = 'users'::regclass",
            );
            assert_eq!(told, "1");
            tried += 1;
        }
    })
    .unwrap();
    assert_eq!(tried, 2);
}

#[test]
fn while_the_application_runs_there_is_no_move() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 3);
    let lock = std::fs::File::create(folder.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let mut options = Options::new(sqlite(&path), postgres(&cluster.database("running")));
    let error = moved(&options).unwrap_err();
    assert!(error.to_string().contains("stop it first"), "{error}");
    options.dry_run = true;
    moved(&options).unwrap();
}

#[test]
fn a_source_without_all_migrations_is_refused() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("PRAGMA user_version = 1")
        .unwrap();
    let to = postgres(&cluster.database("behind"));
    let error = moved(&Options::new(sqlite(&path), to)).unwrap_err();
    assert!(
        matches!(&error, Error::SourceBehind { pending, .. } if pending[0] == "0001_foundation"),
        "{error}"
    );
}

#[test]
fn wrong_addresses_are_told_without_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 1);
    let cluster = Cluster::shared();
    let url = cluster.url("postgres");
    let told = |url: &str| {
        moved(&Options::new(sqlite(&path), postgres(url)))
            .unwrap_err()
            .to_string()
    };
    let wrong = told(&url.replace("p%40ss", "secret%40"));
    assert!(wrong.contains("refused user owner"), "{wrong}");
    assert!(!wrong.contains("secret"), "{wrong}");
    let nowhere = told(&url.replace("/postgres?", "/nowhere?"));
    assert!(
        nowhere.contains("database \"nowhere\" does not exist"),
        "{nowhere}"
    );
    let unreachable = told("postgres://a:pw@127.0.0.1:1/b?sslmode=disable");
    assert!(unreachable.contains("cannot be reached"), "{unreachable}");
    let same = moved(&Options::new(sqlite(&path), sqlite(&path))).unwrap_err();
    assert!(matches!(same, Error::SameKind));
    let gone = Database::Sqlite(folder.path().join("gone.db"));
    let error = moved(&Options::new(gone, postgres(&url))).unwrap_err();
    assert!(
        error.to_string().contains("there is no database file"),
        "{error}"
    );
}
