//! Tables of messages, conversations and versions, and the tickets they become.

use crate::{Field, Options, Outcome, RowSet, Ticket, Zone, detect};

/// Reads a table in chunks of at most so many rows.
fn read(csv: &str, chunk_rows: u64) -> Outcome {
    let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
    let options = Options {
        chunk_rows,
        ..Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap())
    };
    let mapping = format.propose(&sniff);
    let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
    inspector.feed(csv.as_bytes()).unwrap();
    let inspection = inspector.finish().unwrap();
    let layout = inspection.layout();
    let mut all = Outcome::default();
    for part in inspection.parts() {
        let bytes = part.chunk.of(csv.as_bytes());
        let layout = layout.clone().with_rows_of(&part);
        let read = format.read_chunk(&bytes, &layout, &part.chunk).unwrap();
        let lost = read.errors.iter().filter(|error| error.kind.loses_row());
        let told = (read.tickets.len() + lost.count()) as u64 + read.joined.count();
        assert_eq!(
            told + read.empty.count() + read.repeated_headers.count(),
            part.chunk.rows
        );
        all.tickets.extend(read.tickets);
        all.errors.extend(read.errors);
        all.joined = together(&all.joined, &read.joined);
        all.empty = together(&all.empty, &read.empty);
    }
    all
}

/// The rows of both.
fn together(one: &RowSet, other: &RowSet) -> RowSet {
    let runs = one.runs().iter().chain(other.runs());
    runs.flat_map(|(first, last)| *first..=*last).collect()
}

/// A ticket in one line, comments behind it.
fn line(ticket: &Ticket) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    let at = ticket.created_at.map(|at| at.to_string());
    let mut out = format!(
        "{} [{}] [{}] {} {}",
        ticket.key,
        or(&ticket.summary),
        or(&ticket.description),
        or(&ticket.status),
        or(&at),
    );
    for (number, comment) in (1..).zip(&ticket.comments) {
        assert_eq!(comment.number, number);
        let at = comment.at.map(|at| at.to_string()).unwrap_or_default();
        let side = comment.author_type.map_or("", |side| side.as_str());
        let author = or(&comment.author);
        out.extend([" | ", &at, " ", &author, "/", side, ": ", &comment.body]);
    }
    out
}

fn lines(outcome: &Outcome) -> Vec<String> {
    outcome.tickets.iter().map(line).collect()
}

const MESSAGES: &str = "Ticket ID;Subject;Message;Created;Status\n\
    1;Order;I am furious, nothing works;01/12/2025;open\n\
    2;Bill;Where is it?;02/12/2025;open\n\
    1;Order;We are sorry;02/12/2025;open\n\
    3;Door;It is shut;03/12/2025;new\n\
    1;Order;Still broken, this is a disgrace;13/12/2025;closed\n";

#[test]
fn rows_of_a_key_are_one_ticket_wherever_they_lie() {
    let expected = [
        "1 [Order] [I am furious, nothing works] closed 2025-12-01T00:00:00Z \
         | 2025-12-02T00:00:00Z /: We are sorry | 2025-12-13T00:00:00Z /: Still broken, this is a disgrace",
        "2 [Bill] [Where is it?] open 2025-12-02T00:00:00Z",
        "3 [Door] [It is shut] new 2025-12-03T00:00:00Z",
    ];
    for chunk_rows in [1, 2, 3, 100] {
        let outcome = read(MESSAGES, chunk_rows);
        assert_eq!(lines(&outcome), expected, "{chunk_rows}");
        assert_eq!(outcome.errors, []);
        assert_eq!(outcome.joined.runs(), [(3, 3), (5, 5)], "{chunk_rows}");
        assert_eq!(outcome.tickets[0].row, 1);
    }
}

/// A file of a single ticket.
#[test]
fn one_ticket_alone_is_joined() {
    let csv = "Ticket ID;Subject;Message;Created;Status\n\
        1;Order;I am furious, nothing works;01/12/2025;open\n1;Order;We are sorry;02/12/2025;open\n\
        1;Order;Still broken, this is a disgrace;13/12/2025;open\n";
    let outcome = read(csv, 100);
    let expected = [
        "1 [Order] [I am furious, nothing works] open 2025-12-01T00:00:00Z \
         | 2025-12-02T00:00:00Z /: We are sorry | 2025-12-13T00:00:00Z /: Still broken, this is a disgrace",
    ];
    assert_eq!(lines(&outcome), expected);
    assert_eq!((outcome.joined.count(), outcome.errors.len()), (2, 0));
}

