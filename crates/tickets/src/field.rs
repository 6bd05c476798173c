//! The fields of a ticket that a column can be mapped to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a column of an export means to us. Its names are those of the answers and of the records' columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The ticket's key, such as `SUP-17`.
    TicketId,
    /// Its title.
    Summary,
    /// Its text.
    Description,
    /// Comments, one column each, in order.
    Comments,
    /// When it was created.
    CreatedAt,
    /// When it was changed last.
    UpdatedAt,
    /// When it was resolved.
    ResolvedAt,
    /// Where it stands.
    Status,
    /// How pressing it is.
    Priority,
    /// Bug, incident, question.
    IssueType,
    /// The project it belongs to.
    Project,
    /// The product it is about.
    Product,
    /// Parts of the product.
    Components,
    /// Who works on it.
    Assignee,
    /// Who reported it.
    Reporter,
    /// Whose customer the reporter is.
    Organization,
    /// Labels, one column each or blank-separated.
    Labels,
    /// Key of the ticket above it.
    ParentTicketId,
    /// The team that works on it.
    Team,
    /// How it came in: mail, chat, phone, form.
    Channel,
    /// Whom it is for.
    Customer,
    /// What the customer said of the answer.
    Satisfaction,
    /// When it is to be solved.
    DueAt,
    /// When it was first answered.
    FirstResponseAt,
    /// How long people worked on it.
    TimeSpentMinutes,
    /// How often it was opened again.
    Reopenings,
    /// The tracker's own number of it, which stays when its key changes.
    TrackerId,
    /// The project that keys are told apart by where they are numbers of their own in each.
    KeyPrefix,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 28] = [
        Self::TicketId,
        Self::Summary,
        Self::Description,
        Self::Comments,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::ResolvedAt,
        Self::Status,
        Self::Priority,
        Self::IssueType,
        Self::Project,
        Self::Product,
        Self::Components,
        Self::Assignee,
        Self::Reporter,
        Self::Organization,
        Self::Labels,
        Self::ParentTicketId,
        Self::Team,
        Self::Channel,
        Self::Customer,
        Self::Satisfaction,
        Self::DueAt,
        Self::FirstResponseAt,
        Self::TimeSpentMinutes,
        Self::Reopenings,
        Self::TrackerId,
        Self::KeyPrefix,
    ];

    /// The serialized name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TicketId => "ticket_id",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::Comments => "comments",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::ResolvedAt => "resolved_at",
            Self::Status => "status",
            Self::Priority => "priority",
            Self::IssueType => "issue_type",
            Self::Project => "project",
            Self::Product => "product",
            Self::Components => "components",
            Self::Assignee => "assignee",
            Self::Reporter => "reporter",
            Self::Organization => "organization",
            Self::Labels => "labels",
            Self::ParentTicketId => "parent_ticket_id",
            Self::Team => "team",
            Self::Channel => "channel",
            Self::Customer => "customer",
            Self::Satisfaction => "satisfaction",
            Self::DueAt => "due_at",
            Self::FirstResponseAt => "first_response_at",
            Self::TimeSpentMinutes => "time_spent_minutes",
            Self::Reopenings => "reopenings",
            Self::TrackerId => "tracker_id",
            Self::KeyPrefix => "key_prefix",
        }
    }

    /// Whether each mapped column adds a value; otherwise the first that is not empty counts.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Comments | Self::Components | Self::Labels)
    }

    /// Whether it holds a point in time.
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Self::CreatedAt
                | Self::UpdatedAt
                | Self::ResolvedAt
                | Self::DueAt
                | Self::FirstResponseAt
        )
    }

    /// Whether it holds a point in time that had come when the export was made.
    pub fn is_past(self) -> bool {
        self.is_date() && self != Self::DueAt
    }

    /// Whether tickets are hardly told apart, placed in time or judged without it.
    pub(crate) fn is_essential(self) -> bool {
        matches!(
            self,
            Self::TicketId
                | Self::Summary
                | Self::Description
                | Self::CreatedAt
                | Self::UpdatedAt
                | Self::ResolvedAt
                | Self::Status
                | Self::Priority
                | Self::DueAt
        )
    }

    /// Whether it holds text that is scored.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Summary | Self::Description | Self::Comments)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_serialized_names_agree() {
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.as_str());
        }
    }
}
