//! Which migrations there are, which are applied, and whether their texts are still the same.

use super::{applied, known};
use crate::{Database, Error, postgres, sqlite};

/// Whether a migration's text is the one that was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// It is.
    Same,
    /// The file was edited afterwards.
    Edited,
    /// It is not applied yet.
    Pending,
    /// The database has it, this program has not.
    Unknown,
}

/// One migration, known or applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// When it was applied, µs since the epoch.
    pub applied_at: Option<i64>,
    /// How file and database compare.
    pub checksum: Checksum,
    /// What the product can do from it on.
    pub features: &'static str,
}

/// All migrations, by number. A SQLite file that is not there yet has all of them pending.
pub async fn status(database: &Database) -> Result<Vec<Step>, Error> {
    let rows = match database {
        Database::Sqlite(path) if !path.exists() => Vec::new(),
        Database::Sqlite(path) => applied::of_sqlite(database, &sqlite::open(path)?)?,
        Database::Postgres(address) => {
            let client = postgres::connect(address, "undertone migrate").await?;
            applied::of_postgres(database, &client).await?
        }
    };
    let known = known(database)?;
    let mut steps: Vec<Step> = known
        .iter()
        .map(|migration| {
            let found = rows
                .iter()
                .find(|(row, _)| row.version == migration.version);
            let same = |name: &str, checksum: &str| {
                name == migration.name && checksum == migration.checksum
            };
            Step {
                version: migration.version,
                name: migration.name.to_owned(),
                applied_at: found.map(|(_, at)| *at),
                checksum: match found {
                    None => Checksum::Pending,
                    Some((row, _)) if same(&row.name, &row.checksum) => Checksum::Same,
                    Some(_) => Checksum::Edited,
                },
                features: migrations::features(migration.version).unwrap_or_default(),
            }
        })
        .collect();
    let unknown = rows
        .into_iter()
        .filter(|(row, _)| row.version as usize > known.len());
    steps.extend(unknown.map(|(row, at)| Step {
        version: row.version,
        name: row.name,
        applied_at: Some(at),
        checksum: Checksum::Unknown,
        features: "",
    }));
    Ok(steps)
}
