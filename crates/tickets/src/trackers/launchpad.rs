//! Launchpad: bug tasks of its interface as JSON. The number of a bug stands in its address alone, and its title begins
//! with it.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `launchpad`.
pub const LAUNCHPAD: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["bug_target_name", "title", "date_created"],
            any: &[],
        },
        Sign {
            all: &["id", "title", "date_created", "date_last_updated"],
            any: &["information_type", "heat", "bug_tasks_collection_link"],
        },
    ],
    columns: &[
        (Field::TicketId, &["id", "bug_id"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["date_created"]),
        (Field::UpdatedAt, &["date_last_updated"]),
        (Field::ResolvedAt, &["date_closed", "date_fix_released"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["importance"]),
        (
            Field::Product,
            &["bug_target_display_name", "bug_target_name"],
        ),
        (
            Field::Assignee,
            &["assignee.display_name", "assignee.name", "assignee_link"],
        ),
        (
            Field::Reporter,
            &["owner.display_name", "owner.name", "owner_link"],
        ),
        (Field::Labels, &["tags"]),
    ],
    ..Tracker::new("launchpad")
};
