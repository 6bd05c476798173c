//! Jira's REST interface: issues as JSON, their fields one level down.

use crate::{Field, Format, Sniff};

/// The format `jira_rest`.
#[derive(Debug, Clone, Copy)]
pub struct JiraRest;

impl Format for JiraRest {
    fn name(&self) -> &'static str {
        "jira_rest"
    }

    fn source(&self) -> &'static str {
        "jira"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        super::has_all(&sniff.header, &["key", "fields.summary"])
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[
            (Field::TicketId, &["key"]),
            (Field::TrackerId, &["id"]),
            (Field::Summary, &["fields.summary"]),
            (Field::Description, &["fields.description"]),
            (Field::Comments, &["comment"]),
            (Field::CreatedAt, &["fields.created"]),
            (Field::UpdatedAt, &["fields.updated"]),
            (Field::ResolvedAt, &["fields.resolutiondate"]),
            (Field::Status, &["fields.status.name"]),
            (Field::Priority, &["fields.priority.name"]),
            (Field::IssueType, &["fields.issuetype.name"]),
            (Field::Project, &["fields.project.name"]),
            (Field::Components, &["fields.components"]),
            (Field::Assignee, &["fields.assignee.displayname"]),
            (Field::Reporter, &["fields.reporter.displayname"]),
            (Field::Labels, &["fields.labels"]),
            (Field::ParentTicketId, &["fields.parent.key"]),
        ]
    }
}
