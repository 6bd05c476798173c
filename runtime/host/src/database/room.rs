//! Whether a database failed for want of room: SQLite says so of its own writes, not of every file beside it.

use super::query::DatabaseError;
use rusqlite::ErrorCode;
use std::{fs, io, path::Path};

/// More than what is left of a file's last block.
const ENOUGH: usize = 64 << 10;

/// The error of a statement, or of opening, that is [`DatabaseError::Full`] where the disk takes no more.
pub(super) fn explained(error: DatabaseError, database: &Path) -> DatabaseError {
    match error {
        DatabaseError::Sqlite(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen)
            ) && is_full(database) =>
        {
            DatabaseError::Full(error)
        }
        other => other,
    }
}

/// Asks by writing a little beside it.
fn is_full(database: &Path) -> bool {
    let probe = database.with_extension("probe");
    let written = fs::write(&probe, vec![0; ENOUGH]);
    // Not there when it could not be made.
    let _gone = fs::remove_file(&probe);
    written.is_err_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_room_an_error_stays_what_it_is() {
        let place = std::env::temp_dir().join(format!("undertone-room-{}", std::process::id()));
        let missing = place.join("nowhere/a.db");
        let error = rusqlite::Connection::open(&missing).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen));
        let told = explained(DatabaseError::Sqlite(error), &missing);
        assert!(!told.is_full(), "{told}");
        assert!(!is_full(&place) && !place.with_extension("probe").exists());
    }
}
