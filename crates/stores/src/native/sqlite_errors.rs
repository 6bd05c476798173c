//! SQLite's errors as ours.

use rusqlite::ffi::{self, ErrorCode};

use crate::{ConstraintKind, Error};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        let kind = |kind| Self::Conflict {
            kind,
            detail: detail.clone(),
        };
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.extended_code {
                ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_ROWID => kind(ConstraintKind::Unique),
                ffi::SQLITE_CONSTRAINT_FOREIGNKEY => kind(ConstraintKind::ForeignKey),
                ffi::SQLITE_CONSTRAINT_CHECK => kind(ConstraintKind::Check),
                ffi::SQLITE_CONSTRAINT_NOTNULL => kind(ConstraintKind::NotNull),
                _ => match failure.code {
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Timeout,
                    ErrorCode::DiskFull => Self::Full(detail),
                    ErrorCode::CannotOpen => Self::Unavailable(detail),
                    ErrorCode::Unknown
                    | ErrorCode::TypeMismatch
                    | ErrorCode::ParameterOutOfRange => Self::Invalid(detail),
                    _ => Self::Other(detail),
                },
            },
            rusqlite::Error::SqlInputError { .. } | rusqlite::Error::InvalidParameterCount(..) => {
                Self::Invalid(detail)
            }
            _ => Self::Other(detail),
        }
    }
}
