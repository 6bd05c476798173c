//! `POST /api/gazetteer`: a name is added.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use http::StatusCode;

use super::{GazetteerTerm, GivenTerm, TERMS};

/// Adds a name, or a term that is never to be reported. It counts for the texts that arrive from now on.
#[utoipa::path(post, path = "/api/gazetteer", tag = "gazetteer", operation_id = "add_term",
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenTerm,
    responses((status = 201, body = GazetteerTerm), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<GivenTerm>,
) -> Result<(StatusCode, Json<GazetteerTerm>)> {
    let added = TERMS.add(&cx, &caller, &given.checked()?).await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}
