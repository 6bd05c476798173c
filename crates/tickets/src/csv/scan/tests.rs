//! The dialect, and where records lie.

use proptest::prelude::*;

use super::*;

const FILE: Start = Start {
    offset: 0,
    line: 1,
    row: 0,
};

#[derive(Default, Debug, PartialEq)]
struct Found {
    rows: Vec<Vec<Vec<u8>>>,
    row: Vec<Vec<u8>>,
    records: Vec<Record>,
}

impl Sink for Found {
    fn text(&mut self, column: usize, piece: &[u8]) {
        self.row.resize(column + 1, Vec::new());
        self.row[column].extend_from_slice(piece);
    }
    fn record(&mut self, record: &Record) -> Result<(), FileError> {
        self.row.resize(record.columns, Vec::new());
        self.rows.push(std::mem::take(&mut self.row));
        self.records.push(*record);
        Ok(())
    }
}

fn scan(bytes: &[u8], piece: usize) -> Result<Found, FileError> {
    let mut rows = Found::default();
    let mut scanner = Scanner::new(b',', Encoding::Utf8, FILE, 1 << 20);
    for part in bytes.chunks(piece.max(1)) {
        scanner.feed(part, &[true; 64], &mut rows)?;
    }
    scanner.finish(&mut rows)?;
    Ok(rows)
}

fn by_csv_core(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    reader
        .byte_records()
        .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

#[test]
fn quotes_line_ends_and_positions() {
    let rows = scan(b"a,\"b \"\"x\"\"\nc\",,d\r\n\r\n\"\"\r,,,,,,,,,,z", 1).unwrap();
    assert_eq!(rows.rows[0], [&b"a"[..], b"b \"x\"\nc", b"", b"d"]);
    assert_eq!(rows.rows[1], [b""]);
    assert_eq!(rows.rows[2].len(), 11);
    let lines: Vec<_> = rows
        .records
        .iter()
        .map(|r| (r.line, r.start, r.end))
        .collect();
    assert_eq!(lines, [(1, 0, 17), (4, 20, 23), (5, 23, 34)]);
}

#[test]
fn a_line_that_ends_in_two_crs_and_a_lf_is_one() {
    for piece in 1..9 {
        let rows = scan(b"a,b\r\r\n1,2\r\r\n\r\n3,4\r\r5,6", piece).unwrap();
        let lines: Vec<_> = rows.records.iter().map(|r| r.line).collect();
        assert_eq!(lines, [1, 2, 4, 6]);
    }
}

#[test]
fn cells_that_hold_nothing_make_no_row_wider() {
    let rows = scan(
        b"a,b,c\n1,,\n1,2,3,,\n1,2,3, ,\"\",\n1,2,3,,x,\n,,\n1,\" \"\"\"",
        2,
    )
    .unwrap();
    let widths: Vec<_> = rows.records.iter().map(|r| (r.columns, r.width)).collect();
    assert_eq!(
        widths,
        [(3, 3), (3, 1), (5, 3), (6, 3), (6, 5), (3, 0), (2, 2)]
    );
}

#[test]
fn an_open_quote_is_told_with_its_place() {
    let error = scan(b"a,b\n1,2\nx,\"never\nclosed", 3).unwrap_err();
    assert_eq!(
        error,
        FileError::UnterminatedQuote {
            row: 2,
            line: 3,
            column: 2
        }
    );
}

#[test]
fn a_record_without_end_stops_early() {
    let mut scanner = Scanner::new(b',', Encoding::Utf8, FILE, 10);
    let fed = scanner.feed(b"a\n\"0123456789abc", &[], &mut Found::default());
    assert_eq!(
        fed,
        Err(FileError::RecordTooLong {
            row: 1,
            line: 2,
            limit: 10
        })
    );
}

#[test]
fn an_entity_in_the_last_column_ends_no_cell() {
    let file =
        b"a;b\n1&amp;x;n&#039;est ; \n2;d&eacute;j&agrave;\n3;R&D;x\n4;\"&#039\";\n&amp;;y\n";
    for piece in [1, 3, file.len()] {
        let mut rows = Found::default();
        let mut scanner = Scanner::new(b';', Encoding::Utf8, FILE, 1 << 20).of_columns(2);
        for part in file.chunks(piece) {
            scanner.feed(part, &[true; 9], &mut rows).unwrap();
        }
        scanner.finish(&mut rows).unwrap();
        let text = |cell: &Vec<u8>| String::from_utf8(cell.clone()).unwrap();
        let rows: Vec<Vec<String>> = rows
            .rows
            .iter()
            .map(|row| row.iter().map(text).collect())
            .collect();
        let expected = [
            vec!["a", "b"],
            // Where it is not the last column, a separator is one.
            vec!["1&amp", "x", "n&#039", "est ", " "],
            vec!["2", "d&eacute;j&agrave;"],
            vec!["3", "R&D", "x"],
            vec!["4", "&#039", ""],
            vec!["&amp", "", "y"],
        ];
        assert_eq!(rows, expected, "{piece}");
    }
}

fn by_bar(text: &str, encoding: &'static encoding_rs::Encoding, piece: usize) -> Vec<Vec<String>> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    let mut rows = Found::default();
    let mut scanner = Scanner::new(b'|', Encoding::Legacy(encoding), FILE, 1 << 20);
    for part in bytes.chunks(piece) {
        scanner.feed(part, &[true; 64], &mut rows).unwrap();
    }
    scanner.finish(&mut rows).unwrap();
    let text = |cell: &Vec<u8>| encoding.decode_without_bom_handling(cell).0.into_owned();
    let rows = rows.rows.iter();
    rows.map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn a_bar_within_a_letter_is_none() {
    // The second byte of 十 and of ポ in Shift-JIS, and of 叫 in Big5, is a bar or a backslash.
    for (letters, encoding) in [
        ("ポ十能ソ", encoding_rs::SHIFT_JIS),
        ("功餐育", encoding_rs::BIG5),
        ("亅珅", encoding_rs::GBK),
    ] {
        for piece in 1..9 {
            let file = format!("key|text|x\r\nA-1|{letters}|\n\"{letters}|\"|{letters}{letters}|z");
            assert_eq!(
                by_bar(&file, encoding, piece),
                [
                    vec!["key".to_owned(), "text".into(), "x".into()],
                    vec!["A-1".into(), letters.into(), String::new()],
                    vec![
                        format!("{letters}|"),
                        format!("{letters}{letters}"),
                        "z".into()
                    ],
                ]
            );
        }
    }
}

proptest! {
    #[test]
    fn reads_what_csv_core_reads_at_any_feed_size(
        bytes in prop::collection::vec(prop::sample::select(b"ab,,\"\n\r x".to_vec()), 0..60),
        piece in 1_usize..9,
    ) {
        match scan(&bytes, piece) {
            Ok(rows) => prop_assert_eq!(rows.rows, by_csv_core(&bytes)),
            Err(error) => prop_assert_eq!(error.kind(), "unterminated_quote"),
        }
        prop_assert_eq!(scan(&bytes, piece), scan(&bytes, bytes.len()));
    }
}
