//! `GET /api/rescoring/{id}/changes`: the texts that have another label now.

use super::published;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Page, Path, Problem, Query};
use sentiment::Label;
use serde::{Deserialize, Serialize};
use stores::{FromRow, Row};
use utoipa::{IntoParams, ToSchema, openapi::Object};

/// Which changes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Only texts that had this label.
    #[param(schema_with = documented)]
    pub from: Option<String>,
    /// Only texts that have this label now.
    #[param(schema_with = documented)]
    pub to: Option<String>,
}

/// A text that has another label now.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedText {
    /// The text's number.
    pub id: i64,
    /// Its ticket.
    pub ticket_id: String,
    /// The system the ticket comes from.
    pub source: String,
    /// `summary`, `description` or `comment`.
    pub field_type: String,
    /// Its number among the ticket's comments; null for summary and description.
    pub comment_number: Option<i64>,
    /// The text.
    pub text: String,
    /// The label before.
    #[schema(schema_with = documented)]
    pub from: String,
    /// The compound before.
    pub from_compound: f64,
    /// The scorer before.
    pub from_version: String,
    /// The label now.
    #[schema(schema_with = documented)]
    pub to: String,
    /// The compound now.
    pub to_compound: f64,
}

impl FromRow for ChangedText {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            ticket_id: row.take()?,
            source: row.take()?,
            field_type: row.take()?,
            comment_number: row.take()?,
            text: row.take()?,
            from: row.take()?,
            from_compound: row.take()?,
            from_version: row.take()?,
            to: row.take()?,
            to_compound: row.take()?,
        })
    }
}

/// Selects the texts whose label the rescoring `$1` changed, from the label `$2` to `$3`, where these are given.
pub(super) const CHANGED: &str = "SELECT r.id, COALESCE(t.moved_key, r.ticket_id), r.source, r.field_type, r.comment_number, r.text, \
        n.old_sentiment, n.old_compound, n.old_scoring_version, n.sentiment, n.compound \
    FROM text_scores n JOIN sentiment_results r ON r.id = n.result_id \
    LEFT JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
    WHERE n.job_id = $1 AND n.moved = 1 AND n.old_sentiment = COALESCE($2, n.old_sentiment) \
        AND n.sentiment = COALESCE($3, n.sentiment)";

/// Lists the texts whose label a rescoring changed. Kept for the latest rescoring of a workspace only.
#[utoipa::path(get, path = "/api/rescoring/{id}/changes", tag = "scoring", operation_id = "list_rescoring_changes",
    params(("id" = String, Path, description = "The rescoring's identifier"), Params, Page),
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Listed<ChangedText>), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Listed<ChangedText>>, Error> {
    let (from, to) = (
        label("from", params.from.as_deref())?,
        label("to", params.to.as_deref())?,
    );
    kept(&cx, &caller, &id).await?;
    let (total,): (u64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM text_scores WHERE job_id = $1 AND moved = 1 \
             AND old_sentiment = COALESCE($2, old_sentiment) AND sentiment = COALESCE($3, sentiment)",
            (id.as_str(), from, to),
        )
        .await?;
    let results = cx
        .records
        .query(
            &format!("{CHANGED} ORDER BY n.result_id LIMIT $4 OFFSET $5"),
            (id.as_str(), from, to, page.limit(), page.offset()),
        )
        .await?;
    Ok(Json(page.of(total, results)))
}

/// Whether it is the rescoring whose former scores are kept.
pub(super) async fn kept(cx: &Context, caller: &Caller, id: &str) -> Result<(), Error> {
    published(&cx.records, caller.workspace, id).await?;
    let (later,): (i64,) = cx
        .records
        .query_one(
            "SELECT count(*) FROM jobs l JOIN jobs j ON j.id = $1 WHERE l.workspace_id = j.workspace_id \
             AND l.kind = 'rescoring' AND l.snapshot_id > j.snapshot_id",
            (id,),
        )
        .await?;
    if later > 0 {
        return Err(Error::conflict(
            "scores_replaced",
            format!("the scores before rescoring {id} are not kept any more"),
        )
        .remedy("the latest rescoring has its own; the comparison in numbers stays"));
    }
    Ok(())
}

/// The labels, for the document.
pub(super) fn documented() -> Object {
    endpoint::one_of("A sentiment", Label::ALL.map(Label::as_str))
}

/// A label, where one is given.
pub(super) fn label(
    field: &'static str,
    given: Option<&str>,
) -> Result<Option<&'static str>, Error> {
    let Some(given) = given else {
        return Ok(None);
    };
    given
        .parse::<Label>()
        .map(|label| Some(label.as_str()))
        .map_err(|_| {
            Error::invalid(
                "invalid_sentiment",
                format!("{field} is negative, neutral or positive"),
            )
            .field(field)
        })
}
