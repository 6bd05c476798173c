//! A workspace's own names: what the entity finder shall find beside the names it knows, and what it shall not.
//!
//! They count for the texts that arrive from then on. Reading is for everybody of the workspace, changing for those who
//! may correct labels.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod export;
pub(crate) mod import;
mod lines;
pub(crate) mod list;
pub(crate) mod remove;

use endpoint::{Error, Result};
use jiff::Timestamp;
use sentiment::{Meaning, Term};
use serde::{Deserialize, Serialize};
use utoipa::{ToSchema, openapi::Object};

use crate::word_list::{Entry, Given, WordList};

/// The most terms of a workspace.
const MOST: u64 = 10_000;

/// A name, or what is none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GazetteerTerm {
    id: i64,
    /// As written.
    term: String,
    /// What it is, such as `PRODUCT`; `EXCLUDED` for what is never to be reported.
    #[schema(schema_with = documented)]
    label: String,
    /// The email address of who wrote it last; null where they are gone.
    changed_by: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
}

/// A name and what it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenTerm {
    /// 1 to 100 characters, beginning with a letter or digit, or one sign before it. Written with a capital it is found
    /// as written and in capitals throughout, written without in any case.
    #[schema(min_length = 1, max_length = 100)]
    term: String,
    /// An entity label, or `EXCLUDED` for what is never to be reported.
    #[schema(schema_with = documented)]
    label: String,
}

impl GivenTerm {
    /// What was given, if it is a term and a label.
    fn checked(&self) -> Result<Given> {
        let term: Term = self.term.parse().map_err(|error: sentiment::TermError| {
            Error::invalid("invalid_term", error.to_string()).field("term")
        })?;
        Ok(Given {
            text: term.as_str().to_owned(),
            folded: term.folded(),
            kind: meaning(&self.label)?.as_str(),
        })
    }
}

/// The labels, for the document.
fn documented() -> Object {
    endpoint::one_of(
        "An entity label, or `EXCLUDED` for what is never to be reported",
        Meaning::all().map(Meaning::as_str),
    )
}

/// What a label says.
fn meaning(label: &str) -> Result<Meaning> {
    label.trim().parse().map_err(|_| {
        Error::invalid("unknown_label", format!("{label:?} is no label"))
            .field("label")
            .remedy(format!("use one of {}", labels()))
    })
}

/// All labels, for people.
fn labels() -> String {
    let labels: Vec<_> = Meaning::all().map(Meaning::as_str).collect();
    labels.join(", ")
}

impl From<Entry> for GazetteerTerm {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            term: entry.text,
            label: entry.kind,
            changed_by: entry.changed_by,
            changed_at: entry.changed_at,
        }
    }
}

/// The terms of workspaces.
const TERMS: WordList = WordList {
    table: "gazetteer_terms",
    text: "term",
    kind: "label",
    entry: "gazetteer_term",
    actions: [
        "gazetteer_term_added",
        "gazetteer_term_changed",
        "gazetteer_term_removed",
    ],
    most: MOST,
    full,
    taken,
    missing,
};

/// More terms than a workspace may have.
fn full() -> Error {
    let detail = format!("a workspace has at most {MOST} terms");
    Error::conflict("gazetteer_full", detail).remedy("delete terms that are not needed")
}

/// A term that is there already.
fn taken(term: &str) -> Error {
    Error::conflict("term_exists", format!("{term:?} is in the list already"))
        .field("term")
        .remedy("change the one that is there")
}

fn missing() -> Error {
    Error::not_found("no_such_term", "there is no such term in your workspace").field("id")
}

#[cfg(test)]
mod tests;
