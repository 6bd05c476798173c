//! Where a part of a file lies that can be read by itself: in one piece, or, where rows of one ticket lie apart, in several.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A part of the file that can be read by itself: whole records, and all rows of each of its tickets where those are
/// joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// Its number, from 0.
    pub index: u32,
    /// Offset of its first byte in the file.
    pub byte_start: u64,
    /// Offset behind its last byte.
    pub byte_end: u64,
    /// Number of its first data row, from 1.
    pub first_row: u64,
    /// Physical line of its first byte, from 1.
    pub first_line: u64,
    /// Number of its records, blank ones and repeated headers included.
    pub rows: u64,
    /// Where its records lie, ascending, if others lie between them.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "written",
        deserialize_with = "read"
    )]
    pub ranges: Vec<Range>,
}

/// Records of a file that lie together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    /// Offset of the first byte.
    pub start: u64,
    /// Bytes.
    pub length: u32,
    /// Number of the first data row, from 1.
    pub row: u32,
    /// Physical line of the first byte, from 1.
    pub line: u32,
    /// Number of records.
    pub rows: u32,
}

/// A number of a file, none of which has 2^32 rows or lines; a chunk is shorter than that many bytes.
pub(super) fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<[u64; 5]> for Range {
    fn from([start, length, row, line, rows]: [u64; 5]) -> Self {
        Self {
            start,
            length: short(length),
            row: short(row),
            line: short(line),
            rows: short(rows),
        }
    }
}

impl Range {
    /// Offset behind the last byte.
    fn end(self) -> u64 {
        self.start + u64::from(self.length)
    }

    /// What tells it behind another one.
    fn behind(self, other: Self) -> [u64; 5] {
        [
            self.start - other.end(),
            self.length.into(),
            (self.row - other.row).into(),
            (self.line - other.line).into(),
            self.rows.into(),
        ]
    }

    /// What was told behind another one; none where that is too much.
    fn from_behind([gap, length, row, line, rows]: [u64; 5], other: Self) -> Option<Self> {
        let number = |number: u64| u32::try_from(number).ok();
        Some(Self {
            start: other.end().checked_add(gap)?,
            length: number(length)?,
            row: other.row.checked_add(number(row)?)?,
            line: other.line.checked_add(number(line)?)?,
            rows: number(rows)?,
        })
    }
}

/// Writes ranges as a text, each behind the one before: there may be thousands, and as JSON they would take up ten times
/// the room.
fn written<S: Serializer>(ranges: &[Range], to: S) -> Result<S::Ok, S::Error> {
    use std::fmt::Write as _;
    let (mut text, mut before) = (String::new(), Range::default());
    for range in ranges {
        let [gap, length, row, line, rows] = range.behind(before);
        // Writing to a String cannot fail.
        write!(text, "{gap} {length} {row} {line} {rows};").ok();
        before = *range;
    }
    to.serialize_str(&text)
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Range>, D::Error> {
    let text = String::deserialize(from)?;
    let mut before = Range::default();
    let ranges = text.split_terminator(';').map(|range| {
        let mut numbers = range.split(' ').map(str::parse::<u64>);
        let mut next = || numbers.next()?.ok();
        let told = [next()?, next()?, next()?, next()?, next()?];
        before = Range::from_behind(told, before)?;
        Some(before)
    });
    let ranges: Option<Vec<Range>> = ranges.collect();
    ranges.ok_or_else(|| D::Error::custom("the pieces of a chunk cannot be read"))
}

impl Chunk {
    /// The pieces it lies in, ascending.
    pub fn pieces(&self) -> Vec<Range> {
        if !self.ranges.is_empty() {
            return self.ranges.clone();
        }
        let length = self.byte_end - self.byte_start;
        vec![Range::from([
            self.byte_start,
            length,
            self.first_row,
            self.first_line,
            self.rows,
        ])]
    }

    /// How many bytes its pieces have together.
    pub fn bytes(&self) -> u64 {
        if self.ranges.is_empty() {
            return self.byte_end - self.byte_start;
        }
        self.ranges
            .iter()
            .map(|range| u64::from(range.length))
            .sum()
    }

    /// Its bytes, of a file that is at hand.
    pub fn of(&self, file: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for piece in self.pieces() {
            let start = usize::try_from(piece.start).unwrap_or(usize::MAX);
            let rest = file.get(start..).unwrap_or_default();
            let length = usize::try_from(piece.length).unwrap_or(usize::MAX);
            bytes.extend_from_slice(&rest[..rest.len().min(length)]);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_is_one_piece_or_what_its_ranges_say() {
        let plain = Chunk {
            index: 0,
            byte_start: 2,
            byte_end: 8,
            first_row: 1,
            first_line: 2,
            rows: 3,
            ranges: Vec::new(),
        };
        assert_eq!((plain.bytes(), plain.pieces().len()), (6, 1));
        assert_eq!(plain.of(b"0123456789"), b"234567");
        let json = serde_json::to_string(&plain).unwrap();
        assert!(!json.contains("ranges"), "{json}");
        let apart = Chunk {
            ranges: vec![Range::from([2, 1, 1, 2, 1]), Range::from([6, 2, 3, 4, 2])],
            ..plain
        };
        assert_eq!(
            (apart.bytes(), apart.of(b"0123456789")),
            (3, b"267".to_vec())
        );
        let json = serde_json::to_value(&apart).unwrap();
        assert_eq!(json["ranges"], "2 1 1 2 1;3 2 2 2 2;");
        assert_eq!(
            serde_json::from_value::<Chunk>(json.clone()).unwrap(),
            apart
        );
        for wrong in ["1 2 3;", "a b c d e;", "1 99999999999 1 1 1;"] {
            let mut json = json.clone();
            json["ranges"] = wrong.into();
            assert!(serde_json::from_value::<Chunk>(json).is_err(), "{wrong}");
        }
    }
}
