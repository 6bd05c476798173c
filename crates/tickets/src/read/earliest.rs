//! What tells when a ticket was created where no column does.

use jiff::Timestamp;

use crate::{CreatedFrom, Ticket};

/// The earliest moment at which anything happened to a ticket: it was there by then.
pub(super) fn of(ticket: &Ticket) -> Option<(Timestamp, CreatedFrom)> {
    let comments = ticket.comments.iter().filter_map(|comment| comment.at);
    let comments = comments.map(|at| (at, CreatedFrom::FirstComment));
    let others = [
        ticket.first_response_at,
        ticket.updated_at,
        ticket.resolved_at,
    ];
    let others = others.into_iter().flatten();
    let others = others.map(|at| (at, CreatedFrom::OtherDate));
    comments.chain(others).min_by_key(|(at, _)| *at)
}
