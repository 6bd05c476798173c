//! Monday: items of a board from its interface as JSON, and the workbook of a board.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `monday`.
pub const MONDAY: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "name", "column_values.*"],
            any: &[],
        },
        Sign {
            all: &["name", "item id"],
            any: &["subitems", "group", "status", "creation log"],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &["item id", "id", "item id (auto generated)"],
        ),
        (Field::Summary, &["name"]),
        (
            Field::Description,
            &[
                "column_values.description",
                "column_values.text",
                "column_values.long_text",
                "description",
                "long text",
            ],
        ),
        (Field::Comments, &["comment", "updates"]),
        (
            Field::CreatedAt,
            &[
                "created_at",
                "creation log",
                "column_values.creation log",
                "created at",
                "column_values.date",
            ],
        ),
        (
            Field::UpdatedAt,
            &["updated_at", "last updated", "column_values.last updated"],
        ),
        (Field::Status, &["column_values.status", "status"]),
        (Field::Priority, &["column_values.priority", "priority"]),
        (Field::Project, &["board.name"]),
        (
            Field::Assignee,
            &[
                "column_values.person",
                "column_values.people",
                "column_values.owner",
                "person",
                "people",
                "owner",
            ],
        ),
        (Field::Reporter, &["creator.name"]),
        (Field::Labels, &["column_values.tags", "tags"]),
        (Field::Team, &["group.title", "group"]),
        (Field::DueAt, &["column_values.due date", "due date"]),
    ],
    list_separator: Some(','),
    ..Tracker::new("monday")
};
