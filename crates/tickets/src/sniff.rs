//! The first look at a file: is it CSV, how is it separated, what does its header name.

mod other;
mod separator;
mod top;
mod wide;

use serde::{Deserialize, Serialize};

use crate::{
    Choices, Doubt, Encoding, FileError, Header, Origin, TableFound,
    csv::{
        cells::{Collect, Row},
        scan::{Scanner, Start},
    },
    encoding::EncodingCheck,
    row_error::shown,
};

/// Bytes of the file's head that are enough for [`sniff`]: wide exports have headers of 60 kB.
pub const HEAD_BYTES: usize = 1 << 20;

/// Separators, the likeliest first.
pub(crate) const DELIMITERS: &[u8] = b",;\t|";
/// Data rows that are looked at, and characters kept of each cell.
const SAMPLE_ROWS: usize = 100;
/// So many rows behind them are looked at for keys that come again, as far as the head goes.
const MORE_ROWS: usize = 2_000;
const SAMPLE_CHARS: usize = 200;

/// What the head of a file showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sniff {
    /// What was said of the file: the whole of it is read so.
    #[serde(default)]
    pub choices: Choices,
    /// What the file was before it became a table, if it was none.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// Whether it starts with a UTF-8 byte order mark.
    pub bom: bool,
    /// The encoding, as far as the head tells: of the upload, not of the table that was made of it.
    pub encoding: Encoding,
    /// The tables that were in the file, where there were several.
    #[serde(default)]
    pub tables: Vec<TableFound>,
    /// What the head leaves open.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// The separator: `,`, `;`, tab or `|`.
    pub delimiter: char,
    /// The column names.
    pub header: Header,
    /// Offset of the first byte behind the header record.
    pub data_start: u64,
    /// Physical line of that byte, from 1.
    pub data_line: u64,
    /// The first data rows, by column; empty cells are left out, long ones cut.
    pub samples: Vec<Vec<(usize, String)>>,
    /// Further rows of the head, which tell whether keys repeat.
    #[serde(default, skip_serializing)]
    pub more: Vec<Vec<(usize, String)>>,
    /// So many empty cells stand behind the last column in half of the rows or more: the program ends its rows so. Where it does not,
    /// a row with more cells than columns is one whose values are shifted.
    #[serde(default)]
    pub surplus: usize,
}

/// Looks at the first bytes of a file, [`HEAD_BYTES`] of them or, with `complete`, all there are.
pub fn sniff(head: &[u8], complete: bool) -> Result<Sniff, FileError> {
    sniff_with(head, complete, &Choices::default())
}

/// The same, with what a person said of the file.
pub fn sniff_with(head: &[u8], complete: bool, choices: &Choices) -> Result<Sniff, FileError> {
    let origin = Origin::read(head);
    let bom = head.starts_with(b"\xEF\xBB\xBF");
    let length = origin.map_or(0, |(_, length)| length);
    let (tables, listed, asked) = TableFound::read(&head[length..]);
    let (start, stated) = if length + listed > 0 {
        // The lines of the upload are counted from behind the lines that were put in front of it.
        preamble(head, length + listed)
    } else {
        other::refuse(head)?;
        preamble(head, if bom { 3 } else { 0 })
    };
    let origin = origin.map(|(origin, _)| origin);
    let written = origin.is_some_and(|origin| origin.controls() > 0);
    let body = &head[usize::try_from(start.offset).unwrap_or(0)..];
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty);
    }
    let mut check = EncodingCheck::default();
    check.feed(head);
    if !complete {
        check.forget_unfinished();
    }
    let (encoding, doubt) = match (origin, choices.encoding) {
        (Some(_), _) => (Encoding::Utf8, None),
        (None, Some(chosen)) => (chosen, None),
        (None, None) => check.decide(bom),
    };
    let dialect = (choices.delimiter.or(stated), encoding);
    let (start, body) = top::skipped(body, start, dialect, (complete, written));
    let delimiter = match choices.delimiter.or(stated) {
        _ if written => b',',
        Some(delimiter) => delimiter,
        None => separator::guess(body, encoding, start, complete),
    };
    let all = SAMPLE_ROWS + MORE_ROWS;
    let look = |columns| {
        scan(
            body,
            (delimiter, encoding),
            (start, columns),
            (all, complete),
        )
    };
    let (mut rows, mut end) = look(0);
    if delimiter == b';'
        && let Some((first, others)) = rows.split_first()
        && others
            .iter()
            .any(|row| row.record.columns > first.record.columns)
    {
        // A `;` too many may end an entity of HTML.
        (rows, end) = look(first.record.columns);
    }
    let Some((first, rows)) = rows.split_first() else {
        end?;
        return Err(FileError::HeaderTooLong { limit: head.len() });
    };
    let first_rows = &rows[..rows.len().min(SAMPLE_ROWS)];
    let header = wide::named(header(first, encoding)?, first_rows, encoding, origin);
    let surplus = surplus(&rows[..rows.len().min(SAMPLE_ROWS)], header.len());
    let (first_rows, others) = rows.split_at(rows.len().min(SAMPLE_ROWS));
    let filled = |rows: &[Row]| -> Vec<_> {
        let filled = rows.iter().filter(|row| row.record.filled);
        filled.map(|row| sample(row, encoding)).collect()
    };
    let (samples, more) = (filled(first_rows), filled(others));
    if complete && samples.is_empty() {
        end?;
        return Err(FileError::NoRows);
    }
    let mut data_start = first.record.end;
    let behind = usize::try_from(data_start).unwrap_or(usize::MAX);
    if head[behind - 1] == b'\r' {
        // Its line may end in CR LF, or in CR CR LF.
        let rest = head.get(behind..).unwrap_or_default();
        let crs = u64::from(rest.starts_with(b"\r\n"));
        data_start += crs + u64::from(rest.starts_with(b"\n") || crs == 1);
    }
    Ok(Sniff {
        choices: choices.clone(),
        origin,
        bom,
        encoding: origin.map_or(encoding, |origin| origin.encoding),
        doubts: doubt
            .into_iter()
            .chain(asked.filter(|_| choices.table.is_none()))
            .collect(),
        tables,
        delimiter: char::from(delimiter),
        header,
        data_start,
        data_line: first.record.next_line,
        samples,
        more,
        surplus,
    })
}

