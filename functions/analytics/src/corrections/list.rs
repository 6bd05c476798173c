//! `GET /api/corrections`: what was corrected, newest first.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};
use serde::Serialize;
use stores::{FromRow, Row};
use utoipa::ToSchema;

use super::Correction;

/// A corrected text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorrectedText {
    id: i64,
    ticket_id: String,
    source: String,
    /// `summary`, `description` or `comment`.
    field_type: String,
    text: String,
    #[schema(schema_with = crate::mood::documented)]
    scored_sentiment: String,
    scored_compound: f64,
    scoring_version: String,
    #[serde(flatten)]
    correction: Correction,
}

/// What was corrected in the workspace, newest first.
#[utoipa::path(get, path = "/api/corrections", tag = "labels", operation_id = "list_corrections",
    params(Page), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Listed<CorrectedText>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(page): Query<Page>,
) -> Result<Json<Listed<CorrectedText>>> {
    let workspace = caller.workspace.0;
    let (total,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM label_corrections WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    let results = cx
        .records
        .query(
            "SELECT c.id, COALESCE(t.moved_key, c.ticket_id), c.source, c.field_type, c.text, c.scored_sentiment, c.scored_compound, \
             c.scoring_version, c.sentiment, u.email, c.corrected_at \
             FROM label_corrections c LEFT JOIN users u ON u.id = c.user_id \
             LEFT JOIN tickets t ON t.workspace_id = c.workspace_id AND t.source = c.source AND t.ticket_id = c.ticket_id \
             WHERE c.workspace_id = $1 ORDER BY c.corrected_at DESC, c.id DESC LIMIT $2 OFFSET $3",
            (workspace, page.limit(), page.offset()),
        )
        .await?;
    Ok(Json(page.of(total, results)))
}

impl FromRow for CorrectedText {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            ticket_id: row.take()?,
            source: row.take()?,
            field_type: row.take()?,
            text: row.take()?,
            scored_sentiment: row.take()?,
            scored_compound: row.take()?,
            scoring_version: row.take()?,
            correction: Correction {
                sentiment: row.take()?,
                corrected_by: row.take()?,
                corrected_at: row.take()?,
            },
        })
    }
}
