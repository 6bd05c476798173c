//! `POST /api/report/deliveries/{id}/settle`: a person who asked the recipient, or read the server's log, says whether a mail
//! arrived of which nobody knew.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result, audit};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Delivery, find};

/// What was found out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    /// Whether the mail arrived.
    arrived: bool,
}

/// Settles a delivery in the state `unknown`: it counts as sent, or as failed. Nothing is sent.
#[utoipa::path(post, path = "/api/report/deliveries/{id}/settle", tag = "reports", operation_id = "settle_delivery",
    params(("id" = String, Path, description = "The delivery's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))), request_body = Finding,
    responses((status = 200, body = Delivery), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(finding): Json<Finding>,
) -> Result<Json<Delivery>> {
    find(&cx, &caller, &id).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let status = if finding.arrived { "sent" } else { "failed" };
    let changed = transaction
        .execute(
            "UPDATE report_deliveries SET status = $1, reason = 'settled', updated_at = $2, \
                 sent_at = CASE WHEN $1 = 'sent' THEN transmitting_at END \
             WHERE id = $3 AND workspace_id = $4 AND status = 'unknown'",
            (status, now, id.as_str(), caller.workspace.0),
        )
        .await?;
    if changed == 0 {
        let detail = "only a delivery of which nobody knows whether it arrived can be settled";
        return Err(Error::conflict("not_unknown", detail).remedy("load it again"));
    }
    let resource = format!("report_delivery:{id}");
    let details = json!({"arrived": finding.arrived});
    let entry = audit::Entry::by(&caller, "delivery_settled", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(Json(find(&cx, &caller, &id).await?))
}
