//! `POST /api/report/deliveries/{id}/retry`: what waits for its next attempt is tried at once.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result, audit};
use http::StatusCode;
use serde_json::json;

use super::{Delivery, find};

/// Tries a delivery in the state `retrying` at once, because a person says that the server takes mail again. If that fails,
/// its pauses go on.
#[utoipa::path(post, path = "/api/report/deliveries/{id}/retry", tag = "reports", operation_id = "retry_delivery",
    params(("id" = String, Path, description = "The delivery's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 202, body = Delivery), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Delivery>)> {
    find(&cx, &caller, &id).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let changed = transaction
        .execute(
            "UPDATE report_deliveries SET status = 'due', next_attempt_at = $1, updated_at = $1 \
             WHERE id = $2 AND workspace_id = $3 AND status = 'retrying'",
            (now, id.as_str(), caller.workspace.0),
        )
        .await?;
    if changed == 0 {
        let detail = "only a delivery that waits for its next attempt can be tried now";
        return Err(Error::conflict("not_retrying", detail).remedy("load it again"));
    }
    let resource = format!("report_delivery:{id}");
    let entry = audit::Entry::by(&caller, "delivery_retried", &resource, json!({}));
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(find(&cx, &caller, &id).await?)))
}
