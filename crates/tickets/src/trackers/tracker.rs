//! A system that is described by what its columns are called, and by little else.

use crate::{Field, Format, Sniff, Texts};

/// Columns that only this system's exports have together.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// All of these names, in lower case; `properties.*` is any name that starts so.
    pub all: &'static [&'static str],
    /// And one of these, if there are any.
    pub any: &'static [&'static str],
}

/// A system, with all that a [`Format`] asks.
#[derive(Debug, Clone, Copy)]
pub struct Tracker {
    /// Name of the format.
    pub name: &'static str,
    /// The system.
    pub source: &'static str,
    /// Its exports have the columns of one of these.
    pub signs: &'static [Sign],
    /// What its columns are called, as [`Format::columns`] says.
    pub columns: &'static [(Field, &'static [&'static str])],
    /// What its codes stand for.
    pub word: fn(Field, &str, &str) -> Option<&'static str>,
    /// How its texts are written.
    pub texts: Texts,
    /// What separates labels in one cell.
    pub list_separator: Option<char>,
    /// Whether its lists leave the creation date out.
    pub undated: bool,
}

impl Tracker {
    /// A system that writes plain texts and no codes.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            source: name,
            signs: &[],
            columns: &[],
            word: no_word,
            texts: Texts::Plain,
            list_separator: None,
            undated: false,
        }
    }
}

fn no_word(_field: Field, _column: &str, _value: &str) -> Option<&'static str> {
    None
}

impl Format for Tracker {
    fn name(&self) -> &'static str {
        self.name
    }

    fn source(&self) -> &'static str {
        self.source
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        self.signs.iter().any(|sign| {
            super::has_all(&sniff.header, sign.all)
                && (sign.any.is_empty() || super::has_any(&sniff.header, sign.any))
        })
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        self.columns
    }

    fn word(&self, field: Field, column: &str, value: &str) -> Option<&'static str> {
        (self.word)(field, column, value)
    }

    fn texts(&self) -> Texts {
        self.texts
    }

    fn list_separator(&self) -> Option<char> {
        self.list_separator
    }

    fn undated(&self) -> bool {
        self.undated
    }
}
