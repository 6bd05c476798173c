//! BMC Remedy and Helix: the CSV of an incident list or report, under field names or the labels of the form, whose marks
//! `*` and `+` may stand behind them.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `remedy`.
pub const REMEDY: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["incident id*+"],
            any: &[],
        },
        Sign {
            all: &["incident number", "assigned group", "reported date"],
            any: &["detailed decription", "submit date", "last resolved date"],
        },
        Sign {
            all: &["incident number", "detailed decription"],
            any: &[],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &["incident id*+", "incident number", "incident id"],
        ),
        (Field::Summary, &["summary*", "summary", "description"]),
        (
            Field::Description,
            &["detailed decription", "detailed description", "notes"],
        ),
        (
            Field::CreatedAt,
            &[
                "reported date+",
                "reported date",
                "submit date",
                "create date",
                "submit date+",
            ],
        ),
        (
            Field::UpdatedAt,
            &["last modified date", "modified date", "last modified date+"],
        ),
        (
            Field::ResolvedAt,
            &["last resolved date", "resolved date", "closed date"],
        ),
        (Field::Status, &["status*", "status"]),
        (Field::Priority, &["priority*", "priority"]),
        (
            Field::IssueType,
            &["incident type*", "incident type", "service type"],
        ),
        (
            Field::Product,
            &["service*+", "service", "product name+", "product name"],
        ),
        (Field::Assignee, &["assignee+", "assignee"]),
        (
            Field::Reporter,
            &["customer*+", "customer full name", "customer", "full name"],
        ),
        (Field::Organization, &["company*+", "company"]),
        (Field::Team, &["assigned group*+", "assigned group"]),
        (Field::Channel, &["reported source*", "reported source"]),
    ],
    ..Tracker::new("remedy")
};
