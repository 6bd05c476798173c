//! `/api/report/suppressions`: addresses that get no more reports, seen, and let in again.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Path, Problem, Query, Result, audit};
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use stores::{FromRow, Row};
use utoipa::ToSchema;

use crate::schedules::whose;

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

/// The suppressions of a workspace that a user sees: of the recipients of their own schedules, or, without one, all.
const SEEN: &str = "SELECT x.id, x.address, x.schedule_id, x.reason, x.detail, x.created_at FROM mail_suppressions x \
     WHERE x.workspace_id = $1 AND ($2 = 0 OR EXISTS (SELECT 1 FROM report_recipients r \
         JOIN report_schedules s ON s.id = r.schedule_id WHERE s.user_id = $2 AND r.address = x.address))";

/// The addresses that get no more reports, the latest first: recipients of the caller's schedules, or, for an administrator,
/// all of the workspace.
#[utoipa::path(get, path = "/api/report/suppressions", tag = "reports", operation_id = "list_suppressions",
    params(Page), extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = Listed<Suppression>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(page): Query<Page>,
) -> Result<Json<Listed<Suppression>>> {
    let workspace = caller.workspace.0;
    let user = whose(&caller).unwrap_or(0);
    let count = format!("SELECT count(*) FROM ({SEEN}) seen");
    let (total,) = cx.records.query_one(&count, (workspace, user)).await?;
    let select = format!("{SEEN} ORDER BY x.created_at DESC, x.id DESC LIMIT $3 OFFSET $4");
    let params = (workspace, user, page.limit(), page.offset());
    let rows = cx.records.query(&select, params).await?;
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
    let (workspace, user) = (caller.workspace.0, whose(&caller).unwrap_or(0));
    let select = format!("{SEEN} AND x.id = $3");
    let found: Option<Suppression> = transaction
        .query_optional(&select, (workspace, user, id))
        .await?;
    let Suppression {
        address, reason, ..
    } = found
        .ok_or_else(|| Error::not_found("no_such_suppression", "there is no such suppression"))?;
    if reason != "bounced" {
        let detail = "this address unsubscribed by itself";
        return Err(Error::conflict("unsubscribed", detail)
            .remedy("ask its owner to take that back by the link of a mail"));
    }
    transaction
        .execute(
            "DELETE FROM mail_suppressions WHERE id = $1 AND workspace_id = $2",
            (id, workspace),
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
