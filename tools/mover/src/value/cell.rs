//! One value, and why a value cannot be moved.

use uuid::Uuid;

use super::JsonFault;

/// A value of a column, whichever database it is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A moment, µs since the epoch.
    Moment(i64),
    /// Yes or no.
    Boolean(bool),
    /// A number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// A JSON document's text.
    Json(&'a str),
    /// A UUID.
    Uuid(Uuid),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// Why a value cannot be moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// SQLite lets every column hold every type; this one holds another.
    #[error("it holds {found} instead of {wanted}")]
    Type {
        /// What it holds.
        found: &'static str,
        /// What it should hold.
        wanted: &'static str,
    },
    /// Neither 0 nor 1.
    #[error("{0} is neither 0 (no) nor 1 (yes)")]
    Boolean(i64),
    /// PostgreSQL's moments end there.
    #[error("the moment {0} µs since the epoch is outside 4713 BC to 294276 AD")]
    Moment(i64),
    /// PostgreSQL knows moments that are no moments.
    #[error("the moment is infinity or -infinity, which SQLite's whole numbers cannot say")]
    Infinite,
    /// SQLite turns it into null.
    #[error("the number is NaN, which SQLite cannot hold")]
    NotANumber,
    /// PostgreSQL's text cannot hold it.
    #[error("the text holds the character U+0000, which PostgreSQL cannot hold")]
    Nul,
    /// SQLite does not check it.
    #[error("the text is not valid UTF-8")]
    Utf8,
    /// No JSON, or JSON that `jsonb` cannot hold.
    #[error("{0}")]
    Json(#[from] JsonFault),
    /// No UUID.
    #[error("the text is no UUID")]
    Uuid,
    /// The server's answer is not in the form of a binary COPY.
    #[error("the server sent a value in another form than COPY's")]
    Form,
}
