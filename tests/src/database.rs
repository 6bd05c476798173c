//! Which database the apps of this run keep their records in, and a database of its own for each of them.
//!
//! `UNDERTONE_TEST_POSTGRES` holds the address of a PostgreSQL server that may be filled and emptied at will
//! (`cargo xtask test` starts one); without it apps use SQLite.

use std::{
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use postgres::{Client, Config, NoTls};

/// The address of the server, where this run is one on PostgreSQL.
pub fn server() -> Option<String> {
    std::env::var("UNDERTONE_TEST_POSTGRES").ok()
}

/// A database on the server, removed when it is dropped.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Makes an empty one, where this run is one on PostgreSQL.
    pub fn for_this_run() -> Option<Self> {
        server().map(|server| Self::on(&server))
    }

    /// Makes an empty one on a server.
    pub fn on(server: &str) -> Self {
        Self::like(server, "template0 ENCODING 'UTF8'")
    }

    /// Makes a copy of this one, which nobody uses at the moment.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self::like(&self.server, &self.name)
    }

    fn like(server: &str, template: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let database = Self {
            server: server.to_owned(),
            name: format!("undertone_{}_{number}", process::id()),
        };
        database.on_server(&format!(
            "CREATE DATABASE {} TEMPLATE {template}",
            database.name
        ));
        database
    }

    /// Its address, as the variable `database_url` wants it.
    pub fn url(&self) -> String {
        let (server, _) = self
            .server
            .rsplit_once('/')
            .expect("an address with a database");
        format!("{server}/{}?sslmode=disable", self.name)
    }

    /// A connection to it.
    pub fn connect(&self) -> Client {
        self.config()
            .dbname(&self.name)
            .connect(NoTls)
            .expect("a connection to the test's database")
    }

    fn config(&self) -> Config {
        self.server.parse().expect("the address of the server")
    }

    fn on_server(&self, statement: &str) {
        let mut client = self
            .config()
            .connect(NoTls)
            .expect("a connection to the server");
        client.batch_execute(statement).expect(statement);
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // The server may be gone, or not yet back: it is a test's, and so is what it keeps.
        if let Ok(mut client) = self.config().connect(NoTls) {
            let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
            if let Err(error) = client.batch_execute(&drop) {
                eprintln!("{drop}: {error}");
            }
        }
    }
}
