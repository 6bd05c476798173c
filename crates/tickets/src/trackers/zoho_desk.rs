//! Zoho Desk: the CSV of its export, and tickets of its interface as JSON.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `zoho_desk`.
pub const ZOHO_DESK: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["subject", "created time"],
            any: &[
                "ticket owner",
                "ticket reference id",
                "ticket reference number",
                "department id",
                "happiness rating",
                "is overdue",
                "request reference id",
            ],
        },
        Sign {
            all: &["ticketnumber", "subject", "createdtime"],
            any: &[],
        },
        Sign {
            all: &["id", "subject", "createdtime"],
            any: &["statustype", "departmentid", "commentcount"],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &[
                "ticketnumber",
                "ticket number",
                "ticket reference number",
                "request id",
                "ticket id",
                "ticket reference id",
                "id",
                "request reference id",
            ],
        ),
        (Field::Summary, &["subject"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &[
                "createdtime",
                "created time",
                "created time (ticket)",
                "request created time",
            ],
        ),
        (
            Field::UpdatedAt,
            &["modifiedtime", "modified time", "modified time (ticket)"],
        ),
        (
            Field::ResolvedAt,
            &["closedtime", "closed time", "ticket closed time"],
        ),
        (Field::Status, &["status", "status (ticket)"]),
        (Field::Priority, &["priority"]),
        (Field::IssueType, &["classification", "classifications"]),
        (Field::Project, &["department", "department.name"]),
        (Field::Product, &["product", "product name", "productid"]),
        (Field::Components, &["category", "sub category"]),
        (
            Field::Assignee,
            &["ticket owner", "assignee.lastname", "assigneeid"],
        ),
        (
            Field::Reporter,
            &["contact name", "contact.lastname", "contactid"],
        ),
        (
            Field::Organization,
            &["account name", "contact.account.accountname"],
        ),
        (Field::Labels, &["tags"]),
        (Field::Team, &["team", "team.name", "teamid"]),
        (Field::Channel, &["channel", "mode"]),
        (Field::Satisfaction, &["happiness rating", "sentiment"]),
        (Field::DueAt, &["due date", "duedate"]),
        (Field::Reopenings, &["number of reopen"]),
    ],
    texts: Texts::Html,
    list_separator: Some(','),
    ..Tracker::new("zoho_desk")
};
