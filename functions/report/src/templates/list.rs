//! `GET` and `POST /api/report/templates`: the templates of the workspace, and a new one.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Problem, Query, Result, audit};
use http::StatusCode;
use serde_json::json;

use super::{NewTemplate, ReportTemplate, SELECT, checked, taken};
use crate::schedules::whose;

/// The most templates of a workspace.
const MOST: u64 = 100;
/// The most schedules that a new template is given.
const MOST_NAMED: usize = 1000;

/// The templates of the workspace, by name.
#[utoipa::path(get, path = "/api/report/templates", tag = "reports", operation_id = "list_templates",
    params(Page<100>), extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, body = Listed<ReportTemplate>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(page): Query<Page<100>>,
) -> Result<Json<Listed<ReportTemplate>>> {
    let workspace = caller.workspace.0;
    let count = "SELECT count(*) FROM report_templates WHERE workspace_id = $1";
    let (total,) = cx.records.query_one(count, (workspace,)).await?;
    let select = format!("{SELECT} WHERE t.workspace_id = $1 ORDER BY t.name LIMIT $2 OFFSET $3");
    let rows = cx
        .records
        .query(&select, (workspace, page.limit(), page.offset()))
        .await?;
    Ok(Json(page.of(total, rows)))
}

fn is_number(id: &str) -> bool {
    id.len() == 36
        && id
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Keeps a layout under a name.
#[utoipa::path(post, path = "/api/report/templates", tag = "reports", operation_id = "create_template",
    extensions(("x-permission" = json!("reports:schedule"))), request_body = NewTemplate,
    responses((status = 201, body = ReportTemplate), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<NewTemplate>,
) -> Result<(StatusCode, Json<ReportTemplate>)> {
    let (name, layout) = checked(&given.name, &given.layout)?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    transaction
        .alone(&format!("templates of {workspace}"))
        .await?;
    let count = "SELECT count(*) FROM report_templates WHERE workspace_id = $1";
    let (count,): (u64,) = transaction.query_one(count, (workspace,)).await?;
    if count >= MOST {
        let detail = format!("a workspace has at most {MOST} templates");
        return Err(Error::conflict("too_many_templates", detail).remedy("delete one first"));
    }
    let id = cx.random.uuid_v7(now).to_string();
    transaction
        .execute(
            "INSERT INTO report_templates (id, workspace_id, user_id, name, layout, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
            (id.as_str(), workspace, caller.user.0, name.as_str(), layout, now),
        )
        .await
        .map_err(taken)?;
    if given.schedules.len() > MOST_NAMED {
        let detail = format!("at most {MOST_NAMED} schedules are named");
        return Err(Error::invalid("too_many_values", detail)
            .field("schedules")
            .remedy("name fewer, and choose the template in the others"));
    }
    let (caller_only, at) = (whose(&caller).unwrap_or(0), id.as_str());
    // What is formed otherwise is no number of a schedule.
    let numbers = given.schedules.iter().filter(|id| is_number(id));
    for schedule in numbers {
        transaction
            .execute(
                "UPDATE report_schedules SET template_id = $1, updated_at = $2 \
                 WHERE id = $3 AND workspace_id = $4 AND (user_id = $5 OR $5 = 0) AND template_id IS NULL",
                (at, now, schedule.as_str(), workspace, caller_only),
            )
            .await?;
    }
    let resource = format!("report_template:{id}");
    let entry = audit::Entry::by(
        &caller,
        "template_created",
        &resource,
        json!({"name": name}),
    );
    audit::record(&transaction, entry, now).await?;
    let select = format!("{SELECT} WHERE t.id = $1");
    let template = transaction.query_one(&select, (id.as_str(),)).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(template)))
}
