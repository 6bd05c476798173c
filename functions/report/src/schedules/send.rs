//! `POST /api/report/schedules/{id}/send`: a report outside of every slot, to all recipients or as a test to oneself.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{find, recipients, write};
use crate::ledger::request;

/// Who is to get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum To {
    /// All recipients of the schedule.
    Recipients,
    /// The caller, once: a failure is told at once and not tried again.
    Me,
}

/// What is to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sending {
    to: To,
}

/// What will be sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Requested {
    /// The numbers of the deliveries, one for each recipient: their state tells how it goes on.
    pub(crate) deliveries: Vec<String>,
}

/// Sends a report of the schedule now: what the next slot's report would cover if it were due. It goes out within seconds.
#[utoipa::path(post, path = "/api/report/schedules/{id}/send", tag = "reports", operation_id = "send_report",
    params(("id" = String, Path, description = "The schedule's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))), request_body = Sending,
    responses((status = 202, body = Requested), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(sending): Json<Sending>,
) -> Result<(StatusCode, Json<Requested>)> {
    let schedule = find(&cx.records, &caller, &id).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let (kind, to) = match sending.to {
        To::Me => ("test", vec![(caller.email.clone(), None)]),
        To::Recipients => {
            let recipients = recipients::within(&transaction, &id).await?.into_iter();
            let to = recipients.map(|recipient| (recipient.address, recipient.state.reason()));
            ("now", to.collect())
        }
    };
    let deliveries = request::send(&cx, &transaction, &schedule, (kind, &to)).await?;
    let details = json!({"to": if sending.to == To::Me { "me" } else { "recipients" }});
    write::book(&transaction, &caller, ("report_sent", &id), details, now).await?;
    transaction.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(Requested { deliveries })))
}
