//! Autotask PSA: tickets of its interface as JSON or through a connector, and the CSV of its grids.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `autotask`.
pub const AUTOTASK: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["ticketnumber", "title"],
            any: &[
                "lastactivitydate",
                "queueid",
                "completeddate",
                "assignedresourceid",
                "companyid",
            ],
        },
        Sign {
            all: &["ticket number", "title"],
            any: &["last activity time", "primary resource", "queue"],
        },
    ],
    columns: &[
        (Field::TicketId, &["ticketnumber", "ticket number"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &["createdate", "created", "create date", "created date"],
        ),
        (
            Field::UpdatedAt,
            &[
                "lastactivitydate",
                "last activity time",
                "last activity date",
            ],
        ),
        (
            Field::ResolvedAt,
            &[
                "completeddate",
                "complete date",
                "completed date",
                "resolveddatetime",
            ],
        ),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (
            Field::IssueType,
            &["tickettype", "ticket type", "issue type"],
        ),
        (Field::Project, &["queue"]),
        (
            Field::Components,
            &["ticketcategory", "ticket category", "issuetype"],
        ),
        (Field::Assignee, &["primary resource", "assignedresourceid"]),
        (Field::Reporter, &["contact", "contactid"]),
        (Field::Organization, &["account", "company", "companyid"]),
        (Field::Team, &["queueid"]),
        (Field::Channel, &["source"]),
        (Field::DueAt, &["duedatetime", "due date"]),
        (Field::FirstResponseAt, &["firstresponsedatetime"]),
    ],
    word,
    ..Tracker::new("autotask")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        // The two states that no installation can change.
        (Field::Status, "1") => "New",
        (Field::Status, "5") => "Complete",
        _ => return None,
    })
}
