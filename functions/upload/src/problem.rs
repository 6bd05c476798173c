//! A file's fault as the uploader is told it.

use endpoint::Error;
use tickets::FileError;

/// A 400 with the row, the column and the remedy.
pub fn of_file(error: &FileError) -> Error {
    let mut problem = Error::invalid(error.kind(), error.to_string()).remedy(error.remedy());
    if let Some(row) = error.row() {
        problem = problem.row(row);
    }
    if let Some(column) = error.column() {
        problem = problem.column(column);
    }
    problem
}
