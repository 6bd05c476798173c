//! Splits CSV bytes into cells and records as they stream by.
//!
//! The dialect is the one `csv-core` reads (a test compares both): RFC 4180 with any mix of LF, CRLF and CR,
//! a quote inside an unquoted cell is an ordinary byte, blank lines are no records. It is our own because an
//! export of 1,667 columns is mostly separators: cells nobody asked for are stepped over, not copied, and the
//! scanner knows at which byte and line a record starts and whether the last quote was ever closed.

use super::entity::Tail;
pub(crate) use super::record::{Record, Sink, Start};
use crate::{Encoding, FileError};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first byte of a record.
    Between,
    /// The same, directly behind a CR, whose LF is still to come.
    AfterCr,
    /// The same behind two, which are one line end with a LF behind them.
    AfterCrs,
    /// Before the first byte of a cell.
    Cell,
    /// In an unquoted cell, or behind the closing quote of a quoted one.
    Plain,
    /// In a quoted cell.
    Quoted,
    /// Behind a quote in a quoted cell: the end of the quotes, or half of a doubled quote.
    Quote,
}

/// The state between two calls of [`Scanner::feed`].
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    delimiter: u8,
    /// What starts a character whose second byte may look like the delimiter, where that can be.
    leads: Option<fn(u8) -> bool>,
    /// Whether the next byte is such a second one.
    second: bool,
    state: State,
    /// Offset of the next byte to be fed.
    offset: u64,
    line: u64,
    /// Line of the quote that opened last.
    quote_line: u64,
    current: Record,
    /// Number of the current cell in its record.
    column: usize,
    max_record: u64,
    /// The last column, where `;` separates cells and may end an entity in the text of that one.
    last: Option<usize>,
    tail: Tail,
}

impl Scanner {
    /// A scanner for bytes of an encoding from a known place on; records longer than `max_record` bytes are an error.
    pub fn new(delimiter: u8, encoding: Encoding, from: Start, max_record: u64) -> Self {
        let Start { offset, line, row } = from;
        let current = Record {
            row,
            line,
            start: offset,
            end: offset,
            next_line: line,
            columns: 0,
            width: 0,
            filled: false,
        };
        Self {
            delimiter,
            // Of the delimiters only the bar is ever a second byte.
            leads: encoding.leads().filter(|_| delimiter == b'|'),
            second: false,
            state: State::Between,
            offset,
            line,
            quote_line: line,
            current,
            column: 0,
            max_record,
            last: None,
            tail: Tail::default(),
        }
    }

    /// The same for a table of so many columns: in the last one, whose texts some programs put into no quotes, a `;` that
    /// ends an entity of HTML is part of the text.
    pub fn of_columns(self, columns: usize) -> Self {
        let last = columns.checked_sub(1).filter(|_| self.delimiter == b';');
        Self { last, ..self }
    }

