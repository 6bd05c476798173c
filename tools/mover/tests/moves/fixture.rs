//! A filled database, and moves as a test calls them.

use std::path::{Path, PathBuf};

use mover::{Error, Event, Options, Proof};
use schema::{Database, migrate};

/// A file with `tickets` tickets and every odd value.
pub fn filled(folder: &Path, tickets: u32) -> PathBuf {
    let path = folder.join("sqlite").join("default.db");
    up(&sqlite(&path));
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(&format!(
            "CREATE TEMP TABLE size (n, r); INSERT INTO size VALUES ({tickets}, 2); BEGIN; {} COMMIT;",
            include_str!("../rows.sql")
        ))
        .unwrap();
    path
}

/// Its address.
pub fn sqlite(path: &Path) -> Database {
    Database::Sqlite(path.to_owned())
}

/// The address of a server's database.
pub fn postgres(url: &str) -> Database {
    Database::parse(url).unwrap()
}

/// Migrates.
pub fn up(database: &Database) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(migrate::up(database)).unwrap();
}

/// What is wrong with a database's schema.
pub fn verified(database: &Database) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(migrate::verify(database)).unwrap()
}

/// Moves; hands back what was printed and what was proven.
pub fn moved(options: &Options) -> Result<(String, Vec<Proof>), Error> {
    let mut out = Vec::new();
    let proofs = mover::run(options, &mut out, &mut |_: Event<'_>| {})?;
    Ok((String::from_utf8(out).unwrap(), proofs))
}
