//! The interface's errors.

use crate::{bindings::spin::postgres::postgres, postgres::PostgresError};
use tokio_postgres::error::DbError;

/// A failure as the guest sees it: who can act on it decides the kind.
pub(super) fn failed(error: &PostgresError) -> postgres::Error {
    let told = error.to_string();
    match error {
        PostgresError::Address(_)
        | PostgresError::Denied(_)
        | PostgresError::Connect(_)
        | PostgresError::Exhausted { .. }
        | PostgresError::Lost(_) => postgres::Error::ConnectionFailed(told),
        PostgresError::Parameter(_) => postgres::Error::BadParameter(told),
        PostgresError::Value(_) => postgres::Error::ValueConversionFailed(told),
        PostgresError::TooLarge(_) => postgres::Error::Other(told),
        PostgresError::Statement(_) | PostgresError::Protocol(_) => {
            postgres::Error::QueryFailed(postgres::QueryError::Text(told))
        }
        PostgresError::Server(error) => {
            postgres::Error::QueryFailed(postgres::QueryError::DbError(structured(error)))
        }
    }
}

fn structured(error: &DbError) -> postgres::DbError {
    let line = error.line().map(|line| line.to_string());
    let position = error.position().map(|position| match position {
        tokio_postgres::error::ErrorPosition::Original(at) => at.to_string(),
        tokio_postgres::error::ErrorPosition::Internal { position, .. } => position.to_string(),
    });
    // Named as stock Spin names them.
    let extras = [
        ("column", error.column()),
        ("constraint", error.constraint()),
        ("routine", error.routine()),
        ("hint", error.hint()),
        ("table", error.table()),
        ("datatype", error.datatype()),
        ("schema", error.schema()),
        ("file", error.file()),
        ("line", line.as_deref()),
        ("where_", error.where_()),
        ("position", position.as_deref()),
    ];
    postgres::DbError {
        as_text: format!(
            "{}: {} ({})",
            error.severity(),
            error.message(),
            error.code().code()
        ),
        severity: error.severity().to_owned(),
        code: error.code().code().to_owned(),
        message: error.message().to_owned(),
        detail: error.detail().map(str::to_owned),
        extras: extras
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn kinds_tell_who_can_act() {
        let exhausted = PostgresError::Exhausted {
            place: "db:5432".to_owned(),
            connections: 60,
            waited: Duration::from_secs(30),
        };
        match failed(&exhausted) {
            postgres::Error::ConnectionFailed(told) => assert_eq!(
                told,
                "all 60 connections to db:5432 are in use; none became free in 30000 ms"
            ),
            other => panic!("{other:?}"),
        }
        let parameter = failed(&PostgresError::Parameter("x".to_owned()));
        assert!(matches!(parameter, postgres::Error::BadParameter(_)));
    }
}
