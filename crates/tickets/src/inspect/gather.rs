//! Which records belong to one ticket where it has several, at 36 bytes a record: what chunks are cut by.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::chunk::{Chunk, Range, short};
use crate::csv::scan::Record;

/// The most records of a file whose rows are joined: their index has to fit into memory, 110 MB for so many.
pub(super) const MOST_RECORDS: usize = 3_000_000;
/// The most rows of one ticket, and their bytes: a ticket is read at once.
pub(super) const MOST_OF_TICKET: u64 = 10_000;
pub(super) const MOST_BYTES: u64 = 8 << 20;
/// The index grows by so many records, so that little of it is empty.
const GROWTH: usize = 250_000;
/// No record.
const NONE: u32 = u32::MAX;

/// Every record of a file, with what it shares with others of its ticket.
#[derive(Debug, Default)]
pub(super) struct Gather {
    entries: Vec<Entry>,
}

/// Why records cannot be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooMuch {
    /// There are more than [`MOST_RECORDS`].
    Records,
    /// A ticket, first met in a row, has so many rows.
    OfTicket { row: u64, rows: u64 },
}

/// A record. What it shares with others is told by hashes: where two keys have the same by chance, their rows come into
/// the same chunk, and are told apart there.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// What it is called, later the first record of its ticket, and of that the chunk.
    own: [u32; 2],
    /// What it answers; zeros where it answers nothing.
    answers: [u32; 2],
    start: [u32; 2],
    length: u32,
    row: u32,
    line: u32,
}

impl Entry {
    fn start(&self) -> u64 {
        u64::from(self.start[0]) << 32 | u64::from(self.start[1])
    }
}

/// A hash that is never zeros.
fn hashed(text: &str) -> [u32; 2] {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    halves(hasher.finish().max(1))
}

fn halves(number: u64) -> [u32; 2] {
    [short(number >> 32), short(number & u64::from(u32::MAX))]
}

impl Gather {
    /// Notes a record: by its key, and the key of what it answers. One without a key stands alone.
    pub fn add(
        &mut self,
        record: &Record,
        key: Option<&str>,
        answers: Option<&str>,
    ) -> Result<(), TooMuch> {
        if self.entries.len() == MOST_RECORDS {
            return Err(TooMuch::Records);
        }
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(GROWTH);
        }
        self.entries.push(Entry {
            own: key.map_or([0, 0], hashed),
            answers: answers.map_or([0, 0], hashed),
            start: halves(record.start),
            length: short(record.end - record.start),
            row: short(record.row),
            line: short(record.line),
        });
        Ok(())
    }

    /// Chunks of whole tickets, in the order of their first rows; of at most so many bytes and rows, unless a single
    /// ticket has more.
    pub fn chunks(mut self, most_bytes: u64, most_rows: u64) -> Result<Vec<Chunk>, TooMuch> {
        self.name_tickets();
        let entries = &mut self.entries;
        entries.sort_unstable_by_key(|entry| (entry.own, entry.row));
        let (mut chunk, mut bytes, mut rows) = (0, 0, 0);
        for ticket in entries.chunk_by_mut(|one, other| one.own == other.own) {
            let of_ticket = ticket.len() as u64;
            let length = ticket
                .iter()
                .map(|entry| u64::from(entry.length))
                .sum::<u64>();
            if of_ticket > MOST_OF_TICKET || (of_ticket > 1 && length > MOST_BYTES) {
                return Err(TooMuch::OfTicket {
                    row: ticket[0].row.into(),
                    rows: of_ticket,
                });
            }
            if rows > 0 && (bytes + length > most_bytes || rows + of_ticket > most_rows) {
                (chunk, bytes, rows) = (chunk + 1, 0, 0);
            }
            bytes += length;
            rows += of_ticket;
            for entry in ticket {
                entry.own = [chunk, 0];
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.own, entry.row));
        let of_chunks = entries.chunk_by(|one, other| one.own == other.own);
        Ok((0..).zip(of_chunks).map(cut).collect())
    }

    /// Calls each record by the number of the first one of its ticket.
    fn name_tickets(&mut self) {
        let entries = &mut self.entries;
        entries.sort_unstable_by_key(|entry| (entry.own, entry.row));
        let mut above: Vec<u32> = (0..short(entries.len() as u64)).collect();
        for (at, entry) in entries.iter().enumerate() {
            if entry.own != [0, 0] && at > 0 && entries[at - 1].own == entry.own {
                join(&mut above, at, at - 1);
            }
        }
        let mut strangers: Vec<([u32; 2], u32)> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            if entry.answers == [0, 0] {
                continue;
            }
            match entries.binary_search_by_key(&entry.answers, |other| other.own) {
                Ok(answered) => join(&mut above, at, answered),
                // What it answers is not in the file; others may answer it, too.
                Err(_) => strangers.push((entry.answers, short(at as u64))),
            }
        }
        strangers.sort_unstable();
        for pair in strangers.windows(2) {
            if pair[0].0 == pair[1].0 {
                join(&mut above, place(pair[0].1), place(pair[1].1));
            }
        }
        let mut first = vec![NONE; entries.len()];
        for (at, entry) in entries.iter().enumerate() {
            let top = top(&mut above, at);
            first[top] = first[top].min(entry.row);
        }
        for at in 0..entries.len() {
            entries[at].own = [first[top(&mut above, at)], 0];
        }
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The one that stands for all that are joined with a record.
fn top(above: &mut [u32], mut at: usize) -> usize {
    while place(above[at]) != at {
        above[at] = above[place(above[at])];
        at = place(above[at]);
    }
    at
}

