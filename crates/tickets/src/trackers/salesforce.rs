//! Salesforce cases: records as JSON or CSV under field names, and reports under their labels.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `salesforce`.
pub const SALESFORCE: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["casenumber", "subject"],
            any: &[],
        },
        Sign {
            all: &["casenumber", "createddate"],
            any: &[],
        },
        Sign {
            all: &["case number", "subject"],
            any: &[
                "date/time opened",
                "opened date",
                "case origin",
                "case owner",
                "case reason",
                "account name",
            ],
        },
        Sign {
            all: &["case number", "date/time opened"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["casenumber", "case number"]),
        (Field::Summary, &["subject"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment", "case comments"]),
        (
            Field::CreatedAt,
            &[
                "createddate",
                "date/time opened",
                "opened date",
                "created date",
                "date opened",
            ],
        ),
        (
            Field::UpdatedAt,
            &[
                "lastmodifieddate",
                "case last modified date",
                "last modified date",
                "case date/time last modified",
            ],
        ),
        (
            Field::ResolvedAt,
            &[
                "closeddate",
                "date/time closed",
                "closed date",
                "date closed",
            ],
        ),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (
            Field::IssueType,
            &["type", "case record type", "case type", "recordtype.name"],
        ),
        (
            Field::Product,
            &["product.name", "product", "product name", "asset"],
        ),
        (Field::Components, &["reason", "case reason"]),
        (
            Field::Assignee,
            &["owner.name", "case owner", "ownerid", "case owner alias"],
        ),
        (
            Field::Reporter,
            &[
                "contact.name",
                "contact name",
                "suppliedname",
                "contactid",
                "web name",
            ],
        ),
        (
            Field::Organization,
            &["account.name", "account name", "accountid"],
        ),
        (
            Field::ParentTicketId,
            &["parent.casenumber", "parent case number", "parentid"],
        ),
        (Field::Channel, &["origin", "case origin"]),
        (Field::DueAt, &["sla due date"]),
    ],
    ..Tracker::new("salesforce")
};
