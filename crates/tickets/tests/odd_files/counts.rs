//! Columns that are called comments and say how many there are, as in our own export.

use super::ingest;

fn comments(file: &[u8]) -> Vec<usize> {
    let (_, outcome) = ingest(file);
    assert_eq!(outcome.errors, []);
    outcome
        .tickets
        .iter()
        .map(|ticket| ticket.comments.len())
        .collect()
}

#[test]
fn a_count_of_comments_is_no_comment() {
    assert_eq!(
        comments(b"#undertone 1 json utf-8\n#line,#fault,id,title,created_at,comments\n1,,1,x,2025-01-01,3\n2,,2,y,2025-01-01,0\n"),
        [0, 0]
    );
    // One that holds more than numbers is what it says.
    assert_eq!(
        comments(b"id,title,created_at,comments\n1,x,2025-01-01,3\n2,y,2025-01-01,Thank you\n"),
        [1, 1]
    );
    assert_eq!(
        comments(b"Issue key,Summary,Created,Comment,Comment\nA-1,x,2025-01-01,1/Jan/25 9:00 AM;kim;hi,7\n"),
        [2]
    );
}

#[test]
fn our_own_export_comes_back_as_it_was() {
    let header = "ticket_id,source,summary,status,priority,issue_type,project,product,organization,assignee,reporter,\
        created_at,updated_at,resolved_at,comments,sentiment,compound,confidence,trend,mood,urgency,team";
    let row = |key: &str, summary: &str| {
        format!(
            "{key},jira,{summary},Open,,,,,,,,2025-01-01T00:00:00Z,,,0,neutral,0,0.5,stable,ok,0.1,'@team"
        )
    };
    let summaries = [
        "'+49 170 123",
        "'-5 apples",
        "\"'@SUM(A1,B1)\"",
        "'=1+1",
        "''=1+1",
        "'tis",
    ];
    let rows: Vec<String> = (1..)
        .zip(summaries)
        .map(|(number, summary)| row(&format!("A-{number}"), summary))
        .collect();
    let (_, outcome) = ingest(format!("{header}\r\n{}\r\n", rows.join("\r\n")).as_bytes());
    let texts: Vec<_> = outcome
        .tickets
        .iter()
        .filter_map(|ticket| ticket.summary.as_deref())
        .collect();
    assert_eq!(
        texts,
        [
            "+49 170 123",
            "-5 apples",
            "@SUM(A1,B1)",
            "=1+1",
            "'=1+1",
            "'tis"
        ]
    );
    assert_eq!(outcome.tickets[0].team.as_deref(), Some("@team"));
    assert!(
        outcome
            .tickets
            .iter()
            .all(|ticket| ticket.comments.is_empty())
    );
    // Of another file it is a text like any other.
    let (_, outcome) = ingest(b"Issue key,Summary,Created\nA-1,'=1+1,2025-01-01\n");
    assert_eq!(outcome.tickets[0].summary.as_deref(), Some("'=1+1"));
}
