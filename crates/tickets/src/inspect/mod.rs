//! The one pass over a whole file: what encoding and date order it has, where it can be cut, which rows repeat a key.

mod chunk;
mod content;
mod counts;
mod gather;
mod keys;
mod latest;
mod number;
mod part;
mod roles;
mod rows;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Choices, DateOrder, DateOrderFinding, Doubt, DoubtKind, Encoding, FileError, Header, IdTime,
    Mapping, Origin, Sniff, TableFound, Zone,
    csv::scan::{Scanner, Start},
    encoding::EncodingCheck,
};
pub use chunk::{Chunk, Range};
pub(crate) use counts::is_count;
use keys::Found;
pub use part::Part;
pub(crate) use roles::{Role, roles};
use rows::Learner;
pub(crate) use rows::{is_bare, is_repeated_header};

/// Longest record, in bytes: what is longer has lost a quote.
const LONGEST_RECORD: u64 = 8 << 20;

/// What the inspection must know beside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Zone in which dates without one are read.
    pub zone: Zone,
    /// When the file was received: dates more than a day later are not believed to date the export, and where there is
    /// no date at all this one counts.
    pub received_at: Timestamp,
    /// Longest chunk, in bytes; a single record may be longer.
    pub chunk_bytes: u64,
    /// Most records of a chunk; fewer where the column names are long.
    pub chunk_rows: u64,
}

impl Options {
    /// Chunks of at most 2.5 MiB and 5,000 records: scoring one takes 10 to 20 times its text in memory.
    pub fn new(zone: Zone, received_at: Timestamp) -> Self {
        Self {
            zone,
            received_at,
            chunk_bytes: 5 << 19,
            chunk_rows: 5_000,
        }
    }
}

/// All that is known about a file once it was inspected; what `read_chunk` needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// Name of the format.
    pub format: String,
    /// What was said of the file.
    #[serde(default)]
    pub choices: Choices,
    /// What the file was before it became a table, if it was none.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// Bytes of the table.
    pub bytes: u64,
    /// Its encoding, decided over all bytes, or chosen.
    pub encoding: Encoding,
    /// Columns that are called comments and hold nothing but how many there are: they are not read.
    #[serde(default)]
    pub counts: Vec<usize>,
    /// The tables that were in the file, where there were several.
    #[serde(default)]
    pub tables: Vec<TableFound>,
    /// What its head is in: rows are told apart by it. Releases before knew none in which that matters.
    #[serde(default = "utf8")]
    pub head_encoding: Encoding,
    /// What it leaves open.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// Whether it starts with a byte order mark.
    pub bom: bool,
    /// Its separator.
    pub delimiter: char,
    /// Its column names.
    pub header: Header,
    /// Which columns hold what.
    pub mapping: Mapping,
    /// Zone in which dates without one are read.
    pub zone: Zone,
    /// Order of day and month, where the file needs one.
    pub date_order: Option<DateOrder>,
    /// What decided it.
    pub date_order_finding: DateOrderFinding,
    /// The latest date in the file: how new its state is.
    pub as_of: Timestamp,
    /// How the keys hold the moments they were made at, if all of them do.
    #[serde(default)]
    pub id_time: Option<IdTime>,
    /// So many empty cells stand behind the last column in most rows; see [`Sniff::surplus`].
    #[serde(default)]
    pub surplus: usize,
    /// Records behind the header, all of them.
    pub records: u64,
    /// Records that should hold a ticket: without blank ones and repeated headers.
    pub rows: u64,
    /// Records of nothing but separators: skipped.
    pub blank_rows: u64,
    /// The header again, as paged exports have it: skipped.
    pub repeated_headers: u64,
    /// Rows whose key another row has, with the one that counts: the row that was changed last, else the last; ascending.
    /// None where rows of one key are joined.
    pub superseded: Vec<(u64, u64)>,
    /// Those of them that say the same as the row that counts; ascending.
    #[serde(default)]
    pub repeated: Vec<u64>,
    /// Those of them whose ticket has another key in the row that counts, as the tracker's number tells; ascending.
    #[serde(default)]
    pub moved: Vec<u64>,
    /// Rows that count beside another one that the same key was made for, with the numbers that tell their keys apart, from 2
    /// on; ascending. An earlier release told them by those that are superseded and say something else.
    #[serde(default)]
    pub numbered: Vec<(u64, u32)>,
    /// Where the file can be cut.
    pub chunks: Vec<Chunk>,
}

const fn utf8() -> Encoding {
    Encoding::Utf8
}

impl Inspection {
    /// Whether nothing about the file itself needs a person's look; the mapping may.
    pub fn is_sure(&self) -> bool {
        self.doubts.is_empty()
    }

    /// The row with the same key that counts, if it is another.
    pub(crate) fn superseded_by(&self, row: u64) -> Option<u64> {
        let found = self
            .superseded
            .binary_search_by_key(&row, |&(row, _)| row)
            .ok()?;
        Some(self.superseded[found].1)
    }

