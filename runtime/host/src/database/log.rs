//! The write-ahead log beside a database: kept short while it is used, and copied into the one file at the end.

use super::lease::Database;
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError},
    time::{Duration, SystemTime},
};

/// How often the log is looked at.
const EVERY: Duration = Duration::from_secs(30);
/// A longer log is cut although it is written to: readers that never pause kept it from being cut by itself.
const LONGEST: u64 = 64 << 20;
/// A longer log is cut once nobody has written to it between two looks.
const LEFT: u64 = 1 << 20;
/// How long cutting waits for those who read or write.
const PATIENCE: Duration = Duration::from_secs(1);
/// The same at the end, when nobody should be left.
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// What a log looked like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    length: u64,
    written: Option<SystemTime>,
}

impl Database {
    /// Keeps the log short for as long as somebody has the database.
    pub async fn keep_log_short(self: Arc<Self>) {
        let database = Arc::downgrade(&self);
        drop(self);
        loop {
            tokio::time::sleep(EVERY).await;
            let Some(database) = database.upgrade() else {
                return;
            };
            let looked = tokio::task::spawn_blocking(move || database.shorten());
            // A look that panicked has said so; the next one is another.
            let _panicked = looked.await;
        }
    }

    /// Cuts the log where it is too long, or long and at rest.
    fn shorten(&self) {
        let look = look(self.path());
        let last = self
            .looked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(look);
        let at_rest = last == Some(look) && look.length > LEFT;
        if look.length > LONGEST || at_rest {
            self.cut(PATIENCE);
        }
    }

    /// Ends the connections that nobody has and copies the log into the database: what is left is one file.
    pub fn settle(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for (worker, _) in idle {
            worker.end();
        }
        self.cut(LAST_PATIENCE);
    }

    fn cut(&self, patience: Duration) {
        let database = self.path().display().to_string();
        match cut(self.path(), patience) {
            Ok(true) => {}
            Ok(false) => tracing::info!(event = "database_log_in_use", database),
            Err(error) => tracing::warn!(event = "database_log_not_cut", database, cause = %error),
        }
    }
}

fn look(database: &Path) -> Look {
    let metadata = fs::metadata(beside(database)).ok();
    Look {
        length: metadata.as_ref().map_or(0, fs::Metadata::len),
        written: metadata.and_then(|metadata| metadata.modified().ok()),
    }
}

/// The log's file.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Copies all of the log and cuts it; not where somebody was in the way for so long. A database that was never opened
/// has none.
fn cut(database: &Path, patience: Duration) -> rusqlite::Result<bool> {
    if !beside(database).exists() {
        return Ok(true);
    }
    let connection = Connection::open_with_flags(
        database,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(patience)?;
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(busy == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{DatabaseSettings, Durability};
    use crate::metrics::Sqlite;

    fn database(name: &str) -> (PathBuf, Arc<Database>) {
        let folder = std::env::temp_dir().join(format!("undertone-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        let settings = DatabaseSettings {
            durability: Durability::Normal,
            busy_timeout: Duration::from_secs(5),
            connections: 4,
            idle: 4,
        };
        let path = folder.join("a.db");
        let database = Database::new(path.clone(), settings, Arc::<Sqlite>::default());
        (path, database)
    }

    async fn run(database: &Arc<Database>, sql: &str) {
        let lease = database.connect().await.unwrap();
        lease
            .collect(sql.to_owned(), Vec::new(), 1 << 20)
            .await
            .unwrap();
    }

    async fn filled(name: &str) -> (PathBuf, Arc<Database>) {
        let (path, database) = database(name);
        run(&database, "CREATE TABLE t (a)").await;
        let rows = "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
            SELECT randomblob(1000) FROM n";
        run(&database, rows).await;
        (path, database)
    }

    #[tokio::test]
    async fn after_the_end_the_one_file_has_everything() {
        let (path, database) = filled("settle").await;
        assert!(look(&path).length > LEFT);
        let settled = Arc::clone(&database);
        tokio::task::spawn_blocking(move || settled.settle())
            .await
            .unwrap();
        assert_eq!(look(&path).length, 0);
        let copy = path.with_extension("copy");
        fs::copy(&path, &copy).unwrap();
        let rows: i64 = Connection::open(&copy)
            .unwrap()
            .query_row("SELECT count(*) FROM t", (), |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 2000);
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[tokio::test]
    async fn a_log_at_rest_is_cut_and_one_in_use_is_not() {
        let (path, database) = filled("shorten").await;
        let before = look(&path).length;
        database.shorten();
        assert_eq!(
            look(&path).length,
            before,
            "it was written to since the last look"
        );
        database.shorten();
        assert_eq!(look(&path).length, 0);
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_database_that_was_never_opened_is_left_alone() {
        let (path, database) = database("untouched");
        database.settle();
        assert!(!path.exists());
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }
}
