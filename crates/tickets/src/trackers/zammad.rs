//! Zammad: tickets of its interface as JSON, with their articles, and the table of its reports.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `zammad`.
pub const ZAMMAD: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["number", "title"],
            any: &[
                "state_id",
                "group_id",
                "article_count",
                "first_response_at",
                "create_article_sender_id",
                "last_contact_customer_at",
            ],
        },
        Sign {
            all: &["number", "title", "group", "owner", "customer"],
            any: &["state", "created at"],
        },
    ],
    columns: &[
        (Field::TicketId, &["number", "#"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["article.body"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created_at", "created at"]),
        (Field::UpdatedAt, &["updated_at", "updated at"]),
        (Field::ResolvedAt, &["close_at", "closed at"]),
        (Field::Status, &["state", "state_id"]),
        (Field::Priority, &["priority", "priority_id"]),
        (Field::IssueType, &["type"]),
        (Field::Assignee, &["owner", "owner_id"]),
        (Field::Reporter, &["customer", "customer_id"]),
        (Field::Organization, &["organization", "organization_id"]),
        (Field::Labels, &["tags"]),
        (Field::Team, &["group", "group_id"]),
        (Field::Channel, &["create_article_type"]),
        (Field::DueAt, &["escalation_at"]),
        (Field::FirstResponseAt, &["first_response_at"]),
        (Field::TimeSpentMinutes, &["time_unit"]),
    ],
    word,
    texts: Texts::Html,
    ..Tracker::new("zammad")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        (Field::Status, "1") => "new",
        (Field::Status, "2") => "open",
        (Field::Status, "3") => "pending reminder",
        (Field::Status, "4") => "closed",
        (Field::Status, "5") => "merged",
        (Field::Priority, "1") => "1 low",
        (Field::Priority, "2") => "2 normal",
        (Field::Priority, "3") => "3 high",
        _ => return None,
    })
}
