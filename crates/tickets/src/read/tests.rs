//! Rows as exports have them, and what becomes of them.

use super::*;
use crate::{CreatedFrom, Options, Zone, format};

fn read(csv: &[u8]) -> Outcome {
    let options = Options::new(
        Zone::new("Europe/Berlin").unwrap(),
        "2026-08-01T00:00:00Z".parse().unwrap(),
    );
    let (format, sniff) = format::detect(csv, true).unwrap();
    let mut inspector = format
        .inspector(&sniff, &format.propose(&sniff), options)
        .unwrap();
    inspector.feed(csv).unwrap();
    let inspection = inspector.finish().unwrap();
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format
            .read_chunk(&chunk.of(csv), &inspection, chunk)
            .unwrap();
        all.tickets.extend(part.tickets);
        all.errors.extend(part.errors);
    }
    all
}

const HEADER: &str = "Summary,Issue key,Issue id,Status,Created,Updated,Labels,Labels,Component/s,Description,Comment,Comment\n";

fn rows(rows: &str) -> Outcome {
    read(format!("{HEADER}{rows}").as_bytes())
}

#[test]
fn a_whole_ticket() {
    let outcome = rows(
        "Login fails,SUP-1,10001,Open,12/Jan/26 8:35 AM,13/Jan/26 9:00 AM,web,urgent,Portal,\" Help; \"\"now\"\"\n\",\
         12/Jan/26 9:35 AM;kim;Hi;there,\"12/Jan/26 9:40 AM;;no\nname\"\n",
    );
    assert_eq!(outcome.errors, []);
    let [ticket] = &outcome.tickets[..] else {
        panic!("one ticket")
    };
    assert_eq!(
        (ticket.key.as_str(), ticket.source.as_str(), ticket.row),
        ("SUP-1", "jira", 1)
    );
    assert_eq!(
        (
            ticket.created_at.map(|at| at.to_string()),
            ticket.created_from
        ),
        (Some("2026-01-12T07:35:00Z".to_owned()), CreatedFrom::Column)
    );
    assert_eq!(
        ticket.updated_at.unwrap().to_string(),
        "2026-01-13T08:00:00Z"
    );
    assert_eq!(ticket.labels, ["web", "urgent"]);
    assert_eq!(ticket.components, ["Portal"]);
    assert_eq!(ticket.description.as_deref(), Some(" Help; \"now\"\n"));
    let comments: Vec<_> = ticket
        .comments
        .iter()
        .map(|c| (c.number, c.author.as_deref(), c.body.as_str()))
        .collect();
    assert_eq!(
        comments,
        [(1, Some("kim"), "Hi;there"), (2, None, "no\nname")]
    );
}

#[test]
fn an_unreadable_date_loses_no_ticket() {
    let outcome = rows(
        "a,A-1,1,Open,yesterday,15/Jan/26 9:00 AM,,,,,14/Jan/26 9:00 AM;kim;x,\n\
         b,A-2,2,Open,31/Feb/26 9:00 AM,,,,,,,\n\
         c,A-3,3,Open,12/Jan/26 9:00 AM,,,,,,99/Jan/26 9:00 AM;kim;x,\n",
    );
    let errors: Vec<_> = outcome
        .errors
        .iter()
        .map(|e| (e.row, e.line, e.column.as_deref(), e.value.as_deref()))
        .collect();
    assert_eq!(
        errors,
        [
            (1, 2, Some("Created"), Some("yesterday")),
            (2, 3, Some("Created"), Some("31/Feb/26 9:00 AM")),
            (3, 4, Some("Comment"), Some("99/Jan/26 9:00 AM")),
        ]
    );
    let created: Vec<_> = outcome
        .tickets
        .iter()
        .map(|t| (t.created_at.map(|at| at.to_string()), t.created_from))
        .collect();
    assert_eq!(
        created,
        [
            (
                Some("2026-01-14T08:00:00Z".to_owned()),
                CreatedFrom::FirstComment
            ),
            (None, CreatedFrom::Unknown),
            (Some("2026-01-12T08:00:00Z".to_owned()), CreatedFrom::Column),
        ]
    );
    assert_eq!(
        outcome.tickets[2].comments[0].body,
        "99/Jan/26 9:00 AM;kim;x"
    );
}

