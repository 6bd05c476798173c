//! A data folder as the application leaves it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use backup::{BackUp, Error, Manifest, Restore};
use jiff::Timestamp;
use rusqlite::Connection;
use schema::{Database, migrate};

/// The lake's listed files, a staged one of a job under way, and uploads.
pub const FILES: [(&str, usize); 7] = [
    ("lake/ws=1/ticket/a-0.parquet", 100),
    ("lake/ws=1/entity/a-0.parquet", 100),
    ("lake/ws=1/raw/a-0.parquet", 100),
    ("lake/ws=7/ticket/j3-0.parquet.staged", 7),
    ("uploads/j1/export", 9),
    ("uploads/j2/export", 0),
    ("uploads/j3/export", 300_000),
];
/// Nobody's: left out.
const GARBAGE: [&str; 3] = [
    "lake/ws=1/ticket/a-9.parquet.writing-0",
    "lake/ws=1/ticket/old.parquet.staged",
    "uploads/coming/incoming",
];

/// Statements that make a step of a job under way that knows of a staged file.
pub const STAGED: &str = "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, chunk, status, \
        phase_number, queue_position, feature_id, adw_id, outcome, updated_at, created_at) \
    VALUES ('j3-score-0', 7, 'j3', 'score', 0, 'completed', 3, 1, 1, 'j3', \
    '{\"rows\":1,\"files\":[{\"dataset\":\"ticket\",\"path\":\"ws=7/ticket/j3-0.parquet\",\"byte_size\":7}]}', 5, ";

/// A data folder with records in SQLite.
pub fn filled(root: &Path) -> PathBuf {
    let data = root.join("data");
    let path = data.join("sqlite/default.db");
    wait(migrate::up(&Database::Sqlite(path.clone()))).unwrap();
    let connection = Connection::open(&path).unwrap();
    let rows = include_str!("../../../mover/tests/rows.sql");
    connection
        .execute_batch(&format!(
            "CREATE TEMP TABLE size (n, r); INSERT INTO size VALUES (200, 2); BEGIN; {rows} {STAGED} 5); COMMIT;"
        ))
        .unwrap();
    files(&data);
    data
}

/// The files of a data folder.
pub fn files(data: &Path) {
    let files = FILES.into_iter().chain(GARBAGE.map(|name| (name, 3)));
    for (name, bytes) in files {
        let path = data.join("data").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text: Vec<u8> = (0..bytes)
            .map(|at| u8::try_from(at % 251).unwrap())
            .collect();
        fs::write(path, text).unwrap();
    }
    fs::create_dir_all(data.join("cache")).unwrap();
}

/// The names and contents of all files below a folder.
pub fn below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The records of a data folder.
pub fn records(data: &Path) -> Database {
    Database::Sqlite(data.join("sqlite/default.db"))
}

pub fn save(data: &Path, database: Database, to: &Path) -> Result<Manifest, Error> {
    backup::back_up(&BackUp {
        data: data.to_owned(),
        database,
        to: to.to_owned(),
        now: Timestamp::UNIX_EPOCH,
    })
}

pub fn bring_back(
    from: &Path,
    data: &Path,
    database: Database,
    overwrite: bool,
) -> Result<Manifest, Error> {
    backup::restore(&Restore {
        from: from.to_owned(),
        data: data.to_owned(),
        database,
        overwrite,
    })
}

pub fn wait<T>(task: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(task)
}