    /// Takes the next bytes. Only the columns marked in `wanted` are told to the sink.
    pub fn feed(
        &mut self,
        bytes: &[u8],
        wanted: &[bool],
        sink: &mut impl Sink,
    ) -> Result<(), FileError> {
        let empty_run = [self.delimiter; 8];
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match self.state {
                State::Between | State::AfterCr | State::AfterCrs => match byte {
                    b'\n' => {
                        self.line += u64::from(self.state == State::Between);
                        self.line -= u64::from(self.state == State::AfterCrs);
                        self.state = State::Between;
                        at += 1;
                    }
                    b'\r' => {
                        self.line += 1;
                        self.state = match self.state {
                            State::AfterCr => State::AfterCrs,
                            _ => State::AfterCr,
                        };
                        at += 1;
                    }
                    _ => self.begin_record(at),
                },
                State::Cell => {
                    while bytes[at..].starts_with(&empty_run) {
                        at += 8;
                        self.column += 8;
                    }
                    match bytes.get(at) {
                        None => {}
                        Some(b'"') => {
                            self.state = State::Quoted;
                            self.quote_line = self.line;
                            self.current.filled = true;
                            at += 1;
                        }
                        Some(b'\n' | b'\r') => at = self.end_record(bytes, at, sink)?,
                        Some(&byte) if byte == self.delimiter => {
                            self.column += 1;
                            at += 1;
                        }
                        Some(_) => {
                            self.state = State::Plain;
                            self.current.filled = true;
                        }
                    }
                }
                State::Plain => {
                    let length = match self.leads {
                        Some(leads) => self.wide_length(&bytes[at..], leads),
                        None => plain_length(&bytes[at..], self.delimiter),
                    };
                    self.tell(&bytes[at..at + length], wanted, sink);
                    at += length;
                    match bytes.get(at) {
                        None => {}
                        Some(b'\n' | b'\r') => at = self.end_record(bytes, at, sink)?,
                        Some(_) if self.last == Some(self.column) && self.tail.is_entity() => {
                            self.tell(b";", wanted, sink);
                            at += 1;
                        }
                        Some(_) => {
                            self.next_cell();
                            at += 1;
                        }
                    }
                }
                State::Quoted => {
                    let rest = &bytes[at..];
                    let length = memchr::memchr(b'"', rest).unwrap_or(rest.len());
                    self.line += memchr::memchr_iter(b'\n', &rest[..length]).count() as u64;
                    self.tell(&rest[..length], wanted, sink);
                    at += length;
                    if length < rest.len() {
                        self.state = State::Quote;
                        at += 1;
                    }
                }
                State::Quote => match byte {
                    b'"' => {
                        self.tell(b"\"", wanted, sink);
                        self.state = State::Quoted;
                        at += 1;
                    }
                    b'\n' | b'\r' => at = self.end_record(bytes, at, sink)?,
                    _ if byte == self.delimiter => {
                        self.next_cell();
                        at += 1;
                    }
                    _ => self.state = State::Plain,
                },
            }
        }
        self.offset += bytes.len() as u64;
        self.check_length(self.offset)
    }

    /// Ends the input: the last record may lack its line end, but not its closing quote.
    pub fn finish(&mut self, sink: &mut impl Sink) -> Result<(), FileError> {
        match self.state {
            State::Between | State::AfterCr | State::AfterCrs => Ok(()),
            State::Quoted => Err(FileError::UnterminatedQuote {
                row: self.current.row,
                line: self.quote_line,
                column: self.column + 1,
            }),
            State::Cell | State::Plain | State::Quote => self.close(self.offset, sink),
        }
    }

    /// Bytes before the next separator or line end that is no part of a character.
    fn wide_length(&mut self, bytes: &[u8], leads: fn(u8) -> bool) -> usize {
        for (at, &byte) in bytes.iter().enumerate() {
            let ends = matches!(byte, b'\n' | b'\r') || (byte == self.delimiter && !self.second);
            self.second = !ends && !self.second && leads(byte);
            if ends {
                return at;
            }
        }
        bytes.len()
    }

    fn begin_record(&mut self, at: usize) {
        self.current.start = self.offset + at as u64;
        self.current.line = self.line;
        self.current.filled = false;
        self.current.width = 0;
        self.column = 0;
        self.tail.clear();
        self.state = State::Cell;
    }

    fn next_cell(&mut self) {
        self.column += 1;
        self.tail.clear();
        self.state = State::Cell;
    }

    fn end_record(
        &mut self,
        bytes: &[u8],
        at: usize,
        sink: &mut impl Sink,
    ) -> Result<usize, FileError> {
        self.line += 1;
        self.close(self.offset + at as u64 + 1, sink)?;
        self.state = if bytes[at] == b'\r' {
            State::AfterCr
        } else {
            State::Between
        };
        Ok(at + 1)
    }

    fn close(&mut self, end: u64, sink: &mut impl Sink) -> Result<(), FileError> {
        self.check_length(end)?;
        self.current.end = end;
        self.current.columns = self.column + 1;
        self.current.next_line = self.line;
        sink.record(&self.current)?;
        self.current.row += 1;
        self.state = State::Between;
        Ok(())
    }

    fn check_length(&self, end: u64) -> Result<(), FileError> {
        let inside = !matches!(
            self.state,
            State::Between | State::AfterCr | State::AfterCrs
        );
        if inside && end - self.current.start > self.max_record {
            return Err(FileError::RecordTooLong {
                row: self.current.row,
                line: self.current.line,
                limit: self.max_record,
            });
        }
        Ok(())
    }

    fn tell(&mut self, piece: &[u8], wanted: &[bool], sink: &mut impl Sink) {
        if self.current.width <= self.column && !piece.iter().all(u8::is_ascii_whitespace) {
            self.current.width = self.column + 1;
        }
        if self.last == Some(self.column) {
            self.tail.push(piece);
        }
        if !piece.is_empty() && wanted.get(self.column).copied().unwrap_or(false) {
            sink.text(self.column, piece);
        }
    }
}

/// Bytes before the next separator or line end. Most cells are short, so the first ones are looked at singly.
fn plain_length(bytes: &[u8], delimiter: u8) -> usize {
    let ends = |&byte: &u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    let (near, far) = bytes.split_at(bytes.len().min(16));
    near.iter().position(ends).unwrap_or_else(|| {
        near.len() + memchr::memchr3(delimiter, b'\n', b'\r', far).unwrap_or(far.len())
    })
}

#[cfg(test)]
mod tests;
