//! `/api/report/schedules/{id}`: one schedule, seen, changed, taken away and brought back.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};
use http::StatusCode;
use serde_json::json;

use super::given::GivenSchedule;
use super::list::ReportSchedule;
use super::{find, missing, whose, write};
use crate::ledger::plan;

/// A schedule.
#[utoipa::path(get, path = "/api/report/schedules/{id}", tag = "reports", operation_id = "get_schedule",
    params(("id" = String, Path, description = "The schedule's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = ReportSchedule), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ReportSchedule>> {
    let schedule = find(&cx.records, &caller, &id).await?;
    Ok(Json(ReportSchedule::of(&cx, schedule).await?))
}

/// Writes a schedule anew. What is in the ledger stays; slots before now are not caught up by new times.
#[utoipa::path(put, path = "/api/report/schedules/{id}", tag = "reports", operation_id = "change_schedule",
    params(("id" = String, Path, description = "The schedule's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))), request_body = GivenSchedule,
    responses((status = 200, body = ReportSchedule), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<GivenSchedule>,
) -> Result<Json<ReportSchedule>> {
    let before = find(&cx.records, &caller, &id).await?;
    let checked = given
        .checked(&cx, caller.workspace.0, &before.owner)
        .await?;
    write::update(&cx, &caller, &before, &checked).await?;
    let schedule = find(&cx.records, &caller, &id).await?;
    Ok(Json(ReportSchedule::of(&cx, schedule).await?))
}

/// Takes a schedule away: nothing of it is due any more, and what was not sent yet is skipped. What it delivered stays in
/// the history; `restore` brings it back.
#[utoipa::path(delete, path = "/api/report/schedules/{id}", tag = "reports", operation_id = "delete_schedule",
    params(("id" = String, Path, description = "The schedule's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let before = plan::settle(&cx, find(&cx.records, &caller, &id).await?).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    transaction
        .execute(
            "UPDATE report_schedules SET deleted_at = $1, updated_at = $1, next_slot_at = NULL WHERE id = $2",
            (now, id.as_str()),
        )
        .await?;
    transaction
        .execute(
            "UPDATE report_deliveries SET status = 'skipped', reason = 'schedule_deleted', next_attempt_at = NULL, updated_at = $1 \
             WHERE schedule_id = $2 AND status IN ('due', 'retrying')",
            (now, id.as_str()),
        )
        .await?;
    let details = json!({"name": before.name});
    write::book(
        &transaction,
        &caller,
        ("schedule_deleted", &id),
        details,
        now,
    )
    .await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a schedule back that was taken away. It goes on with the next slot; what was due in between is not caught up.
#[utoipa::path(post, path = "/api/report/schedules/{id}/restore", tag = "reports", operation_id = "restore_schedule",
    params(("id" = String, Path, description = "The schedule's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = ReportSchedule), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn restore(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ReportSchedule>> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let select = format!("{} WHERE s.workspace_id = $1 AND s.id = $2", super::SELECT);
    let found: Option<super::Schedule> = transaction
        .query_optional(&select, (caller.workspace.0, id.as_str()))
        .await?;
    let schedule = found
        .filter(|schedule| whose(&caller).is_none_or(|user| user == schedule.user))
        .ok_or_else(missing)?;
    let rule = schedule.rule().map_err(|error| super::refused(&error))?;
    let next = rule.next(now).filter(|_| schedule.enabled);
    let restored = transaction
        .execute(
            "UPDATE report_schedules SET deleted_at = NULL, updated_at = $1, examined_until = $1, next_slot_at = $2, \
                 is_preference = is_preference AND NOT EXISTS (SELECT 1 FROM report_schedules o \
                     WHERE o.user_id = report_schedules.user_id AND o.is_preference AND o.deleted_at IS NULL) \
             WHERE id = $3 AND deleted_at IS NOT NULL",
            (now, next.map(|slot| slot.at()), id.as_str()),
        )
        .await
        .map_err(|error| {
            if error.is_conflict(stores::ConstraintKind::Unique) {
                write::taken()
            } else {
                error.into()
            }
        })?;
    if restored == 1 {
        let details = json!({"name": schedule.name});
        write::book(
            &transaction,
            &caller,
            ("schedule_restored", &id),
            details,
            now,
        )
        .await?;
    }
    transaction.commit().await?;
    let schedule = find(&cx.records, &caller, &id).await?;
    Ok(Json(ReportSchedule::of(&cx, schedule).await?))
}