/// The inputs of which it was found that their dates were made up.
#[test]
fn a_date_that_nothing_tells_is_not_made_up() {
    let created = |csv: &str| -> Vec<(Option<String>, CreatedFrom)> {
        let read = read(csv.as_bytes());
        let of = |ticket: &Ticket| {
            let at = ticket.created_at.map(|at| at.to_string());
            (at, ticket.created_from)
        };
        read.tickets.iter().map(of).collect()
    };
    let unknown = (None, CreatedFrom::Unknown);
    assert_eq!(
        created("Issue key,Summary,Created\nA-1,Printer is broken,\nA-2,Printer off,\n"),
        [unknown.clone(), unknown.clone()]
    );
    let first = (Some("2025-03-27T23:00:00Z".to_owned()), CreatedFrom::Column);
    let unreadable = "Issue key,Summary,Created\nG-1,x,28/03/2025\nA-3,x,31/02/2025\nA-2,x,\n";
    assert_eq!(created(unreadable), [first, unknown.clone(), unknown]);
    assert_eq!(read(unreadable.as_bytes()).errors.len(), 1);
    let from = |at: &str, from| (Some(at.to_owned()), from);
    assert_eq!(
        created(
            "Issue key,Summary,Created,Updated,Resolved,Comment\n\
             A-1,x,,2025-02-01,2025-01-20,2025-01-10 10:00;kim;Hi\n\
             A-2,x,,2025-02-01,2025-01-20,2025-03-10 10:00;kim;Hi\n"
        ),
        [
            from("2025-01-10T09:00:00Z", CreatedFrom::FirstComment),
            from("2025-01-19T23:00:00Z", CreatedFrom::OtherDate),
        ]
    );
    assert_eq!(
        created("id,subject,created\n507f1f77bcf86cd799439011,x,\n507f1f78bcf86cd799439011,y,\n"),
        [
            from("2012-10-17T21:13:27Z", CreatedFrom::Id),
            from("2012-10-17T21:13:28Z", CreatedFrom::Id),
        ]
    );
    let mixed = "id,subject,created\n507f1f77bcf86cd799439011,x,\nother,y,\n";
    assert!(created(mixed).iter().all(|(at, _)| at.is_none()));
}

#[test]
fn rows_that_cannot_be_taken_or_are_cut_off_are_told() {
    let outcome = rows(
        "wide,A-1,1,Open,12/Jan/26,,,,,,,,shifted\n\
         none,,2,Open,12/Jan/26\n\
         blank,A 3,3,Open,12/Jan/26\n\
         first,A-4,4,Open,12/Jan/26\n\
         narrow,A-5\n\
         ,,,,,\n\
         last,A-4,4,Done,12/Jan/26\n",
    );
    let errors: Vec<_> = outcome
        .errors
        .iter()
        .map(|e| (e.row, e.kind, e.reason.as_str()))
        .collect();
    assert_eq!(
        errors,
        [
            (1, RowErrorKind::TooWide, "13 of 12 columns"),
            (2, RowErrorKind::MissingKey, "the ticket key is empty"),
            (
                3,
                RowErrorKind::BadKey,
                "the ticket key holds blanks or control characters"
            ),
            (
                4,
                RowErrorKind::SupersededKey,
                "row 7 has the same key and counts"
            ),
            (5, RowErrorKind::TooNarrow, "2 of 12 columns"),
        ]
    );
    let taken: Vec<_> = outcome
        .tickets
        .iter()
        .map(|t| (t.key.as_str(), t.status.as_deref()))
        .collect();
    assert_eq!(taken, [("A-5", None), ("A-4", Some("Done"))]);
}

#[test]
fn equal_comments_have_fingerprints_of_their_own_that_last() {
    let first =
        rows("a,A-1,1,Open,12/Jan/26,,,,,,12/Jan/26 9:35 AM;kim;+1,12/Jan/26 9:35 AM;kim;+1\n");
    let [one, two] = &first.tickets[0].comments[..] else {
        panic!("two comments")
    };
    assert_ne!(one.fingerprint, two.fingerprint);
    let later = rows("new title,A-1,1,Done,12/Jan/26,,,,,,12/Jan/26 9:35 AM;kim;+1,\n");
    assert_eq!(later.tickets[0].comments[0].fingerprint, one.fingerprint);
    assert_ne!(later.tickets[0].state_hash, first.tickets[0].state_hash);
}

#[test]
fn damaged_text_and_nul_bytes_are_told() {
    let good = "é".repeat(30);
    let filler: Vec<String> = (0..100)
        .map(|n| format!("{good},A-{n},,,12/Jan/26\n"))
        .collect();
    let damaged = [
        format!("{HEADER}{}", filler.concat()).as_bytes(),
        b"bad \xFF,B-1,,,12/Jan/26\n",
    ]
    .concat();
    let outcome = read(&damaged);
    let [error] = &outcome.errors[..] else {
        panic!("one error")
    };
    assert_eq!(
        (error.kind, error.value.as_deref()),
        (RowErrorKind::BadEncoding, Some("bad \u{FFFD}"))
    );
    assert_eq!(outcome.tickets.len(), 101);
}

