//! `PUT /api/gazetteer/{id}`: a name is written or labelled otherwise.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};
use serde_json::json;

use super::{GazetteerTerm, GivenTerm, alone, book, described, resource, taken};

/// Changes a term. Texts that are stored keep what was found in them.
#[utoipa::path(put, path = "/api/gazetteer/{id}", tag = "gazetteer", operation_id = "change_term",
    params(("id" = i64, Path, description = "The term's number")),
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenTerm,
    responses((status = 200, body = GazetteerTerm), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
    Json(given): Json<GivenTerm>,
) -> Result<Json<GazetteerTerm>> {
    let (term, meaning) = given.checked()?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    alone(&transaction, workspace).await?;
    let before = GazetteerTerm::find(&transaction, workspace, id).await?;
    transaction
        .execute(
            "UPDATE gazetteer_terms SET term = $1, folded = $2, label = $3, user_id = $4, changed_at = $5 \
             WHERE workspace_id = $6 AND id = $7",
            (
                term.as_str(),
                term.folded(),
                meaning.as_str(),
                caller.user.0,
                now,
                workspace,
                id,
            ),
        )
        .await
        .map_err(|error| taken(error, &term))?;
    let details = json!({
        "from": described(&before.term, &before.label),
        "to": described(term.as_str(), meaning.as_str()),
    });
    book(
        &transaction,
        &caller,
        ("gazetteer_term_changed", &resource(id), details),
        now,
    )
    .await?;
    let after = GazetteerTerm::find(&transaction, workspace, id).await?;
    transaction.commit().await?;
    Ok(Json(after))
}
