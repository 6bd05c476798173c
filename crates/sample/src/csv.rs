//! Writes the rows: comma, CRLF, quotes where needed, mostly separators.

use std::io::{self, Write};

use crate::row::Cells;

const COMMAS: [u8; 256] = [b','; 256];

pub(crate) struct Csv<'a, W> {
    out: &'a mut W,
    line: Vec<u8>,
    pub bytes: u64,
}

impl<'a, W: Write> Csv<'a, W> {
    /// Starts a file with a byte order mark.
    pub fn new(out: &'a mut W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        Ok(Self {
            out,
            line: Vec::new(),
            bytes: 3,
        })
    }

    /// Writes a row of that many columns.
    pub fn row(&mut self, cells: &Cells, columns: usize) -> io::Result<()> {
        self.line.clear();
        let mut at = 0;
        for (column, value) in cells {
            self.separators(column - at);
            at = *column;
            self.value(value);
        }
        self.separators(columns - 1 - at);
        self.line.extend_from_slice(b"\r\n");
        self.bytes += self.line.len() as u64;
        self.out.write_all(&self.line)
    }

    fn separators(&mut self, mut count: usize) {
        while count > 0 {
            let some = count.min(COMMAS.len());
            self.line.extend_from_slice(&COMMAS[..some]);
            count -= some;
        }
    }

    fn value(&mut self, value: &str) {
        if !value.contains([',', '"', '\n', '\r', ';']) {
            self.line.extend_from_slice(value.as_bytes());
            return;
        }
        self.line.push(b'"');
        for (number, part) in value.split('"').enumerate() {
            if number > 0 {
                self.line.extend_from_slice(b"\"\"");
            }
            self.line.extend_from_slice(part.as_bytes());
        }
        self.line.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_quotes_and_ends() {
        let mut out = Vec::new();
        let mut csv = Csv::new(&mut out).unwrap();
        csv.row(&vec![(1, "a\"b".into()), (3, "x".into())], 6)
            .unwrap();
        assert_eq!(csv.bytes, 17);
        assert_eq!(out, "\u{feff},\"a\"\"b\",,x,,\r\n".as_bytes());
    }
}
