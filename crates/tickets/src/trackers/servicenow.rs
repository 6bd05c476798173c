//! `ServiceNow`: the CSV of a list under field names or under the labels of its form, records of the table interface as JSON,
//! and tables of connectors.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

const COLUMNS: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &["number.display_value", "number.value", "number"],
    ),
    (
        Field::TrackerId,
        &["sys_id", "sys_id.value", "sys_id.display_value"],
    ),
    (
        Field::Summary,
        &[
            "short_description.display_value",
            "short_description.value",
            "short_description",
            "short description",
        ],
    ),
    (
        Field::Description,
        &[
            "description.display_value",
            "description.value",
            "description",
        ],
    ),
    (
        Field::Comments,
        &[
            "comment",
            "comments.display_value",
            "comments",
            "additional comments",
            "work_notes.display_value",
            "work_notes",
            "work notes",
            "comments_and_work_notes.display_value",
            "comments_and_work_notes",
            "comments and work notes",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "opened_at.display_value",
            "opened_at.value",
            "opened_at",
            "opened",
            "sys_created_on.display_value",
            "sys_created_on.value",
            "sys_created_on",
            "created",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "sys_updated_on.display_value",
            "sys_updated_on.value",
            "sys_updated_on",
            "updated",
            "last update",
            "last updated",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "resolved_at.display_value",
            "resolved_at.value",
            "resolved_at",
            "resolved",
            "closed_at.display_value",
            "closed_at.value",
            "closed_at",
            "closed",
        ],
    ),
    (
        Field::Status,
        &[
            "state.display_value",
            "incident_state.display_value",
            "state",
            "incident_state",
            "incident state",
            "state.value",
            "status",
        ],
    ),
    (
        Field::Priority,
        &[
            "priority.display_value",
            "priority",
            "priority.value",
            "urgency.display_value",
            "urgency",
        ],
    ),
    (
        Field::IssueType,
        &[
            "sys_class_name.display_value",
            "sys_class_name",
            "task type",
            "type",
        ],
    ),
    (
        Field::Product,
        &[
            "business_service.display_value",
            "cmdb_ci.display_value",
            "business_service",
            "cmdb_ci",
            "business service",
            "configuration item",
            "service",
        ],
    ),
    (
        Field::Components,
        &["category.display_value", "category", "subcategory"],
    ),
    (
        Field::Assignee,
        &[
            "assigned_to.display_value",
            "assigned_to",
            "assigned to",
            "assigned_to.value",
            "assigned_to_value",
        ],
    ),
    (
        Field::Reporter,
        &[
            "caller_id.display_value",
            "caller_id",
            "caller",
            "opened_by.display_value",
            "opened_by",
            "opened by",
            "caller_id.value",
            "caller_id_value",
            "opened_by_value",
        ],
    ),
    (
        Field::Organization,
        &["company.display_value", "company", "company_value"],
    ),
    (
        Field::ParentTicketId,
        &[
            "parent_incident.display_value",
            "parent.display_value",
            "parent incident",
            "parent",
        ],
    ),
    (
        Field::Team,
        &[
            "assignment_group.display_value",
            "assignment_group",
            "assignment group",
            "assignment_group.value",
            "assignment_group_value",
        ],
    ),
    (
        Field::Channel,
        &[
            "contact_type.display_value",
            "contact_type",
            "channel",
            "contact type",
        ],
    ),
    (
        Field::DueAt,
        &["due_date.display_value", "due_date", "due date", "sla_due"],
    ),
    (
        Field::Reopenings,
        &["reopen_count.display_value", "reopen_count", "reopen count"],
    ),
];

/// The format `servicenow`: incidents.
pub const SERVICENOW: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["number", "short_description"],
            any: INCIDENT,
        },
        Sign {
            all: &["number.value", "short_description.value"],
            any: INCIDENT,
        },
        Sign {
            all: &["number", "short description"],
            any: &["caller", "incident state"],
        },
    ],
    columns: COLUMNS,
    word: of_incident,
    texts: Texts::Html,
    ..Tracker::new("servicenow")
};

/// The format `servicenow_tasks`: requests, changes, problems and what the labels alone do not tell from them.
pub const SERVICENOW_TASKS: Tracker = Tracker {
    source: "servicenow",
    signs: &[
        Sign {
            all: &["number", "short_description"],
            any: &[],
        },
        Sign {
            all: &["number.value", "short_description.value"],
            any: &[],
        },
        Sign {
            all: &["number", "short description"],
            any: &[],
        },
    ],
    columns: COLUMNS,
    word: of_task,
    texts: Texts::Html,
    ..Tracker::new("servicenow_tasks")
};

/// Columns that only incidents have.
const INCIDENT: &[&str] = &[
    "incident_state",
    "incident_state.value",
    "caller_id",
    "caller_id.value",
    "caller_id_value",
    "reopen_count",
    "hold_reason",
    "hold_reason.value",
];

fn of_incident(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        (Field::Status, "1") => "New",
        (Field::Status, "2") => "In Progress",
        (Field::Status, "3") => "On Hold",
        (Field::Status, "6") => "Resolved",
        (Field::Status, "7") => "Closed",
        (Field::Status, "8") => "Canceled",
        _ => return of_task(field, "", value),
    })
}

fn of_task(field: Field, _column: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        (Field::Priority, "1") => "Critical",
        (Field::Priority, "2") => "High",
        (Field::Priority, "3") => "Moderate",
        (Field::Priority, "4") => "Low",
        (Field::Priority, "5") => "Planning",
        _ => return None,
    })
}
