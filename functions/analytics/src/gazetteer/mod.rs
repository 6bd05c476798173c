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

use endpoint::{Caller, Error, Result, audit};
use jiff::Timestamp;
use sentiment::{Meaning, Term};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stores::{ConstraintKind, FromRow, Row, Transaction};
use utoipa::{ToSchema, openapi::Object};

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
    fn checked(&self) -> Result<(Term, Meaning)> {
        let term = self.term.parse().map_err(|error: sentiment::TermError| {
            Error::invalid("invalid_term", error.to_string()).field("term")
        })?;
        Ok((term, meaning(&self.label)?))
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

impl GazetteerTerm {
    /// A term of the workspace.
    async fn find(transaction: &Transaction, workspace: i64, id: i64) -> Result<Self> {
        let found: Option<Self> = transaction
            .query_optional(
                "SELECT g.id, g.term, g.label, u.email, g.changed_at \
                 FROM gazetteer_terms g LEFT JOIN users u ON u.id = g.user_id \
                 WHERE g.workspace_id = $1 AND g.id = $2",
                (workspace, id),
            )
            .await?;
        found.ok_or_else(|| {
            Error::not_found("no_such_term", "there is no such term in your workspace").field("id")
        })
    }
}

impl FromRow for GazetteerTerm {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            term: row.take()?,
            label: row.take()?,
            changed_by: row.take()?,
            changed_at: row.take()?,
        })
    }
}

/// Goes on as the only one who changes the workspace's terms.
async fn alone(transaction: &Transaction, workspace: i64) -> Result<()> {
    transaction.alone(&format!("gazetteer {workspace}")).await?;
    Ok(())
}

/// How many terms the workspace has.
async fn count(transaction: &Transaction, workspace: i64) -> Result<u64> {
    let (count,) = transaction
        .query_one(
            "SELECT count(*) FROM gazetteer_terms WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    Ok(count)
}

/// More terms than a workspace may have.
fn full() -> Error {
    let detail = format!("a workspace has at most {MOST} terms");
    Error::conflict("gazetteer_full", detail).remedy("delete terms that are not needed")
}

/// The failure of a statement that may have met the same term.
fn taken(error: stores::Error, term: &Term) -> Error {
    if error.is_conflict(ConstraintKind::Unique) {
        let detail = format!("{:?} is in the list already", term.as_str());
        return Error::conflict("term_exists", detail)
            .field("term")
            .remedy("change the one that is there");
    }
    error.into()
}

/// Books a change.
async fn book(
    transaction: &Transaction,
    caller: &Caller,
    (action, resource, details): (&'static str, &str, Value),
    now: Timestamp,
) -> Result<()> {
    let entry = audit::Entry::by(caller, action, resource, details);
    audit::record(transaction, entry, now).await
}

/// What the audit log calls a term.
fn resource(id: i64) -> String {
    format!("gazetteer_term:{id}")
}

/// A term as the audit log describes it.
fn described(term: &str, label: &str) -> Value {
    json!({"term": term, "label": label})
}

#[cfg(test)]
mod tests;