    /// Whether the ticket of a superseded row has another key in the one that counts.
    pub(crate) fn has_moved(&self, row: u64) -> bool {
        self.moved.binary_search(&row).is_ok()
    }

    /// Whether a superseded row says the same as the one that counts.
    pub(crate) fn repeats(&self, row: u64) -> bool {
        self.repeated.binary_search(&row).is_ok()
    }
}

/// Inspects a file as its bytes come in. It keeps a few bytes per row, never the file; an inspection that was
/// interrupted starts again from the first byte.
#[derive(Debug)]
pub struct Inspector {
    format: &'static str,
    sniff: Sniff,
    mapping: Mapping,
    options: Options,
    encoding: EncodingCheck,
    scanner: Scanner,
    wanted: Vec<bool>,
    rows: Learner,
    /// Bytes fed.
    bytes: u64,
}

impl Inspector {
    pub(crate) fn new(
        format: &'static str,
        sniff: &Sniff,
        mapping: &Mapping,
        options: Options,
    ) -> Result<Self, FileError> {
        mapping.check(&sniff.header)?;
        let roles = roles(mapping, &sniff.header, sniff.origin);
        let start = Start {
            offset: sniff.data_start,
            line: sniff.data_line,
            row: 1,
        };
        let delimiter = u8::try_from(sniff.delimiter).unwrap_or(b',');
        Ok(Self {
            format,
            encoding: EncodingCheck::default(),
            scanner: Scanner::new(delimiter, sniff.encoding, start, LONGEST_RECORD)
                .of_columns(sniff.header.len()),
            wanted: roles
                .iter()
                .map(|role| match role {
                    Role::Line | Role::Fault => false,
                    // Without a key all of a row tells whether it is there twice.
                    Role::None => mapping.makes_keys(),
                    _ => true,
                })
                .collect(),
            rows: Learner::new(roles, sniff, mapping, &options),
            sniff: Sniff {
                more: Vec::new(),
                ..sniff.clone()
            },
            mapping: mapping.clone(),
            options,
            bytes: 0,
        })
    }

    /// Takes the next bytes of the file, from its first on, in pieces of any size.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        if self.sniff.origin.is_none() && self.sniff.choices.encoding.is_none() {
            self.encoding.feed(bytes);
        }
        let before_data = self.sniff.data_start.saturating_sub(self.bytes);
        self.bytes += bytes.len() as u64;
        let skip = usize::try_from(before_data).map_or(bytes.len(), |skip| skip.min(bytes.len()));
        self.scanner
            .feed(&bytes[skip..], &self.wanted, &mut self.rows)
    }

    /// Bytes fed so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<Inspection, FileError> {
        self.scanner.finish(&mut self.rows)?;
        let Self {
            sniff,
            mapping,
            options,
            mut rows,
            ..
        } = self;
        if rows.data == 0 {
            return Err(FileError::NoRows);
        }
        let (date_order_finding, date_order) = rows
            .dates
            .evidence
            .decide(mapping.date_order(), |column| sniff.header.name(column))?;
        let (encoding, doubt) = match (sniff.origin, sniff.choices.encoding) {
            (Some(origin), _) => (origin.encoding, None),
            (None, Some(chosen)) => (chosen, None),
            (None, None) => self.encoding.decide(sniff.bom),
        };
        let Found {
            superseded,
            numbered,
        } = rows.shared(date_order)?;
        let chunks = rows.chunks()?;
        let repeated = superseded.iter().filter(|found| found.is_same);
        let moved = superseded.iter().filter(|found| found.is_moved);
        Ok(Inspection {
            format: self.format.to_owned(),
            bytes: self.bytes,
            encoding,
            head_encoding: sniff.encoding,
            doubts: {
                let tables = |doubt: &Doubt| doubt.kind == DoubtKind::Table;
                let others = sniff.doubts.into_iter().filter(tables);
                doubt.into_iter().chain(others).collect()
            },
            tables: sniff.tables,
            counts: rows.counts(),
            choices: sniff.choices,
            origin: sniff.origin,
            bom: sniff.bom,
            delimiter: sniff.delimiter,
            as_of: rows
                .dates
                .latest
                .instant(date_order)
                .unwrap_or(options.received_at),
            id_time: rows.id_times.decide(),
            zone: options.zone,
            date_order,
            date_order_finding,
            surplus: sniff.surplus,
            records: rows.records,
            rows: rows.data,
            blank_rows: rows.blank,
            repeated_headers: rows.repeated_headers,
            repeated: repeated.map(|found| found.row).collect(),
            moved: moved.map(|found| found.row).collect(),
            superseded: superseded
                .into_iter()
                .map(|found| (found.row, found.by))
                .collect(),
            numbered,
            chunks,
            header: sniff.header,
            mapping,
        })
    }
}

#[cfg(test)]
mod tests;
