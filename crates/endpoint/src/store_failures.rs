//! Failures of the records and the lake as answers.

use http::StatusCode;

use crate::Error;

impl Error {
    /// 503: records and data folder are not of one installation, and neither is used.
    fn wrong_installation(reason: String) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "wrong_installation", reason.clone())
            .remedy(
                "the administrator starts it with the database_url and the data folder that belong together, or looks \
                 with `undertone adopt`",
            )
            .retry_after(30)
            .caused_by(reason)
    }

    /// 503: a file of the lake is missing or is not what was written. It is logged where it is found.
    pub fn lake_damaged(path: &str, reason: &str) -> Self {
        let detail = format!("the file {path} of the lake is damaged: {reason}");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "lake_damaged", detail).remedy(
            "an administrator can write the lake anew from the records: on the page Stores, with POST /api/lake/rebuild, \
             or with `undertone check --repair`",
        )
    }
}

impl From<stores::Error> for Error {
    fn from(error: stores::Error) -> Self {
        match error {
            stores::Error::Unavailable(_) | stores::Error::Migration(_) => {
                Self::unavailable("the database does not answer", 5).caused_by(error)
            }
            stores::Error::WrongInstallation(reason) => Self::wrong_installation(reason),
            stores::Error::Full(_) => {
                Self::storage_full("there is no room for the records: nothing was changed")
                    .remedy("make room on the disk of the database")
                    .caused_by(error)
            }
            stores::Error::Misconfigured(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "wrong_setting",
                "the setting database_url names no database that could be used",
            )
            .remedy("the operator: see the log")
            .caused_by(error),
            stores::Error::Timeout | stores::Error::Serialization => {
                Self::unavailable("the database is busy", 1).caused_by(error)
            }
            stores::Error::Conflict { .. }
            | stores::Error::Invalid(_)
            | stores::Error::Other(_)
            | stores::Error::NoRow
            | stores::Error::Decode { .. } => Self::internal(error),
        }
    }
}

impl From<stores::lake::Error> for Error {
    fn from(error: stores::lake::Error) -> Self {
        match error {
            stores::lake::Error::Unavailable(_) => {
                Self::unavailable("the lake does not answer", 5).caused_by(error)
            }
            stores::lake::Error::WrongInstallation(reason) => Self::wrong_installation(reason),
            stores::lake::Error::Damaged { path, reason } => Self::lake_damaged(&path, &reason),
            _ => Self::internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use http::header;

    use super::*;

    #[test]
    fn the_stores_failures_become_statuses() {
        let status = |error: stores::Error| Error::from(error).status().as_u16();
        assert_eq!(status(stores::Error::Unavailable("gone".to_owned())), 503);
        assert_eq!(status(stores::Error::Serialization), 503);
        let full = Error::from(stores::Error::Full("SQLITE_FULL".to_owned()));
        assert_eq!(
            (full.status().as_u16(), &*full.problem().code),
            (507, "storage_full")
        );
        let wrong = Error::from(stores::Error::Misconfigured("database_url".to_owned()));
        assert_eq!(
            (wrong.status().as_u16(), &*wrong.problem().code),
            (503, "wrong_setting")
        );
        assert_eq!(status(stores::Error::NoRow), 500);
        let wrong = Error::from(stores::Error::WrongInstallation("two of them".to_owned()));
        assert_eq!(
            (wrong.status().as_u16(), &*wrong.problem().code),
            (503, "wrong_installation")
        );
        assert!(
            wrong
                .problem()
                .remedy
                .as_ref()
                .unwrap()
                .contains("undertone adopt")
        );
        let response = Error::from(stores::Error::Timeout).into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
    }
}
