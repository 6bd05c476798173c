//! A backup from beginning to end.

use std::{fs::File, path::PathBuf};

use jiff::Timestamp;
use schema::Database;

use crate::{
    Error, Manifest,
    archive::Archive,
    catalog::{Catalog, Wanted},
    manifest, postgres, sqlite,
};

/// A file that is gone because the application went on makes the backup begin again, so often.
const TRIES: u32 = 5;

/// A backup.
#[derive(Clone, Debug)]
pub struct BackUp {
    /// The application's data folder.
    pub data: PathBuf,
    /// Its records.
    pub database: Database,
    /// Where the backup goes.
    pub to: PathBuf,
    /// The present moment.
    pub now: Timestamp,
}

/// Writes the backup; what is told of its content is what stands in its manifest.
pub fn back_up(asked: &BackUp) -> Result<Manifest, Error> {
    let mut tried = 1;
    loop {
        match once(asked) {
            // A job was deleted, begun anew or published between the snapshot and the copying of its files.
            Err(Error::Missing(_) | Error::Size { .. }) if tried < TRIES => tried += 1,
            other => return other,
        }
    }
}

fn once(asked: &BackUp) -> Result<Manifest, Error> {
    let mut archive = Archive::begin(&asked.to)?;
    let (kind, records) = match &asked.database {
        Database::Sqlite(path) => (
            "sqlite",
            sqlite::add(&asked.database, path, &mut archive, &asked.to)?,
        ),
        Database::Postgres(address) => (
            "postgresql",
            postgres::add(&asked.database, address, &mut archive, &asked.to)?,
        ),
    };
    add_files(asked, &records.catalog, &mut archive)?;
    archive.finish(Manifest {
        format: manifest::FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: asked.now.to_string(),
        database: kind.to_owned(),
        migrations: records.migrations,
        tables: records.tables,
        members: std::collections::BTreeMap::new(),
    })
}

fn add_files(asked: &BackUp, catalog: &Catalog, archive: &mut Archive) -> Result<(), Error> {
    let data = asked.data.join("data");
    for wanted in catalog.wanted() {
        let Some((path, bytes)) = wanted.find(&data)? else {
            continue;
        };
        let file = File::open(&path).map_err(|error| gone(&wanted, &path, error))?;
        archive.add(&wanted.name, bytes, file)?;
    }
    Ok(())
}

/// A file that went between finding and opening it is missing like any other.
fn gone(wanted: &Wanted, path: &std::path::Path, error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        Error::Missing(wanted.name.clone())
    } else {
        Error::file(path)(error)
    }
}
