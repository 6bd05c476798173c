//! A database of its own for each test, copied from one that has every migration applied.

use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use ::postgres::{Client, Config, Error, NoTls};

use super::Postgres;
use crate::Records;
use crate::native::at_once;

/// A database, removed when it is dropped.
pub(super) struct Database {
    server: Config,
    name: String,
    // The one that others are copied from stays as long as the server does.
    stays: bool,
}

impl Database {
    /// Makes one on a server, with the schema of today.
    pub(super) fn migrated(server: &str) -> Self {
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let mut empty = Self::copied(server, "template0");
            empty.stays = true;
            let name = empty.name.clone();
            let records = Records::new(Postgres::to(empty));
            at_once(records.ready())
                .expect("natively all is ready at once")
                .expect("the embedded migrations apply");
            name
        });
        Self::copied(server, template)
    }

    /// Makes one like another on a server.
    fn copied(server: &str, template: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let server: Config = server
            .parse()
            .expect("UNDERTONE_TEST_POSTGRES is an address");
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("undertone_test_{}_{number}", process::id());
        let create = format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'");
        connect_and(&server, &create).expect("a database on the server");
        Self {
            server,
            name,
            stays: false,
        }
    }

    /// Opens a connection.
    pub(super) fn connect(&self) -> Result<Client, Error> {
        let mut client = self.server.clone().dbname(&self.name).connect(NoTls)?;
        // A test that waits for a lock waits in vain; nothing of it needs to outlive a crash.
        client.batch_execute("SET lock_timeout = '2s'; SET synchronous_commit = off")?;
        Ok(client)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if self.stays {
            return;
        }
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Err(error) = connect_and(&self.server, &drop) {
            eprintln!("{}: {error}", self.name);
        }
    }
}

fn connect_and(server: &Config, statement: &str) -> Result<(), Error> {
    server.connect(NoTls)?.batch_execute(statement)
}
