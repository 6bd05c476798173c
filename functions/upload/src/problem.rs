//! A file's fault as the uploader is told it, and the disk's.

use axum::extract::multipart::MultipartError;
use endpoint::Error;
use http::StatusCode;
use queue::Trouble;
use tickets::{Doubt, DoubtKind, FileError};

/// A 400, or a 413 for too much, with the row, the column and the remedy.
pub fn of_file(error: &FileError) -> Error {
    let problem = match error {
        FileError::UnpackedTooLarge { .. } | FileError::UnpackedRatio { .. } => {
            Error::too_large(error.kind(), error.to_string())
        }
        _ => Error::invalid(error.kind(), error.to_string()),
    };
    let mut problem = problem.remedy(error.remedy());
    if let Some(row) = error.row() {
        problem = problem.row(row);
    }
    if let Some(column) = error.column() {
        problem = problem.column(column);
    }
    problem
}

/// What a job waits for, or failed of.
pub fn trouble(error: &FileError) -> Trouble {
    Trouble {
        code: error.kind().to_owned(),
        detail: error.to_string(),
        remedy: error.remedy().to_owned(),
    }
}

/// What a job waits for where its file leaves open how it is read.
pub fn doubtful(doubt: &Doubt) -> Trouble {
    let (code, remedy) = match doubt.kind {
        DoubtKind::Encoding => (
            "encoding_doubtful",
            "look whether the text reads well, or choose another encoding",
        ),
        DoubtKind::Table => (
            "table_doubtful",
            "look whether these are the tickets, or choose another table",
        ),
    };
    Trouble {
        code: code.to_owned(),
        detail: doubt.reason.clone(),
        remedy: remedy.to_owned(),
    }
}

/// A file that cannot be unpacked, or a disk that cannot be written.
pub fn unreadable(error: wire::Error) -> Error {
    match error {
        wire::Error::File(error) => of_file(&error),
        wire::Error::Io(error) => storage(error),
    }
}

/// A disk that cannot be written.
pub fn storage(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            Error::storage_full("there is no room for the file")
                .remedy("make room on the disk of the data folder")
        }
        _ => Error::internal(error),
    }
}

/// A form that cannot be read on: cut off, or not well-formed.
#[expect(clippy::needless_pass_by_value, reason = "the form `map_err` calls")]
pub fn of_form(error: MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::too_large("body_too_large", error.body_text()),
        _ => Error::invalid(
            "body_cut_off",
            format!(
                "the body ended early or is no valid form: {}",
                error.body_text()
            ),
        )
        .remedy("send the file again"),
    }
}
