//! `DELETE /api/staff/{id}`: an entry is taken out.

use axum::extract::State;
use endpoint::{Caller, Context, Path, Problem, Result};
use http::StatusCode;

use super::STAFF;

/// Takes an entry out of the staff. It takes effect with the next upload or rescoring.
#[utoipa::path(delete, path = "/api/staff/{id}", tag = "staff", operation_id = "remove_staff",
    params(("id" = i64, Path, description = "The entry's number")),
    extensions(("x-permission" = json!("labels:write"))),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    STAFF.remove(&cx, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
