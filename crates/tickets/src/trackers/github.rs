//! GitHub issues: the JSON of its REST interface (pull requests left out) and the CSV of common export tools.

use crate::{Field, Format, Sniff};

/// The format `github`.
#[derive(Debug, Clone, Copy)]
pub struct Github;

impl Format for Github {
    fn name(&self) -> &'static str {
        "github"
    }

    fn source(&self) -> &'static str {
        "github"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        let header = &sniff.header;
        super::has_all(header, &["number", "title", "state"])
            && super::has_any(
                header,
                &[
                    "html_url",
                    "repository_url",
                    "milestone",
                    "milestone.title",
                    "assignees",
                    "closed_at",
                    "closedat",
                    "user.login",
                    "author.login",
                    "statereason",
                    "repo",
                    "repository",
                    "repository_id",
                ],
            )
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        // `comments` is how many there are; their texts come as `Comment`.
        &[
            (Field::TicketId, &["key", "number", "id"]),
            (Field::TrackerId, &["id", "databaseid"]),
            (Field::Summary, &["title"]),
            (Field::Description, &["body"]),
            (Field::Comments, &["comment"]),
            (Field::CreatedAt, &["created_at", "createdat"]),
            (Field::UpdatedAt, &["updated_at", "updatedat"]),
            (Field::ResolvedAt, &["closed_at", "closedat"]),
            (Field::Status, &["state"]),
            (Field::IssueType, &["type.name", "type"]),
            (
                Field::Project,
                &[
                    "repository.name",
                    "repository.namewithowner",
                    "repository",
                    "repo",
                    "milestone.title",
                    "milestone",
                ],
            ),
            (
                Field::Assignee,
                &["assignee.login", "assignee", "assignees"],
            ),
            (
                Field::Reporter,
                &[
                    "user.login",
                    "author.login",
                    "author.username",
                    "user",
                    "author",
                    "author.name",
                ],
            ),
            (Field::Labels, &["labels"]),
        ]
    }

    fn list_separator(&self) -> Option<char> {
        Some(',')
    }
}
