//! `DELETE /api/uploads/{id}`: ends an upload.

use super::lease::Lease;
use super::row::Upload;
use super::{expect_version, version};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use endpoint::{Caller, Context, Error, Path, Problem};
use folder::intakes;
use folder::uploads::Uploads;
use http::{HeaderMap, StatusCode};

/// Ends an upload in parts: what came in is gone. A job that it has become stays.
#[utoipa::path(delete, path = "/api/uploads/{id}", tag = "jobs", operation_id = "end_upload",
    params(("id" = String, Path, description = "The upload's name")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 204, description = "It is gone"), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 423, body = Problem)))]
pub async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    expect_version(&headers)?;
    let upload = Upload::find(&cx, &caller, &id).await?;
    // Nobody writes to what is removed.
    let lease = Lease::take(&cx, &id).await?;
    let removed = remove(&cx, &caller, &Uploads::mounted(), &upload).await;
    lease.give_back(&cx).await?;
    removed?;
    Ok((StatusCode::NO_CONTENT, [version()]).into_response())
}

/// Removes an upload's file and its row.
pub async fn remove(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    upload: &Upload,
) -> Result<(), Error> {
    uploads.remove(&upload.id).map_err(Error::internal)?;
    cx.records
        .execute(
            "DELETE FROM resumable_uploads WHERE id = $1 AND workspace_id = $2",
            (upload.id.as_str(), caller.workspace.0),
        )
        .await?;
    intakes::refused(cx, caller.workspace.0, &upload.id).await;
    Ok(())
}
