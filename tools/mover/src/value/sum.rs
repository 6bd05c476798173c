//! A checksum of a table's content that does not depend on the order of its rows.

use std::{fmt, str::FromStr};

use xxhash_rust::xxh3::xxh3_128;

use super::{Cell, Fault, json};

/// Count and checksum of rows: the sum of each row's 128-bit XXH3, modulo 2^128.
///
/// The hashed form is the same on both databases: columns by name; moments in µs; numbers by their bits (and -0 as 0,
/// which SQLite does not tell apart); JSON with sorted keys and plain numbers; UUIDs as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// The checksum.
    pub sum: u128,
}

impl Sum {
    /// Adds the rows of another part.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{:032x}", self.rows, self.sum)
    }
}

impl FromStr for Sum {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (rows, sum) = text.split_once(':').ok_or(())?;
        Ok(Self {
            rows: rows.parse().map_err(drop)?,
            sum: u128::from_str_radix(sum, 16).map_err(drop)?,
        })
    }
}

/// Sums rows up; keeps its working space.
#[derive(Default)]
pub struct Summer {
    bytes: Vec<u8>,
    sum: Sum,
}

impl Summer {
    /// Adds a row; on a fault, tells the column's number.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), (usize, Fault)> {
        self.bytes.clear();
        for (number, cell) in cells.iter().enumerate() {
            self.cell(cell).map_err(|fault| (number, fault))?;
        }
        self.sum.add(Sum {
            rows: 1,
            sum: xxh3_128(&self.bytes),
        });
        Ok(())
    }

    /// The sum so far; begins anew.
    pub fn take(&mut self) -> Sum {
        std::mem::take(&mut self.sum)
    }

    fn cell(&mut self, cell: &Cell<'_>) -> Result<(), Fault> {
        let out = &mut self.bytes;
        match *cell {
            Cell::Null => out.push(0),
            Cell::Integer(value) => fixed(out, 1, &value.to_be_bytes()),
            Cell::Moment(value) => fixed(out, 2, &value.to_be_bytes()),
            Cell::Boolean(value) => fixed(out, 3, &[u8::from(value)]),
            Cell::Real(value) => {
                let value = if value == 0.0 { 0.0 } else { value };
                fixed(out, 4, &value.to_bits().to_be_bytes());
            }
            Cell::Text(value) => sized(out, 5, value.as_bytes()),
            Cell::Bytes(value) => sized(out, 6, value),
            Cell::Uuid(value) => fixed(out, 7, value.as_bytes()),
            Cell::Json(value) => {
                let at = out.len();
                fixed(out, 8, &[0; 8]);
                json::canonical(value, out)?;
                let length = (out.len() - at - 9) as u64;
                out[at + 1..at + 9].copy_from_slice(&length.to_be_bytes());
            }
        }
        Ok(())
    }
}

fn fixed(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    out.extend_from_slice(bytes);
}

fn sized(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(rows: &[&[Cell<'_>]]) -> Sum {
        let mut summer = Summer::default();
        for row in rows {
            summer.row(row).unwrap();
        }
        summer.take()
    }

    #[test]
    fn the_order_of_rows_does_not_count_but_their_content_does() {
        let (a, b): (&[Cell<'_>], &[Cell<'_>]) = (
            &[Cell::Integer(1), Cell::Text("x")],
            &[Cell::Integer(2), Cell::Null],
        );
        assert_eq!(sum(&[a, b]), sum(&[b, a]));
        assert_ne!(sum(&[a, b]), sum(&[a, a]));
        assert_ne!(
            sum(&[&[Cell::Text("ab"), Cell::Text("c")]]),
            sum(&[&[Cell::Text("a"), Cell::Text("bc")]])
        );
        assert_ne!(sum(&[&[Cell::Null]]), sum(&[&[Cell::Text("")]]));
    }

    #[test]
    fn numbers_count_by_their_bits_and_zero_has_no_sign() {
        let real = |value| sum(&[&[Cell::Real(value)]]);
        assert_eq!(real(0.0), real(-0.0));
        assert_ne!(real(0.1 + 0.2), real(0.3));
    }

    #[test]
    fn json_counts_by_its_meaning() {
        let json = |text| sum(&[&[Cell::Json(text)]]);
        assert_eq!(
            json(r#"{"b": 1.0, "a": [1e2]}"#),
            json(r#"{"a":[100],"b":1}"#)
        );
        assert_ne!(json("[1,2]"), json("[2,1]"));
    }

    #[test]
    fn it_is_read_as_it_is_written() {
        let sum = sum(&[&[Cell::Boolean(true)]]);
        assert_eq!(sum.to_string().parse(), Ok(sum));
        assert_eq!("x:y".parse::<Sum>(), Err(()));
    }
}
