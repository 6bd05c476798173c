//! Why a file as a whole is refused, and what its sender can do about it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::Field;

/// A whole file cannot be read. Every variant is the sender's to mend, so it becomes a 4xx answer with
/// [`kind`](Self::kind), [`row`](Self::row), [`column`](Self::column) and [`remedy`](Self::remedy).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FileError {
    /// No byte, or nothing but blank lines.
    #[error("the file is empty")]
    Empty,
    /// Not CSV at all, whatever its name says.
    #[error("the file is {what}, not a table of tickets")]
    Binary {
        /// What it looks like, with its article.
        what: Cow<'static, str>,
    },
    /// UTF-16 text.
    #[error("the file is encoded in UTF-16")]
    Utf16,
    /// The first record does not end within the part that was looked at.
    #[error("the header line is longer than {limit} bytes")]
    HeaderTooLong {
        /// Bytes looked at.
        limit: usize,
    },
    /// The first record names no column.
    #[error("the first line names no column")]
    NoHeader,
    /// A header and nothing else.
    #[error("the file has a header but no row")]
    NoRows,
    /// The file ends inside quotes: it was cut off, or a quote is missing.
    #[error("the quote that opens on line {line} (row {row}, column {column}) is never closed")]
    UnterminatedQuote {
        /// Data row in which the quote opened, 0 for the header.
        row: u64,
        /// Physical line of the quote, from 1.
        line: u64,
        /// Column of the quote, counted from 1.
        column: usize,
    },
    /// One record swallows more than a record can be, usually because of a missing quote.
    #[error("row {row}, which starts on line {line}, is longer than {limit} bytes")]
    RecordTooLong {
        /// Data row, 0 for the header.
        row: u64,
        /// Physical line of its first byte, from 1.
        line: u64,
        /// Longest record that is read, in bytes.
        limit: u64,
    },
    /// No column was found, or chosen, that identifies a ticket.
    #[error("no column holds the ticket key")]
    NoKeyColumn,
    /// No column was found, or chosen, that holds text.
    #[error("no column holds text: neither summary, description nor comment")]
    NoTextColumn,
    /// A chosen column name is not in the header.
    #[error("the field {field} is mapped to the column `{name}`, which the header does not have")]
    UnknownColumn {
        /// Field of the mapping.
        field: Field,
        /// Name that was asked for.
        name: String,
    },
    /// A chosen column number is not in the header.
    #[error(
        "the field {field} is mapped to column {index}, but the header has {columns}, counted from 0"
    )]
    ColumnOutOfRange {
        /// Field of the mapping.
        field: Field,
        /// Position that was asked for, from 0.
        index: usize,
        /// Number of columns.
        columns: usize,
    },
    /// Dates such as `3/4/26` occur, and nothing tells whether the day or the month comes first.
    #[error("the order of day and month is not clear: `{value}` in column {column} of row {row}")]
    DateOrderUndecided {
        /// Data row of an ambiguous date.
        row: u64,
        /// Header of its column.
        column: String,
        /// The date as it stands.
        value: String,
        /// Whether some dates speak for one order and some for the other.
        conflict: bool,
    },
    /// The column chosen as key repeats far too often to be one.
    #[error(
        "the key column `{column}` repeats: {repeated} of the first {rows} rows are superseded by a later one"
    )]
    KeysRepeat {
        /// Header of the key column.
        column: String,
        /// Rows whose key comes again.
        repeated: u64,
        /// Data rows read until then.
        rows: u64,
    },
    /// Rows of one ticket are joined, and one ticket has far too many for that.
    #[error(
        "the key column `{column}` repeats: {rows} rows have the key of row {row}; those of one ticket may be {limit}, of \
         {bytes} bytes together"
    )]
    TicketTooLong {
        /// Header of the key column.
        column: String,
        /// The first of the rows.
        row: u64,
        /// How many there are.
        rows: u64,
        /// The most rows of a ticket.
        limit: u64,
        /// Their most bytes.
        bytes: u64,
    },
    /// Rows of one ticket are to be joined, and the file has more than can be put in order.
    #[error("the file has more than {limit} rows that are messages or versions of tickets")]
    TooManyMessages {
        /// The most rows.
        limit: usize,
    },
    /// An archive that cannot be read to its end.
    #[error("the {what} cannot be read: {reason}")]
    BadArchive {
        /// Such as `gzip archive`.
        what: Cow<'static, str>,
        /// What is wrong with it.
        reason: String,
    },
    /// An archive, a workbook or a Parquet file inside an archive.
    #[error("the archive holds {what}")]
    NestedArchive {
        /// What it holds, with its article.
        what: Cow<'static, str>,
    },
    /// An archive that does not hold one export.
    #[error("the archive holds {found} exports instead of one")]
    NotOneFile {
        /// Files that could be meant.
        found: usize,
    },
    /// The table that was chosen is not in the workbook or the archive.
    #[error("the file holds no table `{name}`")]
    UnknownTable {
        /// Name that was asked for.
        name: String,
    },
    /// Far more comes out of the file than a file may hold.
    #[error("the file holds more than {limit} bytes when unpacked")]
    UnpackedTooLarge {
        /// Most bytes that are unpacked.
        limit: u64,
    },
    /// So much out of so little is no export but an attack.
    #[error("the file grows more than {limit} times when unpacked")]
    UnpackedRatio {
        /// Most bytes that may come out of one.
        limit: u64,
    },
    /// JSON that ends early or is none.
    #[error("the JSON cannot be read on line {line} (record {row}): {reason}")]
    BadJson {
        /// Record in which it happened, from 1.
        row: u64,
        /// Physical line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// XML that ends early or is none.
    #[error("the XML cannot be read on line {line}: {reason}")]
    BadXml {
        /// Physical line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// An Excel workbook that cannot be read.
    #[error("the workbook cannot be read: {reason}")]
    BadWorkbook {
        /// What is wrong.
        reason: String,
    },
    /// A Parquet file that cannot be read.
    #[error("the Parquet file cannot be read: {reason}")]
    BadParquet {
        /// What is wrong.
        reason: String,
    },
    /// An archive, a workbook or a Parquet file that brings its reader down.
    #[error("the file cannot be read: it is damaged, or needs more memory than there is")]
    Damaged,
    /// Records of more different keys than a table may have columns.
    #[error("the records have more than {limit} different fields")]
    TooManyColumns {
        /// Most columns.
        limit: usize,
    },
    /// The bytes handed over are not the chunk that was cut.
    #[error("the chunk should be {expected} bytes and {rows} rows, but {bytes} bytes came")]
    ChunkMismatch {
        /// Bytes of the chunk.
        expected: u64,
        /// Records of the chunk.
        rows: u64,
        /// Bytes that came.
        bytes: u64,
    },
}

impl FileError {
    /// A stable name for programs, in `snake_case`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::Binary { .. } => "binary_file",
            Self::Utf16 => "utf16_file",
            Self::HeaderTooLong { .. } => "header_too_long",
            Self::NoHeader => "no_header",
            Self::NoRows => "no_rows",
            Self::UnterminatedQuote { .. } => "unterminated_quote",
            Self::RecordTooLong { .. } => "record_too_long",
            Self::NoKeyColumn => "no_key_column",
            Self::NoTextColumn => "no_text_column",
            Self::UnknownColumn { .. } => "unknown_column",
            Self::ColumnOutOfRange { .. } => "column_out_of_range",
            Self::DateOrderUndecided { .. } => "date_order_undecided",
            Self::KeysRepeat { .. } | Self::TicketTooLong { .. } => "keys_repeat",
            Self::TooManyMessages { .. } => "too_many_messages",
            Self::BadArchive { .. } => "bad_archive",
            Self::NestedArchive { .. } => "nested_archive",
            Self::NotOneFile { .. } => "not_one_file",
            Self::UnknownTable { .. } => "unknown_table",
            Self::UnpackedTooLarge { .. } => "unpacked_too_large",
            Self::UnpackedRatio { .. } => "unpacked_ratio",
            Self::BadJson { .. } => "bad_json",
            Self::BadXml { .. } => "bad_xml",
            Self::BadWorkbook { .. } => "bad_workbook",
            Self::BadParquet { .. } => "bad_parquet",
            Self::Damaged => "file_damaged",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::ChunkMismatch { .. } => "chunk_mismatch",
        }
    }

    /// The data row it happened in, counted from 1 behind the header; 0 is the header.
    pub fn row(&self) -> Option<u64> {
        match self {
            Self::UnterminatedQuote { row, .. }
            | Self::RecordTooLong { row, .. }
            | Self::BadJson { row, .. }
            | Self::TicketTooLong { row, .. }
            | Self::DateOrderUndecided { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// The column it happened in: its header where that is known, else its number from 1.
    pub fn column(&self) -> Option<String> {
        match self {
            Self::UnterminatedQuote { column, .. } => Some(column.to_string()),
            Self::DateOrderUndecided { column, .. }
            | Self::KeysRepeat { column, .. }
            | Self::TicketTooLong { column, .. } => Some(column.clone()),
            Self::UnknownColumn { name, .. } => Some(name.clone()),
            Self::ColumnOutOfRange { index, .. } => Some(index.to_string()),
            _ => None,
        }
    }

    /// What to do, as a sentence without a final stop.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Empty | Self::NoRows => {
                "export the tickets again and check that the search has results"
            }
            Self::Binary { .. } => {
                "upload the export as CSV, JSON, an Excel workbook, an HTML table, XML or Parquet, plain or in one gzip or ZIP archive"
            }
            Self::BadArchive { .. } => "pack the file again, or upload it unpacked",
            Self::NestedArchive { .. } => "upload what is in the archive by itself",
            Self::NotOneFile { .. } => "pack one export, or upload it unpacked",
            Self::UnknownTable { .. } => {
                "use the name of a sheet, of a table or of a file in the archive, exactly as it is there"
            }
            Self::UnpackedTooLarge { .. } => "export fewer tickets at a time",
            Self::UnpackedRatio { .. } => "upload the file unpacked",
            Self::BadJson { .. } | Self::BadXml { .. } => {
                "export the file again: it looks cut off or changed by hand"
            }
            Self::BadWorkbook { .. } => {
                "save the workbook again as .xlsx, or save its sheet as CSV UTF-8"
            }
            Self::BadParquet { .. } => {
                "write the file again, uncompressed or with Snappy, gzip or LZ4"
            }
            Self::Damaged => "export the file again; if it is refused again, upload it as CSV",
            Self::TooManyColumns { .. } => "export the tickets with fewer fields",
            Self::Utf16 => {
                "save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\") and upload it again"
            }
            Self::HeaderTooLong { .. } | Self::NoHeader => "the first line must name the columns",
            Self::UnterminatedQuote { .. } => {
                "the file looks cut off: export and upload it again, or close the quote"
            }
            Self::RecordTooLong { .. } => "look for a quote that is never closed near that line",
            Self::NoKeyColumn => {
                "export with the column that names each ticket (in Jira \"Issue key\"), or choose one in the mapping"
            }
            Self::NoTextColumn => {
                "export with summary, description or comments, or choose a text column in the mapping"
            }
            Self::UnknownColumn { .. } => "use a name exactly as the header has it",
            Self::ColumnOutOfRange { .. } => {
                "column positions start at 0 and end before the number of columns"
            }
            Self::DateOrderUndecided { .. } => {
                "say whether the day or the month comes first (date_order)"
            }
            Self::KeysRepeat { .. } | Self::TicketTooLong { .. } => {
                "choose the column that is different for each ticket"
            }
            Self::TooManyMessages { .. } => {
                "export fewer tickets at a time, all rows of each in one file"
            }
            Self::ChunkMismatch { .. } => {
                "upload the file again: the stored copy changed after it was inspected"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_learns_kind_row_column_and_remedy() {
        let error = FileError::UnterminatedQuote {
            row: 7,
            line: 12,
            column: 3,
        };
        assert_eq!(
            (error.kind(), error.row(), error.column().as_deref()),
            ("unterminated_quote", Some(7), Some("3"))
        );
        assert!(error.to_string().contains("line 12") && error.remedy().contains("cut off"));
    }
}
