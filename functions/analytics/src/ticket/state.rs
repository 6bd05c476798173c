//! The present state of a ticket.

use endpoint::Result;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use stores::named::{Named, columns};
use stores::{FromRow, Records, Row};
use utoipa::{ToSchema, openapi::Object};

use super::facts::TicketFacts;
use super::signals::{AspectShown, EmotionShown};
use crate::mood::is_read;
use crate::statement::Statement;

/// The present state of a ticket.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketState {
    /// The key it has now.
    pub(super) ticket_id: String,
    /// What it was first known by, and its texts are.
    #[serde(skip)]
    pub(super) name: String,
    pub(super) source: String,
    pub(super) summary: String,
    pub(super) description: String,
    /// The ticket's state, as the source writes it.
    pub(super) status_name: String,
    pub(super) priority: String,
    pub(super) issue_type: String,
    pub(super) project: String,
    pub(super) product: String,
    pub(super) organization: String,
    #[schema(value_type = Vec<String>)]
    pub(super) labels: serde_json::Value,
    pub(super) assignee: String,
    pub(super) reporter: String,
    pub(super) parent_ticket_id: Option<String>,
    /// Null where nothing tells it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) created_at: Option<Timestamp>,
    #[schema(schema_with = told)]
    pub(super) created_from: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) updated_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) resolved_at: Option<Timestamp>,
    /// The moment this state was true.
    #[schema(value_type = String, format = DateTime)]
    pub(super) as_of: Timestamp,
    pub(super) total_comments: u64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) first_comment_date: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) last_comment_date: Option<Timestamp>,
    #[schema(schema_with = crate::mood::documented)]
    pub(super) final_sentiment: String,
    /// False where none of its texts was read: its sentiment is neutral then, at confidence 0.
    pub(super) read: bool,
    pub(super) confidence: f64,
    pub(super) compound: f64,
    pub(super) trend: String,
    /// How the mood developed: `stable_…`, `mixed`, `single_…`, `improving`, `declining`.
    pub(super) status: String,
    pub(super) urgency: f64,
    pub(super) scoring_version: String,
    pub(super) job_id: String,
    #[serde(flatten)]
    pub(super) facts: TicketFacts,
    /// What it is about, best match first.
    pub(super) categories: Vec<String>,
    /// Strongest first.
    pub(super) emotions: Vec<EmotionShown>,
    /// Most mentioned first.
    pub(super) aspects: Vec<AspectShown>,
}

/// What may tell a creation date, for the document.
fn told() -> Object {
    endpoint::one_of(
        "What tells `created_at`: its column, or, where that says nothing, the first comment, the earliest other date, or the \
         ticket's key, which holds its moment; `unknown` where nothing does. Empty where a release before did not note it",
        ["", "column", "first_comment", "other_date", "id", "unknown"],
    )
}

/// Which ticket is asked for: by its key, or by one it had before.
pub(super) struct Key {
    pub(super) workspace: i64,
    pub(super) ticket_id: String,
    pub(super) source: Option<String>,
}

impl Key {
    /// The ticket's state, if there is such a ticket.
    pub(super) async fn state(&self, records: &Records) -> Result<Option<TicketState>> {
        let mut statement = Statement::new(
            "SELECT COALESCE(moved_key, ticket_id), ticket_id, source, summary, description, status, priority, issue_type, project, product, organization, \
             labels, assignee, reporter, parent_ticket_id, created_at, created_from, updated_at, resolved_at, as_of, comment_count, \
             first_comment_at, last_comment_at, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend, \
             sentiment_status, urgency, scoring_version, job_id, categories, emotions, aspects",
        );
        for column in columns::<TicketFacts>() {
            statement.push(", ").push(column);
        }
        statement
            .push(" FROM tickets WHERE workspace_id = ")
            .bind(self.workspace)
            .push(" AND id IN (SELECT o.id FROM tickets o WHERE o.ticket_id = ")
            .bind(&self.ticket_id)
            .push(" AND o.workspace_id = ")
            .bind(self.workspace);
        match &self.source {
            Some(source) => statement.push(" AND o.source = ").bind(source),
            // Names the few sources there are, so that the index on (workspace, source, key) finds the ticket.
            None => statement
                .push(" AND o.source IN (SELECT j.source FROM jobs j WHERE j.workspace_id = ")
                .bind(self.workspace)
                .push(")"),
        };
        statement
            .push(" UNION SELECT o.id FROM tickets o WHERE o.moved_key = ")
            .bind(&self.ticket_id)
            .push(" AND o.workspace_id = ")
            .bind(self.workspace)
            // And a key that it had in between.
            .push(
                " UNION SELECT o.id FROM ticket_revisions n JOIN jobs j ON j.id = n.job_id AND j.snapshot_id IS NOT NULL \
                 JOIN tickets o ON o.workspace_id = n.workspace_id AND o.source = n.source AND o.ticket_id = n.ticket_id \
                 WHERE n.moved_key = ",
            )
            .bind(&self.ticket_id)
            .push(" AND n.workspace_id = ")
            .bind(self.workspace)
            .push(")");
        if let Some(source) = &self.source {
            statement.push(" AND source = ").bind(source);
        }
        // The ticket that has the key now comes before one that had it.
        statement
            .push(" ORDER BY CASE WHEN COALESCE(moved_key, ticket_id) = ")
            .bind(&self.ticket_id)
            .push(" THEN 0 ELSE 1 END, as_of DESC, id DESC LIMIT 1");
        let (sql, params) = statement.into_parts();
        Ok(records.query_optional(&sql, params).await?)
    }
}

impl FromRow for TicketState {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let mut state = Self {
            ticket_id: row.take()?,
            name: row.take()?,
            source: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            status_name: row.take()?,
            priority: row.take()?,
            issue_type: row.take()?,
            project: row.take()?,
            product: row.take()?,
            organization: row.take()?,
            labels: row.take()?,
            assignee: row.take()?,
            reporter: row.take()?,
            parent_ticket_id: row.take()?,
            created_at: row.take()?,
            created_from: row.take()?,
            updated_at: row.take()?,
            resolved_at: row.take()?,
            as_of: row.take()?,
            total_comments: row.take()?,
            first_comment_date: row.take()?,
            last_comment_date: row.take()?,
            final_sentiment: row.take()?,
            read: false,
            confidence: row.take()?,
            compound: row.take()?,
            trend: row.take()?,
            status: row.take()?,
            urgency: row.take()?,
            scoring_version: row.take()?,
            job_id: row.take()?,
            categories: list(row)?,
            emotions: list(row)?,
            aspects: list(row)?,
            facts: Named::from_row(row)?.0,
        };
        state.read = is_read(state.confidence);
        Ok(state)
    }
}

/// A list that is kept as a document.
fn list<T: DeserializeOwned>(row: &mut Row) -> Result<Vec<T>, stores::Error> {
    let document: serde_json::Value = row.take()?;
    serde_json::from_value(document).map_err(|error| stores::Error::Other(error.to_string()))
}
