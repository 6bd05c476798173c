//! The source, whichever database it is.

use std::{fs::File, sync::Arc};

use schema::{Database, Schema};
use tokio::sync::mpsc::{Receiver, channel};
use tokio_postgres::Client;

use crate::{
    Error, postgres, sqlite,
    table::{BATCHES_AHEAD, Batch, Moved, Range, quoted},
    value::Sum,
};

/// Something tables are read from.
#[derive(Clone)]
pub enum Reader {
    /// A file; reads happen on a thread of their own.
    Sqlite(Database, sqlite::Shared),
    /// A connection.
    Postgres(Database, Arc<Client>),
}

/// An open source: one snapshot, and nobody writes.
pub struct Source {
    /// Reads it.
    pub reader: Reader,
    /// Its tables.
    pub schema: Schema,
    _held: Option<File>,
}

impl Source {
    /// Opens it.
    pub async fn open(database: &Database, dry_run: bool) -> Result<Self, Error> {
        match database {
            Database::Sqlite(path) => {
                let source = sqlite::open_source(database, path, dry_run)?;
                Ok(Self {
                    reader: Reader::Sqlite(database.clone(), source.connection),
                    schema: source.schema,
                    _held: source.held,
                })
            }
            Database::Postgres(address) => {
                let pending = schema::migrate::pending(database).await?;
                if !pending.is_empty() {
                    return Err(Error::SourceBehind {
                        database: database.to_string(),
                        pending,
                    });
                }
                let (client, schema) = postgres::open_source(database, address, dry_run).await?;
                Ok(Self {
                    reader: Reader::Postgres(database.clone(), client),
                    schema,
                    _held: None,
                })
            }
        }
    }
}

impl Reader {
    /// Reads the rows of a range in batches.
    pub fn scan(&self, table: &Arc<Moved>, range: Range) -> Receiver<Result<Batch, Error>> {
        let (to, from) = channel(BATCHES_AHEAD);
        let table = Arc::clone(table);
        match self {
            Self::Sqlite(database, shared) => {
                let (database, shared) = (database.clone(), Arc::clone(shared));
                tokio::task::spawn_blocking(move || {
                    sqlite::scan(&database, &sqlite::lock(&shared), &table, &range, &to);
                });
            }
            Self::Postgres(database, client) => {
                let (database, client) = (database.clone(), Arc::clone(client));
                tokio::spawn(postgres::scan(database, client, table, range, to));
            }
        }
        from
    }

    /// Count and checksum of a range.
    pub async fn sum(&self, table: &Arc<Moved>, range: Range) -> Result<Sum, Error> {
        let mut batches = self.scan(table, range);
        let mut sum = Sum::default();
        while let Some(batch) = batches.recv().await {
            sum.add(batch?.sum);
        }
        Ok(sum)
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> Result<u64, Error> {
        match self {
            Self::Sqlite(database, shared) => sqlite::count(database, &sqlite::lock(shared), table),
            Self::Postgres(database, client) => {
                let sql = format!("SELECT count(*) FROM {}", quoted(table));
                let row = client.query_one(&sql, &[]).await;
                let rows: i64 = row
                    .and_then(|row| row.try_get(0))
                    .map_err(|error| database.postgres(error))?;
                Ok(u64::try_from(rows).unwrap_or_default())
            }
        }
    }

    /// What the other kind of database would refuse once all rows are there.
    pub fn misfits(&self, schema: &Schema) -> Result<Vec<String>, Error> {
        match self {
            Self::Sqlite(database, shared) => {
                sqlite::misfits(database, &sqlite::lock(shared), schema)
            }
            // SQLite refuses less.
            Self::Postgres(..) => Ok(Vec::new()),
        }
    }

    /// The last id a table has given, 0 before the first or where it gives none.
    pub async fn sequence(&self, table: &Moved) -> Result<i64, Error> {
        let Some(column) = &table.identity else {
            return Ok(0);
        };
        match self {
            Self::Sqlite(database, shared) => {
                sqlite::sequence(database, &sqlite::lock(shared), &table.name)
            }
            Self::Postgres(database, client) => {
                postgres::sequence(database, client, &table.name, column).await
            }
        }
    }
}
