//! `FreeScout`: conversations of its interface as JSON, with their threads.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `freescout`.
pub const FREESCOUT: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["number", "subject", "mailboxid", "threadscount"],
            any: &[],
        },
        Sign {
            all: &["number", "subject", "mailboxid"],
            any: &["customerwaitingsince.friendly", "folderid"],
        },
    ],
    columns: &[
        (Field::TicketId, &["number"]),
        (Field::Summary, &["subject"]),
        (Field::Description, &["preview"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["createdat"]),
        (Field::UpdatedAt, &["updatedat", "userupdatedat"]),
        (Field::ResolvedAt, &["closedat"]),
        (Field::Status, &["status"]),
        (Field::IssueType, &["type"]),
        (Field::Assignee, &["assignee.email"]),
        (Field::Reporter, &["customer.email", "createdby.email"]),
        (Field::Labels, &["tags"]),
        (Field::Channel, &["source.type"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("freescout")
};
