//! Why a schema cannot be read or brought up to date.

use std::path::PathBuf;

/// Why a schema cannot be read or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text names no database.
    #[error(
        "{0:?} names no database: write sqlite:PATH or postgres://user:password@host:port/name"
    )]
    Name(String),
    /// The PostgreSQL address is wrong.
    #[error("the PostgreSQL address: {0}")]
    Address(pg_connect::AddressError),
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] pg_connect::ConnectError),
    /// The file is not there.
    #[error("there is no database file `{}`", .0.display())]
    NoFile(PathBuf),
    /// SQLite failed.
    #[error("{database}: {}", told_sqlite(error))]
    Sqlite {
        /// The database, without secrets.
        database: String,
        /// Its reason.
        error: rusqlite::Error,
    },
    /// PostgreSQL refused or went away.
    #[error("{database}: {}", told_postgres(error))]
    Postgres {
        /// The database, without secrets.
        database: String,
        /// Its reason.
        error: tokio_postgres::Error,
    },
    /// The database's migrations and this program's do not fit together.
    #[error("{database}: {error}")]
    Migrations {
        /// The database, without secrets.
        database: String,
        /// Why.
        error: migrations::Error,
    },
    /// A migration failed; nothing of it remains.
    #[error("{database}: migration {name} failed and was undone: {reason}")]
    Failed {
        /// The database, without secrets.
        database: String,
        /// The migration.
        name: String,
        /// The database's reason.
        reason: String,
    },
    /// Tables refer to each other in a circle.
    #[error("the tables {} refer to each other in a circle: there is no order to fill them in", .0.join(", "))]
    Circle(Vec<String>),
    /// The bookkeeping table holds something else.
    #[error("{database}: the table schema_migrations holds rows of another kind")]
    Bookkeeping {
        /// The database, without secrets.
        database: String,
    },
    /// The system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

fn told_sqlite(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            "another process writes to it: stop the application and try again".to_owned()
        }
        Some(rusqlite::ErrorCode::NotADatabase) => "the file is no SQLite database".to_owned(),
        Some(rusqlite::ErrorCode::DiskFull) => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// The server's own words; the library's alone are only "db error".
fn told_postgres(error: &tokio_postgres::Error) -> String {
    if let Some(told) = error.as_db_error() {
        let detail = told.detail().map(|detail| format!(" ({detail})"));
        return format!("{}{}", told.message(), detail.unwrap_or_default());
    }
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
