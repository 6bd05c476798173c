//! `POST /api/staff`: somebody is called staff.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use http::StatusCode;

use super::{ChangedStaff, GivenStaff, STAFF};

/// Adds a person or a mail domain to the staff. It takes effect with the next upload or rescoring.
#[utoipa::path(post, path = "/api/staff", tag = "staff", operation_id = "add_staff",
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenStaff,
    responses((status = 201, body = ChangedStaff), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<GivenStaff>,
) -> Result<(StatusCode, Json<ChangedStaff>)> {
    let added = STAFF.add(&cx, &caller, &given.checked()?).await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}
