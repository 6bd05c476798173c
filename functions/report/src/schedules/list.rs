//! `GET` and `POST /api/report/schedules`: the schedules somebody has, and a new one.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::given::GivenSchedule;
use super::recipients::{self, Recipient};
use super::{SELECT, Schedule, find, whose, write};

/// A schedule and who gets its reports.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportSchedule {
    /// The schedule.
    #[serde(flatten)]
    pub(crate) schedule: Schedule,
    /// Who gets its reports.
    pub(crate) recipients: Vec<Recipient>,
}

impl ReportSchedule {
    /// A schedule with its recipients.
    pub(crate) async fn of(cx: &Context, schedule: Schedule) -> Result<Self> {
        Ok(Self {
            recipients: recipients::of(&cx.records, &schedule.id).await?,
            schedule,
        })
    }
}

/// Which schedules are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// True: those that were taken away and can be brought back; false, or missing: those that are there.
    deleted: Option<bool>,
}

/// The caller's schedules, or, for an administrator, all of the workspace: by name.
#[utoipa::path(get, path = "/api/report/schedules", tag = "reports", operation_id = "list_schedules",
    params(Params, Page), extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = Listed<ReportSchedule>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Listed<ReportSchedule>>> {
    let deleted = params.deleted.unwrap_or(false);
    let owned =
        "s.workspace_id = $1 AND (s.user_id = $2 OR $2 = 0) AND (s.deleted_at IS NOT NULL) = $3";
    let (workspace, user) = (caller.workspace.0, whose(&caller).unwrap_or(0));
    let count = format!("SELECT count(*) FROM report_schedules s WHERE {owned}");
    let (total,) = cx
        .records
        .query_one(&count, (workspace, user, deleted))
        .await?;
    let select = format!("{SELECT} WHERE {owned} ORDER BY s.name, s.id LIMIT $4 OFFSET $5");
    let schedules: Vec<Schedule> = cx
        .records
        .query(
            &select,
            (workspace, user, deleted, page.limit(), page.offset()),
        )
        .await?;
    let mut rows = Vec::with_capacity(schedules.len());
    for schedule in schedules {
        rows.push(ReportSchedule::of(&cx, schedule).await?);
    }
    Ok(Json(page.of(total, rows)))
}

/// Makes a schedule of the caller's.
#[utoipa::path(post, path = "/api/report/schedules", tag = "reports", operation_id = "create_schedule",
    extensions(("x-permission" = json!("reports:schedule"))), request_body = GivenSchedule,
    responses((status = 201, body = ReportSchedule), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<GivenSchedule>,
) -> Result<(StatusCode, Json<ReportSchedule>)> {
    let checked = given
        .checked(&cx, caller.workspace.0, &caller.email)
        .await?;
    let id = write::insert(&cx, &caller, &checked, false).await?;
    let schedule = find(&cx.records, &caller, &id).await?;
    Ok((
        StatusCode::CREATED,
        Json(ReportSchedule::of(&cx, schedule).await?),
    ))
}