/// How many empty cells stand behind the last column in half of the rows or more.
fn surplus(rows: &[Row], columns: usize) -> usize {
    let filled = rows.iter().filter(|row| row.record.filled).count();
    let behind: Vec<usize> = rows
        .iter()
        .filter(|row| row.record.filled && row.record.width <= columns)
        .map(|row| row.record.columns.saturating_sub(columns))
        .collect();
    let most = behind.iter().copied().max().unwrap_or_default();
    (1..=most)
        .rev()
        .find(|cells| 2 * behind.iter().filter(|behind| *behind >= cells).count() >= filled)
        .unwrap_or_default()
}

fn header(row: &Row, encoding: Encoding) -> Result<Header, FileError> {
    let mut names = vec![String::new(); row.record.columns];
    for (column, name) in &row.cells {
        let name = encoding.decode(name).0;
        names[*column] = shown(name.trim()).into_owned();
    }
    if names.iter().all(String::is_empty) {
        Err(FileError::NoHeader)
    } else {
        Ok(Header::new(names))
    }
}

fn sample(row: &Row, encoding: Encoding) -> Vec<(usize, String)> {
    let text = |bytes| {
        let text = encoding.decode(bytes).0;
        shown(&text).chars().take(SAMPLE_CHARS).collect()
    };
    row.cells
        .iter()
        .map(|(column, bytes)| (*column, text(bytes)))
        .collect()
}

/// The records of the head, the header and up to so many rows, and how it ended; of so many columns where those are
/// known.
fn scan(
    body: &[u8],
    (delimiter, encoding): (u8, Encoding),
    (start, columns): (Start, usize),
    (most, complete): (usize, bool),
) -> (Vec<Row>, Result<(), FileError>) {
    let wanted = vec![true; body.len().min(1 << 16)];
    let mut scanner = Scanner::new(delimiter, encoding, start, u64::MAX).of_columns(columns);
    let mut rows = Collect::new(4 * SAMPLE_CHARS);
    let mut end = Ok(());
    for piece in body.chunks(1 << 14) {
        end = scanner.feed(piece, &wanted, &mut rows);
        if rows.records.len() > most {
            break;
        }
    }
    if complete && rows.records.len() <= most {
        end = scanner.finish(&mut rows);
    }
    rows.records.truncate(most + 1);
    (rows.records, end)
}

