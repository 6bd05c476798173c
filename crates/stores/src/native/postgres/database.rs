//! A database of its own for each test, copied from one that has every migration applied.

use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use ::postgres::{Client, Config, Error, NoTls};

/// A database, removed when it is dropped.
pub(super) struct Database {
    server: Config,
    name: String,
}

impl Database {
    /// Makes one on a server.
    pub(super) fn on(server: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        let server: Config = server
            .parse()
            .expect("UNDERTONE_TEST_POSTGRES is an address");
        let template = TEMPLATE.get_or_init(|| {
            let name = format!("undertone_template_{}", process::id());
            create(&server, &name, "template0").expect("a database on the server");
            migrate(&server, &name).expect("the embedded migrations apply");
            name
        });
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("undertone_test_{}_{number}", process::id());
        create(&server, &name, template).expect("a copy of the template");
        Self { server, name }
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
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Err(error) = connect_and(&self.server, &drop) {
            eprintln!("{}: {error}", self.name);
        }
    }
}

fn create(server: &Config, name: &str, template: &str) -> Result<(), Error> {
    let create = format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'");
    connect_and(server, &create)
}

fn connect_and(server: &Config, statement: &str) -> Result<(), Error> {
    server.connect(NoTls)?.batch_execute(statement)
}

fn migrate(server: &Config, name: &str) -> Result<(), Error> {
    let known =
        migrations::parse(migrations::postgres()).expect("the embedded migrations are well formed");
    let mut client = server.clone().dbname(name).connect(NoTls)?;
    let mut transaction = client.transaction()?;
    transaction.batch_execute(migrations::POSTGRES_BOOKKEEPING)?;
    for migration in &known {
        for statement in migrations::statements(migration.sql) {
            transaction.batch_execute(statement)?;
        }
        let version = i64::from(migration.version);
        transaction.execute(
            migrations::POSTGRES_RECORD,
            &[&version, &migration.name, &migration.checksum],
        )?;
    }
    transaction.commit()
}
