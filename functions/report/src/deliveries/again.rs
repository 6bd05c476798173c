//! `POST /api/report/deliveries/{id}/resend`: the same report once more, because a person says so.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result, audit};
use http::StatusCode;
use serde_json::json;

use super::find;
use crate::ledger::barred;
use crate::schedules::{self, send::Requested};

/// Sends the report of a delivery to its recipient, once more or after it was skipped. The delivery itself stays as it is.
/// Where nothing may be sent to the recipient, it is refused with the reason for a code.
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
    if delivery.first_day.is_none() {
        let detail = "this mail carries no report";
        return Err(Error::conflict("no_report", detail)
            .remedy("save the schedule again where an address is to be asked anew"));
    }
    let schedule = schedules::by_id(&cx.records, &delivery.schedule_id).await?;
    let kind = if delivery.kind == "test" {
        "test"
    } else {
        "now"
    };
    let to = (kind, delivery.recipient.as_str());
    if let Some(reason) = barred::reason(&cx.records, &schedule, to).await? {
        let (detail, remedy) = barred::told(reason);
        return Err(Error::conflict(reason, detail).remedy(remedy));
    }
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let slot = format!("again:{}", cx.random.uuid_v7(now));
    let new = cx.random.uuid_v7(now).to_string();
    transaction
        .execute(
            "INSERT INTO report_deliveries (id, workspace_id, schedule_id, slot, recipient, kind, slot_at, is_late, status, \
                 first_day, last_day, next_attempt_at, message_id, document_id, created_at, updated_at) \
             SELECT $1, workspace_id, schedule_id, $2, recipient, $3, slot_at, is_late, 'due', first_day, last_day, $4, $1, \
                 document_id, $4, $4 \
             FROM report_deliveries WHERE id = $5 AND workspace_id = $6",
            (new.as_str(), slot.as_str(), kind, now, id.as_str(), caller.workspace.0),
        )
        .await?;
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
