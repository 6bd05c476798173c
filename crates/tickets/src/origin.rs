//! What a stored table was before it became one: the line that is written in front of it.
//!
//! A CSV file in UTF-8 or a one-byte encoding is stored as it came. Everything else is stored as CSV in UTF-8 behind a
//! line such as `#undertone 1 json utf-8`; JSON, XML, HTML, workbooks and Parquet moreover get two columns in front, the
//! physical line of the record and what is wrong with it.

use crate::{Encoding, Serials};

/// What the line starts with.
const MAGIC: &str = "#undertone 1 ";
/// What is put to the name of a workbook that counts its days from 1904.
const FROM_1904: &str = "-1904";

/// What the names of files with an export end in.
pub const EXPORT_EXTENSIONS: [&str; 11] = [
    "csv", "tsv", "txt", "json", "ndjson", "jsonl", "parquet", "xls", "html", "htm", "xml",
];
/// What the names of files end in that have an export packed in them.
pub const PACKED_EXTENSIONS: [&str; 3] = ["xlsx", "gz", "zip"];

/// How an upload held its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wire {
    /// Delimited text.
    Csv,
    /// JSON: an array, an object with one, or one object per line.
    Json,
    /// An Excel workbook, also as Excel 2003 wrote it in XML.
    Xlsx,
    /// A workbook as Excel wrote it before 2007.
    Xls,
    /// A table of an HTML page.
    Html,
    /// XML: its repeated elements.
    Xml,
    /// Parquet.
    Parquet,
    /// Records sent to the API.
    Api,
}

impl Wire {
    const ALL: [Self; 8] = [
        Self::Csv,
        Self::Json,
        Self::Xlsx,
        Self::Xls,
        Self::Html,
        Self::Xml,
        Self::Parquet,
        Self::Api,
    ];

    /// The serialized name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Parquet => "parquet",
            Self::Api => "api",
        }
    }
}

/// Where a stored table comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// How the upload held its records.
    pub wire: Wire,
    /// The encoding its text was in.
    pub encoding: Encoding,
    /// Whether it is a workbook that counts its days from 1904.
    #[serde(default)]
    pub from_1904: bool,
}

impl Origin {
    /// Of records that were held so, in text of that encoding.
    pub const fn new(wire: Wire, encoding: Encoding) -> Self {
        Self {
            wire,
            encoding,
            from_1904: false,
        }
    }

    /// Whether comments are written into its table as `date;author;body`: cells of workbooks and of Parquet stand as they were.
    pub(crate) fn writes_comments(self) -> bool {
        self.controls() > 0
            && !matches!(
                self.wire,
                Wire::Xlsx | Wire::Xls | Wire::Html | Wire::Parquet
            )
    }

    /// The day that numbers in its columns of dates count from.
    pub const fn serials(self) -> Serials {
        if self.from_1904 {
            Serials::Since1904
        } else {
            Serials::Since1900
        }
    }

    /// Name of the column with the physical line of each record.
    pub const LINE: &'static str = "#line";
    /// Name of the column that says why a record is none.
    pub const FAULT: &'static str = "#fault";
    /// What a fault starts with where the record is too long to be read.
    pub const TOO_LONG: &'static str = "the record is longer than";
    /// The columns in front of the record's own.
    pub const CONTROLS: usize = 2;

    /// The line in front of the table, with its line end.
    pub fn line(self) -> String {
        let days = if self.from_1904 { FROM_1904 } else { "" };
        format!(
            "{MAGIC}{}{days} {}\n",
            self.wire.as_str(),
            self.encoding.name()
        )
    }

    /// Reads the line at the head of a stored table, and how many bytes it takes.
    pub fn read(head: &[u8]) -> Option<(Self, usize)> {
        let rest = head.strip_prefix(MAGIC.as_bytes())?;
        let end = memchr::memchr(b'\n', &rest[..rest.len().min(64)])?;
        let (wire, encoding) = str::from_utf8(&rest[..end]).ok()?.split_once(' ')?;
        let (wire, from_1904) = match wire.strip_suffix(FROM_1904) {
            Some(wire) => (wire, true),
            None => (wire, false),
        };
        let wire = Wire::ALL.into_iter().find(|known| known.as_str() == wire)?;
        let encoding = Encoding::by_name(encoding)?;
        let origin = Self {
            wire,
            encoding,
            from_1904,
        };
        Some((origin, MAGIC.len() + end + 1))
    }

    /// How many columns stand in front of the record's own.
    pub fn controls(self) -> usize {
        if self.wire == Wire::Csv {
            0
        } else {
            Self::CONTROLS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let workbook = Origin::new(Wire::Xlsx, Encoding::Utf8);
        let old = Origin {
            from_1904: true,
            ..workbook
        };
        let text = Wire::ALL.map(|wire| Origin::new(wire, Encoding::Utf16Le));
        for origin in text.into_iter().chain([old]) {
            let line = origin.line();
            let head = format!("{line}a,b\n");
            assert_eq!(Origin::read(head.as_bytes()), Some((origin, line.len())));
        }
        assert_eq!(Origin::read(b"#undertone 1 fax utf-8\n"), None);
        assert_eq!(Origin::read(b"Issue key,Summary\n"), None);
    }
}
