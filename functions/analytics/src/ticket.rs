//! A ticket with everything known about it.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Query, Result};
use identity::Permission;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stores::{FromRow, Records, Row};
use utoipa::{IntoParams, ToSchema};

use crate::mood::Distribution;
use crate::selection::VISIBLE;
use crate::statement::Statement;

/// Which of several tickets with one key.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// The source the ticket came from; the one that changed last when missing.
    source: Option<String>,
}

/// A ticket: its present state, its texts with their scores, what they mention, and its former states.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ticket {
    #[serde(flatten)]
    state: TicketState,
    /// The ticket's texts by sentiment.
    sentiment_distribution: Distribution,
    /// Summary, description, then the comments by time.
    comments: Vec<Text>,
    entities: Vec<Mention>,
    /// Every state an upload brought, oldest first.
    history: Vec<Former>,
}

/// The present state of a ticket.
#[derive(Debug, Serialize, ToSchema)]
struct TicketState {
    ticket_id: String,
    source: String,
    summary: String,
    description: String,
    /// The ticket's state, as the source writes it.
    status_name: String,
    priority: String,
    issue_type: String,
    project: String,
    product: String,
    organization: String,
    #[schema(value_type = Vec<String>)]
    labels: serde_json::Value,
    assignee: String,
    reporter: String,
    parent_ticket_id: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    resolved_at: Option<Timestamp>,
    /// The moment this state was true.
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
    total_comments: u64,
    #[schema(value_type = Option<String>, format = DateTime)]
    first_comment_date: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_comment_date: Option<Timestamp>,
    final_sentiment: String,
    confidence: f64,
    compound: f64,
    trend: String,
    /// How the mood developed: `stable_…`, `mixed`, `single_…`, `improving`, `declining`.
    status: String,
    urgency: f64,
    scoring_version: String,
    job_id: String,
}

/// A text of a ticket and its score.
#[derive(Debug, Serialize, ToSchema)]
struct Text {
    /// `summary`, `description` or `comment`.
    field_type: String,
    comment_number: Option<u32>,
    text: String,
    sentiment: String,
    confidence: f64,
    compound: f64,
    #[schema(value_type = Option<String>, format = DateTime)]
    comment_timestamp: Option<Timestamp>,
    author_id: Option<String>,
}

/// Something a text mentions.
#[derive(Debug, Serialize, ToSchema)]
struct Mention {
    text: String,
    label: String,
    field_type: String,
    /// Where it begins and ends in its text, in characters.
    start_pos: u32,
    end_pos: u32,
    confidence: f64,
    comment_number: Option<u32>,
}

/// A state a ticket had.
#[derive(Debug, Serialize, ToSchema)]
struct Former {
    job_id: String,
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
    status: String,
    priority: String,
    assignee: String,
    final_sentiment: String,
}

/// A ticket with everything known about it.
#[utoipa::path(get, path = "/api/tickets/{ticket_id}", tag = "tickets", operation_id = "get_ticket",
    params(("ticket_id" = String, Path, description = "The ticket's key"), Params),
    extensions(("x-permission" = json!("tickets:read"))), security(("bearer" = [])),
    responses((status = 200, body = Ticket), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(ticket_id): Path<String>,
    Query(params): Query<Params>,
) -> Result<Json<Ticket>> {
    caller.may(Permission::TicketsRead)?;
    let of = Key {
        workspace: caller.workspace.0,
        ticket_id,
        source: params.source,
    };
    let state = of.state(&cx.records).await?.ok_or_else(|| {
        Error::not_found(
            "no_such_ticket",
            "there is no ticket of this key in your workspace",
        )
        .field("ticket_id")
    })?;
    let comments = texts(&cx.records, of.workspace, &state).await?;
    let mut sentiment_distribution = Distribution::default();
    comments
        .iter()
        .for_each(|text| sentiment_distribution.add(&text.sentiment, 1));
    let entities = mentions(&cx.records, of.workspace, &state).await?;
    let history = history(&cx.records, of.workspace, &state).await?;
    Ok(Json(Ticket {
        state,
        sentiment_distribution,
        comments,
        entities,
        history,
    }))
}

struct Key {
    workspace: i64,
    ticket_id: String,
    source: Option<String>,
}

