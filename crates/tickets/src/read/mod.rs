//! Turns a chunk of a file into tickets and row errors.

mod build;
pub(crate) mod clock;
mod earliest;
mod escaped;
mod join;
mod message;
mod packed;
mod raw;
mod row_set;
mod short;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    Chunk, Field, FileError, Format, Inspection, Origin, Place, RowError, RowErrorKind, Ticket,
    TicketKey, Zone,
    csv::{
        cells::Cells,
        scan::{Record, Scanner, Sink, Start},
    },
    header_zone,
    inspect::{Role, is_bare, is_repeated_header},
    made_key,
};

pub(crate) use packed::said;
pub use raw::{RawRow, raw_rows};
pub use row_set::RowSet;

/// What a chunk holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its tickets, in row order.
    pub tickets: Vec<Ticket>,
    /// What is wrong with its rows, in row order.
    pub errors: Vec<RowError>,
    /// Rows without any value.
    #[serde(default)]
    pub empty: RowSet,
    /// Rows that say again what the columns are called.
    #[serde(default)]
    pub repeated_headers: RowSet,
    /// Rows that went into the ticket of another row, as messages or former versions.
    #[serde(default)]
    pub joined: RowSet,
}

/// Reads the bytes of a chunk's pieces, one behind the other, each once; `take` gets every filled row as it is,
/// where that is asked for.
pub(crate) fn read_chunk(
    format: &dyn Format,
    bytes: &[u8],
    inspection: &Inspection,
    chunk: &Chunk,
    take: Option<&mut dyn FnMut(RawRow<'_>)>,
) -> Result<Outcome, FileError> {
    let mismatch = FileError::ChunkMismatch {
        expected: chunk.bytes(),
        rows: chunk.rows,
        bytes: bytes.len() as u64,
    };
    if bytes.len() as u64 != chunk.bytes() {
        return Err(mismatch);
    }
    inspection.mapping.check(&inspection.header)?;
    let roles = raw::all_roles(inspection);
    let raw = take.map(|take| raw::Rows::new(inspection, roles.len(), take));
    let wanted: Vec<bool> = roles
        .iter()
        .map(|role| raw.is_some() || *role != Role::None)
        .collect();
    let mut rows = Reader {
        format,
        inspection,
        raw,
        roles,
        cells: Cells::new(usize::MAX),
        rows: 0,
        zones: zones(inspection),
        numbers: made_key::numbers(inspection),
        messages: Vec::new(),
        outcome: Outcome::default(),
    };
    scan(bytes, inspection, chunk, &wanted, &mut rows)?;
    if !inspection.mapping.rows().is_tickets() {
        (rows.outcome.tickets, rows.outcome.joined) = join::join(rows.messages, inspection);
    }
    if rows.rows == chunk.rows {
        Ok(rows.outcome)
    } else {
        Err(mismatch)
    }
}

/// Goes over the records of a chunk.
fn scan(
    bytes: &[u8],
    inspection: &Inspection,
    chunk: &Chunk,
    wanted: &[bool],
    sink: &mut impl Sink,
) -> Result<(), FileError> {
    let delimiter = u8::try_from(inspection.delimiter).unwrap_or(b',');
    let mut rest = bytes;
    for piece in chunk.pieces() {
        let start = Start {
            offset: piece.start,
            line: piece.line.into(),
            row: piece.row.into(),
        };
        let length = usize::try_from(piece.length).unwrap_or(usize::MAX);
        let (own, others) = rest.split_at(length.min(rest.len()));
        rest = others;
        let scanner = Scanner::new(delimiter, inspection.head_encoding, start, u64::MAX);
        let mut scanner = scanner.of_columns(inspection.header.len());
        scanner.feed(own, wanted, sink)?;
        scanner.finish(sink)?;
    }
    Ok(())
}

fn zones(inspection: &Inspection) -> Vec<Option<Zone>> {
    let names = inspection.header.names().iter();
    names.map(|name| header_zone::of(name)).collect()
}

struct Reader<'a> {
    format: &'a dyn Format,
    inspection: &'a Inspection,
    raw: Option<raw::Rows<'a>>,
    roles: Vec<Role>,
    cells: Cells,
    rows: u64,
    /// The zones that columns name for their times.
    zones: Vec<Option<Zone>>,
    /// Which of several rows that the same key was made for a row is.
    numbers: HashMap<u64, usize>,
    /// The rows of tickets that may have several.
    messages: Vec<message::Row>,
    outcome: Outcome,
}

