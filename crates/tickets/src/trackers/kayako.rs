//! Kayako: cases of its interface as JSON, and the CSV of its reports.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `kayako`.
pub const KAYAKO: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "subject"],
            any: &[
                "source_channel.type",
                "source_channel.uuid",
                "legacy_id",
                "last_post_status",
                "mask_id",
                "last_public_channel.type",
            ],
        },
        Sign {
            all: &["ticket mask id", "subject"],
            any: &[],
        },
        Sign {
            all: &["ticketmaskid", "subject"],
            any: &[],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &["mask_id", "ticket mask id", "ticketmaskid", "id"],
        ),
        (Field::Summary, &["subject"]),
        (
            Field::Description,
            &["contents", "last_message_preview", "preview"],
        ),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &["created_at", "creation date", "created date", "dateline"],
        ),
        (Field::UpdatedAt, &["updated_at", "last activity"]),
        (
            Field::ResolvedAt,
            &["resolved_at", "resolved date", "resolution date"],
        ),
        (
            Field::Status,
            &[
                "status.label",
                "status",
                "ticket status",
                "ticketstatustitle",
            ],
        ),
        (
            Field::Priority,
            &["priority.label", "priority", "prioritytitle"],
        ),
        (Field::IssueType, &["type.label", "type"]),
        (
            Field::Assignee,
            &["assigned_agent.full_name", "owner", "ownerstaffname"],
        ),
        (
            Field::Reporter,
            &[
                "requester.full_name",
                "full name",
                "fullname",
                "requester.id",
            ],
        ),
        (Field::Organization, &["organization.name", "organization"]),
        (Field::Labels, &["tags"]),
        (
            Field::Team,
            &["assigned_team.title", "department", "departmenttitle"],
        ),
        (Field::Channel, &["source_channel.type", "creation mode"]),
        (Field::Reopenings, &["reopen_count"]),
    ],
    texts: Texts::Html,
    ..Tracker::new("kayako")
};
