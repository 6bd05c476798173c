//! Bugzilla: the CSV of its bug lists, under field names or titles, the JSON of its REST interface, and its XML. Its
//! default list leaves the creation date out.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `bugzilla`.
pub const BUGZILLA: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["bug_id", "short_desc"],
            any: &[],
        },
        Sign {
            all: &["bug_id", "short_short_desc"],
            any: &[],
        },
        Sign {
            all: &["bug id", "summary", "changed"],
            any: &[],
        },
        Sign {
            all: &["bug id", "summary", "component"],
            any: &[],
        },
        Sign {
            all: &["id", "summary", "creation_time", "last_change_time"],
            any: &[],
        },
        Sign {
            all: &["bug_id", "bug_status"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["bug_id", "bug id", "id"]),
        (
            Field::Summary,
            &["short_desc", "summary", "short_short_desc"],
        ),
        (Field::Description, &["description", "longdesc"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &[
                "opendate",
                "creation_ts",
                "creation_time",
                "opened",
                "creation date",
            ],
        ),
        (
            Field::UpdatedAt,
            &["changeddate", "delta_ts", "last_change_time", "changed"],
        ),
        (Field::ResolvedAt, &["cf_last_resolved", "last resolved"]),
        (Field::Status, &["bug_status", "status"]),
        (Field::Priority, &["priority"]),
        (Field::IssueType, &["bug_type", "type"]),
        (Field::Project, &["classification"]),
        (Field::Product, &["product"]),
        (Field::Components, &["component"]),
        (
            Field::Assignee,
            &[
                "assigned_to_realname",
                "assignee real name",
                "assigned_to_detail.real_name",
                "assigned_to.name",
                "assigned_to",
                "assignee",
            ],
        ),
        (
            Field::Reporter,
            &[
                "reporter_realname",
                "reporter real name",
                "creator_detail.real_name",
                "reporter.name",
                "reporter",
                "creator",
            ],
        ),
        (Field::Labels, &["keywords"]),
        (Field::DueAt, &["deadline"]),
    ],
    undated: true,
    ..Tracker::new("bugzilla")
};
