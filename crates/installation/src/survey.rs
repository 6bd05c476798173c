//! Both sides in numbers, for a person who is to decide.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::{Error, LAKE, Records, UPLOADS};

/// Both sides in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Users in the records.
    pub users: u64,
    /// Jobs in the records.
    pub jobs: u64,
    /// Tickets in the records.
    pub tickets: u64,
    /// Files of the lake that the records list, there and missing.
    pub listed: (u64, u64),
    /// Originals of the records' uploads, there and missing.
    pub originals: (u64, u64),
    /// Files of the lake and originals that the records do not name.
    pub unnamed: u64,
}

const COUNTS: [&str; 3] = [
    "SELECT CAST(count(*) AS TEXT) FROM users",
    "SELECT CAST(count(*) AS TEXT) FROM jobs",
    "SELECT CAST(count(*) AS TEXT) FROM tickets",
];

const LISTED: &str = "SELECT path FROM lake_files";

const JOBS: &str = "SELECT id FROM jobs WHERE kind = 'upload'";

/// Counts both sides. The records have the present schema.
pub async fn survey<R: Records>(records: &R, root: &Path) -> Result<Survey, Error<R::Error>> {
    let ask = async |sql| records.query(sql, Vec::new()).await.map_err(Error::Records);
    let mut counts = [0; 3];
    for (count, sql) in counts.iter_mut().zip(COUNTS) {
        *count = ask(sql)
            .await?
            .first()
            .map_or(0, |text| text.parse().unwrap_or(0));
    }
    let listed: Vec<String> = ask(LISTED).await?.iter().map(in_lake).collect();
    let originals: Vec<String> = ask(JOBS).await?.iter().map(original).collect();
    let named: HashSet<&String> = listed.iter().chain(&originals).collect();
    let mut files = Vec::new();
    for (folder, is_one) in [
        (UPLOADS, (|name| name == "export") as fn(&str) -> bool),
        (LAKE, |name| name.ends_with(".parquet")),
    ] {
        walk(root, folder, is_one, &mut files).map_err(Error::Folder)?;
    }
    let unnamed = files.iter().filter(|path| !named.contains(path)).count();
    Ok(Survey {
        users: counts[0],
        jobs: counts[1],
        tickets: counts[2],
        listed: there(root, &listed),
        originals: there(root, &originals),
        unnamed: unnamed as u64,
    })
}

fn in_lake(path: &String) -> String {
    format!("{LAKE}/{path}")
}

fn original(job: &String) -> String {
    format!("{UPLOADS}/{job}/export")
}

fn there(root: &Path, paths: &[String]) -> (u64, u64) {
    let there = paths
        .iter()
        .filter(|path| root.join(path).is_file())
        .count() as u64;
    (there, paths.len() as u64 - there)
}

fn walk(
    root: &Path,
    below: &str,
    is_one: fn(&str) -> bool,
    found: &mut Vec<String>,
) -> io::Result<()> {
    let entries = match fs::read_dir(root.join(below)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{below}/{name}");
        if entry.file_type()?.is_dir() {
            walk(root, &path, is_one, found)?;
        } else if is_one(&name) {
            found.push(path);
        }
    }
    Ok(())
}
