//! Intercom: conversations as JSON; the opening message is the description, the parts are comments, texts are HTML.

use crate::{Field, Format, Sniff, Texts};

/// The format `intercom`.
#[derive(Debug, Clone, Copy)]
pub struct Intercom;

impl Format for Intercom {
    fn name(&self) -> &'static str {
        "intercom"
    }

    fn source(&self) -> &'static str {
        "intercom"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        super::has(&sniff.header, "id")
            && super::has_any(
                &sniff.header,
                &[
                    "source.body",
                    "source.delivered_as",
                    "conversation_parts.total_count",
                    "source_body",
                    "source_delivered_as",
                ],
            )
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[
            (Field::TicketId, &["id"]),
            (
                Field::Summary,
                &["title", "source.subject", "source_subject"],
            ),
            (Field::Description, &["source.body", "source_body"]),
            (Field::Comments, &["comment"]),
            (Field::CreatedAt, &["created_at"]),
            (Field::UpdatedAt, &["updated_at"]),
            (
                Field::ResolvedAt,
                &["statistics.last_close_at", "statistics.first_close_at"],
            ),
            (Field::Status, &["state"]),
            (Field::Priority, &["priority"]),
            (Field::IssueType, &["ticket_type.name"]),
            (
                Field::Assignee,
                &["assignee.name", "admin_assignee_id", "assignee_id"],
            ),
            (
                Field::Reporter,
                &[
                    "source.author.name",
                    "source.author.email",
                    "source_author_id",
                ],
            ),
            (Field::Labels, &["tags.tags"]),
            (Field::Team, &["team_assignee.name", "team_assignee_id"]),
            (
                Field::Channel,
                &[
                    "source.type",
                    "source.delivered_as",
                    "source_type",
                    "source_delivered_as",
                ],
            ),
            (Field::Customer, &["source.author.name", "contacts.name"]),
            (
                Field::Satisfaction,
                &[
                    "conversation_rating.rating",
                    "conversation_rating.score",
                    "conversation_rating_value",
                ],
            ),
            (
                Field::FirstResponseAt,
                &["statistics.first_admin_reply_at", "first_admin_reply_at"],
            ),
            (Field::Reopenings, &["statistics.count_reopens"]),
        ]
    }

    fn word(&self, field: Field, _column: &str, value: &str) -> Option<&'static str> {
        match (field, value) {
            (Field::Priority, "not_priority") => Some("Normal"),
            (Field::Priority, "priority") => Some("Priority"),
            _ => None,
        }
    }

    fn texts(&self) -> Texts {
        Texts::Html
    }
}
