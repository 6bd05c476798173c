//! An export of 1,667 columns with 1,025 different names.

use std::collections::BTreeSet;

use tickets::Field;

use super::{ingest, utc};

/// Names of the columns: 46 comments, 63 attachments, 6 labels, 4 watchers, 1,425 custom fields of 954 names, among them
/// some that sound like others.
fn header() -> Vec<String> {
    let mut names: Vec<String> = [
        "Summary",
        "Issue id",
        "Parent id",
        "Issue key",
        "Issue Type",
        "Status",
        "Project key",
        "Project name",
        "Project type",
        "Project lead",
        "Priority",
        "Resolution",
        "Assignee",
        "Reporter",
        "Creator",
        "Due Date",
        "Votes",
        "Description",
        "Environment",
        "Original Estimate",
        "Time Spent",
        "Security Level",
        "Last Viewed",
    ]
    .map(str::to_owned)
    .to_vec();
    let custom = |n: usize| match n {
        0 => "Custom field ([CHART] Time in Status)".to_owned(),
        1 => "Custom field ([CHART] Date of First Response)".to_owned(),
        2 => "Custom field (Asset id)".to_owned(),
        3 => "Custom field (Created by)".to_owned(),
        4 => "Custom field (Comment count)".to_owned(),
        n => format!("Custom field (Field {n})"),
    };
    names.extend((0..1425).map(|n| custom(n % 954)));
    names.extend(["Created", "Updated", "Resolved"].map(str::to_owned));
    for (name, count) in [
        ("Comment", 46),
        ("Attachment", 63),
        ("Labels", 6),
        ("Watchers", 4),
    ] {
        names.extend(std::iter::repeat_n(name.to_owned(), count));
    }
    let others = 1667 - names.len();
    names.extend((0..others).map(|n| match n {
        n if n < 40 => format!("Outward issue link ({n})"),
        _ => "Sprint".to_owned(),
    }));
    names
}

#[test]
fn the_right_columns_of_1667_are_proposed_and_read() {
    let header = header();
    assert_eq!(header.len(), 1667);
    let different: BTreeSet<&String> = header.iter().collect();
    assert_eq!(different.len(), 1025);
    let at = |name: &str| header.iter().position(|other| other == name).unwrap();
    let mut row = vec![String::new(); header.len()];
    for (name, value) in [
        ("Summary", "Login fails"),
        ("Issue id", "10001"),
        ("Issue key", "SUP-1"),
        ("Created", "2/Jan/26 3:04 PM"),
        ("Custom field ([CHART] Time in Status)", "10_*:*_1_*:*_864"),
        (
            "Custom field ([CHART] Date of First Response)",
            "3/Jan/26 3:04 PM",
        ),
        ("Custom field (Asset id)", "AS-7"),
        ("Custom field (Comment count)", "2"),
        ("Custom field (Created by)", "ann"),
        ("Attachment", "2/Jan/26 3:04 PM;kim;a.png;https://x/1"),
    ] {
        row[at(name)] = value.to_owned();
    }
    let first = at("Comment");
    row[first] = "2/Jan/26 4:00 PM;kim;one".to_owned();
    row[first + 45] = "2/Jan/26 5:00 PM;ann;last".to_owned();
    let file = format!("{}\n{}\n", header.join(","), row.join(","));
    let (inspection, outcome) = ingest(file.as_bytes());
    let mapping = &inspection.mapping;
    assert!(mapping.is_sure());
    assert_eq!(mapping.columns(Field::TicketId), [at("Issue key")]);
    assert_eq!(mapping.columns(Field::CreatedAt), [at("Created")]);
    let comments: Vec<usize> = (first..first + 46).collect();
    assert_eq!(mapping.columns(Field::Comments), comments);
    let ticket = &outcome.tickets[0];
    assert_eq!(
        (
            ticket.key.as_str(),
            ticket.created_at,
            ticket.comments.len()
        ),
        ("SUP-1", Some(utc("2026-01-02T15:04:00Z")), 2)
    );
    assert_eq!(
        (ticket.comments[1].number, ticket.comments[1].body.as_str()),
        (2, "last")
    );
    assert_eq!(outcome.errors, []);
}
