//! `HubSpot` tickets: the CSV of its export, objects of its interface as JSON, and tables of connectors (`property_…`).

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `hubspot`.
pub const HUBSPOT: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["record id", "ticket name"],
            any: &[],
        },
        Sign {
            all: &["ticket id", "ticket name"],
            any: &[],
        },
        Sign {
            all: &["id", "property_hs_pipeline_stage"],
            any: &[],
        },
        Sign {
            all: &["id", "property_subject"],
            any: &[],
        },
        Sign {
            all: &["id", "properties.subject"],
            any: &[],
        },
        Sign {
            all: &["id", "properties.hs_pipeline_stage"],
            any: &[],
        },
        Sign {
            all: &["id", "properties_subject"],
            any: &[],
        },
    ],
    columns: &[
        (
            Field::TicketId,
            &["ticket id", "record id", "id", "hs_object_id"],
        ),
        (
            Field::Summary,
            &[
                "ticket name",
                "property_subject",
                "properties.subject",
                "properties_subject",
                "subject",
            ],
        ),
        (
            Field::Description,
            &[
                "ticket description",
                "property_content",
                "properties.content",
                "properties_content",
                "content",
            ],
        ),
        (Field::Comments, &["comment"]),
        (
            Field::CreatedAt,
            &[
                "create date",
                "property_createdate",
                "properties.createdate",
                "properties_createdate",
                "createdat",
            ],
        ),
        (
            Field::UpdatedAt,
            &[
                "last modified date",
                "property_hs_lastmodifieddate",
                "properties.hs_lastmodifieddate",
                "properties_hs_lastmodifieddate",
                "last activity date",
                "updatedat",
            ],
        ),
        (
            Field::ResolvedAt,
            &[
                "close date",
                "property_closed_date",
                "properties.closed_date",
                "properties_closed_date",
            ],
        ),
        (
            Field::Status,
            &[
                "ticket status",
                "property_hs_pipeline_stage",
                "properties.hs_pipeline_stage",
                "properties_hs_pipeline_stage",
            ],
        ),
        (
            Field::Priority,
            &[
                "priority",
                "property_hs_ticket_priority",
                "properties.hs_ticket_priority",
                "properties_hs_ticket_priority",
            ],
        ),
        (
            Field::IssueType,
            &[
                "category",
                "property_hs_ticket_category",
                "properties.hs_ticket_category",
                "properties_hs_ticket_category",
            ],
        ),
        (
            Field::Project,
            &[
                "pipeline",
                "property_hs_pipeline",
                "properties.hs_pipeline",
                "properties_hs_pipeline",
            ],
        ),
        (
            Field::Assignee,
            &[
                "ticket owner",
                "property_hubspot_owner_id",
                "properties.hubspot_owner_id",
                "properties_hubspot_owner_id",
            ],
        ),
        (Field::Organization, &["associated company"]),
        (
            Field::Channel,
            &[
                "source",
                "property_source_type",
                "properties.source_type",
                "properties_source_type",
            ],
        ),
        (Field::Customer, &["associated contact"]),
        (
            Field::FirstResponseAt,
            &[
                "first agent response date",
                "property_first_agent_reply_date",
                "properties.first_agent_reply_date",
                "properties_first_agent_reply_date",
            ],
        ),
    ],
    word,
    list_separator: Some(';'),
    ..Tracker::new("hubspot")
};

fn word(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        // The stages of the pipeline that every account starts with; those of others have long numbers.
        (Field::Status, "1") => "New",
        (Field::Status, "2") => "Waiting on contact",
        (Field::Status, "3") => "Waiting on us",
        (Field::Status, "4") => "Closed",
        (Field::Priority, "LOW") => "Low",
        (Field::Priority, "MEDIUM") => "Medium",
        (Field::Priority, "HIGH") => "High",
        (Field::Priority, "URGENT") => "Urgent",
        _ => return None,
    })
}
