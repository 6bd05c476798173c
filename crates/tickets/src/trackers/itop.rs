//! iTop: the CSV of a list of requests and incidents.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `itop`.
pub const ITOP: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["ref", "caller->full name"],
            any: &[],
        },
        Sign {
            all: &["ref", "title", "start date"],
            any: &["organization->name", "agent->full name", "team->name"],
        },
    ],
    columns: &[
        (Field::TicketId, &["ref"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["description"]),
        (Field::CreatedAt, &["start date"]),
        (Field::UpdatedAt, &["last update"]),
        (
            Field::ResolvedAt,
            &["resolution date", "close date", "end date"],
        ),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (
            Field::IssueType,
            &["request type", "ticket sub-class", "class"],
        ),
        (Field::Product, &["service->name", "service"]),
        (Field::Assignee, &["agent->full name", "agent"]),
        (Field::Reporter, &["caller->full name", "caller"]),
        (Field::Organization, &["organization->name", "organization"]),
        (Field::Team, &["team->name", "team"]),
        (Field::Channel, &["origin"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("itop")
};
