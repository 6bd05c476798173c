//! Azure DevOps: the CSV of a query, and work items of its REST interface as JSON. Texts are HTML.

use super::tracker::{Sign, Tracker};
use crate::{Field, Texts};

/// The format `azure_devops`.
pub const AZURE_DEVOPS: Tracker = Tracker {
    signs: &[
        Sign {
            all: &["id", "work item type", "title"],
            any: &[],
        },
        Sign {
            all: &["id", "fields.system.title"],
            any: &[],
        },
        Sign {
            all: &["id", "fields.system.workitemtype"],
            any: &[],
        },
    ],
    columns: &[
        (Field::TicketId, &["id"]),
        (Field::Summary, &["fields.system.title", "title", "title 1"]),
        (
            Field::Description,
            &[
                "fields.system.description",
                "fields.microsoft.vsts.tcm.reprosteps",
                "description",
                "repro steps",
            ],
        ),
        (
            Field::Comments,
            &["comment", "discussion", "fields.system.history"],
        ),
        (
            Field::CreatedAt,
            &["fields.system.createddate", "created date"],
        ),
        (
            Field::UpdatedAt,
            &["fields.system.changeddate", "changed date"],
        ),
        (
            Field::ResolvedAt,
            &[
                "fields.microsoft.vsts.common.closeddate",
                "closed date",
                "fields.microsoft.vsts.common.resolveddate",
                "resolved date",
            ],
        ),
        (Field::Status, &["fields.system.state", "state"]),
        (
            Field::Priority,
            &["fields.microsoft.vsts.common.priority", "priority"],
        ),
        (
            Field::IssueType,
            &["fields.system.workitemtype", "work item type"],
        ),
        (
            Field::Project,
            &["fields.system.teamproject", "team project"],
        ),
        (Field::Components, &["fields.system.areapath", "area path"]),
        (
            Field::Assignee,
            &[
                "fields.system.assignedto.displayname",
                "fields.system.assignedto",
                "assigned to",
            ],
        ),
        (
            Field::Reporter,
            &[
                "fields.system.createdby.displayname",
                "fields.system.createdby",
                "created by",
            ],
        ),
        (Field::Labels, &["fields.system.tags", "tags"]),
        (Field::ParentTicketId, &["fields.system.parent", "parent"]),
        (
            Field::DueAt,
            &["fields.microsoft.vsts.scheduling.duedate", "due date"],
        ),
    ],
    texts: Texts::Html,
    list_separator: Some(';'),
    ..Tracker::new("azure_devops")
};
