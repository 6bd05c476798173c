//! Rows that share a key: which of them counts, and what is told of the others.

use super::ingest;
use tickets::RowErrorKind;

/// The summary that counts, and the kind and reason of each row that does not.
fn told(file: &str) -> (String, Vec<(u64, RowErrorKind, String)>) {
    let (_, outcome) = ingest(file.as_bytes());
    assert_eq!(outcome.tickets.len(), 1, "{file}");
    let errors = outcome.errors.into_iter();
    let errors = errors.map(|error| (error.row, error.kind, error.reason));
    let summary = outcome.tickets[0].summary.clone();
    (summary.unwrap_or_default(), errors.collect())
}

fn superseded(row: u64, reason: &str) -> (u64, RowErrorKind, String) {
    (row, RowErrorKind::SupersededKey, reason.to_owned())
}

#[test]
fn the_row_that_was_changed_last_counts_wherever_it_stands() {
    let header = "Issue key,Summary,Status,Created,Updated\n";
    let (new, old) = (
        "T-1,new state,Closed,2025-01-01,2025-02-02\n",
        "T-1,old state,Open,2025-01-01,2025-01-05\n",
    );
    let (summary, errors) = told(&format!("{header}{new}{old}"));
    assert_eq!(summary, "new state");
    let reason = "row 1 has the same key, was changed later, and counts";
    assert_eq!(errors, [superseded(2, reason)]);
    let (summary, errors) = told(&format!("{header}{old}{new}"));
    assert_eq!(summary, "new state");
    let reason = "row 2 has the same key and counts";
    assert_eq!(errors, [superseded(1, reason)]);
}

#[test]
fn the_order_of_day_and_month_decides_which_is_newer() {
    let file = |first: &str| {
        format!(
            "Issue key,Summary,Created,Updated\nT-1,one,{first},3/4/25\nT-1,two,{first},4/3/25\n"
        )
    };
    // Day first: 3 April is later than 4 March. Month first: March 4 and April 3.
    assert_eq!(told(&file("13/1/25")).0, "one");
    assert_eq!(told(&file("1/13/25")).0, "two");
}

#[test]
fn without_a_date_of_change_or_with_equal_ones_the_last_row_counts() {
    let equal = "Issue key,Summary,Updated\nT-1,one,2025-01-05\nT-1,two,2025-01-05\n";
    assert_eq!(told(equal).0, "two");
    let none = "Issue key,Summary,Created\nT-1,one,2025-01-09\nT-1,two,2025-01-05\n";
    assert_eq!(told(none).0, "two");
    let one = "Issue key,Summary,Updated\nT-1,one,2025-01-05\nT-1,two,\n";
    assert_eq!(told(one).0, "one");
}

/// No export knows tomorrow.
#[test]
fn a_date_to_come_makes_no_row_newer() {
    let file = "Issue key,Summary,Updated\nT-1,one,2062-01-05\nT-1,two,2025-01-05\n";
    assert_eq!(told(file).0, "two");
}

#[test]
fn a_row_that_says_the_same_is_no_worry() {
    let repeated = |row, by| {
        let reason = format!("row {by} says the same and counts");
        (row, RowErrorKind::RepeatedRow, reason)
    };
    let row = "T-1,\"one, two\",2025-01-05,x\n";
    let file = format!("Issue key,Summary,Created,Other\n{row}{row}{row}");
    assert_eq!(told(&file).1, [repeated(1, 3), repeated(2, 3)]);
    // What no field is read from does not count.
    let other = "T-1,\"one, two\",2025-01-05,y\n";
    let file = format!("Issue key,Summary,Created,Other\n{row}{other}");
    assert_eq!(told(&file).1, [repeated(1, 2)]);
    let moved = "Issue key,Summary,Description\nT-1,one,\nT-1,,one\n";
    let (_, outcome) = ingest(moved.as_bytes());
    assert_eq!(outcome.errors[0].kind, RowErrorKind::SupersededKey);
}
