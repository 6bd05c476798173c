//! `PUT /api/staff/{id}`: an entry is written otherwise.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};
use serde_json::json;

use super::{ChangedStaff, GivenStaff, StaffEntry, alone, book, described, taken};

/// Changes an entry of the staff. It takes effect with the next upload or rescoring.
#[utoipa::path(put, path = "/api/staff/{id}", tag = "staff", operation_id = "change_staff",
    params(("id" = i64, Path, description = "The entry's number")),
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenStaff,
    responses((status = 200, body = ChangedStaff), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
    Json(given): Json<GivenStaff>,
) -> Result<Json<ChangedStaff>> {
    let member = given.checked()?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    alone(&transaction, workspace).await?;
    let before = StaffEntry::find(&transaction, workspace, id).await?;
    transaction
        .execute(
            "UPDATE staff SET kind = $1, value = $2, folded = $3, user_id = $4, changed_at = $5 \
             WHERE workspace_id = $6 AND id = $7",
            (
                member.kind.as_str(),
                &member.value,
                &member.folded,
                caller.user.0,
                now,
                workspace,
                id,
            ),
        )
        .await
        .map_err(|error| taken(error, &member))?;
    let details = json!({
        "from": described(&before.kind, &before.value),
        "to": described(member.kind.as_str(), &member.value),
    });
    book(&transaction, &caller, ("staff_changed", id, details), now).await?;
    let after = StaffEntry::find(&transaction, workspace, id).await?;
    transaction.commit().await?;
    Ok(Json(after.into()))
}