fn join(above: &mut [u32], one: usize, other: usize) {
    let (one, other) = (top(above, one), top(above, other));
    above[one.max(other)] = short(one.min(other) as u64);
}

/// A chunk of records in the order of the file; those that follow one another lie in one range.
fn cut((index, entries): (u32, &[Entry])) -> Chunk {
    let mut ranges: Vec<Range> = Vec::new();
    for entry in entries {
        match ranges.last_mut() {
            Some(last) if last.row + last.rows == entry.row => {
                let end = entry.start() + u64::from(entry.length);
                last.length = short(end - last.start);
                last.rows += 1;
            }
            _ => ranges.push(Range {
                start: entry.start(),
                length: entry.length,
                row: entry.row,
                line: entry.line,
                rows: 1,
            }),
        }
    }
    let (first, last) = (ranges[0], ranges[ranges.len() - 1]);
    if ranges.len() == 1 {
        ranges.clear();
    }
    ranges.shrink_to_fit();
    Chunk {
        index,
        byte_start: first.start,
        byte_end: last.start + u64::from(last.length),
        first_row: first.row.into(),
        first_line: first.line.into(),
        rows: entries.len() as u64,
        ranges,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records of ten bytes, by key and what they answer.
    fn gathered(records: &[(&str, &str)]) -> Gather {
        let mut gather = Gather::default();
        for (row, (key, answers)) in (1..).zip(records) {
            let record = Record {
                row,
                line: row + 1,
                start: row * 10,
                end: row * 10 + 10,
                next_line: row + 2,
                columns: 1,
                width: 1,
                filled: true,
            };
            let [key, answers] = [key, answers].map(|text| Some(*text).filter(|t| !t.is_empty()));
            gather.add(&record, key, answers).unwrap();
        }
        gather
    }

    /// The rows of each chunk.
    fn rows(records: &[(&str, &str)], most_rows: u64) -> Vec<Vec<u32>> {
        let chunks = gathered(records).chunks(1 << 20, most_rows).unwrap();
        let of = |chunk: &Chunk| {
            let pieces = chunk.pieces().into_iter();
            pieces
                .flat_map(|piece| piece.row..piece.row + piece.rows)
                .collect()
        };
        chunks.iter().map(of).collect()
    }

    #[test]
    fn rows_of_a_key_come_into_one_chunk() {
        let mixed = [
            ("A", ""),
            ("B", ""),
            ("", ""),
            ("A", ""),
            ("C", ""),
            ("B", ""),
            ("", ""),
        ];
        assert_eq!(
            rows(&mixed, 2),
            [vec![1, 4], vec![2, 6], vec![3, 5], vec![7]]
        );
        assert_eq!(rows(&mixed, 9), [[1, 2, 3, 4, 5, 6, 7]]);
        let chunks = gathered(&mixed).chunks(1 << 20, 2).unwrap();
        assert_eq!((chunks[0].bytes(), chunks[0].ranges.len()), (20, 2));
        let whole = gathered(&mixed).chunks(1 << 20, 9).unwrap();
        assert_eq!(
            (
                whole[0].byte_start,
                whole[0].byte_end,
                whole[0].ranges.len()
            ),
            (10, 80, 0)
        );
    }

    #[test]
    fn whoever_answers_belongs_to_what_is_answered_however_far() {
        let chain = [
            ("3", "2"),
            ("9", ""),
            ("1", ""),
            ("2", "1"),
            ("8", "7"),
            ("5", "7"),
        ];
        assert_eq!(rows(&chain, 1), [vec![1, 3, 4], vec![2], vec![5, 6]]);
        // A circle, and a message that stands twice.
        assert_eq!(
            rows(&[("1", "2"), ("3", ""), ("2", "1"), ("3", "")], 1),
            [[1, 3], [2, 4]]
        );
    }

    #[test]
    fn a_ticket_of_too_many_rows_is_told_by_its_first() {
        let mut records = vec![("B", "")];
        records.resize(10_002, ("A", ""));
        let told = gathered(&records).chunks(1 << 20, 5_000).unwrap_err();
        assert_eq!(
            told,
            TooMuch::OfTicket {
                row: 2,
                rows: 10_001
            }
        );
    }
}
