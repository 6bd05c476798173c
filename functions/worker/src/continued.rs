//! An export of messages that begins after a ticket did: what it has first is no description, but one more message.

use super::folded::folded;
use super::stored::StoredTicket;
use tickets::{CreatedFrom, Ticket};

/// The ticket with what the known one was opened with; its own first message is a comment like the others. As it is where
/// that message is what the ticket was opened with, or was written before.
pub fn continued(known: Option<&StoredTicket>, mut ticket: Ticket) -> Ticket {
    let (Some(known), Some(opening)) = (known, ticket.opening.take()) else {
        return ticket;
    };
    let state = &known.state;
    let text = folded(&opening.body);
    if state.description.is_empty() || folded(&state.description) == text {
        return ticket;
    }
    let at = opening.at.map(jiff::Timestamp::as_microsecond);
    let created = state.created_at.map(|at| at.0);
    let is_later = at.zip(created).is_some_and(|(at, created)| at > created);
    let is_comment = || {
        let mut comments = known.comments.iter();
        comments.any(|comment| comment.at == at && folded(&comment.text) == text)
    };
    if !is_later && !is_comment() {
        return ticket;
    }
    ticket.description = Some(state.description.clone());
    let reporter = Some(state.reporter.clone()).filter(|name| !name.is_empty());
    ticket.reporter = reporter.or(ticket.reporter);
    if let Some(at) = state
        .created_at
        .and_then(|at| jiff::Timestamp::from_microsecond(at.0).ok())
    {
        ticket.created_at = Some(at);
        ticket.created_from =
            CreatedFrom::by_name(&state.created_from).unwrap_or(ticket.created_from);
    }
    ticket.comments.insert(0, opening);
    for (number, comment) in (1..).zip(&mut ticket.comments) {
        comment.number = number;
    }
    ticket.rehashed()
}
