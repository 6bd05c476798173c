//! Dates, comments and columns as they were seen, one kind of file each.

use tickets::{DateError, Field, RowErrorKind};

use super::{created, ingest, try_ingest, utc};

#[test]
fn every_layout_of_the_census() {
    for (written, read) in [
        ("2/Jan/06 3:04 PM", "2006-01-02T15:04:00Z"),
        ("02/Jan/06 03:04 pm", "2006-01-02T15:04:00Z"),
        ("2/Jan/06 15:04", "2006-01-02T15:04:00Z"),
        ("2006-01-02 15:04", "2006-01-02T15:04:00Z"),
        ("2006-01-02 15:04:05", "2006-01-02T15:04:05Z"),
        ("2/Jan/2006 3:04 PM", "2006-01-02T15:04:00Z"),
        ("Jan/2/06 3:04 PM", "2006-01-02T15:04:00Z"),
        ("2/Jan/06", "2006-01-02T00:00:00Z"),
        ("02/September/24 9:47 AM", "2024-09-02T09:47:00Z"),
        ("2025-11-15T04:00:00.000+0000", "2025-11-15T04:00:00Z"),
        ("2025-11-15T04:00:00Z", "2025-11-15T04:00:00Z"),
        ("22/08/2024", "2024-08-22T00:00:00Z"),
        ("5/28/25 17:00", "2025-05-28T17:00:00Z"),
        ("7/15/2026 20:53", "2026-07-15T20:53:00Z"),
        ("13-12-2024 14:42", "2024-12-13T14:42:00Z"),
        ("18/jul/26 9:10 AM", "2026-07-18T09:10:00Z"),
        ("04/nov/25 1:16 PM", "2025-11-04T13:16:00Z"),
        ("03/dic/25", "2025-12-03T00:00:00Z"),
    ] {
        let file = format!("Issue key,Summary,Created\nA-1,x,{written}\n");
        let (_, outcome) = ingest(file.as_bytes());
        assert_eq!(outcome.errors, [], "{written}");
        assert_eq!(created(&outcome.tickets), [read], "{written}");
    }
}

#[test]
fn a_date_without_order_is_never_guessed() {
    for written in ["12-12-2024 14:42", "7/9/2026 10:00"] {
        let file = format!("Issue key,Summary,Created\nA-1,x,{written}\n");
        let asked = try_ingest(file.as_bytes(), "{}");
        // 12 December is the same day in both orders.
        if written.starts_with("12-12") {
            let (_, outcome) = asked.unwrap();
            assert_eq!(created(&outcome.tickets), ["2024-12-12T14:42:00Z"]);
        } else {
            assert_eq!(asked.unwrap_err().kind(), "date_order_undecided");
        }
    }
}

#[test]
fn evidence_of_both_orders_is_no_evidence() {
    let rows = "A-1,x,22/08/2024\nA-2,x,08/25/2024\n";
    let (inspection, outcome) = ingest(format!("Issue key,Summary,Created\n{rows}").as_bytes());
    assert_eq!(inspection.date_order, None);
    assert_eq!(
        created(&outcome.tickets),
        ["2024-08-22T00:00:00Z", "2024-08-25T00:00:00Z"],
        "each can be read in one way only"
    );
    let undecided = format!("Issue key,Summary,Created\n{rows}A-3,x,1/2/2024\n");
    let asked = try_ingest(undecided.as_bytes(), "{}").unwrap_err();
    assert_eq!(
        (asked.kind(), asked.row()),
        ("date_order_undecided", Some(3))
    );
    let (_, outcome) = try_ingest(undecided.as_bytes(), r#"{"date_order":"month_first"}"#).unwrap();
    let told: Vec<_> = outcome
        .errors
        .iter()
        .map(|error| (error.kind, error.row, error.reason.clone()))
        .collect();
    let reason = DateError::OtherOrder.to_string();
    assert_eq!(told, [(RowErrorKind::UnreadableDate, 1, reason)]);
}

#[test]
fn comments_are_split_at_the_first_two_separators_only() {
    let (_, outcome) = ingest(
        b"Issue key,Summary,Created,Comment,Comment,Comment\n\
          A-1,x,2/Jan/26,2/Jan/26 4:00 PM;kim;Deploy at 9;30; then check logs,no date; no author,\n",
    );
    let comments: Vec<_> = outcome.tickets[0]
        .comments
        .iter()
        .map(|comment| (comment.at, comment.author.as_deref(), comment.body.as_str()))
        .collect();
    assert_eq!(
        comments,
        [
            (
                Some(utc("2026-01-02T16:00:00Z")),
                Some("kim"),
                "Deploy at 9;30; then check logs"
            ),
            (None, None, "no date; no author"),
        ]
    );
}

#[test]
fn five_plain_columns_and_custom_columns_beside_them() {
    let (inspection, outcome) = ingest(
        b"Issue key,Summary,Description,Priority,Created\r\nHIVE-7,Slow join,\"a\r\nb\",Major,2/Jan/26 15:04\r\n",
    );
    assert!(inspection.mapping.is_sure());
    assert_eq!(outcome.tickets[0].description.as_deref(), Some("a\r\nb"));
    // What another tool added is not taken for anything.
    let (inspection, outcome) = ingest(
        b"Issue key,Summary,Sentiment,Confidence,Story text,Created\nX-1,Login,negative,0.93,As a user,2026-01-02 15:04\n",
    );
    let mapped: Vec<_> = inspection
        .mapping
        .fields()
        .iter()
        .map(|(field, mapped)| (*field, mapped.headers[0].as_str()))
        .collect();
    assert_eq!(
        mapped,
        [
            (Field::TicketId, "Issue key"),
            (Field::Summary, "Summary"),
            (Field::CreatedAt, "Created"),
        ]
    );
    assert_eq!(outcome.errors, []);
}

#[test]
fn a_duplicate_custom_field_and_links_of_a_plug_in_stay_apart() {
    let (inspection, outcome) = ingest(
        b"Summary,Issue key,Issue id,Status,Created,Outward issue link (QAlity),Outward issue link (QAlity),\
          Custom field (Category),Custom field (Category)\n\
          x,Q-1,7,Done,2/Jan/26 3:04 PM,Q-2,Q-3,one,two\n",
    );
    let columns = inspection.mapping.fields().values();
    assert!(
        columns
            .flat_map(|field| &field.columns)
            .all(|&column| column < 5)
    );
    let ticket = &outcome.tickets[0];
    assert_eq!(
        (ticket.key.as_str(), ticket.parent.as_deref()),
        ("Q-1", None)
    );
}

#[test]
fn narrow_rows_have_empty_cells_and_wide_ones_are_told_by_both_counts() {
    let header: Vec<String> = (0..27).map(|n| format!("Custom field (F{n})")).collect();
    let header = format!("Issue key,Summary,Created,{}", header.join(","));
    let wide = format!("W-1,x,2/Jan/26{}", ",y".repeat(28));
    let (_, outcome) = ingest(format!("{header}\n{wide}\nW-2,narrow\nW-3,x,2/Jan/26\n").as_bytes());
    assert_eq!(outcome.errors[0].reason, "31 of 30 columns");
    let keys: Vec<_> = outcome
        .tickets
        .iter()
        .map(|ticket| ticket.key.as_str())
        .collect();
    assert_eq!(keys, ["W-2", "W-3"]);
}
