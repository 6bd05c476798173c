//! The one table of permissions. `docs/security.md` shows it; a test keeps both equal.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use crate::Role;

/// Something a signed-in user may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See the own account, change the own password, sign out.
    Account,
    /// Read tickets, their scores, entities and statistics.
    TicketsRead,
    /// Read the progress and the row errors of uploads.
    JobsRead,
    /// Make and download reports.
    ReportsRead,
    /// Read the state of services and of the lake.
    SystemRead,
    /// Have reports mailed: schedules, templates, recipients and deliveries of one's own.
    ReportsSchedule,
    /// Upload exports, edit their mapping, confirm, retry and discard them.
    UploadsWrite,
    /// Score texts that are not stored.
    SentimentScore,
    /// Correct the sentiment of stored texts.
    LabelsWrite,
    /// Score all stored texts anew.
    SentimentRescore,
    /// Write the lake anew from the records.
    LakeRebuild,
    /// Pause the workspace's queue; move, cancel and begin its jobs.
    QueueManage,
    /// Have other programs told what became of deliveries.
    WebhooksManage,
    /// See, add and change the users of the workspace.
    UsersManage,
    /// Create another workspace.
    WorkspacesCreate,
}

impl Permission {
    /// Every permission, in the order of the table.
    pub const ALL: [Self; 15] = [
        Self::Account,
        Self::TicketsRead,
        Self::JobsRead,
        Self::ReportsRead,
        Self::SystemRead,
        Self::ReportsSchedule,
        Self::UploadsWrite,
        Self::SentimentScore,
        Self::LabelsWrite,
        Self::SentimentRescore,
        Self::LakeRebuild,
        Self::QueueManage,
        Self::WebhooksManage,
        Self::UsersManage,
        Self::WorkspacesCreate,
    ];

    /// Its name in the OpenAPI document (`x-permission`) and in refusals.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account:self",
            Self::TicketsRead => "tickets:read",
            Self::JobsRead => "jobs:read",
            Self::ReportsRead => "reports:read",
            Self::SystemRead => "system:read",
            Self::ReportsSchedule => "reports:schedule",
            Self::UploadsWrite => "uploads:write",
            Self::SentimentScore => "sentiment:score",
            Self::LabelsWrite => "labels:write",
            Self::SentimentRescore => "sentiment:rescore",
            Self::LakeRebuild => "lake:rebuild",
            Self::QueueManage => "queue:manage",
            Self::WebhooksManage => "webhooks:manage",
            Self::UsersManage => "users:manage",
            Self::WorkspacesCreate => "workspaces:create",
        }
    }

    /// The weakest role that has it.
    pub const fn least_role(self) -> Role {
        match self {
            Self::Account
            | Self::TicketsRead
            | Self::JobsRead
            | Self::ReportsRead
            | Self::SystemRead => Role::Viewer,
            Self::ReportsSchedule
            | Self::UploadsWrite
            | Self::SentimentScore
            | Self::LabelsWrite => Role::Analyst,
            Self::SentimentRescore
            | Self::LakeRebuild
            | Self::QueueManage
            | Self::WebhooksManage
            | Self::UsersManage
            | Self::WorkspacesCreate => Role::Admin,
        }
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no permission.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no permission")]
pub struct UnknownPermission(String);

impl FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        let found = Self::ALL
            .into_iter()
            .find(|permission| permission.as_str() == text);
        found.ok_or_else(|| UnknownPermission(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_table_is_the_code() {
        let documented: Vec<String> = include_str!("../../../docs/security.md")
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(without_explanation)
            .collect();
        let coded = Permission::ALL.map(|permission| {
            let marks = Role::ALL.map(|role| if role.may(permission) { "yes" } else { "no" });
            format!("`{permission}` {}", marks.join(" "))
        });
        assert_eq!(documented, coded);
    }

    #[test]
    fn names_read_back() {
        for permission in Permission::ALL {
            assert_eq!(permission.as_str().parse(), Ok(permission));
            assert_eq!(
                serde_json::to_value(permission).unwrap(),
                permission.as_str()
            );
        }
        assert!("tickets".parse::<Permission>().is_err());
    }

    /// The first four cells of a row: the permission and a mark per role.
    fn without_explanation(row: &str) -> String {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        cells[1..5].join(" ")
    }
}
