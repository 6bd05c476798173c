//! What the inspection learns from each record.

use super::{
    Chunk, Options,
    content::Content,
    counts::Counts,
    gather::{self, Gather, TooMuch},
    keys::{Found, Keys, Row, TooMany, together},
    latest::Latest,
    number,
    roles::Role,
};
use crate::{
    DateError, DateOrder, Encoding, Field, FileError, Header, Mapping, Origin, Serials, Sniff,
    TicketKey, comment,
    csv::{
        cells::Cells,
        scan::{Record, Sink},
    },
    date::{Evidence, Reading},
    id_time::IdTimes,
    key, made_key,
};

/// Bytes kept of a key, a date or the start of a comment.
const CELL_BYTES: usize = made_key::CELL_BYTES;

/// Whether a record is the header again: its key and dates are their own column names.
pub(crate) fn is_repeated_header(
    cells: &Cells,
    roles: &[Role],
    header: &Header,
    encoding: Encoding,
) -> bool {
    let mut keys = 0;
    for (column, bytes) in cells.iter() {
        let own_name = || text(bytes, encoding).trim() == header.name(column);
        match roles[column] {
            Role::Key | Role::Date(_) if !own_name() => return false,
            Role::Key => keys += 1,
            // Without a key a date that says its own name is as good.
            Role::Date(_) if !roles.contains(&Role::Key) => keys += 1,
            _ => {}
        }
    }
    keys > 0
}

/// Whether a record holds nothing but its number, as the lines of a form do that nobody filled in yet.
pub(crate) fn is_bare(record: &Record, cells: &Cells, roles: &[Role], columns: usize) -> bool {
    let mut key = None;
    for (column, bytes) in cells.iter() {
        match roles[column] {
            Role::Key if key.is_none() && bytes.iter().all(u8::is_ascii_digit) => {
                key = Some(column);
            }
            Role::None | Role::Line | Role::Fault => {}
            _ => return false,
        }
    }
    let is_whole = record.columns >= columns || roles.contains(&Role::Line);
    is_whole && key.is_some_and(|key| record.width <= key + 1)
}

/// Counts, keys, dates and cuts of the records so far.
#[derive(Debug)]
pub(super) struct Learner {
    roles: Vec<Role>,
    mapping: Mapping,
    header: Header,
    surplus: usize,
    /// What the head is in, or what was chosen.
    encoding: Encoding,
    chunk_bytes: u64,
    chunk_rows: u64,
    cells: Cells,
    content: Content,
    pub records: u64,
    pub data: u64,
    pub blank: u64,
    pub repeated_headers: u64,
    keys: Keys,
    /// The same by the tracker's numbers: a ticket may stand under two keys. None where they repeat too often to be numbers of
    /// tickets, and where keys are made.
    ids: Option<Keys>,
    /// Whether a column's cells are looked at.
    kept: Vec<bool>,
    /// The column of the hour of creation.
    clock: Option<usize>,
    /// The records by their tickets, where a ticket has several.
    gather: Option<Gather>,
    counts: Counts,
    pub id_times: IdTimes,
    pub dates: Dates,
    chunks: Vec<Chunk>,
}

/// What the dates so far said.
#[derive(Debug)]
pub(super) struct Dates {
    serials: Serials,
    pub evidence: Evidence,
    pub latest: Latest,
}

/// How the text of a date is read.
type Read = fn(&str, Serials) -> Result<Reading, DateError>;

impl Dates {
    /// The date in seconds since the epoch, in either order of day and month.
    fn learn(&mut self, row: u64, column: usize, text: &str, read: Read) -> Option<[u32; 2]> {
        let reading = read(text, self.serials).ok()?;
        self.evidence.add(reading, row, column, text);
        Some(self.latest.add(reading))
    }
}

/// What the column names of a chunk may come to, in bytes, if every cell were filled: rows are also kept as JSON, each
/// cell under its name.
const NAME_BYTES: u64 = 32 << 20;

