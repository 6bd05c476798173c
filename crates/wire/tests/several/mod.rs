//! Workbooks of several sheets and archives of several exports.

use std::{io::Cursor, sync::Arc};

use tickets::{Choices, DoubtKind, TableFound, detect_with};
use wire::{Error, Landing, Limits, Open, Packed, ReadSeek, unpack_table};

use crate::files::{row, sheets, zip};
use crate::{ingest, line};

/// The keys of the tickets, what was found, and whether that is sure.
fn read(file: &[u8]) -> (Vec<String>, Vec<(String, u64, bool)>, bool) {
    let (inspection, outcome) = ingest(file);
    assert_eq!(outcome.errors, []);
    let keys = outcome
        .tickets
        .iter()
        .map(|ticket| ticket.key.as_str().to_owned());
    let found = inspection.tables.iter();
    let found = found.map(|table| (table.name.clone(), table.rows, table.taken));
    let sure = inspection
        .doubts
        .iter()
        .all(|doubt| doubt.kind != DoubtKind::Table);
    (keys.collect(), found.collect(), sure)
}

fn found(list: &[(&str, u64, bool)]) -> Vec<(String, u64, bool)> {
    let list = list.iter();
    list.map(|(name, rows, taken)| ((*name).to_owned(), *rows, *taken))
        .collect()
}

/// The keys that stand in the table of that name.
fn chosen(file: &[u8], name: &str) -> Result<Vec<String>, Error> {
    let stored: Arc<[u8]> = file.into();
    let open: Open =
        Arc::new(
            move || Ok(Box::new(Cursor::new(Arc::clone(&stored))) as Box<dyn ReadSeek + Send>),
        );
    let mut out = Vec::new();
    let mut sink = |bytes: &[u8]| {
        out.extend_from_slice(bytes);
        Ok(())
    };
    let limits = Limits::of_uploads(16 << 20);
    let landing = unpack_table(Packed::Zip, &open, limits, Some(name), &mut sink)?;
    let table = match landing {
        Landing::Rows(header) => [header, out].concat(),
        Landing::Table | Landing::Packed(_) => out,
    };
    let choices = Choices {
        table: Some(name.to_owned()),
        ..Choices::default()
    };
    let (_, sniff) = detect_with(&table, true, &choices).unwrap();
    assert_eq!(sniff.doubts, []);
    let controls = sniff.origin.map_or(0, tickets::Origin::controls);
    let rows = sniff.samples.iter();
    let cell = rows.filter_map(|row| row.iter().find(|(column, _)| *column == controls));
    Ok(cell.map(|(_, text)| text.clone()).collect())
}

fn tickets(keys: &[&str]) -> String {
    let header = row(1, &["Issue key", "Summary", "Created"]);
    let rows = (2..).zip(keys);
    let rows = rows.map(|(number, key)| row(number, &[key, "Printer is broken", "2025-03-01"]));
    std::iter::once(header).chain(rows).collect()
}

