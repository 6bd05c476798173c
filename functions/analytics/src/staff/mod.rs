//! Whom a workspace calls its own staff: people by name or account, and everybody at a mail domain.
//!
//! Who wrote a text is told by it when the text is scored, so a change shows with the next upload or rescoring. Reading is
//! for everybody of the workspace, changing for those who may correct labels.

pub(crate) mod add;
pub(crate) mod change;
mod given;
pub(crate) mod list;
pub(crate) mod remove;

use endpoint::Error;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::word_list::{Entry, WordList};

pub(crate) use given::LENGTH;
use given::{GivenStaff, Kind, documented, kind};

/// The most entries of a workspace.
const MOST: u64 = 1_000;
/// When a change shows.
const TAKES_EFFECT: &str = "with the next upload or rescoring";

/// Somebody of the staff, or everybody at a domain.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffEntry {
    id: i64,
    #[schema(schema_with = documented)]
    kind: String,
    /// A name or account as exports write it, or a domain in lower case.
    value: String,
    /// The email address of who wrote it last; null where they are gone.
    changed_by: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
}

/// An entry as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedStaff {
    #[serde(flatten)]
    entry: StaffEntry,
    /// When it shows in tickets: stored ones keep the sides they have until then.
    takes_effect: &'static str,
}

impl From<Entry> for ChangedStaff {
    fn from(entry: Entry) -> Self {
        Self {
            entry: entry.into(),
            takes_effect: TAKES_EFFECT,
        }
    }
}

impl From<Entry> for StaffEntry {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind,
            value: entry.text,
            changed_by: entry.changed_by,
            changed_at: entry.changed_at,
        }
    }
}

/// The staff of workspaces.
const STAFF: WordList = WordList {
    table: "staff",
    text: "value",
    kind: "kind",
    entry: "staff",
    actions: ["staff_added", "staff_changed", "staff_removed"],
    most: MOST,
    full,
    taken,
    missing,
};

/// More entries than a workspace may have.
fn full() -> Error {
    let detail = format!("a workspace names at most {MOST} of its staff");
    Error::conflict("staff_full", detail)
        .remedy("name a domain instead of everybody at it, or delete entries that are not needed")
}

/// An entry that is there already.
fn taken(value: &str) -> Error {
    Error::conflict("staff_exists", format!("{value:?} is in the list already"))
        .field("value")
        .remedy("change the one that is there")
}

fn missing() -> Error {
    Error::not_found("no_such_staff", "there is no such entry in your workspace")
        .field("id")
        .remedy("list those there are with GET /api/staff")
}

#[cfg(test)]
mod tests;
