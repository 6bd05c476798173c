//! Exports of one row a message: what becomes of their rows, of later exports, and of an undo.

use super::desk::Desk;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const HEADER: &str = "Ticket ID;Subject;From;Message;Sent at;Status\n";

/// Three tickets whose messages lie apart; a row without a key, a blank one and one that is too wide are among them.
const FIRST: [&str; 9] = [
    "1;Order;customer;I am furious, nothing works;2026-02-01 10:00;open",
    "2;Bill;customer;Where is it?;2026-02-02 10:00;open",
    "1;Order;seller;We are sorry;2026-02-02 11:00;open",
    ";Door;customer;Nobody's;2026-02-02 12:00;open",
    "3;Door;customer;It is shut;2026-02-03 10:00;new",
    ";;;;;",
    "2;Bill;seller;Here;2026-02-03 11:00;x;y;z",
    "2;Bill;seller;Here it is;2026-02-03 11:00;solved",
    "1;Order;customer;Still broken, this is a disgrace;2026-02-13 10:00;closed",
];

fn table(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

/// Summary, description and state of a ticket, and how many comments it has.
fn told(desk: &Desk, key: &str) -> Value {
    let answer: (String, String, String, i64) =
        endpoint::testing::block_on(desk.app.cx.records.query_one(
            "SELECT t.summary, t.description, t.status, t.comment_count FROM tickets t \
             WHERE t.ticket_id = $1",
            (key,),
        ))
        .unwrap();
    json!([answer.0, answer.1, answer.2, answer.3])
}

/// Texts and sides of a ticket's comments, the first one first.
fn comments(desk: &Desk, key: &str) -> Vec<(String, String)> {
    endpoint::testing::block_on(desk.app.cx.records.query(
        "SELECT r.text, r.author_type FROM sentiment_results r JOIN jobs j ON j.id = r.job_id \
         WHERE r.ticket_id = $1 AND r.field_type = 'comment' AND j.snapshot_id IS NOT NULL ORDER BY r.comment_number",
        (key,),
    ))
    .unwrap()
}

#[test]
fn rows_become_messages_and_each_is_counted_once() {
    for chunk_rows in [1, 2, 5_000] {
        let desk = Desk::new();
        desk.chunk_rows.set(chunk_rows);
        let job = desk.upload("messages.csv", &table(&FIRST));
        let rows = &desk.job(&job)["rows"];
        let expected = json!({"read": 9, "new": 3, "updated": 0, "unchanged": 0, "joined": 3,
            "refused": {"missing_key": 1, "too_wide": 1}, "empty": 1, "repeated_headers": 0, "cell_errors": {},
            "lists": ["new", "updated", "unchanged", "joined", "empty", "repeated_headers"]});
        assert_eq!(*rows, expected, "{chunk_rows}");
        assert_eq!(
            told(&desk, "1"),
            json!(["Order", "I am furious, nothing works", "closed", 2])
        );
        assert_eq!(
            told(&desk, "2"),
            json!(["Bill", "Where is it?", "solved", 1])
        );
        let of = |text: &str, side: &str| (text.to_owned(), side.to_owned());
        assert_eq!(
            comments(&desk, "1"),
            [
                of("We are sorry", "staff"),
                of("Still broken, this is a disgrace", "customer")
            ]
        );
        let held = desk.held();
        // As if the rows of the lake were not what was written: they are read again from where they lie.
        let digest = HEXLOWER.encode(&Sha256::digest(table(&FIRST)));
        desk.app
            .execute_with("UPDATE jobs SET content_sha256 = $1", (digest,));
        desk.app
            .execute("UPDATE lake_files SET digest = 'xxh128:0' WHERE end_snapshot IS NULL");
        desk.done("/api/lake/rebuild");
        assert_eq!(desk.records(), held.records);
        assert_eq!(desk.lake(true), held.lake);
        desk.undo(&job);
        assert!(desk.is_empty(), "{:#?}", desk.held());
    }
}

#[test]
fn an_export_that_begins_later_goes_on_with_the_ticket() {
    let desk = Desk::new();
    desk.upload("all.csv", &table(&FIRST));
    let later = [
        "1;Order;customer;Still broken, this is a disgrace;2026-02-13 10:00;closed",
        "1;Order;customer;Hello?;2026-02-14 10:00;open",
        "4;Roof;customer;It leaks;2026-02-14 10:00;new",
    ];
    let second = desk.upload("week.csv", &table(&later));
    assert_eq!(
        told(&desk, "1"),
        json!(["Order", "I am furious, nothing works", "open", 3])
    );
    let rows = &desk.job(&second)["rows"];
    assert_eq!(
        (&rows["new"], &rows["updated"], &rows["joined"]),
        (&1.into(), &1.into(), &1.into())
    );
    let held = desk.held();
    let third = desk.upload("again.csv", &format!("{}\n", table(&later)));
    assert_eq!(desk.job(&third)["rows"]["unchanged"], 2);
    desk.undo(&third);
    assert_eq!(desk.held(), held);
}

#[test]
fn a_table_of_comments_adds_them_to_the_tickets_that_are_known() {
    let desk = Desk::new();
    let tickets = "id,subject,description,created_at,status\n\
        55,Refund,It is broken,2026-02-20 08:00,open\n56,Bill,Where is it?,2026-02-21 08:00,new\n";
    desk.upload("tickets.csv", tickets);
    let before = [told(&desk, "55"), told(&desk, "56")];
    let comments_of = "id,ticket_id,author_id,author_type,created_at,public,body\n\
        9001,55,u1,requester,2026-02-27 08:05:11,TRUE,It is still broken.\n\
        9002,55,a1,agent,2026-02-27 09:05:11,TRUE,\"Sorry, we look into it.\"\n\
        9003,56,u2,requester,2026-02-28 09:05:11,TRUE,All good now!\n";
    let job = desk.upload("comments.csv", comments_of);
    let rows = &desk.job(&job)["rows"];
    assert_eq!((&rows["updated"], &rows["joined"]), (&2.into(), &1.into()));
    for (before, key, count) in [(&before[0], "55", 2), (&before[1], "56", 1)] {
        let mut expected = before.clone();
        expected[3] = count.into();
        assert_eq!(told(&desk, key), expected);
    }
    let of = |text: &str, side: &str| (text.to_owned(), side.to_owned());
    assert_eq!(
        comments(&desk, "55"),
        [
            of("It is still broken.", "customer"),
            of("Sorry, we look into it.", "staff")
        ]
    );
}
