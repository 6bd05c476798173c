//! osTicket: the CSV of a queue.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `osticket`.
pub const OSTICKET: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["ticket number", "subject", "help topic"],
            any: &[],
        },
        Sign {
            all: &["ticket number", "subject", "from", "department"],
            any: &[],
        },
        Sign {
            all: &["ticket number", "subject"],
            any: &[
                "from email",
                "agent assigned",
                "team assigned",
                "sla due date",
            ],
        },
    ],
    columns: &[
        (Field::TicketId, &["ticket number"]),
        (Field::Summary, &["subject"]),
        (Field::Description, &["message", "issue details"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &["date created", "date", "created", "create date"],
        ),
        (
            Field::UpdatedAt,
            &[
                "last updated",
                "last update",
                "last message",
                "last response",
            ],
        ),
        (
            Field::ResolvedAt,
            &["closed date", "close date", "date closed", "closed"],
        ),
        (Field::Status, &["current status", "status"]),
        (Field::Priority, &["priority"]),
        (Field::IssueType, &["help topic"]),
        (
            Field::Assignee,
            &["agent assigned", "assigned to", "assignee", "closed by"],
        ),
        (Field::Reporter, &["from", "user", "from email"]),
        (Field::Organization, &["organization"]),
        (Field::Team, &["team assigned", "department"]),
        (Field::Channel, &["source"]),
        (Field::DueAt, &["due date", "sla due date"]),
        (Field::Reopenings, &["reopen count"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("osticket")
};
