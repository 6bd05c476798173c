//! `GET /api/report/deliveries`: the history, the latest first.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Path, Problem, Query, Result};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Delivery, SELECT, find};
use crate::schedules::whose;

/// Which deliveries are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Those of one schedule.
    #[param(max_length = 36)]
    schedule_id: Option<String>,
    /// Those in one state.
    #[param(schema_with = states)]
    status: Option<String>,
}

/// The length of a schedule's number.
const LONGEST_ID: usize = 36;

/// The states of a delivery.
const STATES: [&str; 9] = [
    "due",
    "rendering",
    "sending",
    "sent",
    "retrying",
    "failed",
    "skipped",
    "unknown",
    "kept",
];

fn states() -> utoipa::openapi::schema::Object {
    endpoint::one_of("Those in one state.", STATES)
}

/// The deliveries of the caller's schedules, or, for an administrator, of all schedules of the workspace.
#[utoipa::path(get, path = "/api/report/deliveries", tag = "reports", operation_id = "list_deliveries",
    params(Params, Page), extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = Listed<Delivery>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Listed<Delivery>>> {
    if params
        .schedule_id
        .as_ref()
        .is_some_and(|id| id.chars().count() > LONGEST_ID)
    {
        return Err(
            Error::invalid("no_such_schedule", "no schedule has such a number")
                .field("schedule_id")
                .remedy("list the schedules"),
        );
    }
    if let Some(status) = params.status.as_deref()
        && !STATES.contains(&status)
    {
        return Err(Error::invalid("unknown_status", "there is no such state")
            .field("status")
            .remedy(format!("use one of {}", STATES.join(", "))));
    }
    let wanted = "d.workspace_id = $1 AND (s.user_id = $2 OR $2 = 0) AND (d.schedule_id = $3 OR $3 = '') \
         AND (d.status = $4 OR $4 = '')";
    let (workspace, user) = (caller.workspace.0, whose(&caller).unwrap_or(0));
    let (schedule, status) = (
        params.schedule_id.unwrap_or_default(),
        params.status.unwrap_or_default(),
    );
    let count = format!(
        "SELECT count(*) FROM report_deliveries d JOIN report_schedules s ON s.id = d.schedule_id WHERE {wanted}"
    );
    let asked = (workspace, user, schedule.as_str(), status.as_str());
    let (total,) = cx.records.query_one(&count, asked).await?;
    let select =
        format!("{SELECT} WHERE {wanted} ORDER BY d.created_at DESC, d.id DESC LIMIT $5 OFFSET $6");
    let (workspace, user, schedule, status) = asked;
    let asked = (
        workspace,
        user,
        schedule,
        status,
        page.limit(),
        page.offset(),
    );
    Ok(Json(
        page.of(total, cx.records.query(&select, asked).await?),
    ))
}

/// A delivery.
#[utoipa::path(get, path = "/api/report/deliveries/{id}", tag = "reports", operation_id = "get_delivery",
    params(("id" = String, Path, description = "The delivery's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = Delivery), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Delivery>> {
    Ok(Json(find(&cx, &caller, &id).await?))
}
