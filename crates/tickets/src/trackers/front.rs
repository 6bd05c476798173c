//! Front: conversations of its interface as JSON, and the CSV of its exports.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `front`.
pub const FRONT: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "subject", "status"],
            any: &[
                "recipient.handle",
                "_links.related.events",
                "last_message.id",
                "is_private",
            ],
        },
        Sign {
            all: &["conversation id", "subject"],
            any: &["inbox", "teammate", "inboxes", "assignee"],
        },
    ],
    columns: &[
        (Field::TicketId, &["id", "conversation id"]),
        (Field::Summary, &["subject"]),
        (
            Field::Description,
            &["last_message.text", "body", "extract"],
        ),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &["created_at", "created at", "message date"],
        ),
        (Field::UpdatedAt, &["updated_at"]),
        (Field::ResolvedAt, &["archived at"]),
        (
            Field::Status,
            &["status_name", "status", "conversation status"],
        ),
        (Field::Assignee, &["assignee.email", "assignee", "teammate"]),
        (
            Field::Reporter,
            &["recipient.handle", "contact name", "from"],
        ),
        (Field::Labels, &["tags"]),
        (Field::Team, &["inbox", "inboxes"]),
        (Field::Channel, &["channel type", "type"]),
    ],
    texts: Texts::Html,
    list_separator: Some(','),
    ..Tracker::new("front")
};
