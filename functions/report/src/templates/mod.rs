//! Templates: layouts that a workspace keeps under names, for its schedules and for reports at once.

pub(crate) mod edit;
pub(crate) mod list;
#[cfg(test)]
mod tests;

use brief::Layout;
use endpoint::{Error, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stores::{ConstraintKind, FromRow, Row};
use utoipa::ToSchema;

use crate::schedules::{given, read};

/// A layout under a name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportTemplate {
    /// Its number.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its sections in their order, its language and its paper.
    pub(crate) layout: Layout,
    /// How many schedules take their layout from it.
    schedules: u64,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// A template to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenTemplate {
    /// Its name; no other template of the workspace has it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Its layout.
    layout: Layout,
}

/// A template that is made, or made again after it was taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTemplate {
    /// Its name; no other template of the workspace has it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Its layout.
    layout: Layout,
    /// The caller's schedules that take their layout from it from now on, where they take it from no other: those that the
    /// deletion of a template named. An administrator names anybody's of the workspace; what is no such schedule is passed
    /// over.
    #[serde(default)]
    #[schema(max_items = 1000)]
    schedules: Vec<String>,
}

/// A template that was taken away.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeletedTemplate {
    /// The schedules that took their layout from it and have it for their own by now.
    schedules: Vec<String>,
}

/// A name and a layout that can be kept.
fn checked(name: &str, layout: &Layout) -> Result<(String, serde_json::Value)> {
    given::layout(layout)?;
    let layout = serde_json::to_value(layout).map_err(Error::internal)?;
    Ok((given::name(name)?, layout))
}

const SELECT: &str = "SELECT t.id, t.name, t.layout, \
     (SELECT count(*) FROM report_schedules s WHERE s.template_id = t.id AND s.deleted_at IS NULL), t.updated_at \
     FROM report_templates t";

impl FromRow for ReportTemplate {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            name: row.take()?,
            layout: read(row, "layout")?,
            schedules: row.take()?,
            updated_at: row.take()?,
        })
    }
}

/// A name that is taken, told so.
fn taken(error: stores::Error) -> Error {
    if error.is_conflict(ConstraintKind::Unique) {
        return Error::conflict(
            "template_exists",
            "there is a template of this name already",
        )
        .field("name")
        .remedy("take another name, or change that template");
    }
    error.into()
}

fn missing() -> Error {
    Error::not_found("no_such_template", "there is no such template")
}
