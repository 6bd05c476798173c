//! Proves that a database has the schema this program expects.

use rusqlite::Connection;

use super::{Checksum, status};
use crate::{Database, Error, Schema, compare, postgres, sqlite};

/// All that is not as it should be, one sentence each; none when everything is.
///
/// What is expected comes from the migrations for SQLite, applied to a database in memory: so a PostgreSQL database is
/// compared with its SQLite counterpart, table by table.
pub async fn verify(database: &Database) -> Result<Vec<String>, Error> {
    let mut wrong = Vec::new();
    for step in status(database).await? {
        let name = format!("{:04}_{}", step.version, step.name);
        wrong.extend(match step.checksum {
            Checksum::Same => None,
            Checksum::Edited => Some(format!(
                "migration {name} was edited after it had been applied"
            )),
            Checksum::Pending => Some(format!(
                "migration {name} is not applied: run `undertone migrate up`"
            )),
            Checksum::Unknown if step.name == migrations::UNFINISHED_MOVE => {
                Some("an unfinished move fills the database: finish it with --resume".to_owned())
            }
            Checksum::Unknown => Some(format!(
                "migration {name} is not known to this program: use a newer version"
            )),
        });
    }
    if wrong.is_empty() {
        wrong.extend(compare::differences(&expected()?, &live(database).await?));
    }
    Ok(wrong)
}

/// The schema of this program's migrations.
pub fn expected() -> Result<Schema, Error> {
    let failed = |error| Error::Sqlite {
        database: "the expected schema".to_owned(),
        error,
    };
    let scratch = Connection::open_in_memory().map_err(failed)?;
    for (_, sql) in migrations::sqlite() {
        scratch.execute_batch(sql).map_err(failed)?;
    }
    sqlite::read(&scratch).map_err(failed)
}

async fn live(database: &Database) -> Result<Schema, Error> {
    match database {
        Database::Sqlite(path) => {
            sqlite::read(&sqlite::open(path)?).map_err(|error| database.sqlite(error))
        }
        Database::Postgres(address) => {
            let client = postgres::connect(address, "undertone migrate").await?;
            postgres::read(&client)
                .await
                .map_err(|error| database.postgres(error))
        }
    }
}
