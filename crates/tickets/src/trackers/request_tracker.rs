//! Request Tracker (RT): the tab-separated list of a search. Its default list tells how long ago a ticket was created, in
//! words, and not when.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `request_tracker`.
pub const REQUEST_TRACKER: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "subject", "queuename"],
            any: &[],
        },
        Sign {
            all: &["id", "subject", "requestors"],
            any: &["queue", "owner", "told", "toldrelative"],
        },
    ],
    columns: &[
        (Field::TicketId, &["id"]),
        (Field::Summary, &["subject"]),
        (Field::CreatedAt, &["created", "createdrelative"]),
        (Field::UpdatedAt, &["lastupdated", "lastupdatedrelative"]),
        (Field::ResolvedAt, &["resolved", "resolvedrelative"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (Field::Assignee, &["owner", "ownername"]),
        (Field::Reporter, &["requestors", "requestor", "creator"]),
        (Field::Team, &["queuename", "queue"]),
        (Field::DueAt, &["due"]),
    ],
    undated: true,
    ..Tracker::new("request_tracker")
};
