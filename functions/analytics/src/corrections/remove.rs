//! `DELETE /api/texts/{id}/label`: a correction is taken back.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Path, Problem, Result, audit};
use http::StatusCode;
use serde_json::json;

use super::{Scored, fingerprint};

/// Takes the correction of a text back.
#[utoipa::path(delete, path = "/api/texts/{id}/label", tag = "labels", operation_id = "remove_label",
    params(("id" = i64, Path, description = "The text's number")),
    extensions(("x-permission" = json!("labels:write"))),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let text = Scored::find(&transaction, caller.workspace.0, id).await?;
    let removed = transaction
        .execute(
            "DELETE FROM label_corrections WHERE workspace_id = $1 AND source = $2 AND ticket_id = $3 \
             AND field_type = $4 AND text_sha256 = $5",
            (
                caller.workspace.0,
                text.source.as_str(),
                text.ticket_id.as_str(),
                text.field_type.as_str(),
                fingerprint(&text.text),
            ),
        )
        .await?;
    if removed == 0 {
        return Err(Error::not_found(
            "not_corrected",
            "the text's label was not corrected",
        ));
    }
    let (resource, details) = (text.resource(), json!({ "field_type": text.field_type }));
    let entry = audit::Entry::by(&caller, "label_correction_removed", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
