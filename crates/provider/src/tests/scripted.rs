//! A database that answers what a test wrote down.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dialect::{Answer, Dialect, Error, Value};

use crate::connections::lock;
use crate::{Connection, Driver};

/// What was asked, and what is answered to it.
#[derive(Default)]
pub(super) struct Script {
    /// Errors of the next connections to be opened.
    pub(super) openings: VecDeque<Error>,
    /// Errors of the next statements that are not of the start.
    pub(super) statements: VecDeque<Error>,
    /// What was done so far.
    pub(super) done: Vec<String>,
}

/// A driver that reads a script. Its schema is up to date.
#[derive(Clone)]
pub(super) struct Scripted {
    pub(super) dialect: Dialect,
    pub(super) patience: Duration,
    pub(super) script: Arc<Mutex<Script>>,
}

impl Scripted {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            // Nothing of a test takes so long.
            patience: Duration::from_hours(1),
            script: Arc::default(),
        }
    }

    /// What was done since it was last asked.
    pub(super) fn done(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.script).done)
    }
}

impl Driver for Scripted {
    type Connection = Self;

    fn dialect(&self) -> Dialect {
        self.dialect
    }

    async fn open(&self) -> Result<Self, Error> {
        let mut script = lock(&self.script);
        script.done.push("open".to_owned());
        script.openings.pop_front().map_or(Ok(self.clone()), Err)
    }

    async fn sleep(&self, time: Duration) {
        assert!(time >= Duration::from_millis(10));
        lock(&self.script).done.push("sleep".to_owned());
    }

    fn patience(&self) -> Duration {
        self.patience
    }
}

impl Connection for Scripted {
    async fn query(&self, sql: &str, params: Vec<Value>) -> Result<Answer, Error> {
        if sql.contains("schema_migrations") {
            let files = match self.dialect {
                Dialect::Sqlite => migrations::sqlite(),
                Dialect::Postgres => migrations::postgres(),
            };
            let row = |migration: migrations::Migration<'_>| {
                vec![
                    Value::Integer(migration.version.into()),
                    Value::Text(migration.name.to_owned()),
                    Value::Text(migration.checksum),
                ]
            };
            let applied = migrations::parse(files).unwrap();
            return Ok(Answer {
                columns: Vec::new(),
                rows: applied.into_iter().map(row).collect(),
            });
        }
        if sql == "PRAGMA foreign_keys" {
            return Ok(Answer {
                columns: Vec::new(),
                rows: vec![vec![Value::Integer(1)]],
            });
        }
        self.execute(sql, params).await.map(|_| Answer::default())
    }

    async fn execute(&self, sql: &str, _: Vec<Value>) -> Result<u64, Error> {
        let mut script = lock(&self.script);
        script.done.push(sql.to_owned());
        script.statements.pop_front().map_or(Ok(1), Err)
    }
}
