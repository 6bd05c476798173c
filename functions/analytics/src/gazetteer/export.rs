//! `GET /api/gazetteer.csv`: all names of the workspace, as the import takes them.

use axum::{extract::State, response::Response};
use endpoint::{Caller, Context, Download, Part, Problem, Result, audit};
use serde_json::json;
use stores::Records;

use super::MOST;

/// All terms as CSV with the columns `term` and `label`, which the import takes back. Cells that a spreadsheet would run
/// as formulas are escaped.
#[utoipa::path(get, path = "/api/gazetteer.csv", tag = "gazetteer", operation_id = "export_terms",
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = String, content_type = "text/csv"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Response> {
    let workspace = caller.workspace.0;
    let entry = audit::Entry::by(&caller, "gazetteer_exported", "gazetteer", json!({}));
    let file = Download {
        name: "gazetteer.csv",
        entry,
    };
    let records = cx.records.clone();
    let read = move |()| all(records.clone(), workspace);
    file.csv(&cx, &["term", "label"], (), read).await
}

/// All terms: no workspace has so many that they would have to come in parts.
async fn all(records: Records, workspace: i64) -> Result<Part<Vec<String>, ()>> {
    let terms: Vec<(String, String)> = records
        .query(
            "SELECT term, label FROM gazetteer_terms WHERE workspace_id = $1 ORDER BY folded LIMIT $2",
            (workspace, MOST),
        )
        .await?;
    let rows = terms.into_iter().map(|(term, label)| vec![term, label]);
    Ok(Part {
        rows: rows.collect(),
        next: None,
    })
}
