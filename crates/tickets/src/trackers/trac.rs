//! Trac: the CSV or tab-separated list of a query, whose columns are chosen, and of a report. Queries leave the dates out
//! unless somebody adds them.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `trac`.
pub const TRAC: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "summary", "owner", "type", "status", "milestone"],
            any: &[],
        },
        Sign {
            all: &["id", "summary", "changetime"],
            any: &["milestone", "component", "owner", "reporter"],
        },
        Sign {
            all: &["ticket", "summary", "milestone"],
            any: &["_reporter", "_changetime", "_description", "__color__"],
        },
    ],
    columns: &[
        (Field::TicketId, &["id", "ticket"]),
        (Field::Summary, &["summary"]),
        (Field::Description, &["description", "_description"]),
        (Field::CreatedAt, &["time", "created", "_time"]),
        (Field::UpdatedAt, &["changetime", "modified", "_changetime"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (Field::IssueType, &["type"]),
        (Field::Components, &["component"]),
        (Field::Assignee, &["owner"]),
        (Field::Reporter, &["reporter", "_reporter"]),
        (Field::Labels, &["keywords"]),
    ],
    undated: true,
    ..Tracker::new("trac")
};
