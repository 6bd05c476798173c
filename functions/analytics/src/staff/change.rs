//! `PUT /api/staff/{id}`: an entry is written otherwise.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};

use super::{ChangedStaff, GivenStaff, STAFF};

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
    let changed = STAFF.change(&cx, &caller, id, &given.checked()?).await?;
    Ok(Json(changed.into()))
}