/// Skips a line `sep=;` as spreadsheets write it, in quotes or not, behind the bytes that go before: where the header
/// starts, and the separator it states.
fn preamble(head: &[u8], before: usize) -> (Start, Option<u8>) {
    let start = |length: usize, line| Start {
        offset: (before + length) as u64,
        line,
        row: 0,
    };
    let line = &head[before..];
    let Some(end) = line.iter().take(16).position(|byte| *byte == b'\n') else {
        return (start(0, 1), None);
    };
    let text = line[..end].trim_ascii_end();
    let inner = text
        .strip_prefix(b"\"")
        .and_then(|text| text.strip_suffix(b"\""));
    let stated = match inner.unwrap_or(text).split_at_checked(4) {
        Some((name, &[delimiter])) if name.eq_ignore_ascii_case(b"sep=") => delimiter,
        // A tab is a blank.
        Some((name, &[])) if name.eq_ignore_ascii_case(b"sep=") && line[4] == b'\t' => b'\t',
        _ => return (start(0, 1), None),
    };
    if DELIMITERS.contains(&stated) {
        (start(end + 1, 2), Some(stated))
    } else {
        (start(0, 1), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> &'static str {
        sniff(bytes, true).unwrap_err().kind()
    }

    #[test]
    fn header_separator_and_start_of_data() {
        let sniffed = sniff(
            "\u{feff}Issue key;\"Sum\nmary\" ;Größe\r\nA-1;;x, y\n".as_bytes(),
            true,
        )
        .unwrap();
        assert_eq!(sniffed.header.names(), ["Issue key", "Sum\nmary", "Größe"]);
        assert_eq!(
            (sniffed.bom, sniffed.delimiter, sniffed.data_line),
            (true, ';', 3)
        );
        assert_eq!(
            sniffed.samples,
            [[(0, "A-1".to_owned()), (2, "x, y".to_owned())]]
        );
        let tabs = sniff(b"sep=\t\na\tb,c,d\n1\t2\n", true).unwrap();
        assert_eq!(
            (tabs.header.len(), tabs.data_start, tabs.data_line),
            (2, 14, 3)
        );
        for stated in ["\"sep=;\"", "sep=;", "SEP=;"] {
            for end in ["\n", "\r\n"] {
                let file = format!("{stated}{end}a,b;c\n1;2\n");
                let sniffed = sniff(file.as_bytes(), true).unwrap();
                assert_eq!(sniffed.header.names(), ["a,b", "c"]);
                assert_eq!((sniffed.delimiter, sniffed.data_line), (';', 3));
            }
        }
        let none = sniff(b"sep=x\nA-1\n", true).unwrap();
        assert_eq!(none.header.names(), ["sep=x"]);
    }

    #[test]
    fn latin_1_headers_are_read() {
        let sniffed = sniff(b"Clave,Descripci\xF3n\nA-1,x\n", true).unwrap();
        assert_eq!(sniffed.header.name(1), "Descripción");
    }

    #[test]
    fn what_is_no_csv_is_refused_by_name() {
        assert_eq!(kind(b""), "empty_file");
        assert_eq!(kind(b"\xEF\xBB\xBF\r\n \n"), "empty_file");
        assert_eq!(kind(b"PK\x03\x04rest"), "binary_file");
        assert_eq!(kind(b"\x1F\x8B\x08"), "binary_file");
        assert_eq!(kind(b"  <!DOCTYPE HTML><p>"), "binary_file");
        assert_eq!(kind(b"<?xml version=\"1.0\"?><rss/>"), "binary_file");
        assert_eq!(kind(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 200]), "binary_file");
        assert_eq!(kind(b"\xFF\xFEa\0,\0b\0"), "utf16_file");
        assert_eq!(kind(b"a\0,\0b\0\n\0"), "utf16_file");
        assert_eq!(kind(b"a,b\n"), "no_rows");
        assert_eq!(kind(b",,\n1,2,3\n"), "no_header");
        assert_eq!(kind(b"a,\"b\nand so on"), "unterminated_quote");
        assert_eq!(kind(b"a,b\n1,\"b"), "unterminated_quote");
        let cut = sniff(b"a,b,c", false).unwrap_err();
        assert_eq!(cut.kind(), "header_too_long");
    }

    #[test]
    fn no_nul_of_a_written_table_gets_into_what_is_stored() {
        let table = b"#undertone 1 json utf-8\n#line,#fault,k\0,t\n1,,A-1,x\0y\n";
        let sniffed = sniff(table, true).unwrap();
        assert_eq!(sniffed.header.names()[2], "k\u{fffd}");
        assert_eq!(sniffed.samples[0][2].1, "x\u{fffd}y");
    }

    #[test]
    fn a_nul_byte_in_a_cell_refuses_no_file_and_many_are_no_text() {
        for text in [
            &b"key,text\nA-1,x\0y\n"[..],
            &[
                b"key,text\nA-1,fine\n".repeat(40),
                b"A-2,\"a\nb\0c\"\n".to_vec(),
            ]
            .concat(),
        ] {
            let sniffed = sniff(text, true).unwrap();
            let last = sniffed.samples.last().unwrap().last().unwrap();
            assert!(last.1.contains('\u{fffd}'), "{last:?}");
        }
        let garbage = b"key,text\nA-1,\0\x01\x02\x03\x04\x05\n";
        assert_eq!(kind(garbage), "binary_file");
    }
}
