//! Jira Data Center's "data pipeline" export: snake case, RFC 4180, line ends within texts written as `\n`.

use crate::{Field, Format, Sniff, Texts};

/// The format `jira_pipeline`.
#[derive(Debug, Clone, Copy)]
pub struct JiraPipeline;

impl Format for JiraPipeline {
    fn name(&self) -> &'static str {
        "jira_pipeline"
    }

    fn source(&self) -> &'static str {
        "jira"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        super::has_all(&sniff.header, &["key", "project_key", "issue_type"])
            && super::has_any(
                &sniff.header,
                &["instance_url", "created_date", "project_id"],
            )
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[
            (Field::TicketId, &["key"]),
            (Field::TrackerId, &["id", "issue_id"]),
            (Field::CreatedAt, &["created_date", "created"]),
            (Field::UpdatedAt, &["updated_date", "updated"]),
            (Field::ResolvedAt, &["resolution_date", "resolved_date"]),
            (Field::IssueType, &["issue_type"]),
            (Field::Project, &["project_name", "project_key"]),
            (
                Field::Assignee,
                &["assignee_name", "assignee_id", "assignee"],
            ),
            (
                Field::Reporter,
                &["reporter_name", "reporter_id", "creator_id"],
            ),
            (Field::ParentTicketId, &["parent_key", "parent_issue_key"]),
        ]
    }

    fn texts(&self) -> Texts {
        Texts::Escaped
    }
}
