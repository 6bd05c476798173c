//! `POST /api/upload` and `POST /api/upload-parquet`: takes an export in, streamed to disk and inspected on the way.

pub mod admit;
mod bytes;
pub mod earlier;
pub mod form;
mod reading;
pub mod settings;

use crate::mapping::MappingView;
use crate::unpacker::Unpacker;
use admit::{Admitted, admit};
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Extension, Multipart, State};
use endpoint::{Caller, Context, Error, Json, Problem};
use folder::intakes;
use folder::uploads::Uploads;
use form::Sent;
use http::StatusCode;
use queue::Status;
use serde::{Deserialize, Serialize};
use tickets::Wire;
use utoipa::ToSchema;

/// The form, for the API's documentation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "documents the multipart form")]
pub struct UploadForm {
    /// The export.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// IANA timezone of times that name none; UTC when left out.
    #[schema(format = "iana-time-zone", example = "Europe/Berlin")]
    timezone: Option<String>,
    /// Columns by field, as `PUT /api/job/{id}/mapping` takes them (JSON).
    mapping: Option<String>,
    /// How the text is encoded, where that is known: a name such as `windows-1252` or `shift_jis`.
    #[schema(example = "windows-1252")]
    encoding: Option<String>,
    /// What separates the cells, where that is known: `,`, `;`, a tab or `|`.
    delimiter: Option<String>,
    /// The sheet of a workbook, the table of a page, the records of XML, or the file of an archive, that is taken alone. Before the file.
    table: Option<String>,
    /// The source the tickets are of, where the workspace has several systems of a kind: 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    source: Option<String>,
    /// `true` to stop for confirmation even when the mapping is sure.
    review: Option<bool>,
}

/// What was received.
#[derive(Debug, Serialize, ToSchema)]
pub struct Uploaded {
    /// The job that deals with it.
    pub job_id: String,
    /// Where to ask how it goes.
    pub status_url: String,
    /// One sentence on what happens next.
    pub message: String,
    /// `review` when it waits for confirmation.
    pub status: Status,
    /// Whether the same content was uploaded before: then this is that upload's job.
    pub duplicate: bool,
    /// The file.
    pub file_info: FileInfo,
    /// Which column holds what.
    pub mapping: MappingView,
}

/// What is known of the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileInfo {
    /// Its name, without folders.
    pub filename: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its data rows; none while a question is open.
    pub rows: Option<i64>,
    /// Its columns.
    pub columns: i64,
    /// How it held its records: `csv`, `json`, `xml`, `html`, `xlsx`, `xls` or `parquet`.
    pub wire: String,
    /// Whose export it is: a name of docs/formats.md such as `jira_csv`, `zendesk` or `bugzilla`, else `generic`.
    pub format: String,
    /// Its character encoding: by its head while a question is open.
    pub encoding: Option<String>,
    /// The columns of a Parquet file.
    pub schema: Option<Vec<SchemaColumn>>,
    /// Names of the columns whose texts are scored.
    pub text_columns: Vec<String>,
}

/// A column of a Parquet file.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemaColumn {
    /// Its name.
    pub name: String,
    /// Its type, such as `string`, `int64` or `timestamp`.
    pub r#type: String,
}

/// Takes an export in: CSV, JSON, an Excel workbook, an HTML table, XML or Parquet, plain or in one gzip or ZIP archive. It is on disk, inspected, and a job when this answers; its tickets show once the job is completed.
#[utoipa::path(post, path = "/api/upload", tag = "jobs", operation_id = "upload",
    extensions(("x-permission" = json!("uploads:write"))),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 202, body = Uploaded), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 507, body = Problem)))]
pub async fn receive(
    State(cx): State<Context>,
    Extension(unpacker): Extension<Unpacker>,
    caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Uploaded>), Error> {
    take(&cx, &unpacker, &caller, form, false).await
}

/// Takes a Parquet file in, as `/api/upload` does, and shows its columns' types; anything else is refused.
#[utoipa::path(post, path = "/api/upload-parquet", tag = "jobs", operation_id = "upload_parquet",
    extensions(("x-permission" = json!("uploads:write"))),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 202, body = Uploaded), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 507, body = Problem)))]
pub async fn receive_parquet(
    State(cx): State<Context>,
    Extension(unpacker): Extension<Unpacker>,
    caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Uploaded>), Error> {
    take(&cx, &unpacker, &caller, form, true).await
}

async fn take(
    cx: &Context,
    unpacker: &Unpacker,
    caller: &Caller,
    form: Result<Multipart, MultipartRejection>,
    parquet: bool,
) -> Result<(StatusCode, Json<Uploaded>), Error> {
    let form = form.map_err(|rejection| {
        Error::invalid("not_multipart", rejection.body_text())
            .remedy("send multipart/form-data with the export in the field file")
    })?;
    let job = cx.random.uuid_v7(cx.clock.now()).to_string();
    let templates = crate::template::of_workspace(&cx.records, caller.workspace).await?;
    let settings = settings::Settings::new(templates, parquet);
    intakes::begin(cx, caller.workspace.0, &job).await?;
    let sent = match form::read(cx, unpacker, &Uploads::mounted(), &job, form, settings).await {
        Ok(sent) => sent,
        Err(error) => {
            intakes::refused(cx, caller.workspace.0, &job).await;
            return Err(error);
        }
    };
    let uploaded = admitted(cx, caller, &Uploads::mounted(), &job, sent).await?;
    Ok((StatusCode::ACCEPTED, Json(uploaded)))
}

/// Makes what was sent a job, and tells what it is.
pub async fn admitted(
    cx: &Context,
    caller: &Caller,
    uploads: &Uploads,
    job: &str,
    sent: Sent,
) -> Result<Uploaded, Error> {
    let wire = sent.sniff.origin.map_or(Wire::Csv, |origin| origin.wire);
    let format = sent.format.name();
    let schema = sent.received.schema.clone();
    let Admitted { job, duplicate } = admit(cx, caller, uploads, job, sent).await?;
    let view = crate::mapping::of_job(cx, uploads, caller, &job).await?;
    let message = match (duplicate, job.status) {
        (true, _) => "this content was uploaded before; this is its job",
        (_, Status::Review) if !view.missing.is_empty() => "choose the columns to go on",
        (_, Status::Review) => "confirm the mapping to go on",
        _ => "the export is being processed",
    };
    Ok(Uploaded {
        status_url: format!("/api/job/{}", job.job_id),
        message: message.to_owned(),
        status: job.status,
        duplicate,
        file_info: FileInfo {
            filename: job.file_name,
            size: job.file_size,
            rows: job.total_rows,
            columns: job.total_columns,
            wire: wire.as_str().to_owned(),
            format: format.to_owned(),
            encoding: job.encoding,
            schema: schema.map(|columns| {
                let column = |(name, kind)| SchemaColumn { name, r#type: kind };
                columns.into_iter().map(column).collect()
            }),
            text_columns: job.detected_text_columns,
        },
        mapping: view,
        job_id: job.job_id,
    })
}
