//! The fields of a ticket that a column can be mapped to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a column of an export means to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The ticket's key, such as `SUP-17`.
    Key,
    /// Its title.
    Summary,
    /// Its text.
    Description,
    /// Comments, one column each, in order.
    Comment,
    /// When it was created.
    Created,
    /// When it was changed last.
    Updated,
    /// When it was resolved.
    Resolved,
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
    Component,
    /// Who works on it.
    Assignee,
    /// Who reported it.
    Reporter,
    /// Whose customer the reporter is.
    Organization,
    /// Labels, one column each or blank-separated.
    Label,
    /// Key of the ticket above it.
    Parent,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 18] = [
        Self::Key,
        Self::Summary,
        Self::Description,
        Self::Comment,
        Self::Created,
        Self::Updated,
        Self::Resolved,
        Self::Status,
        Self::Priority,
        Self::IssueType,
        Self::Project,
        Self::Product,
        Self::Component,
        Self::Assignee,
        Self::Reporter,
        Self::Organization,
        Self::Label,
        Self::Parent,
    ];

    /// The serialized name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::Comment => "comment",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Resolved => "resolved",
            Self::Status => "status",
            Self::Priority => "priority",
            Self::IssueType => "issue_type",
            Self::Project => "project",
            Self::Product => "product",
            Self::Component => "component",
            Self::Assignee => "assignee",
            Self::Reporter => "reporter",
            Self::Organization => "organization",
            Self::Label => "label",
            Self::Parent => "parent",
        }
    }

    /// Whether each mapped column adds a value; otherwise the first that is not empty counts.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Comment | Self::Component | Self::Label)
    }

    /// Whether it holds a point in time.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Created | Self::Updated | Self::Resolved)
    }

    /// Whether it holds text that is scored.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Summary | Self::Description | Self::Comment)
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
