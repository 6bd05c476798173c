//! OTRS and Znuny: the CSV of a search or of a ticket list, in English or under its German titles, and tickets of the
//! interface as JSON.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `otrs`.
pub const OTRS: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["ticket#"],
            any: &[
                "queue", "title", "titel", "age", "alter", "state", "created",
            ],
        },
        Sign {
            all: &["ticketnumber", "title", "queue"],
            any: &[],
        },
        Sign {
            all: &["ticketnumber", "title", "customeruserid"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["ticket#", "ticketnumber"]),
        (Field::Summary, &["title", "titel", "subject", "betreff"]),
        (Field::Description, &["article tree", "body", "text"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &[
                "created",
                "erstellt",
                "create time",
                "erstellzeit",
                "createtime",
            ],
        ),
        (
            Field::UpdatedAt,
            &["changed", "last changed", "geändert", "zuletzt geändert"],
        ),
        (
            Field::ResolvedAt,
            &["close time", "closed", "schließzeit", "geschlossen"],
        ),
        (Field::Status, &["state", "status", "statetype"]),
        (Field::Priority, &["priority", "priorität"]),
        (Field::IssueType, &["type", "typ"]),
        (Field::Product, &["service"]),
        (
            Field::Assignee,
            &[
                "owner",
                "besitzer",
                "agent/owner",
                "agent/besitzer",
                "responsible",
            ],
        ),
        (
            Field::Reporter,
            &[
                "from",
                "von",
                "customer user",
                "kundenbenutzer",
                "customeruserid",
            ],
        ),
        (
            Field::Organization,
            &[
                "customerid",
                "customer id",
                "kundennummer",
                "customer company",
                "customer",
            ],
        ),
        (Field::Team, &["queue"]),
        (Field::DueAt, &["solutiontimedestinationdate"]),
        (Field::FirstResponseAt, &["first response"]),
        (Field::TimeSpentMinutes, &["accounted time"]),
    ],
    ..Tracker::new("otrs")
};
