//! What becomes of tickets that come again.

use super::*;
use jiff::Timestamp;
use tickets::{CreatedFrom, Fingerprint, TicketKey};

/// A fingerprint of its own for each text.
fn fingerprint(text: &str) -> Fingerprint {
    let sum = text.bytes().fold(7u128, |sum, byte| {
        sum.wrapping_mul(257).wrapping_add(u128::from(byte))
    });
    Fingerprint::try_from(format!("{sum:032x}")).unwrap()
}

fn comment(body: &str, number: u32) -> Comment {
    Comment {
        number,
        at: None,
        author: None,
        author_type: None,
        body: body.to_owned(),
        fingerprint: fingerprint(body),
    }
}

/// An export that was uploaded then.
pub fn export(uploaded_at: i64) -> Export<'static> {
    Export {
        uploaded_at,
        timezone: "UTC",
        may_remove: true,
        is_comments_alone: false,
    }
}

pub fn ticket(key: &str, status: &str, comments: &[&str]) -> Ticket {
    Ticket {
        row: 1,
        source: "jira".into(),
        key: TicketKey::new(key).unwrap(),
        tracker_id: None,
        summary: Some("Login fails".into()),
        description: None,
        status: Some(status.into()),
        priority: None,
        issue_type: None,
        project: None,
        product: None,
        components: Vec::new(),
        assignee: None,
        reporter: None,
        organization: None,
        labels: Vec::new(),
        parent: None,
        team: None,
        channel: None,
        customer: None,
        satisfaction: None,
        due_at: None,
        first_response_at: None,
        time_spent_seconds: None,
        reopenings: None,
        created_at: Timestamp::from_second(1_000).ok(),
        created_from: CreatedFrom::Column,
        updated_at: None,
        resolved_at: None,
        comments: comments
            .iter()
            .zip(1..)
            .map(|(body, number)| comment(body, number))
            .collect(),
        state_hash: fingerprint(status),
        opening: None,
    }
}

fn stored_comment(comment: Comment) -> StoredComment {
    StoredComment {
        fingerprint: comment.fingerprint.to_string(),
        number: comment.number,
        at: comment.at.map(jiff::Timestamp::as_microsecond),
        author: comment.author,
        author_type: side_of(comment.author_type),
        text: comment.body,
        score: sentiment::Score::UNREADABLE,
    }
}

pub fn stored(incoming: Ticket, as_of: Moment) -> StoredTicket {
    let (state, comments) = state_of(incoming, as_of);
    let comments = comments.into_iter().map(stored_comment).collect();
    StoredTicket {
        uploaded_at: as_of,
        timezone: "UTC".to_owned(),
        state,
        comments,
    }
}

#[test]
fn an_unknown_ticket_is_added() {
    let merged = merge(None, ticket("A-1", "Open", &["first"]), export(100));
    assert!(
        matches!(merged, Merged::Revised { added: true, new_comments, .. } if new_comments.len() == 1)
    );
}

#[test]
fn the_same_ticket_again_changes_nothing_but_when_it_was_seen() {
    let known = stored(ticket("A-1", "Open", &["first"]), Moment(100));
    let again = ticket("A-1", "Open", &["first"]);
    assert_eq!(
        merge(Some(&known), again.clone(), export(100)),
        Merged::Unchanged {
            ticket_id: "A-1".into(),
            seen: false
        }
    );
    assert_eq!(
        merge(Some(&known), again, export(200)),
        Merged::Unchanged {
            ticket_id: "A-1".into(),
            seen: true
        }
    );
}

#[test]
fn a_later_export_brings_its_state_and_only_its_new_comments() {
    let known = stored(ticket("A-1", "Open", &["first"]), Moment(100));
    let Merged::Revised {
        ticket,
        new_comments,
        added,
        ..
    } = merge(
        Some(&known),
        ticket("A-1", "Done", &["first", "second"]),
        export(200),
    )
    else {
        panic!("it changed");
    };
    assert_eq!(
        (ticket.state.status.as_str(), ticket.state.as_of, added),
        ("Done", Moment(200), false)
    );
    assert_eq!(ticket.comments.len(), 1);
    assert_eq!(new_comments, [comment("second", 2)]);
    assert_eq!(next_number(&ticket.comments), 2);
}

#[test]
fn an_older_export_never_overwrites_but_gives_what_was_missing() {
    let known = stored(ticket("A-1", "Done", &["second"]), Moment(200));
    let older = merge(Some(&known), ticket("A-1", "Open", &[]), export(100));
    assert_eq!(
        older,
        Merged::Unchanged {
            ticket_id: "A-1".into(),
            seen: false
        }
    );
    let Merged::Revised {
        ticket,
        new_comments,
        ..
    } = merge(Some(&known), ticket("A-1", "Open", &["first"]), export(100))
    else {
        panic!("a comment was missing");
    };
    assert_eq!(
        (
            ticket.state.status.as_str(),
            ticket.state.as_of,
            new_comments.len()
        ),
        ("Done", Moment(200), 1)
    );
}

