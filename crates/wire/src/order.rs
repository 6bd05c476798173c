//! What is asked of the component that unpacks stored files, and what it answers.

use serde::{Deserialize, Serialize};
use tickets::FileError;

use crate::{Error, Limits, Packed};

/// A stored file to unpack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The job whose file it is.
    pub job: String,
    /// What the file is.
    pub packed: Packed,
    /// How much may come out of it.
    pub limits: Limits,
    /// The sheet, or the file of an archive, that is taken alone.
    #[serde(default)]
    pub table: Option<String>,
}

/// What became of a stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// To be put in front of the rows that came out; none where a whole table did.
    pub header: Option<Vec<u8>>,
    /// Names and types of a Parquet file's columns.
    pub schema: Option<Vec<(String, String)>>,
}

/// Why a stored file was not unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// The file is at fault: its sender can act.
    File(FileError),
    /// The store it was read from or written to is, in its own words.
    Store(String),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::File(error) => Self::File(error),
            Error::Io(error) => Self::Store(error.to_string()),
        }
    }
}
