//! `PUT /api/texts/{id}/label`: somebody says what a text's sentiment is.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Scored, fingerprint};
use crate::mood::required_sentiment;

/// What the text is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Label {
    /// What its sentiment is.
    #[schema(schema_with = crate::mood::documented)]
    sentiment: String,
}

/// What was corrected.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Corrected {
    /// The ticket the text is of.
    ticket_id: String,
    /// What the text was scored as.
    #[schema(schema_with = crate::mood::documented)]
    scored_sentiment: String,
    /// What it is.
    #[schema(schema_with = crate::mood::documented)]
    sentiment: &'static str,
}

/// Says what a text's sentiment is; a second time replaces the first. Figures stay those of the scores.
#[utoipa::path(put, path = "/api/texts/{id}/label", tag = "labels", operation_id = "correct_label",
    params(("id" = i64, Path, description = "The text's number")),
    extensions(("x-permission" = json!("labels:write"))), request_body = Label,
    responses((status = 200, body = Corrected), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<i64>,
    Json(label): Json<Label>,
) -> Result<Json<Corrected>> {
    let sentiment = required_sentiment("sentiment", &label.sentiment)?.as_str();
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let text = Scored::find(&transaction, caller.workspace.0, id).await?;
    transaction
        .execute(
            "INSERT INTO label_corrections (workspace_id, source, ticket_id, field_type, text_sha256, text, \
                 scored_sentiment, scored_compound, scoring_version, sentiment, user_id, corrected_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             ON CONFLICT (workspace_id, source, ticket_id, field_type, text_sha256) DO UPDATE SET \
                 scored_sentiment = excluded.scored_sentiment, scored_compound = excluded.scored_compound, \
                 scoring_version = excluded.scoring_version, sentiment = excluded.sentiment, \
                 user_id = excluded.user_id, corrected_at = excluded.corrected_at",
            (
                caller.workspace.0,
                text.source.as_str(),
                text.ticket_id.as_str(),
                text.field_type.as_str(),
                fingerprint(&text.text),
                text.text.as_str(),
                text.sentiment.as_str(),
                text.compound,
                text.scoring_version.as_str(),
                sentiment,
                caller.user.0,
                now,
            ),
        )
        .await?;
    let details = json!({"field_type": text.field_type, "from": text.sentiment, "to": sentiment});
    let resource = text.resource();
    let entry = audit::Entry::by(&caller, "label_corrected", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(Json(Corrected {
        ticket_id: text.key,
        scored_sentiment: text.sentiment,
        sentiment,
    }))
}