#[test]
fn lines_and_rows_are_those_of_the_file_and_bad_rows_are_told() {
    let csv = "Ticket ID,Subject,Message,Created\n\
        1,Order,\"It broke,\nyesterday\",2025-12-01\n,no key,x,2025-12-01\n\
        2,Bill,Where?,2025-12-02\n1,Order,Nobody answers,yesterday\n,,,\n\
        1,Order,a,b,2025-12-03,x\n1,Order,Thanks,2025-12-04\n";
    for chunk_rows in [1, 3, 100] {
        let outcome = read(csv, chunk_rows);
        let mut told: Vec<_> = outcome
            .errors
            .iter()
            .map(|error| (error.row, error.line, error.kind.as_str()))
            .collect();
        told.sort_unstable();
        let expected = [
            (2, 4, "missing_key"),
            (4, 6, "unreadable_date"),
            (6, 8, "too_wide"),
        ];
        assert_eq!(told, expected, "{chunk_rows}");
        let expected = [
            "1 [Order] [It broke,\nyesterday]  2025-12-01T00:00:00Z |  /: Nobody answers \
             | 2025-12-04T00:00:00Z /: Thanks",
            "2 [Bill] [Where?]  2025-12-02T00:00:00Z",
        ];
        assert_eq!(lines(&outcome), expected, "{chunk_rows}");
        assert_eq!((outcome.joined.count(), outcome.empty.count()), (2, 1));
    }
}

#[test]
fn the_newest_row_counts_and_the_first_message_opens_whatever_their_order() {
    let newest_first = "Ticket ID;Subject;From;Message;Ticket created;Sent at;Status;Product\n\
        1;Order;seller;It is on its way;2025-11-30 08:00;2025-12-02 10:00;closed;\n\
        1;Order;seller;We look;2025-11-30 08:00;2025-12-01 10:00;pending;Shop\n\
        1;Order;customer;Where is it;2025-11-30 08:00;2025-12-01 10:00;open;Mail\n\
        2;Bill;customer;Hm;2025-11-30 08:00;2025-12-01 10:00;open;\n";
    let outcome = read(newest_first, 100);
    let [first, _] = &outcome.tickets[..] else {
        panic!("two tickets")
    };
    assert_eq!(
        line(first),
        "1 [Order] [Where is it] closed 2025-11-30T08:00:00Z | 2025-12-01T10:00:00Z seller/staff: We look \
         | 2025-12-02T10:00:00Z seller/staff: It is on its way"
    );
    assert_eq!(first.product.as_deref(), Some("Shop"));
    assert_eq!(first.reporter.as_deref(), Some("customer"));
}

#[test]
fn nothing_is_counted_twice() {
    let csv = "Ticket ID,Subject,Message,Sent at\n\
        1,Order,It broke,2025-12-01 10:00\n1,Order,Nobody answers,2025-12-02 10:00\n\
        1,Order,It broke,2025-12-01 10:00\n1,Order,It broke,2025-12-03 10:00\n\
        2,Bill,Hm,2025-12-03 10:00\n";
    let outcome = read(csv, 100);
    assert_eq!(
        line(&outcome.tickets[0]),
        "1 [Order] [It broke]  2025-12-01T10:00:00Z | 2025-12-02T10:00:00Z /: Nobody answers \
         | 2025-12-03T10:00:00Z /: It broke"
    );
    assert_eq!(outcome.joined.count(), 3);
}

/// The description stands in each row, the comments are the messages.
#[test]
fn comments_are_joined_and_the_description_stays() {
    let csv = "Ticket ID,Subject,Description,Comment,Comment date,Created\n\
        1,Order,It broke,We look,2025-12-02 10:00,2025-12-01 10:00\n\
        1,Order,It broke,Still broken,2025-12-03 10:00,2025-12-01 10:00\n\
        2,Bill,Hm,,,2025-12-01 10:00\n";
    let outcome = read(csv, 100);
    let expected = [
        "1 [Order] [It broke]  2025-12-01T10:00:00Z | 2025-12-02T10:00:00Z /: We look \
         | 2025-12-03T10:00:00Z /: Still broken",
        "2 [Bill] [Hm]  2025-12-01T10:00:00Z",
    ];
    assert_eq!(lines(&outcome), expected);
}

/// The only date that tells messages apart is called that of a change.
#[test]
fn dates_of_changes_tell_when_messages_were_written() {
    let csv = "Ticket ID,Subject,Message,Author,Created,Updated\n\
        1,Order,It broke,ann,2025-12-01,2025-12-01\n1,Order,We look,eve,2025-12-01,2025-12-03\n\
        2,Bill,Hm,bob,2025-12-02,2025-12-02\n";
    let outcome = read(csv, 100);
    let expected = [
        "1 [Order] [It broke]  2025-12-01T00:00:00Z | 2025-12-03T00:00:00Z eve/: We look",
        "2 [Bill] [Hm]  2025-12-02T00:00:00Z",
    ];
    assert_eq!(lines(&outcome), expected);
}

