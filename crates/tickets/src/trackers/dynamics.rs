//! Dynamics 365 Customer Service: cases as JSON or CSV under field names, and views under their titles.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `dynamics`.
pub const DYNAMICS: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["ticketnumber", "title", "createdon"],
            any: &[],
        },
        Sign {
            all: &["ticketnumber", "title"],
            any: &["incidentid", "statecode", "caseorigincode"],
        },
        Sign {
            all: &["case title", "case number"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["ticketnumber", "case number"]),
        (Field::Summary, &["title", "case title"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["createdon", "created on"]),
        (Field::UpdatedAt, &["modifiedon", "modified on"]),
        (Field::ResolvedAt, &["resolvedon", "resolved on"]),
        (
            Field::Status,
            &[
                "statecode@odata.community.display.v1.formattedvalue",
                "status",
                "statecode",
                "status reason",
                "statuscode@odata.community.display.v1.formattedvalue",
            ],
        ),
        (
            Field::Priority,
            &[
                "prioritycode@odata.community.display.v1.formattedvalue",
                "priority",
                "prioritycode",
            ],
        ),
        (
            Field::IssueType,
            &[
                "casetypecode@odata.community.display.v1.formattedvalue",
                "case type",
                "casetypecode",
            ],
        ),
        (
            Field::Product,
            &[
                "_productid_value@odata.community.display.v1.formattedvalue",
                "product",
            ],
        ),
        (
            Field::Components,
            &[
                "_subjectid_value@odata.community.display.v1.formattedvalue",
                "subject",
            ],
        ),
        (
            Field::Assignee,
            &[
                "_ownerid_value@odata.community.display.v1.formattedvalue",
                "owner",
                "_ownerid_value",
            ],
        ),
        (
            Field::Channel,
            &[
                "caseorigincode@odata.community.display.v1.formattedvalue",
                "origin",
                "caseorigincode",
            ],
        ),
        (
            Field::Customer,
            &[
                "_customerid_value@odata.community.display.v1.formattedvalue",
                "customer",
                "_customerid_value",
            ],
        ),
        (Field::DueAt, &["resolveby", "resolve by"]),
        (Field::FirstResponseAt, &["firstresponsesenton"]),
    ],
    word,
    ..Tracker::new("dynamics")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        (Field::Status, "0") => "Active",
        (Field::Status, "1") => "Resolved",
        (Field::Status, "2") => "Cancelled",
        (Field::Priority, "1") => "High",
        (Field::Priority, "2") => "Normal",
        (Field::Priority, "3") => "Low",
        (Field::Channel, "1") => "Phone",
        (Field::Channel, "2") => "Email",
        (Field::Channel, "3") => "Web",
        _ => return None,
    })
}
