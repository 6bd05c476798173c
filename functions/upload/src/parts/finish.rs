//! `POST /api/uploads/{id}/job`: makes a job of an upload whose bytes are all there.

use super::lease::Lease;
use super::metadata;
use super::row::Upload;
use crate::receive::settings::Settings;
use crate::receive::{Uploaded, admitted, form};
use crate::unpacker::Unpacker;
use axum::extract::{Extension, State};
use endpoint::{Caller, Context, Error, Json, Path, Problem};
use folder::intakes;
use folder::uploads::Uploads;
use http::StatusCode;
use serde_json::Value;

/// Makes a job of an upload whose bytes are all there, as `/api/upload` does with a file that comes in one piece. Asked again it answers the same job.
#[utoipa::path(post, path = "/api/uploads/{id}/job", tag = "jobs", operation_id = "finish_upload",
    params(("id" = String, Path, description = "The upload's name")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Uploaded), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 423, body = Problem), (status = 507, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    Extension(unpacker): Extension<Unpacker>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let uploaded = finish(&cx, &unpacker, &caller, &Uploads::mounted(), &id).await?;
    Ok((StatusCode::ACCEPTED, Json(uploaded)))
}

/// Makes a job of an upload of that folder.
pub async fn finish(
    cx: &Context,
    unpacker: &Unpacker,
    caller: &Caller,
    uploads: &Uploads,
    id: &str,
) -> Result<Value, Error> {
    Upload::find(cx, caller, id).await?;
    let lease = Lease::take(cx, id).await?;
    let uploaded = under_lease(cx, unpacker, caller, uploads, id).await;
    lease.give_back(cx).await?;
    uploaded
}

async fn under_lease(
    cx: &Context,
    unpacker: &Unpacker,
    caller: &Caller,
    uploads: &Uploads,
    id: &str,
) -> Result<Value, Error> {
    // Only now: who held the upload before may have made the job.
    let upload = &Upload::find(cx, caller, id).await?;
    if let Some(answer) = &upload.answer {
        return Ok(answer.clone());
    }
    let offset = upload.offset(uploads)?;
    if offset < upload.length {
        let detail = format!("{offset} of {} bytes are there", upload.length);
        return Err(
            Error::conflict("upload_incomplete", detail).remedy("send the rest with PATCH first")
        );
    }
    let templates = crate::template::of_workspace(&cx.records, caller.workspace).await?;
    let settings = metadata::settings(&upload.fields, Settings::new(templates, false))?;
    let job = cx.random.uuid_v7(cx.clock.now()).to_string();
    intakes::begin(cx, caller.workspace.0, &job).await?;
    let path = uploads.parts(&upload.id);
    let file = (path.as_path(), upload.file_name.as_str());
    let sent = match form::of_parts(cx, unpacker, uploads, &job, file, settings).await {
        Ok(sent) => sent,
        Err(error) => {
            intakes::refused(cx, caller.workspace.0, &job).await;
            return Err(error);
        }
    };
    let uploaded = admitted(cx, caller, uploads, &job, sent).await?;
    let answer = serde_json::to_value(&uploaded).map_err(Error::internal)?;
    cx.records
        .execute(
            "UPDATE resumable_uploads SET job_id = $1, uploaded = $2 WHERE id = $3",
            (uploaded.job_id.as_str(), answer.clone(), upload.id.as_str()),
        )
        .await?;
    uploads.remove(&upload.id).map_err(Error::internal)?;
    intakes::refused(cx, caller.workspace.0, &upload.id).await;
    Ok(answer)
}
