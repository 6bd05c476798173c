//! `POST /api/report/unsubscribe` and `/api/report/confirm`: what a link of a mail does. Nobody has to sign in for it: the
//! link proves that its holder got the mail. Following it shows a page first, as mail programs follow links by themselves.

use axum::extract::State;
use endpoint::{Context, Json, Problem, Query, Result, audit};
use identity::WorkspaceId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{Purpose, Token};

/// What a link carries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Link {
    /// What proves that its holder got the mail.
    #[param(max_length = 2000)]
    pub(super) token: String,
    /// True: no report of the workspace at all; false, or missing: none of this schedule.
    everything: Option<bool>,
}

/// What a link is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Subscription {
    /// The address.
    address: String,
    /// The schedule's name.
    schedule: String,
    /// Whether mails go to the address.
    subscribed: bool,
}

/// What a link of a mail is about, before it does anything.
#[utoipa::path(get, path = "/api/report/unsubscribe", tag = "reports", operation_id = "subscription",
    params(Link), extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Subscription), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    Query(link): Query<Link>,
) -> Result<Json<Subscription>> {
    let token = Token::read(&cx, &link.token, Purpose::Unsubscribe).await?;
    Ok(Json(subscription(&cx, token).await?))
}

/// Ends the mails of a schedule, or all of a workspace, to the address that got the mail; a second time changes nothing.
/// Mail programs send `List-Unsubscribe=One-Click` as the body (RFC 8058).
#[utoipa::path(post, path = "/api/report/unsubscribe", tag = "reports", operation_id = "unsubscribe",
    params(Link), extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Subscription), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    Query(link): Query<Link>,
) -> Result<Json<Subscription>> {
    let token = Token::read(&cx, &link.token, Purpose::Unsubscribe).await?;
    let schedule = if link.everything == Some(true) {
        ""
    } else {
        token.schedule.as_str()
    };
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let changed = transaction
        .execute(
            "INSERT INTO mail_suppressions (workspace_id, address, schedule_id, reason, created_at) \
             SELECT $1, $2, $3, 'unsubscribed', $4 WHERE EXISTS (SELECT 1 FROM workspaces WHERE id = $1) \
             ON CONFLICT (workspace_id, address, schedule_id) DO UPDATE SET reason = excluded.reason, \
                 created_at = excluded.created_at WHERE mail_suppressions.reason = 'bounced'",
            (token.workspace, token.address.as_str(), schedule, now),
        )
        .await?;
    if changed > 0 {
        booked(&transaction, &token, "mail_unsubscribed", now).await?;
    }
    transaction.commit().await?;
    Ok(Json(subscription(&cx, token).await?))
}

/// Takes an unsubscription back that was made with the same link.
#[utoipa::path(delete, path = "/api/report/unsubscribe", tag = "reports", operation_id = "resubscribe",
    params(Link), extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Subscription), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    Query(link): Query<Link>,
) -> Result<Json<Subscription>> {
    let token = Token::read(&cx, &link.token, Purpose::Unsubscribe).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let changed = transaction
        .execute(
            "DELETE FROM mail_suppressions WHERE workspace_id = $1 AND address = $2 AND reason = 'unsubscribed' \
             AND schedule_id IN ('', $3)",
            (token.workspace, token.address.as_str(), token.schedule.as_str()),
        )
        .await?;
    if changed > 0 {
        booked(&transaction, &token, "mail_resubscribed", now).await?;
    }
    transaction.commit().await?;
    Ok(Json(subscription(&cx, token).await?))
}

/// Confirms that an address wants the reports it was asked about; a second time changes nothing.
#[utoipa::path(post, path = "/api/report/confirm", tag = "reports", operation_id = "confirm_address",
    params(Link), extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Subscription), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn confirm(
    State(cx): State<Context>,
    Query(link): Query<Link>,
) -> Result<Json<Subscription>> {
    let token = Token::read(&cx, &link.token, Purpose::Confirm).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let changed = transaction
        .execute(
            "UPDATE mail_addresses SET confirmed_at = $1 WHERE workspace_id = $2 AND address = $3 AND confirmed_at IS NULL",
            (now, token.workspace, token.address.as_str()),
        )
        .await?;
    if changed > 0 {
        booked(&transaction, &token, "mail_confirmed", now).await?;
    }
    transaction.commit().await?;
    Ok(Json(subscription(&cx, token).await?))
}

async fn booked(
    transaction: &stores::Transaction,
    token: &Token,
    action: &'static str,
    now: jiff::Timestamp,
) -> Result<()> {
    let resource = format!("report_schedule:{}", token.schedule);
    let entry = audit::Entry {
        workspace: Some(WorkspaceId(token.workspace)),
        user: None,
        action,
        resource: &resource,
        details: json!({"address": token.address}),
    };
    audit::record(transaction, entry, now).await
}

async fn subscription(cx: &Context, token: Token) -> Result<Subscription> {
    let name = "SELECT name FROM report_schedules WHERE id = $1 AND workspace_id = $2";
    let named: Option<(String,)> = cx
        .records
        .query_optional(name, (token.schedule.as_str(), token.workspace))
        .await?;
    let (ended,): (bool,) = cx
        .records
        .query_one(
            "SELECT EXISTS (SELECT 1 FROM mail_suppressions WHERE workspace_id = $1 AND address = $2 AND schedule_id IN ('', $3))",
            (token.workspace, token.address.as_str(), token.schedule.as_str()),
        )
        .await?;
    Ok(Subscription {
        address: token.address,
        schedule: named.map(|(name,)| name).unwrap_or_default(),
        subscribed: !ended,
    })
}
