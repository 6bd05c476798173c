//! Asana: the CSV of a project, tasks of its interface as JSON, and tables of connectors.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `asana`.
pub const ASANA: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["task id", "name", "notes"],
            any: &[],
        },
        Sign {
            all: &["task id", "name", "section/column"],
            any: &[],
        },
        Sign {
            all: &["gid", "name", "notes"],
            any: &[],
        },
        Sign {
            all: &["gid", "name", "created_at"],
            any: &["completed", "permalink_url"],
        },
        Sign {
            all: &["id", "name", "notes"],
            any: &["completed_by_id", "completed_at"],
        },
    ],
    columns: &[
        (Field::TicketId, &["task id", "gid", "id"]),
        (Field::Summary, &["name"]),
        (Field::Description, &["notes"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created at", "created_at"]),
        (Field::UpdatedAt, &["last modified", "modified_at"]),
        (Field::ResolvedAt, &["completed at", "completed_at"]),
        (
            Field::Status,
            &[
                "section/column",
                "memberships.section.name",
                "custom_fields.status",
                "completed",
            ],
        ),
        (Field::Priority, &["priority", "custom_fields.priority"]),
        (Field::Project, &["projects", "project"]),
        (
            Field::Assignee,
            &["assignee", "assignee.name", "assignee_id"],
        ),
        (Field::Reporter, &["created_by.name"]),
        (Field::Labels, &["tags"]),
        (
            Field::ParentTicketId,
            &["parent task", "parent.gid", "parent_id"],
        ),
        (Field::DueAt, &["due date", "due_on", "due_at"]),
    ],
    word,
    list_separator: Some(','),
    ..Tracker::new("asana")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        (Field::Status, "true" | "TRUE") => "Completed",
        (Field::Status, "false" | "FALSE") => "Open",
        _ => return None,
    })
}