impl Key {
    async fn state(&self, records: &Records) -> Result<Option<TicketState>> {
        let mut statement = Statement::new(
            "SELECT ticket_id, source, summary, description, status, priority, issue_type, project, product, organization, \
             labels, assignee, reporter, parent_ticket_id, created_at, updated_at, resolved_at, as_of, comment_count, \
             first_comment_at, last_comment_at, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend, \
             sentiment_status, urgency, scoring_version, job_id FROM tickets WHERE workspace_id = ",
        );
        statement
            .bind(self.workspace)
            .push(" AND ticket_id = ")
            .bind(&self.ticket_id);
        if let Some(source) = &self.source {
            statement.push(" AND source = ").bind(source);
        }
        statement.push(" ORDER BY as_of DESC, id DESC LIMIT 1");
        let (sql, params) = statement.into_parts();
        Ok(records.query_optional(&sql, params).await?)
    }
}

async fn texts(records: &Records, workspace: i64, of: &TicketState) -> Result<Vec<Text>> {
    let mut statement = Statement::new(
        "SELECT r.field_type, r.comment_number, r.text, r.sentiment, r.confidence, r.compound, r.comment_timestamp, \
         r.author_id FROM sentiment_results r JOIN jobs j ON j.id = r.job_id \
         JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
         WHERE r.workspace_id = ",
    );
    statement
        .bind(workspace)
        .push(" AND r.source = ")
        .bind(&of.source)
        .push(" AND r.ticket_id = ")
        .bind(&of.ticket_id);
    statement.push(" AND ").push(VISIBLE).push(
        " ORDER BY CASE r.field_type WHEN 'summary' THEN 0 WHEN 'description' THEN 1 ELSE 2 END, \
         COALESCE(r.comment_timestamp, r.created_at), r.comment_number, r.id",
    );
    let (sql, params) = statement.into_parts();
    let mut texts: Vec<Text> = records.query(&sql, params).await?;
    // Comments that came with different uploads are one conversation: number them as it went.
    let comments = texts.iter_mut().filter(|text| text.field_type == "comment");
    (1..)
        .zip(comments)
        .for_each(|(number, text)| text.comment_number = Some(number));
    Ok(texts)
}

async fn mentions(records: &Records, workspace: i64, of: &TicketState) -> Result<Vec<Mention>> {
    // An entity counts while its text does: a comment two uploads brought is kept once, with the entities of one.
    let mut statement = Statement::new(
        "SELECT e.text, e.label, e.field_type, e.start_pos, e.end_pos, e.confidence, r.comment_number \
         FROM entities e JOIN sentiment_results r ON r.workspace_id = e.workspace_id AND r.source = e.source \
         AND r.ticket_id = e.ticket_id AND r.fingerprint = e.fingerprint AND r.job_id = e.job_id \
         JOIN jobs j ON j.id = r.job_id \
         JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
         WHERE e.workspace_id = ",
    );
    statement
        .bind(workspace)
        .push(" AND e.source = ")
        .bind(&of.source)
        .push(" AND e.ticket_id = ")
        .bind(&of.ticket_id);
    statement
        .push(" AND ")
        .push(VISIBLE)
        .push(" ORDER BY r.id, e.start_pos, e.id");
    let (sql, params) = statement.into_parts();
    Ok(records.query(&sql, params).await?)
}

async fn history(records: &Records, workspace: i64, of: &TicketState) -> Result<Vec<Former>> {
    Ok(records
        .query(
            "SELECT v.job_id, v.as_of, v.status, v.priority, v.assignee, v.ultimate_sentiment FROM ticket_revisions v \
             JOIN jobs j ON j.id = v.job_id AND j.snapshot_id IS NOT NULL \
             WHERE v.workspace_id = $1 AND v.source = $2 AND v.ticket_id = $3 ORDER BY v.as_of, v.id",
            (workspace, &of.source, &of.ticket_id),
        )
        .await?)
}

impl FromRow for TicketState {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            ticket_id: row.take()?,
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
            updated_at: row.take()?,
            resolved_at: row.take()?,
            as_of: row.take()?,
            total_comments: row.take()?,
            first_comment_date: row.take()?,
            last_comment_date: row.take()?,
            final_sentiment: row.take()?,
            confidence: row.take()?,
            compound: row.take()?,
            trend: row.take()?,
            status: row.take()?,
            urgency: row.take()?,
            scoring_version: row.take()?,
            job_id: row.take()?,
        })
    }
}

