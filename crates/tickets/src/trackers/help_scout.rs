//! Help Scout: conversations of its interface as JSON, with their threads, and the CSV of its reports.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `help_scout`.
pub const HELP_SCOUT: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["number", "subject", "mailboxid"],
            any: &[],
        },
        Sign {
            all: &["id", "subject", "primarycustomer.id"],
            any: &[],
        },
        Sign {
            all: &["number", "subject", "createdat", "userupdatedat"],
            any: &[],
        },
        Sign {
            all: &["conversation", "subject", "mailbox"],
            any: &["customer", "assigned to"],
        },
    ],
    columns: &[
        (Field::TicketId, &["number", "conversation"]),
        (Field::Summary, &["subject"]),
        (Field::Description, &["preview"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["createdat", "created"]),
        (Field::UpdatedAt, &["userupdatedat", "last updated"]),
        (Field::ResolvedAt, &["closedat", "closed"]),
        (Field::Status, &["status"]),
        (Field::IssueType, &["type"]),
        (
            Field::Assignee,
            &["assignee.name", "assignee.email", "assigned to"],
        ),
        (
            Field::Reporter,
            &[
                "primarycustomer.email",
                "customer.email",
                "createdby.email",
                "customer",
            ],
        ),
        (Field::Labels, &["tags"]),
        (Field::Team, &["mailbox"]),
        (Field::Channel, &["source.type"]),
    ],
    texts: Texts::Html,
    list_separator: Some(','),
    ..Tracker::new("help_scout")
};
