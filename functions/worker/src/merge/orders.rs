//! Exports that say when their tickets were changed give the same state in any order.

use super::tests::{after, export, ticket};
use super::*;
use jiff::Timestamp;
use proptest::prelude::*;

/// What happens to a ticket between two exports.
#[derive(Clone, Copy, Debug)]
enum Event {
    Status(u8),
    Comment,
    Edit(usize),
    Delete(usize),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0..4u8).prop_map(Event::Status),
        Just(Event::Comment),
        (1..5usize).prop_map(Event::Edit),
        (1..5usize).prop_map(Event::Delete),
    ]
}

/// The ticket after each event, as an export has it. The first comment stays: by it an export shows how far it reaches.
fn exports(events: &[Event]) -> Vec<Ticket> {
    let mut status = "Open".to_owned();
    let mut said: Vec<(i64, String)> = vec![(0, "first".to_owned())];
    let mut exports = Vec::new();
    for (number, event) in (1..).zip(events) {
        match *event {
            Event::Status(word) => status = format!("status {word}"),
            Event::Comment => said.push((number, format!("comment {number}"))),
            Event::Edit(place) => {
                if let Some((_, text)) = said.get_mut(place) {
                    text.push_str(" edited");
                }
            }
            Event::Delete(place) if place < said.len() => {
                said.remove(place);
            }
            Event::Delete(_) => {}
        }
        let texts: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
        let mut export = ticket("A-1", &format!("{status} at {number}"), &texts);
        export.updated_at = Timestamp::from_second(10_000 + number).ok();
        for (comment, (at, _)) in export.comments.iter_mut().zip(&said) {
            // Not a quarter of an hour apart: no clock explains it.
            comment.at = Timestamp::from_second(100 + at * 420).ok();
            comment.author = Some("ann".to_owned());
            comment.fingerprint = comment.fingerprint_behind(0);
        }
        exports.push(export);
    }
    exports
}

fn shown(ticket: &StoredTicket) -> (TicketState, Vec<(Option<i64>, String)>) {
    let comments = ticket.comments.iter();
    let mut comments: Vec<_> = comments.map(|one| (one.at, one.text.clone())).collect();
    comments.sort();
    (ticket.state.clone(), comments)
}

fn all_in_order(
    exports: impl IntoIterator<Item = Ticket>,
) -> (TicketState, Vec<(Option<i64>, String)>) {
    let mut known = None;
    for (number, one) in (0..).zip(exports) {
        known = Some(after(known, one, export(100_000_000_000 + number)));
    }
    shown(&known.expect("an export"))
}

proptest! {
    #[test]
    fn any_order_of_the_same_exports_gives_the_same_state(
        (events, order) in prop::collection::vec(event(), 1..8)
            .prop_flat_map(|events| {
                let order: Vec<usize> = (0..events.len()).collect();
                (Just(events), Just(order).prop_shuffle())
            })
    ) {
        let exports = exports(&events);
        let expected = shown(&after(None, exports[exports.len() - 1].clone(), export(100_000_000_000)));
        let shuffled = order.iter().map(|place| exports[*place].clone());
        prop_assert_eq!(all_in_order(shuffled), expected.clone());
        // And all of them once more.
        let twice = order.iter().chain(&order).map(|place| exports[*place].clone());
        prop_assert_eq!(all_in_order(twice), expected);
    }
}
