//! The host's errors as the interface's.

use dialect::Failure;
use spin_sdk::pg::{self, DbError, PgError, QueryError};

use crate::component::records_interface::{Constraint, ConstraintKind, Error};

/// Nothing was sent yet, so trying again is safe.
pub(super) fn not_opened(error: pg::Error) -> Error {
    match failed(error) {
        Error::Unavailable(reason) | Error::Other(reason) | Error::Invalid(reason) => {
            Error::Unavailable(reason)
        }
        other => other,
    }
}

/// A statement's failure.
pub(super) fn failed(error: pg::Error) -> Error {
    match error {
        pg::Error::PgError(error) => of_host(error),
        pg::Error::Decode(reason) => Error::Other(reason),
    }
}

/// The host's own words.
pub(super) fn of_host(error: PgError) -> Error {
    match error {
        // A driver that has no code to show has lost the connection.
        PgError::ConnectionFailed(reason) | PgError::QueryFailed(QueryError::Text(reason)) => {
            Error::Unavailable(reason)
        }
        PgError::BadParameter(reason) => Error::Invalid(reason),
        PgError::QueryFailed(QueryError::DbError(error)) => of_server(&error),
        PgError::ValueConversionFailed(reason) | PgError::Other(reason) => Error::Other(reason),
    }
}

fn of_server(error: &DbError) -> Error {
    let failure = dialect::failure(&error.code);
    let text = match &error.detail {
        Some(detail) => format!("{} ({}): {detail}", error.message, error.code),
        None => format!("{} ({})", error.message, error.code),
    };
    let conflict = |kind, detail| Error::Conflict(Constraint { kind, detail });
    match failure {
        Failure::Unique => conflict(ConstraintKind::Unique, text),
        Failure::ForeignKey => conflict(ConstraintKind::ForeignKey, text),
        Failure::Check => conflict(ConstraintKind::Check, text),
        Failure::NotNull => conflict(ConstraintKind::NotNull, text),
        Failure::Serialization => Error::Serialization,
        Failure::Timeout => Error::Timeout,
        Failure::Invalid => Error::Invalid(text),
        Failure::Full => Error::Full(text),
        Failure::Unavailable => Error::Unavailable(text),
        Failure::Other => Error::Other(text),
    }
}
