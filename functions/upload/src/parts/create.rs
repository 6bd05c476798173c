//! `POST /api/uploads`: begins an upload that comes in parts.

use super::{KEPT, LENGTH, METADATA, bytes, expect_version, expires, metadata, version};
use crate::problem::storage;
use crate::receive::form::{file_name, too_large};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use endpoint::{Caller, Context, Error, Problem};
use folder::intakes;
use folder::uploads::Uploads;
use http::header::LOCATION;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::json;
use std::fs::{self, File};
use utoipa::IntoParams;

/// So many uploads of a person may be under way.
const MOST: i64 = 50;

/// The extensions that are spoken.
const EXTENSIONS: &str = "creation,expiration,termination";

/// What is announced of an upload.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "documents headers")]
pub struct Announced {
    /// So many bytes the file has.
    #[param(
        rename = "upload-length",
        minimum = 0,
        maximum = 9_007_199_254_740_991i64
    )]
    upload_length: u64,
    /// Pairs of a key and a text in Base64, with commas between: `filename`, and the fields of the form of `/api/upload`.
    #[param(rename = "upload-metadata", max_length = 8192, nullable = false)]
    upload_metadata: Option<String>,
}

/// Begins an upload that comes in parts and goes on where it broke off (tus 1.0.0). Its bytes go to the address in `location` with PATCH; when all are there, `POST …/job` makes a job of them.
#[utoipa::path(post, path = "/api/uploads", tag = "jobs", operation_id = "begin_upload",
    params(Announced),
    extensions(("x-permission" = json!("uploads:write"))),
    responses(
        (status = 201, description = "It has begun; `location` is where its bytes go, `upload-expires` when it ends"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 507, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Error> {
    begin(&cx, &caller, &headers, &Uploads::mounted()).await
}

/// Begins an upload in that folder.
pub async fn begin(
    cx: &Context,
    caller: &Caller,
    headers: &HeaderMap,
    uploads: &Uploads,
) -> Result<Response, Error> {
    expect_version(headers)?;
    let length = bytes(headers, &LENGTH)?;
    let limit = endpoint::setting(&::settings::UPLOAD_LIMIT_BYTES).await?;
    if length > limit {
        return Err(too_large(limit));
    }
    let sent = match headers.get(METADATA) {
        Some(value) => metadata::read(value.to_str().map_err(|_| unreadable())?)?,
        None => metadata::Metadata::default(),
    };
    let now = cx.clock.now();
    let (open,): (i64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM resumable_uploads WHERE workspace_id = $1 AND user_id = $2 AND job_id IS NULL AND expires_at > $3",
            (caller.workspace.0, caller.user.0, now),
        )
        .await?;
    if open >= MOST {
        let detail = format!("{open} uploads of yours are under way");
        return Err(Error::conflict("too_many_uploads", detail)
            .remedy("finish or delete some of them: each ends a day after its last part"));
    }
    let id = cx.random.uuid_v7(now).to_string();
    // The sweeper knows the folder by this, and by the upload's row.
    intakes::begin(cx, caller.workspace.0, &id).await?;
    cx.records
        .execute(
            "INSERT INTO resumable_uploads (id, workspace_id, user_id, upload_length, file_name, form, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            (
                id.as_str(),
                caller.workspace.0,
                caller.user.0,
                length,
                file_name(&sent.file_name),
                json!(sent.fields),
                now,
                now + KEPT,
            ),
        )
        .await?;
    make(uploads, &id).map_err(storage)?;
    let location = HeaderValue::from_str(&format!("/api/uploads/{id}")).map_err(Error::internal)?;
    let limit = HeaderValue::from(limit);
    let headers = [
        version(),
        (LOCATION, location),
        (super::EXPIRES, expires(now + KEPT)),
        (HeaderName::from_static("tus-version"), version().1),
        (
            HeaderName::from_static("tus-extension"),
            HeaderValue::from_static(EXTENSIONS),
        ),
        (HeaderName::from_static("tus-max-size"), limit),
    ];
    Ok((StatusCode::CREATED, headers).into_response())
}

/// An empty file for the parts.
fn make(uploads: &Uploads, id: &str) -> std::io::Result<()> {
    let path = uploads.parts(id);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.sync_all()
}

fn unreadable() -> Error {
    Error::invalid("bad_metadata", "the header upload-metadata is no text").field("upload-metadata")
}
