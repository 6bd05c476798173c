//! `/api/report/webhooks`: which addresses are told.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Problem, Query, Result};
use http::{StatusCode, Uri};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stores::{FromRow, Row, Transaction};
use utoipa::{IntoParams, ToSchema};

use super::{change, signature};

/// The most webhooks of a workspace.
const MOST: u64 = 20;

/// An address to be told.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenWebhook {
    /// Its URL, `https://…` or `http://…`.
    #[schema(min_length = 1, max_length = 500)]
    url: String,
}

/// An address that is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// Its number.
    id: String,
    /// Its URL.
    pub(super) url: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// False: it is paused, and told nothing.
    pub(super) enabled: bool,
    /// Since when it is paused; none while it is not.
    #[schema(value_type = Option<String>, format = DateTime)]
    paused_at: Option<Timestamp>,
    /// When it was deleted; none while it is there.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) deleted_at: Option<Timestamp>,
    /// How the latest call ended, tests aside: `due`, `sent`, `retrying` or `failed`; none before the first.
    last_status: Option<String>,
    /// What was answered to it.
    last_answer: Option<String>,
}

/// A webhook that was just made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedWebhook {
    /// The webhook.
    #[serde(flatten)]
    webhook: Webhook,
    /// What its calls are signed with. It is shown once.
    secret: String,
}

impl FromRow for Webhook {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let (id, url, created_at) = (row.take()?, row.take()?, row.take()?);
        let paused_at: Option<Timestamp> = row.take()?;
        Ok(Self {
            id,
            url,
            created_at,
            enabled: paused_at.is_none(),
            paused_at,
            deleted_at: row.take()?,
            last_status: row.take()?,
            last_answer: row.take()?,
        })
    }
}

/// The columns of a [`Webhook`], of a workspace.
pub(super) const SELECT: &str = "SELECT w.id, w.url, w.created_at, w.paused_at, w.deleted_at, \
     (SELECT o.status FROM outbox o WHERE o.webhook_id = w.id AND o.event LIKE 'report.%' \
         ORDER BY o.created_at DESC, o.id DESC LIMIT 1), \
     (SELECT o.answer FROM outbox o WHERE o.webhook_id = w.id AND o.event LIKE 'report.%' \
         ORDER BY o.created_at DESC, o.id DESC LIMIT 1) \
     FROM webhooks w WHERE w.workspace_id = $1";

/// Which webhooks are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// True: those that were deleted and can be brought back, the last first; false, or missing: those that are there.
    deleted: Option<bool>,
}

/// The webhooks of the workspace.
#[utoipa::path(get, path = "/api/report/webhooks", tag = "reports", operation_id = "list_webhooks",
    params(Params, Page), extensions(("x-permission" = json!("webhooks:manage"))),
    responses((status = 200, body = Listed<Webhook>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Listed<Webhook>>> {
    let select =
        format!("{SELECT} AND (w.deleted_at IS NOT NULL) = $2 ORDER BY w.deleted_at DESC, w.id");
    let wanted = (caller.workspace.0, params.deleted.unwrap_or(false));
    let all: Vec<Webhook> = cx.records.query(&select, wanted).await?;
    let total = all.len() as u64;
    Ok(Json(page.of(total, page.cut(&all).to_vec())))
}

/// Has an address told what becomes of deliveries: `report.sent`, `report.failed` and `report.unknown`. Calls are signed
/// (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`) and made at least once: the same id is the same event.
#[utoipa::path(post, path = "/api/report/webhooks", tag = "reports", operation_id = "create_webhook",
    extensions(("x-permission" = json!("webhooks:manage"))), request_body = GivenWebhook,
    responses((status = 201, body = CreatedWebhook), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<GivenWebhook>,
) -> Result<(StatusCode, Json<CreatedWebhook>)> {
    let url = checked(&given.url)?;
    let (transaction, now) = change::begin(&cx, &caller).await?;
    let workspace = caller.workspace.0;
    room(&transaction, workspace).await?;
    let (id, secret) = (
        cx.random.uuid_v7(now).to_string(),
        signature::secret(cx.random.bytes()),
    );
    transaction
        .execute(
            "INSERT INTO webhooks (id, workspace_id, user_id, url, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            (id.as_str(), workspace, caller.user.0, url.as_str(), secret.as_str(), now),
        )
        .await?;
    change::book(&transaction, &caller, ("webhook_created", &id), &url, now).await?;
    transaction.commit().await?;
    let webhook = Webhook {
        id,
        url,
        created_at: now,
        enabled: true,
        paused_at: None,
        deleted_at: None,
        last_status: None,
        last_answer: None,
    };
    Ok((
        StatusCode::CREATED,
        Json(CreatedWebhook { webhook, secret }),
    ))
}

/// A webhook of the workspace, as it is within a transaction.
pub(super) async fn within(transaction: &Transaction, workspace: i64, id: &str) -> Result<Webhook> {
    let select = format!("{SELECT} AND w.id = $2 AND w.deleted_at IS NULL");
    let found = transaction.query_optional(&select, (workspace, id)).await?;
    found.ok_or_else(missing)
}

/// There is room for one more webhook of a workspace; deleted ones take none.
pub(super) async fn room(transaction: &Transaction, workspace: i64) -> Result<()> {
    let count = "SELECT count(*) FROM webhooks WHERE workspace_id = $1 AND deleted_at IS NULL";
    let (count,): (u64,) = transaction.query_one(count, (workspace,)).await?;
    if count < MOST {
        return Ok(());
    }
    let detail = format!("a workspace has at most {MOST} webhooks");
    Err(Error::conflict("too_many_webhooks", detail).remedy("delete one first"))
}

/// There is no such webhook, or it is another workspace's.
pub(super) fn missing() -> Error {
    Error::not_found("no_such_webhook", "there is no such webhook")
        .remedy("list the webhooks: it may have been deleted")
}

fn checked(text: &str) -> Result<String> {
    let wrong = |detail: &str| {
        Error::invalid("invalid_url", detail)
            .field("url")
            .remedy("write https://host/path, without a password in it")
    };
    let text = text.trim();
    let uri: Uri = text.parse().map_err(|_| wrong("this is no URL"))?;
    let host = uri.host().ok_or_else(|| wrong("the URL names no host"))?;
    if !matches!(uri.scheme_str(), Some("https" | "http")) {
        return Err(wrong("the URL begins with neither https:// nor http://"));
    }
    if uri
        .authority()
        .is_some_and(|authority| authority.as_str().contains('@'))
    {
        return Err(wrong("the URL holds a name or a password"));
    }
    let host = host.to_ascii_lowercase();
    let host = host.trim_end_matches('.');
    // Names by which hosts lead a component to its own application.
    if host.ends_with("spin.internal") || matches!(host, "self" | "self.alt") {
        return Err(wrong("the URL leads into this application"));
    }
    Ok(text.to_owned())
}
