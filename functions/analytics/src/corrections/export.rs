//! `GET /api/corrections.ndjson`: corrected texts as training data.

use axum::{extract::State, response::Response};
use endpoint::{Caller, Context, Download, Part, Problem, Result, audit};
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
    let workspace = caller.workspace.0;
    let entry = audit::Entry::by(&caller, "corrections_exported", "corrections", json!({}));
    let file = Download {
        name: "corrections.ndjson",
        entry,
    };
    let records = cx.records.clone();
    let read = move |after| page(records.clone(), workspace, after);
    file.lines(&cx, 0, read).await
}

/// The corrections after one, by number.
async fn page(records: Records, workspace: i64, after: i64) -> Result<Part<Example, i64>> {
    let select = "SELECT id, text, sentiment, field_type, scored_sentiment, scored_compound, scoring_version \
        FROM label_corrections WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    let examples = records.query(select, (workspace, after, PAGE)).await?;
    Ok(Part::in_order(examples, PAGE, |example: &Example| {
        example.id
    }))
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
