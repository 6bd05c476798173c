//! A restore from beginning to end.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use schema::Database;

use crate::{
    Error, Manifest,
    place::{beside, claim, replace},
    postgres, sqlite,
    unpack::unpack,
};

/// A restore.
#[derive(Clone, Debug)]
pub struct Restore {
    /// The backup.
    pub from: PathBuf,
    /// The data folder to make.
    pub data: PathBuf,
    /// Where the records go: the data folder's own file, or a PostgreSQL database.
    pub database: Database,
    /// Replace what is there.
    pub overwrite: bool,
}

/// Restores; until all of it is proven, nothing that was there has changed.
pub fn restore(asked: &Restore) -> Result<Manifest, Error> {
    let held = claim(&asked.data, asked.overwrite)?;
    let scratch = beside(&asked.data)?;
    let unpacked = scratch.path().join("unpacked");
    fs::create_dir(&unpacked).map_err(Error::file(&unpacked))?;
    let manifest = unpack(&asked.from, &unpacked)?;
    let new = scratch.path().join("new");
    fs::create_dir_all(new.join("data")).map_err(Error::file(&new))?;
    for part in ["lake", "uploads"] {
        let from = unpacked.join(part);
        if from.exists() {
            fs::rename(&from, new.join("data").join(part)).map_err(Error::file(&from))?;
        }
    }
    let place = || {
        replace(&new, &asked.data)?;
        drop(held);
        Ok(())
    };
    match (&asked.database, manifest.database.as_str()) {
        (Database::Sqlite(_), "sqlite") => {
            let folder = new.join("sqlite");
            fs::create_dir(&folder).map_err(Error::file(&folder))?;
            let file = folder.join("default.db");
            let from = unpacked.join(sqlite::NAME);
            fs::rename(&from, &file).map_err(Error::file(&from))?;
            prove(&asked.database, &file, &new, &manifest)?;
            place()?;
        }
        (Database::Postgres(address), "postgresql") => postgres::wait(async {
            let client = schema::postgres::connect(address, "undertone restore").await;
            let database = &asked.database;
            postgres::load(
                database,
                &mut client?,
                &manifest,
                &unpacked,
                asked.overwrite,
                place,
            )
            .await
        })?,
        (database, held) => {
            let word = |kind: &str| {
                if kind == "sqlite" {
                    "SQLite"
                } else {
                    "PostgreSQL"
                }
            };
            let target = if matches!(database, Database::Sqlite(_)) {
                "sqlite"
            } else {
                "postgresql"
            };
            return Err(Error::Kind {
                held: word(held).to_owned(),
                target: word(target).to_owned(),
            });
        }
    }
    Ok(manifest)
}

/// The records themselves, and that every file they list is there.
fn prove(database: &Database, file: &Path, new: &Path, manifest: &Manifest) -> Result<(), Error> {
    let failed = |error| Error::Schema(database.sqlite(error));
    let connection = Connection::open(file).map_err(failed)?;
    let wrong = sqlite::wrong(&connection, &manifest.tables).map_err(failed)?;
    if !wrong.is_empty() {
        return Err(Error::Differs(wrong));
    }
    for wanted in sqlite::read(&connection).map_err(failed)?.wanted() {
        wanted.find(&new.join("data"))?;
    }
    Ok(())
}
