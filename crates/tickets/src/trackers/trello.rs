//! Trello: a board's JSON, whose cards come as rows with the name of their list and their comments, and the CSV of a board.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `trello`.
pub const TRELLO: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["idshort", "name", "list"],
            any: &["datelastactivity"],
        },
        // Boards of years ago.
        Sign {
            all: &["idboard", "idlist", "name", "list"],
            any: &[],
        },
        Sign {
            all: &["card id", "card name", "list name"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["id", "card id"]),
        (Field::Summary, &["name", "card name"]),
        (Field::Description, &["desc", "card description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created_at"]),
        (
            Field::UpdatedAt,
            &["datelastactivity", "last activity date"],
        ),
        (Field::Status, &["list", "list name"]),
        (Field::Project, &["board", "board name"]),
        (Field::Assignee, &["members"]),
        (Field::Labels, &["labels"]),
        (Field::DueAt, &["due", "due date"]),
    ],
    list_separator: Some(','),
    undated: true,
    ..Tracker::new("trello")
};
