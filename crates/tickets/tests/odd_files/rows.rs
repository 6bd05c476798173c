//! Rows that are wider or narrower than the header.

use tickets::RowErrorKind;

use super::{created, ingest};

#[test]
fn surplus_cells_without_content_are_nothing() {
    for file in [
        &b"Issue key,Summary,Created\nA-1,x printer,2025-01-01,\nA-2,y,2025-01-02,\n"[..],
        b"Issue key,Summary,Created\nA-1,x printer,2025-01-01, ,\"\"\nA-2,y,2025-01-02\n",
        b"Issue key;Summary;Created\nA-1;x printer;2025-01-01;;;\nA-2;y;2025-01-02;\n",
        b"\"sep=;\"\nIssue key;Summary;Created\nA-1;x printer;2025-01-01\nA-2;y;2025-01-02\n",
    ] {
        let (_, outcome) = ingest(file);
        assert_eq!(outcome.errors, []);
        assert_eq!(
            created(&outcome.tickets),
            ["2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z"]
        );
        assert_eq!(outcome.tickets[0].summary.as_deref(), Some("x printer"));
    }
}

#[test]
fn surplus_cells_with_content_are_told() {
    let (_, outcome) =
        ingest(b"Issue key,Summary,Created\nA-1,x,2025-01-01,,extra,,\nA-2,y,2025-01-02,\n");
    assert_eq!((outcome.tickets.len(), outcome.errors.len()), (1, 1));
    let error = &outcome.errors[0];
    assert_eq!(
        (error.kind, error.reason.as_str()),
        (RowErrorKind::TooWide, "5 of 3 columns")
    );
}

#[test]
fn short_rows_are_told_and_taken() {
    let (_, outcome) = ingest(
        b"Issue key,Summary,Created,Status,Comment\nA-1,x,2025-01-01,Open,\nA-2\nA-3,x\nA-4,x,2025-01-01\n",
    );
    let told: Vec<_> = outcome
        .errors
        .iter()
        .map(|error| {
            (
                error.row,
                error.kind.as_str(),
                error.reason.as_str(),
                error.kind.loses_row(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, "too_narrow", "1 of 5 columns", false),
            (3, "too_narrow", "2 of 5 columns", false),
        ]
    );
    assert_eq!(outcome.tickets.len(), 4);
}

#[test]
fn lines_may_end_in_two_crs_and_a_lf() {
    let (inspection, outcome) = ingest(
        b"Issue key,Summary,Created\r\r\nA-1,x,2025-01-01\r\r\nA-2,y,31/31/2025\r\r\nA-3,z,2025-01-03\r\r\n",
    );
    assert_eq!((inspection.records, inspection.blank_rows), (3, 0));
    assert_eq!(outcome.tickets.len(), 3);
    assert_eq!((outcome.errors[0].row, outcome.errors[0].line), (2, 3));
}

#[test]
fn a_letter_that_a_record_lost_is_told_and_the_record_taken() {
    let (_, outcome) = ingest(
        "#undertone 1 json utf-8\n#line,#fault,id,subject,created_at\n1,,1,lone \u{fffd} x,2025-01-01\n\
         2,\"the record is longer than 8 MiB\n{\"\"id\"\"\",\n"
            .as_bytes(),
    );
    assert_eq!(
        outcome.tickets[0].summary.as_deref(),
        Some("lone \u{fffd} x")
    );
    let told: Vec<_> = outcome
        .errors
        .iter()
        .map(|error| (error.row, error.kind.as_str(), error.column.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (1, "lost_letter", Some("subject")),
            (2, "record_too_long", None)
        ]
    );
}
