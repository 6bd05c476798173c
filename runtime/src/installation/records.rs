//! The records as a command asks them: natively, on either database.

use installation::{Param, Records};
use rusqlite::{Connection, types::Value};
use schema::Database;
use std::time::{Duration, SystemTime};
use tokio_postgres::{Client, types::ToSql};

/// Why the records do not answer.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// They cannot be opened.
    #[error(transparent)]
    Open(#[from] schema::Error),
    /// A statement fails on SQLite.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A statement fails on PostgreSQL.
    #[error(transparent)]
    Postgres(#[from] tokio_postgres::Error),
}

/// An open database.
pub enum Native {
    /// A file.
    Sqlite(Connection),
    /// A database of a server.
    Postgres(Client),
}

impl Native {
    /// Opens the database; none when it is not there yet or has no table of ours.
    pub async fn open(database: &Database) -> Result<Option<Self>, RecordsError> {
        let (records, tables) = match database {
            Database::Sqlite(path) if !path.exists() => return Ok(None),
            Database::Sqlite(path) => (
                Self::Sqlite(schema::sqlite::open(path)?),
                "SELECT name FROM sqlite_schema WHERE name = 'lake_files'",
            ),
            Database::Postgres(address) => (
                Self::Postgres(schema::postgres::connect(address, "undertone up").await?),
                "SELECT CAST(to_regclass('lake_files') AS text) WHERE to_regclass('lake_files') IS NOT NULL",
            ),
        };
        let is_ours = !records.query(tables, Vec::new()).await?.is_empty();
        Ok(is_ours.then_some(records))
    }
}

impl Records for Native {
    type Error = RecordsError;

    async fn query(&self, sql: &str, params: Vec<Param>) -> Result<Vec<String>, RecordsError> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare(sql)?;
                let params = rusqlite::params_from_iter(params.into_iter().map(of_sqlite));
                let rows = statement.query_map(params, |row| row.get(0))?;
                Ok(rows.collect::<Result<_, _>>()?)
            }
            Self::Postgres(client) => {
                let params = of_postgres(params);
                let rows = client.query(sql, &borrowed(&params)).await?;
                Ok(rows
                    .iter()
                    .map(|row| row.try_get(0))
                    .collect::<Result<_, _>>()?)
            }
        }
    }

    async fn execute(&self, sql: &str, params: Vec<Param>) -> Result<(), RecordsError> {
        match self {
            Self::Sqlite(connection) => {
                let params = rusqlite::params_from_iter(params.into_iter().map(of_sqlite));
                connection.execute(sql, params)?;
            }
            Self::Postgres(client) => {
                let params = of_postgres(params);
                client.execute(sql, &borrowed(&params)).await?;
            }
        }
        Ok(())
    }
}

fn of_sqlite(param: Param) -> Value {
    match param {
        Param::Text(text) => Value::Text(text),
        Param::Moment(at) => Value::Integer(at.as_microsecond()),
    }
}

fn of_postgres(params: Vec<Param>) -> Vec<Box<dyn ToSql + Sync>> {
    let value = |param| -> Box<dyn ToSql + Sync> {
        match param {
            Param::Text(text) => Box::new(text),
            Param::Moment(at) => {
                let since = Duration::try_from(at.as_duration()).unwrap_or_default();
                Box::new(SystemTime::UNIX_EPOCH + since)
            }
        }
    };
    params.into_iter().map(value).collect()
}

fn borrowed(params: &[Box<dyn ToSql + Sync>]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(AsRef::as_ref).collect()
}
