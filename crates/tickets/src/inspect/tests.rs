//! Whole-file behaviour of the inspection.

use super::*;
use crate::format;

fn inspect_with(
    csv: &[u8],
    piece: usize,
    change: impl Fn(&mut Options),
) -> Result<Inspection, FileError> {
    let received = "2026-08-01T00:00:00Z".parse().unwrap();
    let mut options = Options::new(Zone::UTC, received);
    change(&mut options);
    let (format, sniffed) = format::detect(csv, true)?;
    let mapping = format.propose(&sniffed);
    let mut inspector = format.inspector(&sniffed, &mapping, options)?;
    for part in csv.chunks(piece) {
        inspector.feed(part)?;
    }
    inspector.finish()
}

fn inspect(csv: &[u8]) -> Result<Inspection, FileError> {
    inspect_with(csv, 1 << 16, |_| {})
}

const SMALL: &[u8] = b"Issue key,Summary,Created,Comment\r\n\
    A-1,one,2/Jan/26 3:04 PM,\r\n\
    A-2,\"two\r\nlines\",3/Jan/26 3:04 PM,5/Jan/26 3:04 PM;kim;hi\r\n\
    Issue key,Summary,Created,Comment\r\n\
    ,,,\r\n\
    A-1,one again,4/Jan/26 3:04 PM,\r\n";

#[test]
fn counts_keys_dates_and_skipped_records() {
    let found = inspect(SMALL).unwrap();
    assert_eq!(
        (
            found.records,
            found.rows,
            found.blank_rows,
            found.repeated_headers
        ),
        (5, 3, 1, 1)
    );
    assert_eq!(found.superseded, [(1, 5)]);
    assert_eq!(found.as_of.to_string(), "2026-01-05T15:04:00Z");
    assert_eq!(found.date_order_finding, DateOrderFinding::NotNeeded);
    assert_eq!(
        (found.encoding, found.bytes),
        (Encoding::Utf8, SMALL.len() as u64)
    );
    assert_eq!(found.chunks.len(), 1);
}

#[test]
fn chunks_end_with_records() {
    let found = inspect_with(SMALL, 7, |options| options.chunk_rows = 2).unwrap();
    let starts: Vec<_> = found
        .chunks
        .iter()
        .map(|c| (c.index, c.first_row, c.first_line, c.rows))
        .collect();
    assert_eq!(starts, [(0, 1, 2, 2), (1, 3, 5, 2), (2, 5, 7, 1)]);
    let second = found.chunks[1].of(SMALL);
    assert_eq!(second, b"Issue key,Summary,Created,Comment\r\n,,,\r");
    let by_bytes = inspect_with(SMALL, 3, |options| options.chunk_bytes = 80).unwrap();
    assert!(by_bytes.chunks.iter().all(|chunk| chunk.bytes() <= 80));
}

#[test]
fn long_column_names_make_chunks_of_fewer_rows() {
    // 300 columns of names of 500 characters: 220 rows, were all cells filled, are 32 MiB of names.
    let names: Vec<_> = (0..300).map(|at| format!("{at:0500}")).collect();
    let header = format!("Issue key,Summary,Created,{}\n", names.join(","));
    let rest = ",".repeat(300);
    let rows: Vec<_> = (0..250)
        .map(|row| format!("A-{row},x,2026-01-05 10:00{rest}"))
        .collect();
    let file = format!("{header}{}\n", rows.join("\n"));
    let found = inspect_with(file.as_bytes(), 1 << 20, |_| {}).unwrap();
    let rows: Vec<_> = found.chunks.iter().map(|chunk| chunk.rows).collect();
    assert_eq!(rows, [220, 30]);
}

#[test]
fn feed_sizes_do_not_matter() {
    let whole = inspect_with(SMALL, SMALL.len(), |options| options.chunk_rows = 2).unwrap();
    for piece in 1..40 {
        assert_eq!(
            inspect_with(SMALL, piece, |options| options.chunk_rows = 2).unwrap(),
            whole
        );
    }
}

#[test]
fn a_latin_1_letter_at_the_end_decides() {
    let file = [
        &b"Issue key,Summary,Created\n"[..],
        &b"A-1,ok,2026-01-01\n".repeat(3_000),
        b"B-1,Gr\xFC\xDFe,2026-01-01",
    ];
    assert_eq!(
        inspect(&file.concat()).unwrap().encoding,
        Encoding::Windows1252
    );
}

#[test]
fn dates_without_evidence_ask() {
    let csv = b"Issue key,Summary,Created\nA-1,x,1/2/26\n";
    let error = inspect(csv).unwrap_err();
    assert_eq!(
        (error.kind(), error.row(), error.column().as_deref()),
        ("date_order_undecided", Some(1), Some("Created"))
    );
    let decided = [&csv[..], b"A-2,x,13/2/26\n"].concat();
    assert_eq!(
        inspect(&decided).unwrap().date_order,
        Some(DateOrder::DayFirst)
    );
}

