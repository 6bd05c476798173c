//! Zendesk: the JSON of its incremental export and of its ticket lists, and the CSV of its views.

use crate::{Field, Format, Sniff};

/// The format `zendesk`.
#[derive(Debug, Clone, Copy)]
pub struct Zendesk;

impl Format for Zendesk {
    fn name(&self) -> &'static str {
        "zendesk"
    }

    fn source(&self) -> &'static str {
        "zendesk"
    }

    fn recognises(&self, sniff: &Sniff) -> bool {
        let header = &sniff.header;
        let json = super::has_all(header, &["id", "subject"])
            && super::has_any(
                header,
                &[
                    "raw_subject",
                    "via.channel",
                    "via_channel",
                    "submitter_id",
                    "ticket_form_id",
                ],
            );
        let csv = super::has_all(header, &["subject", "requester"])
            && super::has_any(header, &["id", "ticket id", "#"])
            && super::has_any(
                header,
                &[
                    "submitter",
                    "satisfaction score",
                    "group stations",
                    "solved at",
                    "via",
                    "requested",
                ],
            );
        json || csv
    }

    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[
            (Field::TicketId, &["id", "ticket id", "#"]),
            (Field::Summary, &["subject", "raw_subject"]),
            (Field::Comments, &["comment"]),
            (Field::CreatedAt, &["created_at", "created at", "requested"]),
            (Field::UpdatedAt, &["updated_at", "updated at", "updated"]),
            (Field::ResolvedAt, &["solved_at", "solved at", "solved"]),
            (Field::IssueType, &["type", "ticket type"]),
            (Field::Project, &["brand", "brand_id"]),
            (Field::Components, &["group", "group_id"]),
            (Field::Assignee, &["assignee", "assignee_id"]),
            (Field::Reporter, &["requester", "requester_id"]),
            (Field::Organization, &["organization", "organization_id"]),
            (Field::Labels, &["tags"]),
            (Field::ParentTicketId, &["problem_id"]),
            (
                Field::Channel,
                &["via.channel", "via_channel", "via", "channel"],
            ),
            (
                Field::Satisfaction,
                &["satisfaction_rating.score", "satisfaction score"],
            ),
            (Field::DueAt, &["due_at", "due date"]),
            (
                Field::TimeSpentMinutes,
                &["total time spent (sec)", "time spent (sec)"],
            ),
            (Field::Reopenings, &["metric_set.reopens", "reopens"]),
        ]
    }

    fn first_component_is_team(&self) -> bool {
        true
    }

    fn list_separator(&self) -> Option<char> {
        Some(' ')
    }
}
