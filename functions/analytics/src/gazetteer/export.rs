//! `GET /api/gazetteer.csv`: all names of the workspace, as the import takes them.

use axum::{extract::State, response::Response};
use endpoint::{Caller, Context, Error, Problem, Result, attachment, audit};
use identity::Permission;
use serde_json::json;
use tickets::export::Writer;

use super::MOST;

/// All terms as CSV with the columns `term` and `label`, which the import takes back. Cells that a spreadsheet would run
/// as formulas are escaped.
#[utoipa::path(get, path = "/api/gazetteer.csv", tag = "gazetteer", operation_id = "export_terms",
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = String, content_type = "text/csv"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(State(cx): State<Context>, caller: Caller) -> Result<Response> {
    caller.may(Permission::TicketsRead)?;
    let terms: Vec<(String, String)> = cx
        .records
        .query(
            "SELECT term, label FROM gazetteer_terms WHERE workspace_id = $1 ORDER BY folded LIMIT $2",
            (caller.workspace.0, MOST),
        )
        .await?;
    let entry = audit::Entry::by(&caller, "gazetteer_exported", "gazetteer", json!({}));
    audit::record_alone(&cx, entry).await?;
    let mut csv = Writer::new(Vec::new());
    csv.row(["term", "label"]).map_err(Error::internal)?;
    for (term, label) in &terms {
        csv.row([term.as_str(), label]).map_err(Error::internal)?;
    }
    attachment("text/csv; charset=utf-8", "gazetteer.csv", csv.into_inner())
}