impl Learner {
    pub fn new(roles: Vec<Role>, sniff: &Sniff, mapping: &Mapping, options: &Options) -> Self {
        let header = sniff.header.clone();
        let names: u64 = header
            .names()
            .iter()
            .map(|name| name.len() as u64 + 6)
            .sum();
        let latest = Latest::new(&options.zone, options.received_at);
        let key = roles.iter().position(|role| *role == Role::Key);
        let key = key.map_or_else(String::new, |column| header.name(column));
        let prefix = mapping.columns(Field::KeyPrefix).iter().copied();
        let parts: Vec<usize> = made_key::columns(mapping).chain(prefix).collect();
        let is_kept = |(column, role): (usize, &Role)| {
            !matches!(role, Role::Other(_)) || parts.contains(&column)
        };
        Self {
            kept: roles.iter().enumerate().map(is_kept).collect(),
            clock: roles.iter().position(|role| *role == Role::Clock),
            roles,
            mapping: mapping.clone(),
            header,
            surplus: sniff.surplus,
            encoding: sniff.encoding,
            chunk_bytes: options.chunk_bytes,
            chunk_rows: options.chunk_rows.min(NAME_BYTES / names.max(1)).max(1),
            cells: Cells::new(CELL_BYTES),
            content: Content::default(),
            records: 0,
            data: 0,
            blank: 0,
            repeated_headers: 0,
            keys: Keys::new(mapping.makes_keys()),
            ids: (!mapping.makes_keys()).then(Keys::default),
            gather: (!mapping.rows().is_tickets()).then(Gather::default),
            counts: Counts::default(),
            id_times: IdTimes::new(&key, latest.limit()),
            dates: Dates {
                serials: sniff.origin.map(Origin::serials).unwrap_or_default(),
                evidence: Evidence::default(),
                latest,
            },
            chunks: Vec::new(),
        }
    }

    /// Puts the record into the last chunk, or into a new one where it does not fit.
    fn cut(&mut self, record: &Record) {
        if let Some(chunk) = self.chunks.last_mut()
            && record.end - chunk.byte_start <= self.chunk_bytes
            && chunk.rows < self.chunk_rows
        {
            chunk.byte_end = record.end;
            chunk.rows += 1;
            return;
        }
        self.chunks.push(Chunk {
            index: u32::try_from(self.chunks.len()).unwrap_or(u32::MAX),
            byte_start: record.start,
            byte_end: record.end,
            first_row: record.row,
            first_line: record.line,
            rows: 1,
            ranges: Vec::new(),
        });
    }

    fn learn(&mut self, record: &Record) -> Result<(), FileError> {
        let (mut key, mut id, mut answers) = (None, None, None);
        let mut changed = [0; 2];
        for (column, bytes) in self.cells.iter() {
            match self.roles[column] {
                Role::Key if key.is_none() => {
                    key = Some(text(bytes, self.encoding)).filter(|key| !key.trim().is_empty());
                }
                Role::Id if id.is_none() => {
                    id = Some(text(bytes, self.encoding)).filter(|id| !id.trim().is_empty());
                }
                // A date to come says nothing of how new the file is, and is no reason to ask how dates are written.
                Role::Date(field) if field.is_past() => {
                    let text = text(bytes, self.encoding);
                    let read = self
                        .dates
                        .learn(record.row, column, &text, Reading::in_column);
                    if field == Field::UpdatedAt && changed == [0; 2] {
                        changed = read.unwrap_or_default();
                    }
                }
                Role::At => {
                    let text = text(bytes, self.encoding);
                    self.dates
                        .learn(record.row, column, &text, Reading::in_column);
                }
                Role::Answers => answers = Some(text(bytes, self.encoding)),
                Role::Comment => {
                    self.counts.learn(column, bytes);
                    let read: Read = |text, _| Reading::new(text);
                    let whole = text(bytes, self.encoding);
                    let journal = comment::dates(&whole);
                    if !journal.is_empty() {
                        for date in journal {
                            self.dates.learn(record.row, column, date, read);
                        }
                        continue;
                    }
                    let end = memchr::memchr(b';', bytes).unwrap_or(0);
                    let text = text(&bytes[..end], self.encoding);
                    self.dates.learn(record.row, column, &text, read);
                }
                _ => {}
            }
        }
        // Rows that will not be taken supersede nothing.
        let cell = |wanted: usize| {
            let mut cells = self.cells.iter();
            let (_, bytes) = cells.find(|(column, _)| *column == wanted)?;
            Some(text(bytes, self.encoding).into_owned())
        };
        let makes_keys = self.mapping.makes_keys();
        let key = if makes_keys {
            made_key::of(&self.mapping, cell)
        } else {
            key.and_then(|key| TicketKey::new(&self.mapping.key_of(&key, cell)).ok())
        };
        let key =
            key.filter(|_| record.cells(self.header.len(), self.surplus) <= self.header.len());
        if let Some(key) = &key {
            self.id_times.add(key.as_str());
        }
        if let Some(gather) = &mut self.gather {
            let answers = answers
                .as_deref()
                .map(|key| key::whole(key.trim()))
                .filter(|key| !key.is_empty());
            let key = key.as_ref().map(TicketKey::as_str);
            let added = gather.add(record, key, answers.filter(|_| key.is_some()));
            return added.map_err(|much| self.too_much(much));
        }
        let Some(key) = key else { return Ok(()) };
        let (changed, content) = if makes_keys {
            (self.content.wide(), 0)
        } else {
            (changed, self.content.hash())
        };
        let row = Row {
            number: record.row,
            changed,
            content,
        };
        let created = |id: &str| {
            let dates = self.mapping.columns(Field::CreatedAt).iter();
            let mut dates = dates.filter_map(|&column| cell(column));
            let date = dates.find(|date| !date.trim().is_empty());
            number::name(id, date.as_deref(), self.clock.and_then(cell).as_deref())
        };
        let id = id.filter(|_| self.ids.is_some());
        let id = id.and_then(|id| created(&id));
        let added = self.keys.add(key.as_str(), row);
        added.map_err(|many| self.keys_repeat(many))?;
        if let (Some(ids), Some(id)) = (&mut self.ids, id)
            && ids.add(&id, row).is_err()
        {
            self.ids = None;
        }
        Ok(())
    }