impl Reader<'_> {
    /// The row's place in the upload, and what was wrong with it before it became a row.
    fn place(&self, record: &Record) -> (Place, Option<RowError>) {
        let cell = |role| {
            let mut cells = self.cells.iter();
            cells.find_map(|(column, bytes)| {
                (self.roles[column] == role).then(|| String::from_utf8_lossy(bytes))
            })
        };
        let line = cell(Role::Line).and_then(|line| line.parse().ok());
        let at = Place {
            row: record.row,
            line: line.unwrap_or(record.line),
        };
        let fault = cell(Role::Fault).map(|fault| {
            let (reason, value) = fault.split_once('\n').unwrap_or((&fault, ""));
            let value = Some(value).filter(|value| !value.is_empty());
            let kind = if reason.starts_with(Origin::TOO_LONG) {
                RowErrorKind::RecordTooLong
            } else {
                RowErrorKind::BrokenRecord
            };
            RowError::new(at, None, value, kind, reason.to_owned())
        });
        (at, fault)
    }

    /// What is told of a row that ends before its title or its date. Rows of a table that was written for another file
    /// end where they hold nothing any more, as some programs' CSV does.
    fn too_narrow(&self, record: &Record, at: Place) -> Option<RowError> {
        let written = self.inspection.origin.is_some_and(|o| o.controls() > 0);
        let [found, known] = [record.columns, self.inspection.header.len()];
        let lacks = |field| {
            let columns = self.inspection.mapping.columns(field);
            columns.first().is_some_and(|column| *column >= found)
        };
        let lacks = lacks(Field::Summary) || lacks(Field::CreatedAt);
        let told = !written && found < known && lacks;
        told.then(|| {
            let reason = format!("{found} of {known} columns");
            RowError::new(at, None, None, RowErrorKind::TooNarrow, reason)
        })
    }

    /// The row's key, if the row is to be taken; else why not.
    fn key(&self, record: &Record, at: Place) -> Result<TicketKey, RowError> {
        let header = &self.inspection.header;
        let cells = record.cells(header.len(), self.inspection.surplus);
        if cells > header.len() {
            let controls = self.inspection.origin.map_or(0, Origin::controls);
            let [found, known] = [cells, header.len()].map(|count| count - controls);
            let reason = format!("{found} of {known} columns");
            return Err(RowError::new(at, None, None, RowErrorKind::TooWide, reason));
        }
        if self.inspection.mapping.makes_keys() {
            let key = made_key::of(&self.inspection.mapping, |wanted| {
                let mut cells = self.cells.iter();
                let (_, bytes) = cells.find(|(column, _)| *column == wanted)?;
                let start = &bytes[..bytes.len().min(made_key::CELL_BYTES)];
                Some(self.inspection.encoding.decode(start).0.into_owned())
            });
            let missing = || {
                let reason = "the row has neither a key nor a text that could name it".to_owned();
                RowError::new(at, None, None, RowErrorKind::MissingKey, reason)
            };
            let key = key.ok_or_else(missing)?;
            return match self.numbers.get(&record.row) {
                Some(number) => Ok(key.numbered(*number)),
                None => self.counted(key, "", record, at),
            };
        }
        let cells = self
            .cells
            .iter()
            .filter(|&(column, _)| self.roles[column] == Role::Key);
        let found = cells.map(|(column, bytes)| (column, self.inspection.encoding.decode(bytes).0));
        let (column, text) = found
            .into_iter()
            .find(|(_, text)| !text.trim().is_empty())
            .unwrap_or((
                self.inspection.mapping.columns(Field::TicketId)[0],
                "".into(),
            ));
        let name = header.name(column);
        let cell = |wanted: usize| {
            let (_, bytes) = self.cells.iter().find(|(column, _)| *column == wanted)?;
            Some(self.inspection.encoding.decode(bytes).0.into_owned())
        };
        let text = self.inspection.mapping.key_of(&text, cell);
        let key = TicketKey::new(&text).map_err(|error| {
            let empty = text.trim().is_empty();
            let kind = if empty {
                RowErrorKind::MissingKey
            } else {
                RowErrorKind::BadKey
            };
            RowError::new(
                at,
                Some(&name),
                Some(&*text).filter(|_| !empty),
                kind,
                error.to_string(),
            )
        })?;
        self.counted(key, &name, record, at)
    }

    /// The key of a row, unless another row with it counts.
    fn counted(
        &self,
        key: TicketKey,
        name: &str,
        record: &Record,
        at: Place,
    ) -> Result<TicketKey, RowError> {
        match self.inspection.superseded_by(record.row) {
            None => Ok(key),
            Some(by) => {
                let repeats = self.inspection.repeats(record.row);
                let same = if self.inspection.has_moved(record.row) {
                    "the tracker's same number under another key"
                } else {
                    "the same key"
                };
                let (kind, reason) = if repeats {
                    let reason = format!("row {by} says the same and counts");
                    (RowErrorKind::RepeatedRow, reason)
                } else if by < record.row {
                    let reason = format!("row {by} has {same}, was changed later, and counts");
                    (RowErrorKind::SupersededKey, reason)
                } else {
                    let reason = format!("row {by} has {same} and counts");
                    (RowErrorKind::SupersededKey, reason)
                };
                let value = Some(key.as_str());
                let name = Some(name).filter(|name| !name.is_empty());
                Err(RowError::new(at, name, value, kind, reason))
            }
        }
    }
}

impl Sink for Reader<'_> {
    fn text(&mut self, column: usize, piece: &[u8]) {
        self.cells.push(column, piece);
    }

    fn record(&mut self, record: &Record) -> Result<(), FileError> {
        self.rows += 1;
        let columns = self.inspection.header.len();
        if !record.filled || is_bare(record, &self.cells, &self.roles, columns) {
            self.outcome.empty.push(record.row);
        } else if is_repeated_header(
            &self.cells,
            &self.roles,
            &self.inspection.header,
            self.inspection.head_encoding,
        ) {
            self.outcome.repeated_headers.push(record.row);
        } else {
            if let Some(raw) = &mut self.raw {
                raw.row(record, &self.cells, &self.roles);
            }
            let (at, fault) = self.place(record);
            match fault.map_or_else(|| self.key(record, at), Err) {
                Err(error) => self.outcome.errors.push(error),
                Ok(key) => {
                    let mut builder =
                        build::Builder::new(self.format, (self.inspection, &self.zones), key, at);
                    for (column, bytes) in self.cells.iter() {
                        builder.cell(column, self.roles[column], bytes);
                    }
                    let (ticket, message, errors) = builder.build();
                    let mapping = &self.inspection.mapping;
                    if mapping.rows().is_tickets() {
                        self.outcome.tickets.push(ticket);
                    } else {
                        let row = message::Row::new(ticket, message, mapping);
                        self.messages.push(row);
                    }
                    self.outcome.errors.extend(self.too_narrow(record, at));
                    self.outcome.errors.extend(errors);
                }
            }
        }
        self.cells.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
