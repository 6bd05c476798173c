//! Cuts JSON text into its records as it comes in, without reading it as a whole.

use tickets::FileError;

use super::shape::Shape;
use crate::Error;

/// So much of a record that is too long is kept, to tell which it is.
const START: usize = 1_000;

/// The text of one record.
pub(super) struct Item<'a> {
    pub bytes: &'a [u8],
    /// Whether they are only its start, as it is longer than a record may be.
    pub too_long: bool,
    /// Physical line of its first byte, from 1.
    pub line: u64,
}

pub(super) type Take<'a> = &'a mut dyn FnMut(&Item<'_>) -> Result<(), Error>;

/// The state between two pieces.
#[derive(Debug)]
pub(super) struct Splitter {
    shape: Shape,
    longest: usize,
    /// Brackets that are open.
    level: u32,
    /// Brackets that are open between two records.
    base: u32,
    scope: Scope,
    text: Text,
    line: u64,
    /// Records so far.
    count: u64,
    record: Vec<u8>,
    /// Whether the record is longer than one may be: only its start is kept.
    too_long: bool,
    record_line: u64,
    inside: bool,
    /// Whether a comma must come before the next record.
    comma: bool,
    /// The last string of an outer object, and the names before the values that are open.
    string: Vec<u8>,
    names: Vec<Vec<u8>>,
}

/// Where the records' own array is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Ahead,
    Open,
    /// Nothing may follow.
    Behind,
}

/// Where in a string the next byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

impl Splitter {
    /// Of records longer than that many bytes only the start is kept.
    pub fn new(shape: Shape, longest: usize) -> Self {
        let base = match &shape {
            Shape::Array => 1,
            Shape::Wrapped(path) => u32::try_from(path.len()).unwrap_or(u32::MAX) + 1,
            Shape::Lines | Shape::Loose => 0,
        };
        Self {
            scope: if base == 0 { Scope::Open } else { Scope::Ahead },
            base,
            shape,
            longest,
            level: 0,
            text: Text::Outside,
            line: 1,
            count: 0,
            record: Vec::new(),
            too_long: false,
            record_line: 1,
            inside: false,
            comma: false,
            string: Vec::new(),
            names: Vec::new(),
        }
    }

    pub fn feed(&mut self, bytes: &[u8], take: Take<'_>) -> Result<(), Error> {
        if self.shape == Shape::Lines {
            return self.lines(bytes, take);
        }
        for &byte in bytes {
            if self.text == Text::Outside {
                self.structure(byte, take)?;
            } else {
                self.in_string(byte);
            }
            self.line += u64::from(byte == b'\n');
        }
        Ok(())
    }

    pub fn finish(&mut self, take: Take<'_>) -> Result<(), Error> {
        let scalar = self.inside && self.level == self.base && self.text == Text::Outside;
        if self.shape == Shape::Lines || (self.shape == Shape::Loose && scalar) {
            return self.emit(take);
        }
        if self.level > 0 || self.inside {
            return Err(self.bad("the file ends in the middle of it"));
        }
        Ok(())
    }

    fn lines(&mut self, bytes: &[u8], take: Take<'_>) -> Result<(), Error> {
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            if self.record.is_empty() {
                self.record_line = self.line;
            }
            self.extend(piece);
            if piece.ends_with(b"\n") {
                self.line += 1;
                self.emit(take)?;
            }
        }
        Ok(())
    }

    fn in_string(&mut self, byte: u8) {
        self.text = match (self.text, byte) {
            (Text::Inside, b'\\') => Text::Escaped,
            (Text::Inside, b'"') => Text::Outside,
            _ => Text::Inside,
        };
        if self.inside {
            self.push(byte);
        } else if self.text != Text::Outside && self.string.len() < 64 {
            self.string.push(byte);
        }
    }

    fn structure(&mut self, byte: u8, take: Take<'_>) -> Result<(), Error> {
        // A record that is no object or array ends where the next thing starts.
        let scalar = self.inside && self.level == self.base;
        if scalar && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}')) {
            self.emit(take)?;
        }
        let between = self.scope == Scope::Open && self.level == self.base && !self.inside;
        match byte {
            _ if byte.is_ascii_whitespace() && !self.inside => {}
            b'{' | b'[' => {
                if between {
                    self.begin()?;
                } else if !self.inside {
                    self.open_outer(byte)?;
                }
                self.level += 1;
                if self.inside {
                    self.push(byte);
                }
            }
            b'}' | b']' => {
                if self.level == 0 {
                    return Err(self.bad("a bracket closes that was never opened"));
                }
                self.level -= 1;
                if self.inside {
                    self.push(byte);
                    if self.level == self.base {
                        self.emit(take)?;
                    }
                } else if self.level < self.base {
                    self.scope = match self.shape {
                        Shape::Array => Scope::Behind,
                        _ => Scope::Ahead,
                    };
                }
            }
            b',' if between && self.base > 0 => self.comma = false,
            b'"' => {
                if between {
                    self.begin()?;
                }
                self.text = Text::Inside;
                if self.inside {
                    self.push(byte);
                } else {
                    self.string.clear();
                }
            }
            b':' if !self.inside && (1..self.base).contains(&self.level) => {
                let outer = self.level as usize - 1;
                self.names.truncate(outer);
                self.names.resize(outer, Vec::new());
                self.names.push(self.string.clone());
            }
            _ if self.inside => self.push(byte),
            _ if between => {
                self.begin()?;
                self.push(byte);
            }
            _ if self.level == 0 => return Err(self.bad("more follows behind its end")),
            _ => {}
        }
        Ok(())
    }

    /// A bracket that belongs to no record.
    fn open_outer(&mut self, byte: u8) -> Result<(), Error> {
        let opens = match &self.shape {
            Shape::Array if self.scope == Scope::Behind => {
                return Err(self.bad("more follows behind its end"));
            }
            Shape::Array => self.level == 0,
            Shape::Wrapped(path) => {
                self.level as usize == path.len()
                    && byte == b'['
                    && path.iter().map(String::as_bytes).eq(self.names.iter())
            }
            Shape::Lines | Shape::Loose => false,
        };
        if opens {
            self.scope = Scope::Open;
            self.comma = false;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        if self.comma {
            return Err(self.bad("a comma is missing before it"));
        }
        self.inside = true;
        self.record_line = self.line;
        Ok(())
    }

    fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    fn extend(&mut self, bytes: &[u8]) {
        if self.too_long {
            return;
        }
        self.record.extend_from_slice(bytes);
        if self.record.len() > self.longest {
            self.too_long = true;
            self.record.truncate(START);
            self.record.shrink_to_fit();
        }
    }

    /// Hands on the record; a blank line is none.
    fn emit(&mut self, take: Take<'_>) -> Result<(), Error> {
        self.inside = false;
        self.comma = self.base > 0;
        let bytes = self.record.trim_ascii();
        if !bytes.is_empty() {
            self.count += 1;
            take(&Item {
                bytes,
                too_long: self.too_long,
                line: self.record_line,
            })?;
        }
        self.record.clear();
        self.too_long = false;
        Ok(())
    }

    fn bad(&self, reason: &str) -> Error {
        Error::File(FileError::BadJson {
            row: self.count + 1,
            line: self.line,
            reason: reason.to_owned(),
        })
    }
}