/// What is known after an export.
pub fn after(known: Option<StoredTicket>, incoming: Ticket, export: Export<'_>) -> StoredTicket {
    match (merge(known.as_ref(), incoming, export), known) {
        (Merged::Unchanged { .. }, Some(known)) => known,
        (
            Merged::Revised {
                mut ticket,
                new_comments,
                ..
            },
            _,
        ) => {
            ticket
                .comments
                .extend(new_comments.into_iter().map(stored_comment));
            *ticket
        }
        (Merged::Unchanged { .. }, None) => panic!("it was not known"),
    }
}

/// The state after exports, each with its moment of upload, in their order.
fn status_after(exports: impl IntoIterator<Item = (Ticket, i64)>) -> String {
    let mut known = None;
    for (incoming, uploaded_at) in exports {
        known = Some(after(known, incoming, export(uploaded_at)));
    }
    known.expect("a ticket").state.status
}

/// `P-1` of a file whose newest date is later, and of a narrower one that was uploaded later.
#[test]
fn a_later_upload_counts_where_no_export_says_how_old_it_is() {
    let at = |seconds| Timestamp::from_second(seconds).unwrap();
    let status = |status| Ticket {
        created_at: Some(at(10)),
        ..ticket("P-1", status, &[])
    };
    let exports = [(status("Open"), 100), (status("Done"), 200)];
    assert_eq!(status_after(exports), "Done");
    let back = [("Open", 100), ("Done", 200), ("Open", 300)];
    assert_eq!(
        status_after(back.map(|(word, at)| (status(word), at))),
        "Open"
    );
    let dated = |word, seconds| Ticket {
        updated_at: Some(at(seconds)),
        ..status(word)
    };
    let second = 1_000_000;
    let mixed = [
        (dated("Done", 50), 100 * second),
        (status("Reopened"), 200 * second),
        (dated("Open", 40), 300 * second),
    ];
    assert_eq!(status_after(mixed), "Reopened");
}

/// `Z-1` of a file that was read as UTC, and again as Berlin's.
#[test]
fn a_timezone_is_put_right_by_reading_the_export_again() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let read = |hours: i64| {
        let shift = |text: &str| at(text) - jiff::SignedDuration::from_hours(hours);
        let mut read = Ticket {
            created_at: Some(shift("2025-03-31T23:30:00Z")),
            updated_at: Some(shift("2025-04-02T10:00:00Z")),
            ..ticket("Z-1", "Open", &["first"])
        };
        read.comments[0].at = Some(shift("2025-04-01T23:40:00Z"));
        read.comments[0].fingerprint = read.comments[0].fingerprint_behind(0);
        read.state_hash = fingerprint(&format!("Open {hours}"));
        read
    };
    let berlin = |uploaded_at| Export {
        timezone: "Europe/Berlin",
        ..export(uploaded_at)
    };
    let later = at("2025-05-01T00:00:00Z").as_microsecond();
    let known = after(None, read(0), export(later));
    let right = after(Some(known.clone()), read(2), berlin(later + 1));
    assert_eq!(
        (right.state.created_at, right.state.updated_at),
        (
            Some(Moment::from(at("2025-03-31T21:30:00Z"))),
            Some(Moment::from(at("2025-04-02T08:00:00Z")))
        )
    );
    let comments: Vec<_> = right.comments.iter().map(|one| one.at).collect();
    let expected = at("2025-04-01T21:40:00Z").as_microsecond();
    assert_eq!(comments, [Some(expected)]);
    // In the same zone an export that says it is older is older.
    let same_zone = after(Some(known.clone()), read(2), export(later + 1));
    assert_eq!(same_zone.state.created_at, known.state.created_at);
}

/// Its key changes with the newest state, and with no older one; its texts stay where they are.
#[test]
fn a_ticket_that_moved_has_the_key_of_its_newest_state() {
    let of = |key: &str, number: Option<&str>, status: &str| Ticket {
        tracker_id: number.map(str::to_owned),
        ..ticket(key, status, &["first"])
    };
    let known = stored(of("OLD-2", None, "Open"), Moment(100));
    let moved = after(
        Some(known.clone()),
        of("NEW-8", Some("50001"), "Moved"),
        export(200),
    );
    assert_eq!(
        (
            moved.state.ticket_id.as_str(),
            moved.state.key(),
            moved.state.tracker_id.as_deref()
        ),
        ("OLD-2", "NEW-8", Some("50001"))
    );
    assert_eq!(moved.comments, known.comments);
    let older = merge(
        Some(&moved),
        of("OLD-2", Some("50001"), "Open"),
        export(150),
    );
    assert!(matches!(older, Merged::Unchanged { .. }), "{older:?}");
    let same = merge(
        Some(&moved),
        of("NEW-8", Some("50001"), "Moved"),
        export(300),
    );
    assert!(matches!(same, Merged::Unchanged { .. }), "{same:?}");
    let back = after(Some(moved), of("OLD-2", None, "Back"), export(300));
    assert_eq!(
        (back.state.key(), back.state.tracker_id.as_deref()),
        ("OLD-2", Some("50001"))
    );
    let mut new = merge(None, of("OLD-2", None, "Anew"), export(400));
    new.is_new_as("# 1".to_owned());
    let Merged::Revised { ticket, .. } = new else {
        panic!("it is new");
    };
    assert_eq!(
        (ticket.state.ticket_id.as_str(), ticket.state.key()),
        ("# 1", "OLD-2")
    );
}
