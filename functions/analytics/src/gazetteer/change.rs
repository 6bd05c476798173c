//! `PUT /api/gazetteer/{id}`: a name is written or labelled otherwise.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};

use super::{GazetteerTerm, GivenTerm, TERMS};

/// Changes a term. Texts that are stored keep what was found in them.
#[utoipa::path(put, path = "/api/gazetteer/{id}", tag = "gazetteer", operation_id = "change_term",
    params(("id" = i64, Path, description = "The term's number")),
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenTerm,
    responses((status = 200, body = GazetteerTerm), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
    Json(given): Json<GivenTerm>,
) -> Result<Json<GazetteerTerm>> {
    let changed = TERMS.change(&cx, &caller, id, &given.checked()?).await?;
    Ok(Json(changed.into()))
}
