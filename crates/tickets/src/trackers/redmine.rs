//! Redmine: the CSV of its issue list in any of its languages, and issues of its interface as JSON, whose journals are
//! comments.

use super::tracker::{Sign, Tracker};
use crate::{Field, Format, Sniff, mapping};

/// The format `redmine`: the list.
#[derive(Debug, Clone, Copy)]
pub struct Redmine;

impl Format for Redmine {
    fn name(&self) -> &'static str {
        "redmine"
    }

    fn source(&self) -> &'static str {
        "redmine"
    }

    /// By its first column `#` beside a subject, a state, and a project or a tracker in whatever language.
    fn recognises(&self, sniff: &Sniff) -> bool {
        let header = &sniff.header;
        let means = |field| {
            let mut names = header.names().iter();
            names.any(|name| mapping::may_mean(name, field))
        };
        header.names().first().is_some_and(|name| name == "#")
            && [Field::Summary, Field::Status].into_iter().all(means)
            && [Field::Project, Field::IssueType].into_iter().any(means)
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[(Field::TicketId, &["#"])]
    }

    /// Unless somebody adds the column.
    fn undated(&self) -> bool {
        true
    }
}

/// The format `redmine_rest`: the interface.
pub const REDMINE_REST: Tracker = Tracker {
    source: "redmine",
    signs: &[Sign {
        all: &["id", "subject", "created_on"],
        any: &["tracker.name", "project.name", "tracker_id"],
    }],
    columns: &[
        (Field::TicketId, &["id"]),
        (Field::Summary, &["subject"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created_on"]),
        (Field::UpdatedAt, &["updated_on"]),
        (Field::ResolvedAt, &["closed_on"]),
        (Field::Status, &["status.name", "status_id"]),
        (Field::Priority, &["priority.name", "priority_id"]),
        (Field::IssueType, &["tracker.name", "tracker_id"]),
        (Field::Project, &["project.name", "project_id"]),
        (Field::Components, &["category.name"]),
        (Field::Assignee, &["assigned_to.name", "assigned_to_id"]),
        (Field::Reporter, &["author.name", "author_id"]),
        (Field::ParentTicketId, &["parent.id", "parent_id"]),
        (Field::DueAt, &["due_date"]),
        (
            Field::TimeSpentMinutes,
            &["total_spent_hours", "spent_hours"],
        ),
    ],
    ..Tracker::new("redmine_rest")
};
