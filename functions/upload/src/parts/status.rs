//! `GET` and `HEAD /api/uploads/{id}`: how far an upload is.

use super::row::Upload;
use super::{EXPIRES, LENGTH, OFFSET, expect_version, expires, version};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use endpoint::{Caller, Context, Error, Json, Path, Problem};
use folder::uploads::Uploads;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// How far an upload is.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadStatus {
    /// Its name.
    pub id: String,
    /// So many bytes are there; the next part begins here.
    pub upload_offset: u64,
    /// So many bytes it will have.
    pub upload_length: u64,
    /// The file's name.
    pub file_name: String,
    /// When it ends unless it goes on.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// The job it has become; none before that.
    pub job_id: Option<String>,
}

/// How far an upload in parts is. HEAD tells the same by its headers `upload-offset` and `upload-length`.
#[utoipa::path(get, path = "/api/uploads/{id}", tag = "jobs", operation_id = "get_upload",
    params(("id" = String, Path, description = "The upload's name")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 200, body = UploadStatus), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 412, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    expect_version(&headers)?;
    let upload = Upload::find(&cx, &caller, &id).await?;
    let offset = upload.offset(&Uploads::mounted())?;
    let headers = [
        version(),
        (OFFSET, HeaderValue::from(offset)),
        (LENGTH, HeaderValue::from(upload.length)),
        (EXPIRES, expires(upload.expires_at)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let status = UploadStatus {
        id: upload.id,
        upload_offset: offset,
        upload_length: upload.length,
        file_name: upload.file_name,
        expires_at: upload.expires_at,
        job_id: upload.job,
    };
    Ok((headers, Json(status)).into_response())
}
