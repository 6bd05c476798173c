//! `POST /api/report/deliveries/{id}/resend`: the same report once more, because a person says so.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result, audit};
use http::StatusCode;
use serde_json::json;

use super::find;
use crate::schedules::send::Requested;

/// Sends the PDF of a delivery once more to its recipient. The delivery itself stays as it is.
#[utoipa::path(post, path = "/api/report/deliveries/{id}/resend", tag = "reports", operation_id = "resend_delivery",
    params(("id" = String, Path, description = "The delivery's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 202, body = Requested), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Requested>)> {
    let delivery = find(&cx, &caller, &id).await?;
    let on_its_way = matches!(
        delivery.status.as_str(),
        "due" | "rendering" | "sending" | "retrying"
    );
    if on_its_way {
        let detail = "the delivery is on its way";
        return Err(Error::conflict("on_its_way", detail).remedy("wait for how it ends"));
    }
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let slot = format!("again:{}", cx.random.uuid_v7(now));
    let new = cx.random.uuid_v7(now).to_string();
    let made = transaction
        .execute(
            "INSERT INTO report_deliveries (id, workspace_id, schedule_id, slot, recipient, kind, slot_at, is_late, status, \
                 first_day, last_day, next_attempt_at, message_id, document_id, created_at, updated_at) \
             SELECT $1, workspace_id, schedule_id, $2, recipient, CASE kind WHEN 'test' THEN 'test' ELSE 'now' END, slot_at, \
                 is_late, 'due', first_day, last_day, $3, $1, document_id, $3, $3 \
             FROM report_deliveries WHERE id = $4 AND workspace_id = $5 AND first_day IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM report_schedules s WHERE s.id = schedule_id AND s.deleted_at IS NOT NULL)",
            (new.as_str(), slot.as_str(), now, id.as_str(), caller.workspace.0),
        )
        .await?;
    if made == 0 {
        let detail = "this mail carries no report, or its schedule was deleted";
        return Err(
            Error::conflict("no_report", detail).remedy("restore the schedule, or save it again")
        );
    }
    let resource = format!("report_delivery:{id}");
    let entry = audit::Entry::by(&caller, "report_resent", &resource, json!({"as": new}));
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok((
        StatusCode::ACCEPTED,
        Json(Requested {
            deliveries: vec![new],
        }),
    ))
}