    /// Where the file can be cut.
    pub fn chunks(&mut self) -> Result<Vec<Chunk>, FileError> {
        match self.gather.take() {
            None => Ok(std::mem::take(&mut self.chunks)),
            Some(gather) => gather
                .chunks(self.chunk_bytes, self.chunk_rows)
                .map_err(|much| self.too_much(much)),
        }
    }

    /// Columns of comments that hold nothing but numbers, in all columns of their name.
    pub fn counts(&self) -> Vec<usize> {
        self.counts.columns(&self.roles, &self.header)
    }

    /// Rows that another row of the same ticket supersedes, and numbers of those that share a made key.
    pub fn shared(&mut self, order: Option<DateOrder>) -> Result<Found, FileError> {
        let found = std::mem::take(&mut self.keys).find(order);
        let mut found = found.map_err(|many| self.keys_repeat(many))?;
        // Numbers that repeat too often are none of tickets.
        let ids = self.ids.take().and_then(|ids| ids.find(order).ok());
        let ids = ids.unwrap_or_default();
        found.superseded = together(found.superseded, ids.superseded);
        Ok(found)
    }

    /// What is told of rows that cannot be joined.
    fn too_much(&self, much: TooMuch) -> FileError {
        let column = self.roles.iter().position(|role| *role == Role::Key);
        match much {
            TooMuch::Records => FileError::TooManyMessages {
                limit: gather::MOST_RECORDS,
            },
            TooMuch::OfTicket { row, rows } => FileError::TicketTooLong {
                column: column.map_or_else(String::new, |column| self.header.name(column)),
                row,
                rows,
                limit: gather::MOST_OF_TICKET,
                bytes: gather::MOST_BYTES,
            },
        }
    }

    /// What is told of a key column that is none, or of the columns that keys are made of, after the rows so far.
    pub fn keys_repeat(&self, TooMany(repeated): TooMany) -> FileError {
        // Where keys are made no column is one.
        let key = self.roles.iter().position(|role| *role == Role::Key);
        let columns = key.into_iter().chain(made_key::columns(&self.mapping));
        let names: Vec<String> = columns.map(|at| self.header.name(at)).collect();
        FileError::KeysRepeat {
            column: names.join(", "),
            repeated,
            rows: self.data,
        }
    }
}

/// A cell's text while the encoding of the whole file is not decided: keys and dates rarely need it.
fn text(bytes: &[u8], head: Encoding) -> std::borrow::Cow<'_, str> {
    let encoding = match head {
        Encoding::Legacy(_) => head,
        _ => match str::from_utf8(bytes) {
            Ok(_) => Encoding::Utf8,
            // Cut off within a letter.
            Err(error) if bytes.len() == CELL_BYTES && error.error_len().is_none() => {
                Encoding::Utf8
            }
            Err(_) => Encoding::Windows1252,
        },
    };
    encoding.decode(bytes).0
}

impl Sink for Learner {
    fn text(&mut self, column: usize, piece: &[u8]) {
        self.content.add(column, piece);
        if self.kept[column] {
            self.cells.push(column, piece);
        }
    }

    fn record(&mut self, record: &Record) -> Result<(), FileError> {
        if self.gather.is_none() {
            self.cut(record);
        }
        self.records += 1;
        let is_header =
            || is_repeated_header(&self.cells, &self.roles, &self.header, self.encoding);
        let is_bare = is_bare(record, &self.cells, &self.roles, self.header.len());
        let is_filled = record.filled && !is_bare;
        if is_filled && !is_header() {
            self.data += 1;
            self.learn(record)?;
        } else {
            let skipped = if is_filled {
                &mut self.repeated_headers
            } else {
                &mut self.blank
            };
            *skipped += 1;
            if let Some(gather) = &mut self.gather {
                let added = gather.add(record, None, None);
                added.map_err(|much| self.too_much(much))?;
            }
        }
        self.cells.clear();
        self.content.clear();
        Ok(())
    }
}
