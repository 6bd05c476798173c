//! `GET /api/corrections.ndjson`: corrected texts as training data.

use axum::{body::Body, extract::State, response::Response};
use bytes::Bytes;
use endpoint::{Caller, Context, Error, Problem, Result, attachment, audit};
use futures::stream;
use identity::Permission;
use serde::Serialize;
use serde_json::json;
use stores::{FromRow, Records, Row};

/// Texts read at once: what bounds the memory of an export.
const PAGE: u32 = 200;

/// A line of the export.
#[derive(Serialize)]
struct Example {
    #[serde(skip)]
    id: i64,
    text: String,
    label: String,
    field_type: String,
    scored_label: String,
    scored_compound: f64,
    scoring_version: String,
}

/// Corrected texts, one JSON object a line: `text`, `label` as people say, `scored_label` as it was scored. The tool that
/// trains the scorer reads it.
#[utoipa::path(get, path = "/api/corrections.ndjson", tag = "labels", operation_id = "export_corrections",
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = String, content_type = "application/x-ndjson"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Response> {
    caller.may(Permission::TicketsRead)?;
    let (records, workspace) = (cx.records.clone(), caller.workspace.0);
    let first = page(&records, workspace, 0).await?;
    let entry = audit::Entry::by(&caller, "corrections_exported", "corrections", json!({}));
    audit::record_alone(&cx, entry).await?;
    let body = stream::try_unfold(Some(first), move |examples| {
        let records = records.clone();
        async move { next(&records, workspace, examples).await }
    });
    attachment(
        "application/x-ndjson",
        "corrections.ndjson",
        Body::from_stream(body),
    )
}

/// Writes the page at hand and fetches the next.
async fn next(
    records: &Records,
    workspace: i64,
    examples: Option<Vec<Example>>,
) -> Result<Option<(Bytes, Option<Vec<Example>>)>, Error> {
    let Some(examples) = examples else {
        return Ok(None);
    };
    let Some(last) = examples.last() else {
        return Ok(None);
    };
    let following = if examples.len() < PAGE as usize {
        None
    } else {
        Some(page(records, workspace, last.id).await?)
    };
    let mut lines = Vec::new();
    for example in &examples {
        serde_json::to_writer(&mut lines, example).map_err(Error::internal)?;
        lines.push(b'\n');
    }
    Ok(Some((lines.into(), following)))
}

/// The corrections after one, by number.
async fn page(records: &Records, workspace: i64, after: i64) -> Result<Vec<Example>> {
    let select = "SELECT id, text, sentiment, field_type, scored_sentiment, scored_compound, scoring_version \
        FROM label_corrections WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    Ok(records.query(select, (workspace, after, PAGE)).await?)
}

impl FromRow for Example {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            text: row.take()?,
            label: row.take()?,
            field_type: row.take()?,
            scored_label: row.take()?,
            scored_compound: row.take()?,
            scoring_version: row.take()?,
        })
    }
}
