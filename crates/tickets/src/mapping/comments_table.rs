//! A table of comments whose tickets are in another file: it looks like one of tickets, and is none.

use super::{content::Chosen, names};
use crate::{Field, Sniff};

/// What a comment calls the ticket it belongs to.
const TICKETS: &[&str] = &[
    "ticket id",
    "parent ticket id",
    "issue id",
    "case id",
    "conversation id",
    "incident id",
    "bug id",
    "task id",
];
/// What it calls itself.
const ITSELF: &[&str] = &[
    "id",
    "comment id",
    "message id",
    "note id",
    "reply id",
    "part id",
];

/// Takes the comments' own key and date back: neither is the ticket's.
pub(super) fn recognise(sniff: &Sniff, chosen: &mut Chosen) {
    let named = |wanted: &[&str]| {
        let mut names = sniff.header.names().iter();
        names.position(|name| wanted.contains(&names::folded(name).as_str()))
    };
    let (Some(ticket), Some(_)) = (named(TICKETS), named(ITSELF)) else {
        return;
    };
    // The talks of a chat have no tickets elsewhere.
    if named(&["message id"]).is_some() && named(&["conversation id"]) == Some(ticket) {
        return;
    }
    let of_ticket = [
        Field::Summary,
        Field::Status,
        Field::Priority,
        Field::IssueType,
    ];
    if of_ticket.iter().any(|field| chosen.contains_key(field)) {
        return;
    }
    let said = [Field::Comments, Field::Description];
    let Some(said) = said.into_iter().find_map(|field| chosen.remove(&field)) else {
        return;
    };
    chosen.insert(Field::TicketId, (vec![ticket], 0.5));
    chosen.insert(Field::Comments, (said.0, 0.5));
    for field in [Field::CreatedAt, Field::UpdatedAt, Field::Reporter] {
        chosen.remove(&field);
    }
}
