//! Writes records as the rows of a table whose columns are found on the way.

use std::collections::HashMap;

use tickets::{FileError, Origin};

/// Most columns: far beyond the widest export, and few enough that separators do not outweigh the content.
const COLUMNS: usize = 10_000;

/// Longest row, in bytes: no table is read that has a longer one.
const LONGEST: usize = 8 << 20;

/// Rows are written as they come, without a header: that is known at the end.
#[derive(Debug)]
pub(crate) struct Table {
    /// Column of a name and of how many equal names come before it in a record.
    columns: HashMap<(String, u32), usize>,
    names: Vec<String>,
    /// Cells of the record being written: column and its text.
    cells: Vec<(usize, String)>,
    seen: HashMap<String, u32>,
    out: Vec<u8>,
}

impl Table {
    pub fn new() -> Self {
        Self {
            columns: HashMap::new(),
            names: vec![Origin::LINE.to_owned(), Origin::FAULT.to_owned()],
            cells: Vec::new(),
            seen: HashMap::new(),
            out: Vec::new(),
        }
    }

    /// Adds a value to the record; an equal name again is another column of that name. Empty values are left out.
    pub fn cell(&mut self, name: &str, value: impl Into<String>) -> Result<(), FileError> {
        let value = value.into();
        if value.is_empty() {
            return Ok(());
        }
        let nth = self.seen.get(name).copied().unwrap_or_default();
        let known = self.columns.get(&(name.to_owned(), nth)).copied();
        let column = if let Some(column) = known {
            column
        } else {
            let column = self.add(name)?;
            self.columns.insert((name.to_owned(), nth), column);
            column
        };
        *self.seen.entry(name.to_owned()).or_default() += 1;
        self.cells.push((column, value));
        Ok(())
    }

    /// Makes sure that there is a column of that name, whether a record had it or not.
    pub fn name(&mut self, name: &str) -> Result<(), FileError> {
        if !self.names.iter().any(|known| known == name) {
            self.add(name)?;
        }
        Ok(())
    }

    /// Adds a column by position, for tables that have a header of their own.
    pub fn add(&mut self, name: &str) -> Result<usize, FileError> {
        if self.names.len() >= COLUMNS + Origin::CONTROLS {
            return Err(FileError::TooManyColumns { limit: COLUMNS });
        }
        self.names.push(name.to_owned());
        Ok(self.names.len() - 1)
    }

