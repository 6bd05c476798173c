//! Linear: the CSV of its export, and the nodes of its interface as JSON.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `linear`.
pub const LINEAR: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "team", "title", "status", "creator"],
            any: &["estimate", "completed", "canceled", "cycle number"],
        },
        Sign {
            all: &["identifier", "title"],
            any: &[
                "team.key",
                "state.type",
                "branchname",
                "prioritylabel",
                "completedat",
            ],
        },
    ],
    columns: &[
        (Field::TicketId, &["identifier", "id"]),
        (Field::TrackerId, &["id"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["createdat", "created"]),
        (Field::UpdatedAt, &["updatedat", "updated"]),
        (
            Field::ResolvedAt,
            &["completedat", "completed", "canceledat", "canceled"],
        ),
        (Field::Status, &["state.name", "status"]),
        (Field::Priority, &["prioritylabel", "priority"]),
        (Field::Project, &["project.name", "project"]),
        (
            Field::Assignee,
            &["assignee.displayname", "assignee.name", "assignee"],
        ),
        (
            Field::Reporter,
            &["creator.displayname", "creator.name", "creator"],
        ),
        (Field::Labels, &["labels"]),
        (
            Field::ParentTicketId,
            &["parent.identifier", "parent issue"],
        ),
        (Field::Team, &["team.name", "team"]),
        (Field::DueAt, &["duedate", "due date"]),
    ],
    word,
    list_separator: Some(','),
    ..Tracker::new("linear")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        (Field::Priority, "0") => "No priority",
        (Field::Priority, "1") => "Urgent",
        (Field::Priority, "2") => "High",
        (Field::Priority, "3") => "Medium",
        (Field::Priority, "4") => "Low",
        _ => return None,
    })
}
