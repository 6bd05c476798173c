//! The records of either database, read as text.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, TransactionBehavior, params_from_iter};
use schema::{Database, postgres, sqlite};
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::Error;

/// A row, column by column; none stands for null.
pub type Row = Vec<Option<String>>;

/// Open records.
pub enum Records {
    /// A file.
    Sqlite(Database, Connection),
    /// A database of a server.
    Postgres(Database, Client),
}

impl Records {
    /// Opens what is there.
    pub async fn open(database: &Database) -> Result<Self, Error> {
        Ok(match database {
            Database::Sqlite(path) => Self::Sqlite(database.clone(), sqlite::open(path)?),
            Database::Postgres(address) => {
                let client = postgres::connect(address, "undertone check").await?;
                Self::Postgres(database.clone(), client)
            }
        })
    }

    /// The rows of a statement without parameters.
    pub async fn rows(&self, sql: &str) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(database, connection) => {
                Ok(of_sqlite(connection, sql).map_err(|error| database.sqlite(error))?)
            }
            Self::Postgres(database, client) => {
                let answer = client.simple_query(sql).await;
                let messages = answer.map_err(|error| database.postgres(error))?;
                let row = |message| match message {
                    SimpleQueryMessage::Row(row) => {
                        let columns = 0..row.len();
                        Some(columns.map(|at| row.get(at).map(str::to_owned)).collect())
                    }
                    _ => None,
                };
                Ok(messages.into_iter().filter_map(row).collect())
            }
        }
    }

    /// Runs statements, each with its parameters, in one transaction that nobody else queues jobs beside; returns how many
    /// rows the first one changed.
    pub async fn write(&mut self, statements: &[(&str, Vec<String>)]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(database, connection) => {
                let written = (|| {
                    let transaction =
                        connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                    let mut changed = Vec::new();
                    for (sql, params) in statements {
                        changed.push(transaction.execute(sql, params_from_iter(params))? as u64);
                    }
                    transaction.commit()?;
                    Ok::<u64, rusqlite::Error>(changed.first().copied().unwrap_or_default())
                })();
                Ok(written.map_err(|error| database.sqlite(error))?)
            }
            Self::Postgres(database, client) => {
                let written = async {
                    let transaction = client.transaction().await?;
                    // The lock that the application takes for the order of jobs.
                    let alone = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
                    transaction.execute(alone, &[&"jobs"]).await?;
                    let mut changed = Vec::new();
                    for (sql, params) in statements {
                        let params: Vec<_> = params
                            .iter()
                            .map(|param| param as &(dyn tokio_postgres::types::ToSql + Sync))
                            .collect();
                        changed.push(transaction.execute(*sql, &params).await?);
                    }
                    transaction.commit().await?;
                    Ok::<u64, tokio_postgres::Error>(changed.first().copied().unwrap_or_default())
                };
                let written = written.await;
                Ok(written.map_err(|error| database.postgres(error))?)
            }
        }
    }

    /// Whether they are a file's.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(..))
    }

    /// A moment as the expression that stands for a parameter, and the parameter's text.
    pub fn moment(&self, at: Timestamp, parameter: &str) -> (String, String) {
        let (kind, text) = if self.is_sqlite() {
            ("bigint", at.as_microsecond().to_string())
        } else {
            let at = at.to_zoned(TimeZone::UTC).datetime();
            ("timestamp", at.to_string())
        };
        (format!("CAST(CAST({parameter} AS text) AS {kind})"), text)
    }

    /// What is wrong with the records themselves.
    pub async fn integrity(&self) -> Result<Vec<String>, Error> {
        if !self.is_sqlite() {
            // A server keeps its own files: that it answers is what can be asked of it from here.
            self.rows("SELECT count(*) FROM schema_migrations").await?;
            return Ok(Vec::new());
        }
        let told = self.rows("PRAGMA integrity_check(10)").await?;
        let told = told.into_iter().filter_map(|mut row| row.pop().flatten());
        let mut wrong: Vec<String> = told.filter(|line| line != "ok").collect();
        let broken = self
            .rows("SELECT count(*) FROM pragma_foreign_key_check")
            .await?;
        let broken: u64 = number(broken.first().and_then(|row| row.first()))?;
        if broken > 0 {
            wrong.push(format!("{broken} rows refer to rows that are not there"));
        }
        Ok(wrong)
    }

    /// Whether a table has a column in these records: those of an older version lack some.
    pub async fn have(&self, table: &'static str, column: &'static str) -> Result<bool, Error> {
        let sql = if self.is_sqlite() {
            format!("SELECT count(*) FROM pragma_table_info('{table}') WHERE name = '{column}'")
        } else {
            format!(
                "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() \
                 AND table_name = '{table}' AND column_name = '{column}'"
            )
        };
        let found = self.rows(&sql).await?;
        Ok(number::<u64>(found.first().and_then(|row| row.first()))? > 0)
    }
}

fn of_sqlite(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let text = |value: ValueRef<'_>| match value {
        ValueRef::Null => None,
        ValueRef::Integer(value) => Some(value.to_string()),
        ValueRef::Real(value) => Some(value.to_string()),
        ValueRef::Text(value) | ValueRef::Blob(value) => {
            Some(String::from_utf8_lossy(value).into_owned())
        }
    };
    let rows = statement.query_map([], |row| {
        (0..columns)
            .map(|at| row.get_ref(at).map(text))
            .collect::<rusqlite::Result<Row>>()
    })?;
    rows.collect()
}

/// A column that holds text.
pub fn text(column: Option<&Option<String>>) -> Result<&str, Error> {
    column
        .and_then(Option::as_deref)
        .ok_or_else(|| Error::Strange("a text is missing".to_owned()))
}

/// A column that holds a whole number.
pub fn number<T: std::str::FromStr>(column: Option<&Option<String>>) -> Result<T, Error> {
    let text = text(column)?;
    text.parse()
        .map_err(|_| Error::Strange(format!("{text:?} is no number")))
}
