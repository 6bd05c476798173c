//! The target, whichever database it is.

use std::{
    fs::File,
    sync::{Arc, Mutex},
};

use schema::Database;
use tokio::sync::mpsc::Receiver;
use tokio_postgres::Client;

use crate::{
    Error,
    ledger::{Ledger, TableState},
    postgres,
    progress::Listener,
    prospect::Prospect,
    source::Reader,
    sqlite,
    table::{Batch, Moved},
};

/// An open target.
pub struct Target {
    database: Database,
    connection: Connection,
    _held: Option<File>,
}

enum Connection {
    /// None while a dry run finds no file.
    Sqlite(Option<sqlite::Shared>),
    /// One that writes, one that reads, and, while rows are loaded, one that makes indexes.
    Postgres(Box<Client>, Arc<Client>, Option<postgres::Builder>),
}

impl Target {
    /// Opens it; a dry run makes no file.
    pub async fn open(database: &Database, dry_run: bool) -> Result<Self, Error> {
        let mut held = None;
        let connection = match database {
            Database::Sqlite(path) if dry_run && !path.exists() => Connection::Sqlite(None),
            Database::Sqlite(path) => {
                let connection = schema::sqlite::open_or_create(path)?;
                if !dry_run {
                    held = schema::sqlite::in_use(path)
                        .map_err(|error| Error::InUse(error.to_string()))?;
                }
                Connection::Sqlite(Some(Arc::new(Mutex::new(connection))))
            }
            Database::Postgres(address) => {
                let writes = schema::postgres::connect(address, "undertone move").await?;
                if !dry_run {
                    postgres::refuse_running(database, &writes).await?;
                }
                let reads = schema::postgres::connect(address, "undertone move").await?;
                Connection::Postgres(Box::new(writes), Arc::new(reads), None)
            }
        };
        Ok(Self {
            database: database.clone(),
            connection,
            _held: held,
        })
    }

    /// What it is and would be.
    pub async fn prospect(&mut self) -> Result<Prospect, Error> {
        match &mut self.connection {
            Connection::Sqlite(None) => sqlite::scratch_prospect(&self.database),
            Connection::Sqlite(Some(shared)) => {
                sqlite::prospect(&self.database, &mut sqlite::lock(shared))
            }
            Connection::Postgres(client, ..) => postgres::prospect(&self.database, client).await,
        }
    }

    /// Everything before the first row.
    pub async fn begin(&mut self, tables: &[Moved], overwrite: bool) -> Result<Ledger, Error> {
        match &mut self.connection {
            Connection::Sqlite(shared) => sqlite::begin(
                &self.database,
                &mut sqlite::lock(there(shared.as_ref())?),
                tables,
                overwrite,
            ),
            Connection::Postgres(client, _, builder) => {
                let ledger = postgres::begin(&self.database, client, tables, overwrite).await?;
                if let Database::Postgres(address) = &self.database {
                    let builds = schema::postgres::connect(address, "undertone move").await?;
                    *builder = Some(postgres::Builder::start(&self.database, builds).await?);
                }
                Ok(ledger)
            }
        }
    }

    /// Writes a table's rows.
    pub async fn load(
        &self,
        table: &Moved,
        state: TableState,
        from: Receiver<Result<Batch, Error>>,
        rows_at_once: u64,
        listener: &mut Listener<'_>,
    ) -> Result<TableState, Error> {
        let database = &self.database;
        match &self.connection {
            Connection::Sqlite(shared) => {
                let shared = there(shared.as_ref())?;
                sqlite::load(database, shared, table, state, from, rows_at_once, listener).await
            }
            Connection::Postgres(client, ..) => {
                postgres::load(database, client, table, state, from, rows_at_once, listener).await
            }
        }
    }

    /// All rows of a table are in: what else it needs can be made.
    pub fn loaded(&self, table: &str) {
        if let Connection::Postgres(_, _, Some(builder)) = &self.connection {
            builder.loaded(table);
        }
    }

    /// Makes indexes and constraints again.
    pub async fn rebuild(&mut self, listener: &mut Listener<'_>) -> Result<(), Error> {
        match &mut self.connection {
            Connection::Sqlite(shared) => {
                let mut connection = sqlite::lock(there(shared.as_ref())?);
                sqlite::rebuild(&self.database, &mut connection, listener)?;
                sqlite::check(&self.database, &connection)
            }
            Connection::Postgres(client, _, builder) => {
                if let Some(builder) = builder.take() {
                    builder.end().await?;
                }
                postgres::rebuild(&self.database, client, listener).await
            }
        }
    }

    /// Lets ids go on behind the last given ones.
    pub async fn set_sequences(&self, tables: &[(Moved, i64)]) -> Result<(), Error> {
        match &self.connection {
            Connection::Sqlite(shared) => {
                let connection = sqlite::lock(there(shared.as_ref())?);
                sqlite::set_sequences(&self.database, &connection, tables)
            }
            Connection::Postgres(client, ..) => {
                postgres::set_sequences(&self.database, client, tables).await
            }
        }
    }

    /// Reads what was written.
    pub fn reader(&self) -> Result<Reader, Error> {
        let database = self.database.clone();
        Ok(match &self.connection {
            Connection::Sqlite(shared) => {
                Reader::Sqlite(database, Arc::clone(there(shared.as_ref())?))
            }
            Connection::Postgres(_, client, _) => Reader::Postgres(database, Arc::clone(client)),
        })
    }

    /// The application may use it from here on.
    pub async fn finish(&self) -> Result<(), Error> {
        match &self.connection {
            Connection::Sqlite(shared) => {
                sqlite::finish(&self.database, &sqlite::lock(there(shared.as_ref())?))
            }
            Connection::Postgres(client, ..) => postgres::finish(&self.database, client).await,
        }
    }
}

/// Only a dry run goes without a file, and it ends before it would need one.
fn there(shared: Option<&sqlite::Shared>) -> Result<&sqlite::Shared, Error> {
    shared.ok_or_else(|| Error::Io(std::io::ErrorKind::NotFound.into()))
}
