//! What is wrong with one row, for the list a user downloads.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Characters of the offending value that are kept.
const VALUE_CHARS: usize = 200;

/// One thing wrong in one row. The rest of the file is not affected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// Data row, counted from 1 behind the header; lines without any sign are not counted.
    pub row: u64,
    /// Physical line on which the row starts, counted from 1: what an editor shows.
    pub line: u64,
    /// Header of the column, where one column is to blame.
    pub column: Option<String>,
    /// The value as it stands, at most 200 characters.
    pub value: Option<String>,
    /// What kind of error.
    pub kind: RowErrorKind,
    /// What is wrong, in one sentence.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

/// The kinds of row errors; the serialized name is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowErrorKind {
    /// More cells than the header has names: values may have shifted, the row is not taken.
    TooWide,
    /// No ticket key: the row is not taken.
    MissingKey,
    /// The key is too long or holds blanks: the row is not taken.
    BadKey,
    /// The key comes again further down: the later row is taken, this one is not.
    SupersededKey,
    /// A date cannot be read: the ticket is taken without it.
    UnreadableDate,
    /// Bytes that are not text in the file's encoding: the ticket is taken, they show as `U+FFFD`.
    BadEncoding,
    /// A NUL byte inside a text: the ticket is taken without it.
    NulByte,
    /// A duration or a count cannot be read: the ticket is taken without it.
    UnreadableNumber,
    /// A record that is no JSON object: it is not taken.
    BrokenRecord,
    /// A record that is too long to be read: it is not taken.
    RecordTooLong,
    /// The row ends before its title or its date: the ticket is taken without what is missing.
    TooNarrow,
    /// A letter was lost before the file was written: the ticket is taken, it shows as `U+FFFD`.
    LostLetter,
}

impl RowErrorKind {
    /// The serialized name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooWide => "too_wide",
            Self::MissingKey => "missing_key",
            Self::BadKey => "bad_key",
            Self::SupersededKey => "superseded_key",
            Self::UnreadableDate => "unreadable_date",
            Self::BadEncoding => "bad_encoding",
            Self::NulByte => "nul_byte",
            Self::UnreadableNumber => "unreadable_number",
            Self::BrokenRecord => "broken_record",
            Self::RecordTooLong => "record_too_long",
            Self::TooNarrow => "too_narrow",
            Self::LostLetter => "lost_letter",
        }
    }

    /// Whether the row's ticket is left out because of it.
    pub fn loses_row(self) -> bool {
        matches!(
            self,
            Self::TooWide
                | Self::MissingKey
                | Self::BadKey
                | Self::SupersededKey
                | Self::BrokenRecord
                | Self::RecordTooLong
        )
    }

    fn remedy(self) -> &'static str {
        match self {
            Self::TooWide => {
                "put quotes around the value that holds a separator, or export the row again"
            }
            Self::MissingKey => "give the row its ticket key",
            Self::BadKey => "a key has 1 to 50 characters without blanks",
            Self::SupersededKey => "remove the row, or nothing: the last row of a ticket counts",
            Self::UnreadableDate => {
                "write the date like the others of the file, for example 2026-01-31 15:04"
            }
            Self::BadEncoding => "save the file as UTF-8",
            Self::NulByte => "remove the NUL bytes",
            Self::UnreadableNumber => {
                "write a plain number, a duration with its unit (`1h 30m`), or name the unit in the column's name"
            }
            Self::BrokenRecord => "write the record as a JSON object on one line",
            Self::RecordTooLong => "export the ticket with fewer of its comments or fields",
            Self::TooNarrow => "export the row again: it looks cut off",
            Self::LostLetter => {
                "export the ticket again, or leave it: the rest of the text is there"
            }
        }
    }
}

impl RowError {
    /// An error of a row; `value` is cut to 200 characters. NUL, which not every database keeps, becomes `U+FFFD`.
    pub fn new(
        at: Place,
        column: Option<&str>,
        value: Option<&str>,
        kind: RowErrorKind,
        reason: String,
    ) -> Self {
        Self {
            row: at.row,
            line: at.line,
            column: column.map(str::to_owned),
            value: value.map(|value| shown(value).chars().take(VALUE_CHARS).collect()),
            kind,
            reason: if reason.contains('\0') {
                shown(&reason).into_owned()
            } else {
                reason
            },
            remedy: kind.remedy().to_owned(),
        }
    }
}

/// A text that every database can keep.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Where a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Data row, counted from 1.
    pub row: u64,
    /// Physical line, counted from 1.
    pub line: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_shown() {
        let at = Place { row: 1, line: 1 };
        let error = RowError::new(at, None, Some("a\0"), RowErrorKind::BadKey, "\0".into());
        assert_eq!(
            (error.value.as_deref(), error.reason.as_str()),
            (Some("a\u{fffd}"), "\u{fffd}")
        );
    }

    #[test]
    fn the_value_is_cut_and_the_kind_is_stable() {
        let long = "é".repeat(300);
        let at = Place { row: 2, line: 5 };
        let error = RowError::new(
            at,
            Some("Created"),
            Some(&long),
            RowErrorKind::UnreadableDate,
            "no date".into(),
        );
        assert_eq!(
            error.value.as_deref().map(|value| value.chars().count()),
            Some(200)
        );
        let json = serde_json::to_value(&error).unwrap();
        assert_eq!(json["kind"], RowErrorKind::UnreadableDate.as_str());
        assert!(!error.kind.loses_row() && RowErrorKind::TooWide.loses_row());
    }
}
