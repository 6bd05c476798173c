//! GitLab issues: the CSV it sends by mail, and the JSON of its interface.

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `gitlab`.
pub const GITLAB: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["issue id", "url", "title", "state"],
            any: &["author username", "created at (utc)", "locked"],
        },
        Sign {
            all: &["iid", "title"],
            any: &[
                "project_id",
                "web_url",
                "weburl",
                "webpath",
                "references.full",
            ],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &["issue id", "iid", "references.full", "reference"],
        ),
        (Field::TrackerId, &["id"]),
        (Field::Summary, &["title"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &["created_at", "created at (utc)", "created at", "createdat"],
        ),
        (
            Field::UpdatedAt,
            &["updated_at", "updated at (utc)", "updated at", "updatedat"],
        ),
        (
            Field::ResolvedAt,
            &["closed_at", "closed at (utc)", "closed at", "closedat"],
        ),
        (Field::Status, &["state"]),
        (Field::Priority, &["severity"]),
        (Field::IssueType, &["issue_type", "type"]),
        (
            Field::Project,
            &["references.project", "milestone.title", "milestone"],
        ),
        (
            Field::Assignee,
            &[
                "assignee.name",
                "assignee",
                "assignee.username",
                "assignees",
            ],
        ),
        (
            Field::Reporter,
            &[
                "author.name",
                "author",
                "author.username",
                "author username",
            ],
        ),
        (Field::Labels, &["labels"]),
        (Field::DueAt, &["due_date", "due date"]),
        (
            Field::TimeSpentMinutes,
            &["time_stats.total_time_spent", "time spent"],
        ),
    ],
    list_separator: Some(','),
    ..Tracker::new("gitlab")
};
