//! `POST /api/gazetteer`: a name is added.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Problem, Result};
use http::StatusCode;

use super::{GazetteerTerm, GivenTerm, MOST, alone, book, count, described, full, resource, taken};

/// Adds a name, or a term that is never to be reported. It counts for the texts that arrive from now on.
#[utoipa::path(post, path = "/api/gazetteer", tag = "gazetteer", operation_id = "add_term",
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenTerm,
    responses((status = 201, body = GazetteerTerm), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<GivenTerm>,
) -> Result<(StatusCode, Json<GazetteerTerm>)> {
    let (term, meaning) = given.checked()?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    alone(&transaction, workspace).await?;
    if count(&transaction, workspace).await? >= MOST {
        return Err(full());
    }
    let (id,) = transaction
        .query_one(
            "INSERT INTO gazetteer_terms (workspace_id, term, folded, label, user_id, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            (
                workspace,
                term.as_str(),
                term.folded(),
                meaning.as_str(),
                caller.user.0,
                now,
            ),
        )
        .await
        .map_err(|error| taken(error, &term))?;
    let details = described(term.as_str(), meaning.as_str());
    book(
        &transaction,
        &caller,
        ("gazetteer_term_added", &resource(id), details),
        now,
    )
    .await?;
    let added = GazetteerTerm::find(&transaction, workspace, id).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(added)))
}