impl FromRow for Text {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            field_type: row.take()?,
            comment_number: row.take()?,
            text: row.take()?,
            sentiment: row.take()?,
            confidence: row.take()?,
            compound: row.take()?,
            comment_timestamp: row.take()?,
            author_id: row.take()?,
        })
    }
}

impl FromRow for Mention {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            text: row.take()?,
            label: row.take()?,
            field_type: row.take()?,
            start_pos: row.take()?,
            end_pos: row.take()?,
            confidence: row.take()?,
            comment_number: row.take()?,
        })
    }
}

impl FromRow for Former {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            job_id: row.take()?,
            as_of: row.take()?,
            status: row.take()?,
            priority: row.take()?,
            assignee: row.take()?,
            final_sentiment: row.take()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::{Fixture, column};

    fn ticket() -> Ticket {
        Ticket {
            description: "It broke.".into(),
            ..Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.5)
        }
        .comment("2026-03-03T08:00:00Z", "eve", "Third", 0.4)
        .mention("PRODUCT", "Billing")
    }

    #[test]
    fn the_conversation_is_in_order_whichever_upload_brought_it() {
        let fixture = Fixture::with(&[ticket()]);
        let mut later = Ticket {
            status: "Done".into(),
            ..ticket()
        }
        .comment("2026-03-02T08:00:00Z", "", "Second", 0.0);
        later.comments.remove(0);
        let job = fixture.publish(1, &[later]);
        fixture.stage(
            1,
            &[ticket().comment("2026-03-04T08:00:00Z", "eve", "Staged", 0.0)],
        );
        fixture.publish(
            2,
            &[ticket().comment("2026-03-04T08:00:00Z", "eve", "Elsewhere", 0.0)],
        );
        let answer = fixture.json("/api/tickets/SUP-1");
        assert_eq!(
            column(&answer["comments"], "text"),
            ["Summary of SUP-1", "It broke.", "Second", "Third"]
        );
        let second = json!({"field_type": "comment", "comment_number": 1, "text": "Second", "sentiment": "neutral",
            "confidence": 0.0, "compound": 0.0, "comment_timestamp": "2026-03-02T08:00:00Z", "author_id": null});
        assert_eq!(answer["comments"][2], second);
        assert_eq!(
            answer["sentiment_distribution"],
            json!({"positive": 1, "negative": 2, "neutral": 1})
        );
        assert_eq!(
            answer["entities"],
            json!([{"text": "Billing", "label": "PRODUCT", "field_type": "summary",
            "start_pos": 0, "end_pos": 7, "confidence": 0.9, "comment_number": null}])
        );
        assert_eq!(column(&answer["history"], "status"), ["Open", "Done"]);
        assert_eq!(
            (answer["job_id"].as_str(), answer["status_name"].as_str()),
            (Some(job.as_str()), Some("Done"))
        );
        assert_eq!(
            (answer["labels"].clone(), answer["status"].clone()),
            (json!([]), json!("single_negative"))
        );
    }

    #[test]
    fn a_key_of_two_sources_means_the_one_that_changed_last_or_was_asked_for() {
        let other = Ticket {
            source: "OLD".into(),
            updated_at: Some("2026-01-01T00:00:00Z".parse().unwrap()),
            ..ticket()
        };
        let fixture = Fixture::with(&[ticket(), other]);
        assert_eq!(fixture.json("/api/tickets/SUP-1")["source"], "SUP");
        assert_eq!(
            fixture.json("/api/tickets/SUP-1?source=OLD")["source"],
            "OLD"
        );
        assert_eq!(
            fixture.get("/api/tickets/SUP-1?source=NEW").code(),
            "no_such_ticket"
        );
    }

    #[test]
    fn a_ticket_of_another_workspace_or_unpublished_is_not_found() {
        let fixture = Fixture::empty();
        fixture.publish(2, &[ticket()]);
        fixture.stage(1, &[ticket()]);
        let answer = fixture.get("/api/tickets/SUP-1");
        assert_eq!(
            (answer.status, answer.code()),
            (404, "no_such_ticket".to_owned())
        );
        assert_eq!(fixture.get("/api/tickets/%27%20OR%201=1").status, 404);
    }
}
