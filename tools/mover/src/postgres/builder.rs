//! Makes a table's indexes again while the next table is loaded: a connection and a task of its own.

use schema::Database;
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
};
use tokio_postgres::Client;

use super::{
    objects::{FOREIGN_KEY, make},
    prepare::read_ledger,
};
use crate::{Error, table::quoted};

/// A task that is told which tables have all their rows.
pub struct Builder {
    loaded: UnboundedSender<String>,
    task: JoinHandle<Result<(), Error>>,
}

impl Builder {
    /// Starts it.
    pub async fn start(database: &Database, client: Client) -> Result<Self, Error> {
        client
            .batch_execute(super::prepare::WHILE_LOADING)
            .await
            .map_err(|error| database.postgres(error))?;
        let (loaded, tables) = unbounded_channel();
        let task = tokio::spawn(build(database.clone(), client, tables));
        Ok(Self { loaded, task })
    }

    /// A table has all its rows.
    pub fn loaded(&self, table: &str) {
        // If the task has ended, its error is told in the end.
        let _ended = self.loaded.send(table.to_owned());
    }

    /// Waits until all is made.
    pub async fn end(self) -> Result<(), Error> {
        drop(self.loaded);
        self.task.await.map_err(std::io::Error::other)?
    }
}

/// Unique constraints, indexes and statistics of each table; foreign keys need all tables.
async fn build(
    database: Database,
    mut client: Client,
    mut tables: UnboundedReceiver<String>,
) -> Result<(), Error> {
    while let Some(table) = tables.recv().await {
        let ledger = read_ledger(&database, &client).await?.unwrap_or_default();
        for (number, object) in ledger.objects {
            let now = object.table == table && !object.title.starts_with(FOREIGN_KEY);
            if now && !object.done {
                make(&database, &mut client, number, object).await?;
            }
        }
        client
            .batch_execute(&format!("ANALYZE {}", quoted(&table)))
            .await
            .map_err(|error| database.postgres(error))?;
    }
    Ok(())
}
