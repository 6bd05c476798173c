//! Files that can only be read from their end, or more than once: ZIP archives, workbooks, Parquet, XML and HTML.

use std::io::{self, Read, Seek};

use serde::{Deserialize, Serialize};

use crate::{
    Error, Landing, Limits, Sink, archive, markup, parquet_rows, source::Stored, utf16, xls,
};

/// What such a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packed {
    /// A ZIP archive, which a workbook is too.
    Zip,
    /// A Parquet file.
    Parquet,
    /// A workbook as Excel wrote it before 2007.
    Xls,
    /// An XML document or an HTML page.
    Markup,
}

impl Packed {
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Some(Self::Zip)
        } else if head.starts_with(b"PAR1") {
            Some(Self::Parquet)
        } else if xls::is(head) {
            Some(Self::Xls)
        } else if is_markup(head) {
            Some(Self::Markup)
        } else {
            None
        }
    }

    /// What it is, with its article.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Zip => "a ZIP archive or a workbook",
            Self::Parquet => "a Parquet file",
            Self::Xls => "an old workbook",
            Self::Markup => "XML or HTML",
        }
    }

    /// Whether it is read as well where it was packed itself.
    pub(crate) fn may_be_packed(self) -> bool {
        matches!(self, Self::Xls | Self::Markup)
    }
}

fn is_markup(head: &[u8]) -> bool {
    match utf16::detect(head) {
        Some(wide) => markup::is(utf16::Utf16::new(wide).feed(head, false)),
        None => markup::is(head),
    }
}

/// Something that can be read from any place.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Opens the stored file anew, at its start.
pub type Open = std::sync::Arc<dyn Fn() -> io::Result<Box<dyn ReadSeek + Send>> + Send + Sync>;

/// Reads a stored file of which [`Stream`](crate::Stream) said that it is packed; what comes out is a table or its rows.
pub fn unpack(
    packed: Packed,
    open: &Open,
    limits: Limits,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    unpack_table(packed, open, limits, None, sink)
}

/// The same of one sheet of a workbook, or one file of an archive, where it is named.
pub fn unpack_table(
    packed: Packed,
    open: &Open,
    limits: Limits,
    table: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    match packed {
        Packed::Zip => archive::unpack(open, limits, table, sink),
        Packed::Parquet => parquet_rows::rows(open, limits, sink),
        Packed::Xls => xls::rows(open()?, limits, table, sink),
        Packed::Markup => markup::rows(&mut Stored(open), limits, table, sink),
    }
}
