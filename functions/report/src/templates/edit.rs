//! `PUT` and `DELETE /api/report/templates/{id}`: a template is changed, or goes.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result, audit};
use serde_json::json;

use super::{DeletedTemplate, GivenTemplate, ReportTemplate, SELECT, checked, missing, taken};

/// Changes a template: the next report of each of its schedules is set by it.
#[utoipa::path(put, path = "/api/report/templates/{id}", tag = "reports", operation_id = "change_template",
    params(("id" = String, Path, description = "The template's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))), request_body = GivenTemplate,
    responses((status = 200, body = ReportTemplate), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<GivenTemplate>,
) -> Result<Json<ReportTemplate>> {
    let (name, layout) = checked(&given.name, &given.layout)?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let changed = transaction
        .execute(
            "UPDATE report_templates SET name = $1, layout = $2, updated_at = $3 WHERE id = $4 AND workspace_id = $5",
            (name.as_str(), layout, now, id.as_str(), caller.workspace.0),
        )
        .await
        .map_err(taken)?;
    if changed == 0 {
        return Err(missing());
    }
    let resource = format!("report_template:{id}");
    let entry = audit::Entry::by(
        &caller,
        "template_changed",
        &resource,
        json!({"name": name}),
    );
    audit::record(&transaction, entry, now).await?;
    let select = format!("{SELECT} WHERE t.id = $1");
    let template = transaction.query_one(&select, (id.as_str(),)).await?;
    transaction.commit().await?;
    Ok(Json(template))
}

/// Takes a template away. Its schedules keep the layout it had; they are named, so that a template made anew can have them
/// again.
#[utoipa::path(delete, path = "/api/report/templates/{id}", tag = "reports", operation_id = "delete_template",
    params(("id" = String, Path, description = "The template's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = DeletedTemplate), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<DeletedTemplate>> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let ids = (id.as_str(), caller.workspace.0);
    let schedules: Vec<(String,)> = transaction
        .query(
            "UPDATE report_schedules SET layout = (SELECT t.layout FROM report_templates t WHERE t.id = $1) \
             WHERE template_id = $1 AND workspace_id = $2 RETURNING id",
            ids,
        )
        .await?;
    let gone = transaction
        .execute(
            "DELETE FROM report_templates WHERE id = $1 AND workspace_id = $2",
            ids,
        )
        .await?;
    if gone == 0 {
        return Err(missing());
    }
    let resource = format!("report_template:{id}");
    let entry = audit::Entry::by(&caller, "template_deleted", &resource, json!({}));
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    let schedules = schedules.into_iter().map(|(id,)| id).collect();
    Ok(Json(DeletedTemplate { schedules }))
}
