//! How often the columns of made-up tables are recognised: names of many tools and languages, in any order, among columns
//! that look alike. `cargo test -p tickets --test recognition -- --nocapture` shows the score of each field.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

mod draw;
mod tables;

use std::collections::BTreeMap;

use tables::Table;
use tickets::{Field, detect};

/// Tables that are made.
const TABLES: u64 = 600;
/// The least share that is right of each field, and of tables that are read without a question; in percent.
const LEAST: [(Field, u32); 8] = [
    (Field::TicketId, 99),
    (Field::Summary, 98),
    (Field::Description, 99),
    (Field::CreatedAt, 99),
    (Field::UpdatedAt, 99),
    (Field::Status, 99),
    (Field::Priority, 99),
    (Field::Assignee, 99),
];
const LEAST_SURE: u32 = 99;

#[test]
fn the_score_does_not_fall() {
    let mut score: BTreeMap<Field, (u32, u32)> = BTreeMap::new();
    let mut sure = 0;
    let mut wrong_and_sure = Vec::new();
    for seed in 0..TABLES {
        let Table { csv, columns } = tables::make(seed);
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        sure += u32::from(mapping.is_sure());
        for (field, column) in columns {
            let (right, all) = score.entry(field).or_default();
            let found = mapping.columns(field) == [column];
            *right += u32::from(found);
            *all += 1;
            let matters = matches!(field, Field::TicketId | Field::CreatedAt);
            if !found && mapping.is_sure() && matters {
                wrong_and_sure.push(format!("{field} {:?} in {csv}", mapping.columns(field)));
            }
        }
    }
    let percent = |part: u32, all: u32| f64::from(part) * 100.0 / f64::from(all);
    for (field, (right, all)) in &score {
        println!(
            "{:<14}{:>6.1} % of {all}",
            field.as_str(),
            percent(*right, *all)
        );
    }
    let all = u32::try_from(TABLES).unwrap();
    println!(
        "{:<14}{:>6.1} % of {all}",
        "no question",
        percent(sure, all)
    );
    println!("wrong without a question: {}", wrong_and_sure.len());
    for (field, least) in LEAST {
        let (right, all) = score[&field];
        assert!(
            percent(right, all) >= f64::from(least),
            "{field}: {right} of {all}"
        );
    }
    assert!(
        percent(sure, all) >= f64::from(LEAST_SURE),
        "{sure} of {all}"
    );
    assert!(
        wrong_and_sure.len() * 200 <= usize::try_from(TABLES).unwrap(),
        "{}",
        wrong_and_sure[0]
    );
}
