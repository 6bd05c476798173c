//! `YouTrack`: the CSV of a search, and issues of its interface as JSON, whose custom fields are columns of their own.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `youtrack`.
pub const YOUTRACK: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["idreadable", "summary"],
            any: &[],
        },
        Sign {
            all: &["issue id", "summary", "state"],
            any: &[
                "subsystem",
                "fix versions",
                "fixed in build",
                "reporter",
                "spent time",
            ],
        },
        Sign {
            all: &[
                "issue id", "summary", "reporter", "created", "resolved", "project",
            ],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["idreadable", "issue id"]),
        (Field::TrackerId, &["id"]),
        (Field::Summary, &["summary"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created"]),
        (Field::UpdatedAt, &["updated"]),
        (Field::ResolvedAt, &["resolved"]),
        (Field::Status, &["state", "customfields.state"]),
        (Field::Priority, &["priority", "customfields.priority"]),
        (Field::IssueType, &["type", "customfields.type"]),
        (
            Field::Project,
            &["project.name", "project.shortname", "project"],
        ),
        (Field::Components, &["subsystem", "customfields.subsystem"]),
        (Field::Assignee, &["assignee", "customfields.assignee"]),
        (
            Field::Reporter,
            &["reporter.fullname", "reporter.login", "reporter"],
        ),
        (Field::Labels, &["tags"]),
        (
            Field::ParentTicketId,
            &["parent.issues.idreadable", "parent"],
        ),
        (Field::DueAt, &["due date", "customfields.due date"]),
        (Field::TimeSpentMinutes, &["spent time"]),
    ],
    list_separator: Some(','),
    ..Tracker::new("youtrack")
};
