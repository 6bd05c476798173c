//! Migrations from the command line: what `functions/storage` does at its first call, told and done by hand.

mod applied;
mod status;
mod up;
mod verify;

pub use status::{Checksum, Step, status};
pub use up::{apply_first, apply_in, apply_sqlite_in, pending, pending_sqlite, up};
pub use verify::{expected, verify};

use migrations::Migration;

use crate::{Database, Error};

/// The migrations this program was built with, for that kind of database.
pub fn known(database: &Database) -> Result<Vec<Migration<'static>>, Error> {
    let files = match database {
        Database::Sqlite(_) => migrations::sqlite(),
        Database::Postgres(_) => migrations::postgres(),
    };
    migrations::parse(files).map_err(|error| refused(database, error))
}

pub(crate) fn refused(database: &Database, error: migrations::Error) -> Error {
    Error::Migrations {
        database: database.to_string(),
        error,
    }
}