#[test]
fn sheets_of_one_header_are_one_table() {
    let (jan, feb) = (tickets(&["A-1", "A-3"]), tickets(&["A-2"]));
    let file = sheets(
        &[
            ("Jan", &jan),
            ("-Hidden", &jan),
            ("Empty", ""),
            ("Feb", &feb),
        ],
        "",
    );
    assert_eq!(
        read(&file),
        (
            ["A-1", "A-3", "A-2"].map(str::to_owned).to_vec(),
            found(&[("Jan", 2, true), ("Feb", 1, true)]),
            true
        )
    );
    assert_eq!(chosen(&file, "Feb").unwrap(), ["A-2"]);
    match chosen(&file, "Mar") {
        Err(Error::File(error)) => assert_eq!(error.kind(), "unknown_table"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_sheet_that_looks_like_tickets_is_taken_and_the_others_are_told() {
    let pivot = [
        row(1, &["Row Labels", "Count of Issue key"]),
        row(2, &["Open", "7"]),
        row(3, &["Closed", "9"]),
        row(4, &["Total", "16"]),
    ]
    .concat();
    let all = tickets(&["A-1", "A-2"]);
    let file = sheets(&[("Pivot", &pivot), ("Tickets", &all)], "");
    assert_eq!(
        read(&file),
        (
            ["A-1", "A-2"].map(str::to_owned).to_vec(),
            found(&[("Tickets", 2, true), ("Pivot", 3, false)]),
            false
        )
    );
    assert_eq!(chosen(&file, "Pivot").unwrap(), ["Open", "Closed", "Total"]);
}

#[test]
fn titles_of_two_cells_are_no_header() {
    let rows = [
        row(1, &["Support report", "March"]),
        row(2, &["Filter", "", "all"]),
        row(4, &["Issue key", "Summary", "Created", "Status"]),
        row(5, &["A-1", "x", "41181", "Open"]),
        row(6, &["A-2", "y", "41182.5"]),
    ]
    .concat();
    let (_, outcome) = ingest(&sheets(&[("T", &rows)], ""));
    let lines: Vec<_> = outcome.tickets.iter().map(line).collect();
    assert_eq!(outcome.errors, []);
    // Midnight in Berlin.
    assert!(
        lines[0].contains("Open created=2012-09-28T22:00:00Z"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].contains("created=2012-09-30T10:00:00Z"),
        "{}",
        lines[1]
    );
    let (_, outcome) = ingest(&sheets(&[("T", &rows)], r#"<workbookPr date1904="1"/>"#));
    let lines: Vec<_> = outcome.tickets.iter().map(line).collect();
    assert!(
        lines[0].contains("created=2016-09-29T22:00:00Z"),
        "{}",
        lines[0]
    );
}

const HEADER: &str = "Issue key,Summary,Created\n";

#[test]
fn exports_of_one_header_are_one_table() {
    let january = format!("\u{feff}{HEADER}A-1,Größe,2025-01-01\nA-2,x,2025-01-02");
    let february = format!("\u{feff}{HEADER}A-3,\"two\nlines\",2025-02-01\n");
    let file = zip(&[
        ("a/jan.csv", january.as_bytes()),
        (
            "README.txt",
            b"Exports of this year, one file a month.\nAsk Kim, please.\n",
        ),
        ("LICENSE", b"free"),
        ("a/feb.csv", february.as_bytes()),
    ]);
    assert_eq!(
        read(&file),
        (
            ["A-1", "A-2", "A-3"].map(str::to_owned).to_vec(),
            found(&[("a/jan.csv", 2, true), ("a/feb.csv", 1, true)]),
            true
        )
    );
    assert_eq!(chosen(&file, "a/feb.csv").unwrap(), ["A-3"]);
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let file = zip(&[("jan.csv", &wide(&january)), ("feb.csv", &wide(&february))]);
    assert_eq!(read(&file).0, ["A-1", "A-2", "A-3"]);
}

#[test]
fn pages_of_records_are_one_table() {
    let file = zip(&[
        ("1.json", br#"[{"id":1,"subject":"x","created_at":"2025-01-01"},{"id":2,"subject":"y","created_at":"2025-01-02"}]"#),
        ("2.json", br#"{"tickets":[{"id":3,"created_at":"2025-01-03","tags":["a"],"subject":"z"}]}"#),
        ("users.csv", b"user,mail\nkim,k@example.org\n"),
    ]);
    assert_eq!(
        read(&file),
        (
            ["1", "2", "3"].map(str::to_owned).to_vec(),
            found(&[
                ("1.json", 2, true),
                ("2.json", 1, true),
                ("users.csv", 1, false)
            ]),
            false
        )
    );
}

#[test]
fn a_note_beside_the_export_is_none() {
    let export = format!("{HEADER}A-1,x,2025-01-01\n");
    let file = zip(&[
        ("export.csv", export.as_bytes()),
        ("README.txt", b"one, two\nthree\n"),
    ]);
    let (keys, tables, sure) = read(&file);
    assert_eq!((keys.len(), tables, sure), (1, Vec::new(), true));
    let list = [TableFound {
        name: "x".to_owned(),
        rows: 1,
        taken: true,
    }];
    assert_eq!(TableFound::lines(&list), "#undertone-table + 1 x\n");
}

/// An export with many rows, more than are looked at first.
#[test]
fn long_exports_are_counted_and_joined() {
    let rows = |from: u32| -> String {
        let rows = (from..from + 40_000).map(|n| format!("A-{n},\"Printer, broken\",2025-01-01\n"));
        std::iter::once(HEADER.to_owned()).chain(rows).collect()
    };
    let file = zip(&[
        ("a.csv", rows(0).as_bytes()),
        ("b.csv", rows(40_000).as_bytes()),
    ]);
    let (keys, tables, _) = read(&file);
    assert_eq!(
        (keys.len(), keys.last().map(String::as_str)),
        (80_000, Some("A-79999"))
    );
    assert_eq!(
        tables,
        found(&[("a.csv", 40_000, true), ("b.csv", 40_000, true)])
    );
}
