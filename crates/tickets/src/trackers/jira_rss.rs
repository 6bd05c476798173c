//! Jira's search as XML, which is an RSS feed: a field's number stands behind its words, texts are HTML.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `jira_rss`.
pub const JIRA_RSS: Tracker = Tracker {
    source: "jira",
    signs: &[Sign {
        all: &["key", "key.id", "summary"],
        any: &[
            "link",
            "status.iconurl",
            "type.iconurl",
            "status.id",
            "type.id",
        ],
    }],
    columns: &[
        (Field::TicketId, &["key"]),
        (Field::TrackerId, &["key.id"]),
        (Field::Summary, &["summary"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["created"]),
        (Field::UpdatedAt, &["updated"]),
        (Field::ResolvedAt, &["resolved"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (Field::IssueType, &["type"]),
        (Field::Project, &["project"]),
        (Field::Components, &["component"]),
        (Field::Assignee, &["assignee"]),
        (Field::Reporter, &["reporter"]),
        (Field::Labels, &["labels"]),
        (Field::ParentTicketId, &["parent"]),
        (Field::DueAt, &["due"]),
        (Field::TimeSpentMinutes, &["timespent.seconds"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("jira_rss")
};
