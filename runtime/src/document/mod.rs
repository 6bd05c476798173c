//! TOML files that a user wrote: every complaint names file, line, reason and remedy, and no key is ignored.

mod table;

pub use table::{Item, Table};

use std::{fmt, fs, io, path::Path};
use toml::de::DeTable;

/// A mistake in a file, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            reason,
            remedy,
        } = self;
        write!(formatter, "{file}:{line}: {reason}\n  remedy: {remedy}")
    }
}

impl std::error::Error for Mistake {}

/// A value and the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// The line, from 1.
    pub line: usize,
}

/// A file's text.
pub struct Document {
    name: String,
    text: String,
}

impl Document {
    /// Reads a file.
    pub fn read(path: &Path) -> io::Result<Self> {
        Ok(Self::new(
            path.display().to_string(),
            fs::read_to_string(path)?,
        ))
    }

    /// A document with this text; `name` is used in complaints.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The file's top-level table.
    pub fn table(&self) -> Result<Table<'_>, Mistake> {
        let root = DeTable::parse(&self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.mistake(self.line(at), error.message(), "correct the TOML")
        })?;
        Ok(Table::new(self, String::new(), root.into_inner(), 0))
    }

    /// A complaint about a line.
    pub fn mistake(
        &self,
        line: usize,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Mistake {
        Mistake {
            file: self.name.clone(),
            line,
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    /// The line of a position, from 1.
    fn line(&self, position: usize) -> usize {
        let before = self.text.as_bytes().get(..position).unwrap_or_default();
        before.split(|byte| *byte == b'\n').count()
    }
}
