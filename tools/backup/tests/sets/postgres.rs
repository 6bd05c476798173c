//! Records in PostgreSQL.

use std::fs;

use backup::Error;
use pg_cluster::Cluster;
use schema::{Database, migrate};

use crate::fixture::{FILES, below, bring_back, files, filled, records, save, wait};

/// A digest of every row of every table, as PostgreSQL itself tells them.
const DIGEST: &str = "SELECT string_agg(t, E'\\n' ORDER BY t) FROM (SELECT c.relname || \
    query_to_xml(format('SELECT count(*), md5(string_agg(md5(x::text), '''' ORDER BY md5(x::text))) FROM %I x', c.relname), \
    false, true, '')::text AS t FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace \
    AND c.relname <> 'schema_migrations') AS all_tables";

/// A database with every kind of value, made by a move.
fn server(name: &str, root: &std::path::Path) -> Database {
    let cluster = Cluster::shared();
    let database = Database::parse(&cluster.database(name)).unwrap();
    let folder = root.join("origin");
    let origin = records(&filled(&folder));
    mover::run(
        &mover::Options::new(origin, database.clone()),
        &mut std::io::sink(),
        &mut |_| {},
    )
    .unwrap();
    database
}

#[test]
fn a_set_with_a_server_is_restored_as_it_was() {
    let cluster = Cluster::shared();
    let root = tempfile::tempdir().unwrap();
    let database = server("saved", root.path());
    let data = root.path().join("data");
    files(&data);
    let file = root.path().join("a.backup");
    let manifest = save(&data, database, &file).unwrap();
    assert_eq!(manifest.database, "postgresql");
    assert_eq!(manifest.files(), FILES.len());
    let target = Database::parse(&cluster.database("restored")).unwrap();
    let new = root.path().join("new");
    bring_back(&file, &new, target.clone(), false).unwrap();
    let digest = cluster.sql("restored", DIGEST);
    assert!(digest.lines().count() >= 18, "{digest}");
    assert_eq!(digest, cluster.sql("saved", DIGEST));
    assert_eq!(wait(migrate::verify(&target)).unwrap(), [""; 0]);
    assert_eq!(below(&new.join("data")).len(), FILES.len());
    assert!(!new.join("sqlite").exists());
    let id = cluster.sql(
        "restored",
        "INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (1, 'n@b.c', '', now()) RETURNING id",
    );
    assert_eq!(id.lines().next(), Some("42"));

    // What is there is kept unless told, and then replaced.
    let other = root.path().join("other");
    let error = bring_back(&file, &other, target.clone(), false).unwrap_err();
    assert!(matches!(error, Error::DatabaseNotEmpty(_)), "{error}");
    assert!(!other.exists());
    bring_back(&file, &other, target, true).unwrap();
    assert_eq!(cluster.sql("restored", DIGEST), digest);
    // Into SQLite it does not go.
    let error = bring_back(&file, &root.path().join("third"), records(&other), false).unwrap_err();
    assert!(
        error.to_string().contains("holds records of PostgreSQL"),
        "{error}"
    );
}

#[test]
fn a_folder_that_cannot_be_placed_leaves_the_database_as_it_was() {
    let cluster = Cluster::shared();
    let root = tempfile::tempdir().unwrap();
    let database = server("placed", root.path());
    let data = root.path().join("data");
    files(&data);
    let file = root.path().join("a.backup");
    save(&data, database, &file).unwrap();
    let target = Database::parse(&cluster.database("untouched")).unwrap();
    // A file where the folder should be.
    let new = root.path().join("new");
    fs::write(&new, "in the way").unwrap();
    bring_back(&file, &new, target, true).unwrap_err();
    let tables = cluster.sql(
        "untouched",
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    );
    assert_eq!(tables, "0");
    assert_eq!(fs::read_to_string(&new).unwrap(), "in the way");
}

#[test]
fn a_staged_file_of_a_job_under_way_is_part_of_the_set() {
    let root = tempfile::tempdir().unwrap();
    let database = server("staged", root.path());
    let data = root.path().join("data");
    files(&data);
    fs::remove_file(data.join("data/lake/ws=7/ticket/j3-0.parquet.staged")).unwrap();
    let error = save(&data, database, &root.path().join("a.backup")).unwrap_err();
    assert!(
        matches!(&error, Error::Missing(name) if name.ends_with("j3-0.parquet.staged")),
        "{error}"
    );
}
