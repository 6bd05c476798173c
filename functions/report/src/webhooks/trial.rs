//! `/api/report/webhooks/{id}/test`: a call that tells nothing but that calls arrive, and what was answered to it.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stores::{FromRow, Row, Transaction};
use utoipa::ToSchema;

use super::{change, edit::within};

/// The event of a test.
pub(super) const EVENT: &str = "webhook.test";

/// A test of a webhook.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookTest {
    /// Its number, which the call has as `webhook-id`.
    id: String,
    /// `due` until the call was made; `sent` where it was answered with 2xx, else `failed`. It is made once.
    status: String,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    /// What was answered; none while it is due.
    answer: Option<WebhookAnswer>,
}

/// What was answered to a test.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct WebhookAnswer {
    /// The status of the answer; none where there was no answer.
    #[schema(minimum = 100, maximum = 999)]
    pub(super) status: Option<u16>,
    /// How long it took, in milliseconds.
    pub(super) milliseconds: u64,
    /// The answer's first 200 characters, or why there was no answer.
    pub(super) text: String,
}

impl FromRow for WebhookTest {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let (id, status, asked_at) = (row.take()?, row.take()?, row.take()?);
        let answer: Option<String> = row.take()?;
        Ok(Self {
            id,
            status,
            asked_at,
            answer: answer.and_then(|answer| serde_json::from_str(&answer).ok()),
        })
    }
}

/// Calls a webhook, paused or not, with the event `webhook.test`, signed like all others; `GET` shows what was answered
/// seconds later. Where a test was asked for that is not made yet, it is that one.
#[utoipa::path(post, path = "/api/report/webhooks/{id}/test", tag = "reports", operation_id = "test_webhook",
    params(("id" = String, Path, description = "The webhook's number", max_length = 36)),
    extensions(("x-permission" = json!("webhooks:manage"))),
    responses((status = 202, body = WebhookTest), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<WebhookTest>)> {
    let (transaction, now) = change::begin(&cx, &caller).await?;
    let workspace = caller.workspace.0;
    let webhook = within(&transaction, workspace, &id).await?;
    let latest = latest(&transaction, &id).await?;
    if let Some(due) = latest.filter(|test| test.status == "due") {
        return Ok((StatusCode::ACCEPTED, Json(due)));
    }
    let test = WebhookTest {
        id: cx.random.uuid_v7(now).to_string(),
        status: "due".to_owned(),
        asked_at: now,
        answer: None,
    };
    transaction
        .execute(
            "INSERT INTO outbox (id, workspace_id, webhook_id, event, payload, status, next_attempt_at, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, 'due', $6, $6, $6)",
            (test.id.as_str(), workspace, id.as_str(), EVENT, payload(&id, now), now),
        )
        .await?;
    let done = ("webhook_tested", id.as_str());
    change::book(&transaction, &caller, done, &webhook.url, now).await?;
    transaction.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(test)))
}

/// The latest test of a webhook, for 30 days.
#[utoipa::path(get, path = "/api/report/webhooks/{id}/test", tag = "reports", operation_id = "get_webhook_test",
    params(("id" = String, Path, description = "The webhook's number", max_length = 36)),
    extensions(("x-permission" = json!("webhooks:manage"))),
    responses((status = 200, body = WebhookTest), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<WebhookTest>> {
    let transaction = cx.records.begin().await?;
    within(&transaction, caller.workspace.0, &id).await?;
    let latest = latest(&transaction, &id).await?;
    let untested = || Error::not_found("no_such_test", "the webhook was not tested");
    Ok(Json(latest.ok_or_else(untested)?))
}

async fn latest(transaction: &Transaction, webhook: &str) -> Result<Option<WebhookTest>> {
    let select = "SELECT o.id, o.status, o.created_at, o.answer FROM outbox o \
         WHERE o.webhook_id = $1 AND o.event = $2 ORDER BY o.created_at DESC, o.id DESC LIMIT 1";
    Ok(transaction.query_optional(select, (webhook, EVENT)).await?)
}

fn payload(webhook: &str, now: Timestamp) -> Value {
    json!({"type": EVENT, "timestamp": now, "data": {"webhook_id": webhook}})
}
