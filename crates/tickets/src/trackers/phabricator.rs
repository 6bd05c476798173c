//! Phabricator and Phorge: tasks of `maniphest.search` as JSON, and the CSV of an exported list.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `phabricator`.
pub const PHABRICATOR: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["phid", "fields.name", "fields.datecreated"],
            any: &[],
        },
        Sign {
            all: &["phid", "title", "datecreated", "ownerphid"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["id"]),
        (Field::Summary, &["fields.name", "title"]),
        (
            Field::Description,
            &["fields.description.raw", "description"],
        ),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["fields.datecreated", "datecreated"]),
        (Field::UpdatedAt, &["fields.datemodified", "datemodified"]),
        (Field::ResolvedAt, &["fields.dateclosed", "dateclosed"]),
        (
            Field::Status,
            &["fields.status.name", "statusname", "status"],
        ),
        (
            Field::Priority,
            &["fields.priority.name", "priorityname", "priority"],
        ),
        (Field::IssueType, &["fields.subtype", "subtype"]),
        (
            Field::Assignee,
            &[
                "fields.owner.fields.realname",
                "owner",
                "fields.ownerphid",
                "ownerphid",
            ],
        ),
        (
            Field::Reporter,
            &[
                "fields.author.fields.realname",
                "author",
                "fields.authorphid",
                "authorphid",
            ],
        ),
    ],
    ..Tracker::new("phabricator")
};
