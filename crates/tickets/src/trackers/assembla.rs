//! Assembla: the tickets of a space as XML.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `assembla`.
pub const ASSEMBLA: Tracker = Tracker {
    signs: &[Sign {
        all: &["number", "summary", "space-id", "status-name"],
        any: &[],
    }],
    columns: &[
        (Field::TicketId, &["number"]),
        (Field::TrackerId, &["id"]),
        (Field::Summary, &["summary"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created-on"]),
        (Field::UpdatedAt, &["updated-at"]),
        (Field::ResolvedAt, &["completed-date"]),
        (Field::Status, &["status-name"]),
        (Field::Priority, &["priority"]),
        (Field::Assignee, &["assigned-to.name", "assigned-to-id"]),
        (Field::Reporter, &["reporter.name", "reporter-id"]),
        (Field::Components, &["component-name"]),
    ],
    word,
    ..Tracker::new("assembla")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    if field != Field::Priority {
        return None;
    }
    Some(match value {
        "1" => "Highest",
        "2" => "High",
        "3" => "Normal",
        "4" => "Low",
        "5" => "Lowest",
        _ => return None,
    })
}
