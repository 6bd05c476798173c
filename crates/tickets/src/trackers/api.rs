//! Records that a program sends to the API, in the API's own words.

use crate::{Field, Format, Sniff, Wire};

/// The format `api`.
#[derive(Debug, Clone, Copy)]
pub struct Api;

impl Format for Api {
    fn name(&self) -> &'static str {
        "api"
    }

    fn source(&self) -> &'static str {
        "api"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        sniff.origin.is_some_and(|origin| origin.wire == Wire::Api)
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[
            (Field::TicketId, &["id"]),
            (Field::Summary, &["summary"]),
            (Field::Description, &["description"]),
            (Field::Comments, &["comment"]),
            (Field::CreatedAt, &["created_at"]),
            (Field::UpdatedAt, &["updated_at"]),
            (Field::ResolvedAt, &["resolved_at"]),
            (Field::Status, &["status"]),
            (Field::Priority, &["priority"]),
            (Field::IssueType, &["issue_type"]),
            (Field::Project, &["project"]),
            (Field::Product, &["product"]),
            (Field::Components, &["components"]),
            (Field::Assignee, &["assignee"]),
            (Field::Reporter, &["reporter"]),
            (Field::Organization, &["organization"]),
            (Field::Labels, &["labels"]),
            (Field::ParentTicketId, &["parent_ticket_id"]),
            (Field::Team, &["team"]),
            (Field::Channel, &["channel"]),
            (Field::Customer, &["customer"]),
            (Field::Satisfaction, &["satisfaction"]),
            (Field::DueAt, &["due_at"]),
            (Field::FirstResponseAt, &["first_response_at"]),
            (Field::TimeSpentMinutes, &["time_spent_minutes"]),
            (Field::Reopenings, &["reopenings"]),
        ]
    }
}
