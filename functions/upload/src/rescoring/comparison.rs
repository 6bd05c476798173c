//! `GET /api/rescoring/{job}/comparison`: labels before and after, in numbers that add up.

use super::published;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem};
use queue::comparison::RescoringComparison;

/// Compares labels before and after a rescoring that is published.
#[utoipa::path(get, path = "/api/rescoring/{id}/comparison", tag = "scoring", operation_id = "compare_rescoring",
    params(("id" = String, Path, description = "The rescoring's identifier")),
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = RescoringComparison), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<RescoringComparison>, Error> {
    let kept = published(&cx.records, caller.workspace, &id).await?;
    Ok(Json(serde_json::from_value(kept).map_err(Error::internal)?))
}
