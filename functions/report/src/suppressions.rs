//! `/api/report/suppressions`: addresses that get no more reports, seen, and let in again.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Path, Problem, Query, Result, audit};
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use stores::{FromRow, Row};
use utoipa::ToSchema;

/// An address that gets no more reports.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suppression {
    /// Its number.
    id: i64,
    /// The address.
    address: String,
    /// The schedule it is about; none where it is all of the workspace.
    schedule_id: Option<String>,
    /// `unsubscribed`, or `bounced`: a server said that nobody is there.
    reason: String,
    /// The server's words.
    detail: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl FromRow for Suppression {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let (id, address, schedule): (i64, String, String) =
            (row.take()?, row.take()?, row.take()?);
        Ok(Self {
            id,
            address,
            schedule_id: Some(schedule).filter(|schedule| !schedule.is_empty()),
            reason: row.take()?,
            detail: row.take()?,
            created_at: row.take()?,
        })
    }
}

/// The addresses of the workspace that get no more reports, the latest first.
#[utoipa::path(get, path = "/api/report/suppressions", tag = "reports", operation_id = "list_suppressions",
    params(Page), extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = Listed<Suppression>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(page): Query<Page>,
) -> Result<Json<Listed<Suppression>>> {
    let workspace = caller.workspace.0;
    let count = "SELECT count(*) FROM mail_suppressions WHERE workspace_id = $1";
    let (total,) = cx.records.query_one(count, (workspace,)).await?;
    let rows = cx
        .records
        .query(
            "SELECT id, address, schedule_id, reason, detail, created_at FROM mail_suppressions WHERE workspace_id = $1 \
             ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
            (workspace, page.limit(), page.offset()),
        )
        .await?;
    Ok(Json(page.of(total, rows)))
}

/// Lets an address in again that a server once refused. Who unsubscribed can only come back by the link of their mail.
#[utoipa::path(delete, path = "/api/report/suppressions/{id}", tag = "reports", operation_id = "delete_suppression",
    params(("id" = i64, Path, description = "The suppression's number")),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 204), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let ids = (id, caller.workspace.0);
    let found: Option<(String, String)> = transaction
        .query_optional(
            "SELECT address, reason FROM mail_suppressions WHERE id = $1 AND workspace_id = $2",
            ids,
        )
        .await?;
    let (address, reason) = found
        .ok_or_else(|| Error::not_found("no_such_suppression", "there is no such suppression"))?;
    if reason != "bounced" {
        let detail = "this address unsubscribed by itself";
        return Err(Error::conflict("unsubscribed", detail)
            .remedy("ask its owner to take that back by the link of a mail"));
    }
    transaction
        .execute(
            "DELETE FROM mail_suppressions WHERE id = $1 AND workspace_id = $2",
            ids,
        )
        .await?;
    let resource = format!("mail_suppression:{id}");
    let entry = audit::Entry::by(
        &caller,
        "suppression_deleted",
        &resource,
        json!({"address": address}),
    );
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
