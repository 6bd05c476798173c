//! Dates as programs and other languages write them, in whole files.

use std::fmt::Write as _;

use tickets::{DateOrder, DateOrderFinding, RowErrorKind};

use super::{created, ingest};

/// The creation dates of a file of which each row has one of these.
fn created_of(dates: &[&str]) -> Vec<String> {
    let mut file = "Issue key,Summary,Created\n".to_owned();
    for (date, number) in dates.iter().zip(1..) {
        writeln!(file, "A-{number},x,\"{date}\"").unwrap();
    }
    let (_, outcome) = ingest(file.as_bytes());
    assert_eq!(outcome.errors, []);
    created(&outcome.tickets)
}

#[test]
fn numbers_are_dates_where_the_column_holds_dates() {
    for (dates, expected) in [
        (
            ["1640995200", "1640995260"],
            ["2022-01-01T00:00:00Z", "2022-01-01T00:01:00Z"],
        ),
        (
            ["1640995200000", "1640995260250"],
            ["2022-01-01T00:00:00Z", "2022-01-01T00:01:00.25Z"],
        ),
        (
            ["1640995200000000", "1640995260000000"],
            ["2022-01-01T00:00:00Z", "2022-01-01T00:01:00Z"],
        ),
        (
            ["41181", "41181.5"],
            ["2012-09-29T00:00:00Z", "2012-09-29T12:00:00Z"],
        ),
        (
            ["2012-09-29", "41181"],
            ["2012-09-29T00:00:00Z", "2012-09-29T00:00:00Z"],
        ),
    ] {
        assert_eq!(created_of(&dates), expected);
    }
}

#[test]
fn words_of_other_languages() {
    assert_eq!(
        created_of(&[
            "12/lut/21 10:19 PM",
            "Tue Oct 31 22:10:47 +0000 2017",
            "2024年3月1日 10:05",
            "2024. 3. 1. 오후 1:05"
        ]),
        [
            "2021-02-12T22:19:00Z",
            "2017-10-31T22:10:47Z",
            "2024-03-01T10:05:00Z",
            "2024-03-01T13:05:00Z"
        ]
    );
}

#[test]
fn a_date_in_another_encoding_is_read_in_it() {
    let text = "Issue key,Summary,Created\nA-1,プリンタが壊れました。注文が届いていません,2024年3月1日 10:05\n";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let (inspection, outcome) = ingest(&bytes);
    assert_eq!(inspection.encoding.name(), "shift_jis");
    assert_eq!(created(&outcome.tickets), ["2024-03-01T10:05:00Z"]);
    assert_eq!(inspection.as_of.to_string(), "2024-03-01T10:05:00Z");
}

#[test]
fn years_that_cannot_be_are_row_errors() {
    let (_, outcome) = ingest(
        b"Issue key,Summary,Created\nA-1,x,2024-03-01\nA-2,x,0001-01-01\nA-3,x,9999-12-31 23:59\nA-4,x,2024-03-02\n",
    );
    let told: Vec<_> = outcome
        .errors
        .iter()
        .map(|error| (error.row, error.kind))
        .collect();
    assert_eq!(
        told,
        [
            (2, RowErrorKind::UnreadableDate),
            (3, RowErrorKind::UnreadableDate)
        ]
    );
    assert_eq!(outcome.tickets.len(), 4);
}

#[test]
fn a_day_that_proves_the_order_decides_it_however_late_it_comes() {
    let mut file = "Issue key,Summary,Created\n".to_owned();
    for number in 1..25_000 {
        writeln!(file, "A-{number},x,03/04/2025").unwrap();
    }
    file += "A-25000,x,04/13/2025\n";
    let (inspection, outcome) = ingest(file.as_bytes());
    assert_eq!(
        (inspection.date_order, inspection.date_order_finding),
        (Some(DateOrder::MonthFirst), DateOrderFinding::MonthFirst)
    );
    assert_eq!(created(&outcome.tickets[..1]), ["2025-03-04T00:00:00Z"]);
}