#[test]
fn a_cut_off_file_is_told() {
    let error = inspect(b"Issue key,Summary,Created\nA-1,x,2/Jan/26\nA-2,\"cut").unwrap_err();
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
fn too_wide_rows_supersede_nothing() {
    let found = inspect(b"Issue key,Summary,Created\nA-1,x,2/Jan/26\nA-1,x,y,2/Jan/26\n").unwrap();
    assert!(found.superseded.is_empty());
}

/// 500 MB of short rows would take 160 MB to list; a column such as the status must not.
#[test]
fn a_key_that_is_none_is_refused_long_before_the_file_ends() {
    for different in [1, 700] {
        let received = "2026-08-01T00:00:00Z".parse().unwrap();
        let options = Options::new(Zone::UTC, received);
        let head = b"Issue key,Summary\n";
        let (format, sniffed) = format::detect(head, false).unwrap();
        let mapping = format.propose(&sniffed);
        let mut inspector = format.inspector(&sniffed, &mapping, options).unwrap();
        inspector.feed(head).unwrap();
        let mut fed = 0u64;
        let refused = loop {
            let row = format!("A-{},The same again\n", fed % different);
            fed += 1;
            assert!(fed < 2_000_000, "{different} keys are taken for millions");
            if let Err(refused) = inspector.feed(row.as_bytes()) {
                break refused;
            }
        };
        let FileError::KeysRepeat {
            column,
            repeated,
            rows,
        } = refused
        else {
            panic!("{refused}");
        };
        assert_eq!((column.as_str(), rows), ("Issue key", fed));
        assert!(repeated > 100_000 && repeated < rows);
    }
}

#[test]
fn a_short_file_is_refused_for_its_keys_at_its_end() {
    let mut csv = b"Issue key,Summary\n".to_vec();
    for row in 0..300_000 {
        csv.extend(format!("A-{},x\n", row % 150_000).bytes());
    }
    let refused = inspect(&csv).unwrap_err();
    assert_eq!(refused.kind(), "keys_repeat");
}

#[test]
fn far_too_many_rows_of_made_keys_are_told_with_the_columns_these_are_made_of() {
    let csv = b"date,device,rating,review\n2026-03-01,a,5,It works\n2026-03-02,b,1,No\n";
    let (format, sniffed) = format::detect(csv, true).unwrap();
    let options = Options::new(Zone::UTC, "2026-08-01T00:00:00Z".parse().unwrap());
    let mapping = format.propose(&sniffed);
    assert!(mapping.makes_keys());
    let inspector = format.inspector(&sniffed, &mapping, options).unwrap();
    let refused = inspector.rows.keys_repeat(keys::TooMany(1_000_001));
    assert_eq!(refused.kind(), "keys_repeat");
    assert_eq!(refused.column().as_deref(), Some("date, review"));
}

const IDS: &str = "Issue key,Issue id,Summary,Created\n";

#[test]
fn one_number_of_two_systems_is_that_of_two_tickets() {
    let rows = "A-1,10001,x,2020-01-01\nB-1,10001,y,2024-01-01\n\
        A-2,10002,x,2020-01-01\nC-2,10002,y, 2020-01-01 \n\
        A-3,10003,x,\nC-3,10003,y,\n\
        A-4,0,x,2020-01-01\nC-4,0,y,2020-01-01\n\
        A-5,-,x,2020-01-01\nC-5,-,y,2020-01-01\n\
        A-6,,x,2020-01-01\nC-6,,y,2020-01-01\n";
    let found = inspect(format!("{IDS}{rows}").as_bytes()).unwrap();
    assert!(!found.mapping.columns(crate::Field::TrackerId).is_empty());
    assert_eq!((found.superseded, found.moved), (vec![(3, 4)], vec![3]));
}

#[test]
fn numbers_that_repeat_too_often_are_none_of_tickets() {
    // Told as the file is read, and at its end.
    for rows in [110_000, 101_000] {
        let mut csv = IDS.as_bytes().to_vec();
        // The first rows are as if the numbers were those of tickets.
        for row in 0..5_000 {
            csv.extend(format!("B-{row},{row}7,x,2020-01-01\n").bytes());
        }
        for row in 0..rows {
            let key = row % (rows - 1);
            csv.extend(format!("A-{key},9,x,2020-01-01\n").bytes());
        }
        let found = inspect(&csv).unwrap();
        assert!(!found.mapping.columns(crate::Field::TrackerId).is_empty());
        let kept = (found.superseded, found.moved);
        assert_eq!(kept, (vec![(5_001, 5_000 + rows)], vec![]));
    }
}
