//! Tickets whose keys changed, and those that only look so.

use super::*;
use crate::merge::tests::{stored, ticket};
use stores::named::Moment;

/// A known ticket of a key and a number, created at this second.
fn known(key: &str, number: Option<&str>, created: i64) -> StoredTicket {
    stored(of(key, number, created), Moment(100))
}

fn of(key: &str, number: Option<&str>, created: i64) -> Ticket {
    Ticket {
        tracker_id: number.map(str::to_owned),
        created_at: Timestamp::from_second(created).ok(),
        ..ticket(key, "Open", &[])
    }
}

fn moved(key: &str, to: &str, number: Option<&str>) -> StoredTicket {
    let mut known = known(key, number, 90_010);
    known.state.moved_key = Some(to.to_owned());
    known
}

fn all(tickets: impl IntoIterator<Item = StoredTicket>) -> Known {
    let tickets = tickets.into_iter();
    let by_name = tickets.map(|one| (one.state.ticket_id.clone(), one));
    Known::of(by_name.collect(), "UTC")
}

fn found(known: &mut Known, ticket: &Ticket) -> String {
    match known.take(ticket) {
        Found::Known(known) => known.state.ticket_id.clone(),
        Found::New(name) => format!("new {name}"),
        Found::Taken(key) => format!("taken {key}"),
    }
}

#[test]
fn a_ticket_under_another_key_is_known_by_its_number_and_its_creation_date() {
    let one = || all([known("OLD-2", Some("50001"), 90_010)]);
    let same = of("NEW-8", Some("50001"), 90_010);
    assert_eq!(found(&mut one(), &same), "OLD-2");
    let seconds = of("NEW-8", Some("50001"), 90_059);
    assert_eq!(found(&mut one(), &seconds), "OLD-2");
    // Another installation gave the number to another ticket.
    let other = of("NEW-8", Some("50001"), 99_010);
    assert_eq!(found(&mut one(), &other), "new NEW-8");
    assert_eq!(found(&mut one(), &of("NEW-8", None, 90_010)), "new NEW-8");
    // A day without an hour, and one that was read elsewhere.
    let day = of("NEW-8", Some("50001"), 86_400);
    assert_eq!(found(&mut one(), &day), "OLD-2");
    let mut elsewhere = one();
    elsewhere.timezone = "Asia/Tokyo".to_owned();
    assert_eq!(found(&mut elsewhere, &other), "OLD-2");
}

#[test]
fn a_key_counts_before_a_number_and_of_two_tickets_with_it_the_newest() {
    let mut two = all([
        known("A-1", Some("1"), 90_010),
        known("B-7", Some("2"), 90_010),
    ]);
    assert_eq!(found(&mut two, &of("A-1", Some("2"), 90_010)), "A-1");
    let newer = StoredTicket {
        state: rows::TicketState {
            as_of: Moment(200),
            ..known("A-1", Some("1"), 90_010).state
        },
        ..known("A-1", Some("1"), 90_010)
    };
    let mut twice = all([newer, known("B-7", Some("1"), 90_010)]);
    assert_eq!(found(&mut twice, &of("C-1", Some("1"), 90_010)), "A-1");
}

#[test]
fn a_former_key_leads_to_its_ticket_once_unless_the_number_is_another() {
    let one = || all([moved("OLD-2", "NEW-8", Some("50001"))]);
    assert_eq!(found(&mut one(), &of("OLD-2", None, 5)), "OLD-2");
    assert_eq!(found(&mut one(), &of("NEW-8", Some("x"), 5)), "OLD-2");
    let anew = of("OLD-2", Some("70001"), 90_010);
    let name = found(&mut one(), &anew);
    assert!(name.starts_with("new # ") && name.len() == 38, "{name}");
    let mut between = one();
    between
        .former
        .insert("MID-3".to_owned(), "OLD-2".to_owned());
    assert_eq!(found(&mut between, &of("MID-3", None, 5)), "OLD-2");
    assert_eq!(found(&mut between, &of("OLD-2", None, 5)), "taken NEW-8");
}

#[test]
fn a_number_is_known_with_its_project_and_without() {
    let of = |key: &str, project: &str| Ticket {
        project: Some(project.to_owned()),
        ..of(key, None, 90_010)
    };
    let plain = || all([stored(of("7", "acme/web"), Moment(100))]);
    assert_eq!(found(&mut plain(), &of("acme/web#7", "acme/web")), "7");
    let other = of("acme/api#7", "acme/api");
    assert_eq!(found(&mut plain(), &other), "new acme/api#7");
    let whole = || all([stored(of("acme/web#7", "acme/web"), Moment(100))]);
    let alone = of("7", "acme/web");
    assert_eq!(found(&mut whole(), &alone), "acme/web#7");
    let known = stored(of("acme/web#7", "acme/web"), Moment(100));
    let ticket = with_project(&known, alone);
    assert_eq!(ticket.key.as_str(), "acme/web#7");
    assert_eq!(found(&mut whole(), &of("7", "acme/api")), "new 7");
    assert_eq!(alias(&of("OLD-2", "Support")), None);
}

#[test]
fn of_two_tickets_with_one_key_the_number_tells() {
    // An undo gave OLD-2 back to the first, after it had come again.
    let again = || {
        let mut again = known("OLD-3", Some("2"), 99_010);
        again.state.ticket_id = "# of another".to_owned();
        again.state.moved_key = Some("OLD-2".to_owned());
        all([known("OLD-2", Some("1"), 90_010), again])
    };
    assert_eq!(
        found(&mut again(), &of("OLD-2", Some("1"), 90_010)),
        "OLD-2"
    );
    assert_eq!(
        found(&mut again(), &of("OLD-2", Some("2"), 99_010)),
        "# of another"
    );
    let third = found(&mut again(), &of("OLD-2", Some("3"), 99_999));
    assert!(third.starts_with("new "), "{third}");
}

#[test]
fn without_dates_a_number_alone_joins_nothing() {
    let undated = |key: &str, title: &str| Ticket {
        created_at: None,
        summary: Some(title.to_owned()),
        ..of(key, Some("10001"), 0)
    };
    let one = || all([stored(undated("A-1", "Login fails"), Moment(100))]);
    assert_eq!(found(&mut one(), &undated("B-1", "Login fails")), "A-1");
    assert_eq!(found(&mut one(), &undated("B-1", "Printer")), "new B-1");
}
