//! Gorgias: tickets of its interface as JSON, with their messages, and the CSV of a view.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `gorgias`.
pub const GORGIAS: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "subject", "created_datetime"],
            any: &[],
        },
        Sign {
            all: &["ticket id"],
            any: &["last message date", "assignee user", "is auto-merged"],
        },
    ],
    columns: &[
        (Field::TicketId, &["id", "ticket id"]),
        (Field::Summary, &["subject", "ticket subject"]),
        (Field::Description, &["excerpt", "body"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &["created_datetime", "creation date", "created date"],
        ),
        (
            Field::UpdatedAt,
            &["updated_datetime", "last update date", "last message date"],
        ),
        (Field::ResolvedAt, &["closed_datetime", "closed date"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (
            Field::Assignee,
            &[
                "assignee_user.name",
                "assignee_user.email",
                "assignee user",
                "assignee",
            ],
        ),
        (
            Field::Reporter,
            &[
                "customer.name",
                "customer.email",
                "customer name",
                "customer email",
            ],
        ),
        (Field::Labels, &["tags"]),
        (
            Field::Team,
            &["assignee_team.name", "assignee team", "team"],
        ),
        (Field::Channel, &["channel", "via", "initial channel"]),
        (
            Field::Satisfaction,
            &[
                "satisfaction_survey.score",
                "satisfaction score",
                "csat score",
            ],
        ),
        (Field::FirstResponseAt, &["first response date"]),
    ],
    list_separator: Some(','),
    ..Tracker::new("gorgias")
};
