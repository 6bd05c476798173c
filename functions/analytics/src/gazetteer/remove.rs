//! `DELETE /api/gazetteer/{id}`: a name is taken out.

use axum::extract::State;
use endpoint::{Caller, Context, Path, Problem, Result};
use http::StatusCode;

use super::{GazetteerTerm, alone, book, described, resource};

/// Takes a term out. Texts that are stored keep what was found in them.
#[utoipa::path(delete, path = "/api/gazetteer/{id}", tag = "gazetteer", operation_id = "remove_term",
    params(("id" = i64, Path, description = "The term's number")),
    extensions(("x-permission" = json!("labels:write"))),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    alone(&transaction, workspace).await?;
    let removed = GazetteerTerm::find(&transaction, workspace, id).await?;
    transaction
        .execute(
            "DELETE FROM gazetteer_terms WHERE workspace_id = $1 AND id = $2",
            (workspace, id),
        )
        .await?;
    let details = described(&removed.term, &removed.label);
    book(
        &transaction,
        &caller,
        ("gazetteer_term_removed", &resource(id), details),
        now,
    )
    .await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
