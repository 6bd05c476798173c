//! `PATCH /api/uploads/{id}`: the next bytes of an upload.

use super::lease::Lease;
use super::row::Upload;
use super::{EXPIRES, KEPT, OFFSET, bytes, expect_version, expires, version};
use crate::problem::storage;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use endpoint::{Caller, Context, Error, Path, Problem};
use folder::room;
use folder::uploads::Uploads;
use futures::StreamExt;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use utoipa::IntoParams;

/// The only type of a part.
const PART: &str = "application/offset+octet-stream";
/// Written bytes are pushed to the disk in steps of this size.
const SYNC_EVERY: u64 = 16 * 1024 * 1024;

/// Where a part belongs.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "documents headers")]
pub struct Place {
    /// Where the bytes belong: how many are there.
    #[param(
        rename = "upload-offset",
        minimum = 0,
        maximum = 9_007_199_254_740_991i64
    )]
    upload_offset: u64,
}

/// Takes the next bytes of an upload, from where it broke off. What came in before a connection breaks is kept.
#[utoipa::path(patch, path = "/api/uploads/{id}", tag = "jobs", operation_id = "append_to_upload",
    params(("id" = String, Path, description = "The upload's name"), Place),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 204, description = "They are on disk; `upload-offset` says how many are there now"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 423, body = Problem),
        (status = 507, body = Problem)))]
pub async fn patch(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    expect_version(&headers)?;
    let upload = Upload::find(&cx, &caller, &id).await?;
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind != PART) {
        return Err(Error::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_a_part",
            format!("a part is sent as {PART}"),
        ));
    }
    let at = bytes(&headers, &OFFSET)?;
    let uploads = Uploads::mounted();
    let offset = append(&cx, &upload, &uploads, at, body).await?;
    let headers = [
        version(),
        (OFFSET, HeaderValue::from(offset)),
        (EXPIRES, expires(cx.clock.now() + KEPT)),
    ];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Appends a body to an upload of that folder; tells how many bytes are there then.
pub async fn append(
    cx: &Context,
    upload: &Upload,
    uploads: &Uploads,
    at: u64,
    body: Body,
) -> Result<u64, Error> {
    let mut lease = Lease::take(cx, &upload.id).await?;
    let written = write(cx, &mut lease, upload, uploads, at, body).await;
    lease.give_back(cx).await?;
    written
}

async fn write(
    cx: &Context,
    lease: &mut Lease,
    upload: &Upload,
    uploads: &Uploads,
    at: u64,
    body: Body,
) -> Result<u64, Error> {
    // Only now: who held the upload before may have written meanwhile.
    let mut offset = upload.offset(uploads)?;
    if at != offset {
        return Err(elsewhere(at, offset));
    }
    let path = uploads.parts(&upload.id);
    let full = |error| storage(room::explained(error, &folder(&path)));
    let mut file = OpenOptions::new()
        .write(true)
        .open(&path)
        .map_err(storage)?;
    file.seek(SeekFrom::Start(offset)).map_err(storage)?;
    let mut synced = offset;
    let mut parts = body.into_data_stream();
    let ended = loop {
        let bytes = match parts.next().await {
            None => break Ok(()),
            Some(Err(error)) => break Err(cut_off(&error.to_string())),
            Some(Ok(bytes)) => bytes,
        };
        if offset + bytes.len() as u64 > upload.length {
            break Err(too_many(upload.length));
        }
        lease.keep(cx).await?;
        file.write_all(&bytes).map_err(full)?;
        offset += bytes.len() as u64;
        if offset - synced >= SYNC_EVERY {
            file.sync_data().map_err(full)?;
            synced = offset;
        }
    };
    file.sync_all().map_err(full)?;
    ended.map(|()| offset)
}

fn folder(path: &std::path::Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

fn elsewhere(at: u64, offset: u64) -> Error {
    let detail = format!("{offset} bytes are there, the part begins at {at}");
    Error::conflict("wrong_offset", detail)
        .field("upload-offset")
        .remedy("ask with HEAD how many bytes are there, and go on from there")
}

fn too_many(length: u64) -> Error {
    let detail = format!("the upload was announced with {length} bytes, and more are sent");
    Error::too_large("more_than_announced", detail)
        .remedy("begin a new upload with the length the file has")
}

fn cut_off(cause: &str) -> Error {
    Error::invalid("body_cut_off", format!("the body ended early: {cause}"))
        .remedy("ask with HEAD how many bytes are there, and go on from there")
}