#[test]
fn bytes_that_are_not_the_chunk_are_refused() {
    let csv = format!("{HEADER}a,A-1\n");
    let (format, sniff) = format::detect(csv.as_bytes(), true).unwrap();
    let options = Options::new(Zone::UTC, jiff::Timestamp::UNIX_EPOCH);
    let mut inspector = format
        .inspector(&sniff, &format.propose(&sniff), options)
        .unwrap();
    inspector.feed(csv.as_bytes()).unwrap();
    let inspection = inspector.finish().unwrap();
    let refused = format
        .read_chunk(b"other", &inspection, &inspection.chunks[0])
        .unwrap_err();
    assert_eq!(refused.kind(), "chunk_mismatch");
}

#[test]
fn long_values_of_short_fields_are_cut_and_told() {
    let (long, kept) = ("x".repeat(2_800), "x".repeat(500));
    let outcome = rows(&format!("{long},A-1,1,{long},12/Jan/26\n"));
    let ticket = &outcome.tickets[0];
    assert_eq!(ticket.summary.as_deref(), Some(long.as_str()));
    assert_eq!(ticket.status.as_deref(), Some(kept.as_str()));
    let [error] = &outcome.errors[..] else {
        panic!("one error")
    };
    assert_eq!(
        (error.kind, error.column.as_deref(), error.reason.as_str()),
        (
            RowErrorKind::TooLong,
            Some("Status"),
            "2800 characters, of which 500 are kept"
        )
    );
}

#[test]
fn a_comment_that_says_nothing_is_none() {
    let outcome = rows(
        "a,A-1,1,Open,12/Jan/26,,,,,,12/Jan/26 9:35 AM;kim;;internal;,12/Jan/26 9:36 AM;kim;Hm;internal;\n",
    );
    let comments = &outcome.tickets[0].comments;
    assert!(outcome.errors.is_empty());
    assert_eq!((comments.len(), comments[0].body.as_str()), (1, "Hm"));
    assert_eq!(comments[0].number, 1);
}

#[test]
fn a_parent_is_named_by_the_key_it_has() {
    let long = format!("gp:AOqpTOE{:058}", 1);
    let csv = format!(
        "key,summary,created,parent\n{long},Late,2026-01-02,\nA-2,Cold,2026-01-03,{long}\n\
        A-3,Dark,2026-01-04,17.0\nA-4,Loud,2026-01-05,A-2\n"
    );
    let tickets = read(csv.as_bytes()).tickets;
    let parent = |at: usize| tickets[at].parent.as_deref();
    assert_eq!(tickets[0].key.as_str().len(), 50);
    assert_eq!(parent(1), Some(tickets[0].key.as_str()));
    assert_eq!((parent(2), parent(3)), (Some("17"), Some("A-2")));
}

#[test]
fn a_ticket_that_moved_within_a_file_stands_once_under_its_newest_key() {
    let moved = "s,OLD-2,50001,Open,1/Jan/26 8:00 AM,2/Jan/26 8:00 AM,,,,,,\n\
        s,NEW-8,50001,Done,1/Jan/26 8:00 AM,3/Jan/26 8:00 AM,,,,,,\n\
        t,NEW-9,,Open,1/Jan/26 8:00 AM,,,,,,,\nt,NEW-7,,Open,1/Jan/26 8:00 AM,,,,,,,\n";
    let outcome = rows(moved);
    let keys: Vec<_> = outcome
        .tickets
        .iter()
        .map(|ticket| (ticket.key.as_str(), ticket.tracker_id.as_deref()))
        .collect();
    assert_eq!(
        keys,
        [("NEW-8", Some("50001")), ("NEW-9", None), ("NEW-7", None)]
    );
    let told = &outcome.errors[0];
    assert_eq!(
        (told.row, told.reason.as_str()),
        (
            1,
            "row 2 has the tracker's same number under another key and counts"
        )
    );
}

#[test]
fn a_comment_in_a_cell_of_a_workbook_stands_as_it_is() {
    let bodies = |wire: &str| -> Vec<String> {
        let table = format!(
            "#undertone 1 {wire} utf-8\n#line,#fault,id,subject,created_at,comment\n2,,1,x,2026-01-02,one;two;three\n"
        );
        let (format, sniff) = crate::detect(table.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        let options = crate::Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(table.as_bytes()).unwrap();
        let found = inspector.finish().unwrap();
        let chunk = &found.chunks[0];
        let read = format.read_chunk(&chunk.of(table.as_bytes()), &found, chunk);
        let comments = read.unwrap().tickets.remove(0).comments.into_iter();
        comments.map(|comment| comment.body).collect()
    };
    assert_eq!(bodies("xlsx"), ["one;two;three"]);
    assert_eq!(bodies("json"), ["three"], "as records are written");
}
