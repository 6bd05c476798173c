//! The errors of `spin:postgres`.

use dialect::Error;
use spin_sdk::pg::{self, PgError, QueryError};

/// Why a connection or a statement failed.
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
        PgError::QueryFailed(QueryError::DbError(error)) => {
            let text = match &error.detail {
                Some(detail) => format!("{} ({}): {detail}", error.message, error.code),
                None => format!("{} ({})", error.message, error.code),
            };
            Error::from_postgres(&error.code, text)
        }
        PgError::ValueConversionFailed(reason) | PgError::Other(reason) => Error::Other(reason),
    }
}
