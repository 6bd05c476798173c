//! `GET /api/report/deliveries/{id}/pdf`: the report as it was sent.

use axum::{extract::State, response::Response};
use endpoint::{Caller, Context, Error, Path, Problem, Result, attachment, audit};
use serde_json::json;

use super::find;

/// The PDF of a delivery, byte by byte as it was sent.
#[utoipa::path(get, path = "/api/report/deliveries/{id}/pdf", tag = "reports", operation_id = "delivery_pdf",
    params(("id" = String, Path, description = "The delivery's number", max_length = 36)),
    extensions(("x-permission" = json!("reports:schedule"))),
    responses((status = 200, content_type = "application/pdf"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response> {
    let delivery = find(&cx, &caller, &id).await?;
    let kept: Option<(String, Vec<u8>)> = cx
        .records
        .query_optional(
            "SELECT r.file_name, r.pdf FROM report_documents r JOIN report_deliveries d ON d.document_id = r.id \
             WHERE d.id = $1 AND d.workspace_id = $2 AND r.pdf IS NOT NULL",
            (delivery.id.as_str(), caller.workspace.0),
        )
        .await?;
    let (name, pdf) = kept.ok_or_else(|| {
        Error::not_found(
            "no_pdf",
            "there is no PDF of this delivery, or its time is over",
        )
        .remedy("make the report of these days anew")
    })?;
    let resource = format!("report_delivery:{id}");
    let entry = audit::Entry::by(&caller, "report_downloaded", &resource, json!({}));
    audit::record_alone(&cx, entry).await?;
    attachment("application/pdf", &name, pdf)
}