    /// Adds a value by position among the record's own columns, which may lie beyond the header.
    pub fn cell_at(&mut self, position: usize, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.cells.push((position + Origin::CONTROLS, value));
        }
    }

    /// How many columns a record has of its own.
    pub fn width(&self) -> usize {
        self.names.len() - Origin::CONTROLS
    }

    /// Makes sure that there is a column at that position; those that are missing have no name.
    pub fn reach(&mut self, position: usize) -> Result<(), FileError> {
        while self.names.len() <= position + Origin::CONTROLS {
            self.add("")?;
        }
        Ok(())
    }

    /// Ends the record that starts on that line; one that is too long for a table is none.
    pub fn end(&mut self, line: u64) -> &[u8] {
        let start = self.cells.first().map_or("", |(_, value)| value);
        let start: String = start.chars().take(200).collect();
        if self.row(Some(line), "").len() <= LONGEST {
            return &self.out;
        }
        self.too_long(line, &start)
    }

    /// Ends a record that is longer than one may be, of which this is the start.
    pub fn too_long(&mut self, line: u64, start: &str) -> &[u8] {
        let reason = format!("{} {} MiB", Origin::TOO_LONG, LONGEST >> 20);
        self.fault(line, &reason, start)
    }

    /// Ends the record as one that is none; `value` is what stands there instead.
    pub fn fault(&mut self, line: u64, reason: &str, value: &str) -> &[u8] {
        self.cells.clear();
        let mut fault = reason.replace('\n', " ");
        fault.push('\n');
        fault.extend(value.chars().take(200));
        self.row(Some(line), &fault)
    }

    /// Ends the record as one that is left out on purpose: the row keeps its number and holds nothing.
    pub fn skip(&mut self) -> &[u8] {
        self.cells.clear();
        self.row(None, "")
    }

    /// The header, with the line that goes before it.
    pub fn header(&self, origin: Origin) -> Vec<u8> {
        self.header_of(origin, "")
    }

    /// The same of a table that was made of several, with the lines that tell of them.
    pub fn header_of(&self, origin: Origin, told: &str) -> Vec<u8> {
        let mut out = origin.line().into_bytes();
        out.extend_from_slice(told.as_bytes());
        for (number, name) in self.names.iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            quoted(name, &mut out);
        }
        out.extend_from_slice(b"\r\n");
        out
    }

    /// The cells of the record so far, by name.
    #[cfg(test)]
    pub fn written(&self) -> Vec<(String, String)> {
        let cells = self.cells.iter();
        cells
            .map(|(column, value)| (self.names[*column].clone(), value.clone()))
            .collect()
    }

    fn row(&mut self, line: Option<u64>, fault: &str) -> &[u8] {
        self.out.clear();
        if let Some(line) = line {
            self.out.extend_from_slice(line.to_string().as_bytes());
        }
        self.out.push(b',');
        if !fault.is_empty() {
            quoted(fault, &mut self.out);
        }
        self.cells.sort_by_key(|(column, _)| *column);
        let mut at = 1;
        for (column, value) in self.cells.drain(..) {
            self.out.resize(self.out.len() + (column - at), b',');
            at = column;
            quoted(&value, &mut self.out);
        }
        self.out.extend_from_slice(b"\r\n");
        self.seen.clear();
        &self.out
    }
}

fn quoted(value: &str, out: &mut Vec<u8>) {
    if !value.contains([',', '"', '\r', '\n', ';', '\t', '|']) {
        out.extend_from_slice(value.as_bytes());
        return;
    }
    out.push(b'"');
    for (number, part) in value.split('"').enumerate() {
        if number > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use tickets::{Encoding, Wire};

    use super::*;

    #[test]
    fn columns_are_found_on_the_way_and_repeated_names_are_columns_of_their_own() {
        let mut table = Table::new();
        table.cell("id", "1").unwrap();
        table.cell("tag", "a").unwrap();
        table.cell("tag", "b, \"c\"").unwrap();
        assert_eq!(table.end(1), b"1,,1,a,\"b, \"\"c\"\"\"\r\n");
        table.cell("note", "x").unwrap();
        table.cell("id", "2").unwrap();
        assert_eq!(table.end(7), b"7,,2,,,x\r\n");
        assert_eq!(table.skip(), b",\r\n");
        assert_eq!(
            table.fault(9, "no object", "[1]"),
            b"9,\"no object\n[1]\"\r\n"
        );
        let origin = Origin::new(Wire::Json, Encoding::Utf8);
        assert_eq!(
            table.header(origin),
            b"#undertone 1 json utf-8\n#line,#fault,id,tag,tag,note\r\n"
        );
    }

    #[test]
    fn a_row_that_is_too_long_is_told() {
        let mut table = Table::new();
        table.cell("id", "1").unwrap();
        table.cell("text", "\"".repeat(5 << 20)).unwrap();
        assert_eq!(
            table.end(3),
            b"3,\"the record is longer than 8 MiB\n1\"\r\n"
        );
        table.cell("id", "2").unwrap();
        assert_eq!(table.end(4), b"4,,2\r\n");
    }

    #[test]
    fn there_is_an_end_to_columns() {
        let mut table = Table::new();
        for number in 0..COLUMNS {
            table.cell(&number.to_string(), "x").unwrap();
        }
        assert_eq!(
            table.cell("more", "x").unwrap_err().kind(),
            "too_many_columns"
        );
    }
}
