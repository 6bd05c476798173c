//! `DELETE /api/gazetteer/{id}`: a name is taken out.

use axum::extract::State;
use endpoint::{Caller, Context, Path, Problem, Result};
use http::StatusCode;

use super::TERMS;

/// Takes a term out. Texts that are stored keep what was found in them.
#[utoipa::path(delete, path = "/api/gazetteer/{id}", tag = "gazetteer", operation_id = "remove_term",
    params(("id" = i64, Path, description = "The term's number")),
    extensions(("x-permission" = json!("labels:write"))),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    TERMS.remove(&cx, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
