//! `PATCH /api/report/webhooks/{id}`: an address is told nothing for a while, and again.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Path, Problem, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use super::change;
use super::edit::{Webhook, within};

/// What a webhook is to be from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedWebhook {
    /// False: it is paused.
    enabled: bool,
}

/// Pauses a webhook, or lets it go on. What it was not told yet waits until then; what happens meanwhile it is not told.
#[utoipa::path(patch, path = "/api/report/webhooks/{id}", tag = "reports", operation_id = "change_webhook",
    params(("id" = String, Path, description = "The webhook's number", max_length = 36)),
    extensions(("x-permission" = json!("webhooks:manage"))), request_body = ChangedWebhook,
    responses((status = 200, body = Webhook), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn patch(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(ChangedWebhook { enabled }): Json<ChangedWebhook>,
) -> Result<Json<Webhook>> {
    let (transaction, now) = change::begin(&cx, &caller).await?;
    let workspace = caller.workspace.0;
    let webhook = within(&transaction, workspace, &id).await?;
    if enabled != webhook.enabled {
        let paused_at = (!enabled).then_some(now);
        transaction
            .execute(
                "UPDATE webhooks SET paused_at = $1 WHERE id = $2",
                (paused_at, id.as_str()),
            )
            .await?;
        let action = match paused_at {
            Some(_) => "webhook_paused",
            None => "webhook_resumed",
        };
        let done = (action, id.as_str());
        change::book(&transaction, &caller, done, &webhook.url, now).await?;
    }
    let changed = within(&transaction, workspace, &id).await?;
    transaction.commit().await?;
    Ok(Json(changed))
}
