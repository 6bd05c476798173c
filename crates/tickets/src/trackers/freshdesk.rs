//! Freshdesk: the JSON of its interface, where states are numbers and texts are HTML, and the CSV of its export.

use crate::{Field, Format, Sniff, Texts};

/// The format `freshdesk`.
#[derive(Debug, Clone, Copy)]
pub struct Freshdesk;

impl Format for Freshdesk {
    fn name(&self) -> &'static str {
        "freshdesk"
    }

    fn source(&self) -> &'static str {
        "freshdesk"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        let header = &sniff.header;
        let json = super::has_all(header, &["id", "subject"])
            && super::has_any(
                header,
                &[
                    "responder_id",
                    "fr_escalated",
                    "fr_due_by",
                    "description_text",
                    "due_by",
                ],
            );
        let csv = super::has_all(header, &["ticket id", "subject"])
            && super::has_any(
                header,
                &[
                    "resolved time",
                    "due by time",
                    "last update time",
                    "agent interactions",
                    "customer interactions",
                    "initial response time",
                    "first response status",
                    "resolution status",
                ],
            );
        json || csv
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[
            (Field::TicketId, &["id", "ticket id"]),
            (Field::Summary, &["subject"]),
            (
                Field::Description,
                &["description", "description_text", "structured_description"],
            ),
            (Field::Comments, &["comment"]),
            (Field::CreatedAt, &["created_at", "created time"]),
            (Field::UpdatedAt, &["updated_at", "last update time"]),
            (
                Field::ResolvedAt,
                &["stats.resolved_at", "resolved time", "closed time"],
            ),
            (Field::IssueType, &["type"]),
            (Field::Product, &["product", "product_id"]),
            (Field::Components, &["group", "group_id"]),
            (Field::Assignee, &["agent", "responder_id"]),
            (
                Field::Reporter,
                &[
                    "requester.name",
                    "full name",
                    "contact name",
                    "requester name",
                    "requester_id",
                ],
            ),
            (
                Field::Organization,
                &["company.name", "company name", "company_id"],
            ),
            (Field::Labels, &["tags"]),
            (Field::Channel, &["source"]),
            (
                Field::Satisfaction,
                &["survey results", "satisfaction_rating"],
            ),
            (Field::DueAt, &["due_by", "due by time"]),
            (Field::FirstResponseAt, &["stats.first_responded_at"]),
            (Field::TimeSpentMinutes, &["time tracked"]),
            (Field::Reopenings, &["reopen_count"]),
        ]
    }

    fn word(&self, field: Field, column: &str, value: &str) -> Option<&'static str> {
        Some(match (field, value) {
            (Field::Status, "2") => "Open",
            (Field::Status, "3") => "Pending",
            (Field::Status, "4") => "Resolved",
            (Field::Status, "5") => "Closed",
            (Field::Status, "6") => "Waiting on Customer",
            (Field::Status, "7") => "Waiting on Third Party",
            (Field::Priority, "1") => "Low",
            (Field::Priority, "2") => "Medium",
            (Field::Priority, "3") => "High",
            (Field::Priority, "4") => "Urgent",
            (Field::Product, "No Product") | (Field::Assignee, "No Agent") => "",
            _ if column.eq_ignore_ascii_case("source") => return channel(value),
            _ => return None,
        })
    }

    fn texts(&self) -> Texts {
        Texts::Html
    }

    fn first_component_is_team(&self) -> bool {
        true
    }

    fn list_separator(&self) -> Option<char> {
        Some(',')
    }
}

/// How a ticket came in, where somebody maps the column `source` to a field.
fn channel(value: &str) -> Option<&'static str> {
    Some(match value {
        "1" => "Email",
        "2" => "Portal",
        "3" => "Phone",
        "7" => "Chat",
        "9" => "Feedback Widget",
        "10" => "Outbound Email",
        _ => return None,
    })
}