const TWEETS: &str = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n\
    12,u1,TRUE,Tue Oct 31 22:20:00 +0000 2017,@help done. thanks,,11\n\
    20,u2,TRUE,Tue Oct 31 22:30:00 +0000 2017,@help my bill is wrong,,\n\
    10,u1,TRUE,Tue Oct 31 22:10:47 +0000 2017,@help still no refund &amp; nobody answers,11,\n\
    31,u3,TRUE,Tue Oct 31 22:32:00 +0000 2017,@help same here,,30\n\
    11,help,FALSE,Tue Oct 31 22:14:02 +0000 2017,@u1 We are happy to help! Please DM us.,12,10\n\
    11,help,FALSE,Tue Oct 31 22:14:02 +0000 2017,@u1 We are happy to help! Please DM us.,12,10\n";

#[test]
fn answers_are_comments_of_what_started_the_conversation() {
    for chunk_rows in [1, 3, 100] {
        let outcome = read(TWEETS, chunk_rows);
        let expected = [
            "10 [] [@help still no refund & nobody answers]  2017-10-31T22:10:47Z \
             | 2017-10-31T22:14:02Z help/staff: @u1 We are happy to help! Please DM us. \
             | 2017-10-31T22:20:00Z u1/customer: @help done. thanks",
            "20 [] [@help my bill is wrong]  2017-10-31T22:30:00Z",
            "31 [] [@help same here]  2017-10-31T22:32:00Z",
        ];
        assert_eq!(lines(&outcome), expected, "{chunk_rows}");
        assert_eq!(outcome.joined.count(), 3);
    }
}

#[test]
fn what_has_a_long_key_is_answered_by_it() {
    let id = |n: usize| format!("gp:AOqpTOE{n:058}");
    let csv = format!(
        "tweet_id,author_id,inbound,created_at,text,in_response_to_tweet_id\n\
        {},u1,TRUE,Tue Oct 31 22:10:47 +0000 2017,@help still no refund,\n\
        {},help,FALSE,Tue Oct 31 22:14:02 +0000 2017,@u1 We look,{}\n\
        {},u1,TRUE,Tue Oct 31 22:20:00 +0000 2017,@help thanks,{}\n",
        id(1),
        id(2),
        id(1),
        id(3),
        id(2)
    );
    assert_eq!(id(1).len(), 68);
    for chunk_rows in [1, 100] {
        let outcome = read(&csv, chunk_rows);
        assert_eq!(outcome.tickets.len(), 1, "{chunk_rows}");
        let comments = outcome.tickets[0].comments.iter();
        let bodies: Vec<_> = comments.map(|comment| &comment.body).collect();
        assert_eq!(bodies, ["@u1 We look", "@help thanks"]);
    }
}

#[test]
fn of_versions_the_present_one_counts() {
    let csv = "id,_fivetran_active,_fivetran_start,created_at,subject,status\n\
        5,true,2026-01-04 00:00,2026-01-02,Refund,solved\n\
        5,false,2026-01-02 00:00,2026-01-02,Refund,new\n\
        6,true,2026-01-02 00:00,2026-01-02,Bill,open\n\
        5,false,2026-01-03 00:00,2026-01-02,Refund,open\n";
    for chunk_rows in [1, 100] {
        let outcome = read(csv, chunk_rows);
        let expected = [
            "5 [Refund] [] solved 2026-01-02T00:00:00Z",
            "6 [Bill] [] open 2026-01-02T00:00:00Z",
        ];
        assert_eq!(lines(&outcome), expected);
        assert_eq!((outcome.joined.count(), outcome.errors.len()), (2, 0));
    }
}

#[test]
fn a_ticket_of_too_many_rows_asks_for_another_key() {
    use std::fmt::Write as _;
    let mut csv = MESSAGES.to_owned();
    for number in 0..10_001 {
        writeln!(csv, "1;Order;Message {number};14/12/2025;open").unwrap();
    }
    let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
    let mapping = format.propose(&sniff);
    assert_eq!(mapping.columns(Field::TicketId), [0]);
    let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
    let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
    inspector.feed(csv.as_bytes()).unwrap();
    let told = inspector.finish().unwrap_err();
    assert_eq!(
        (told.kind(), told.row(), told.column().as_deref()),
        ("keys_repeat", Some(1), Some("Ticket ID"))
    );
}
