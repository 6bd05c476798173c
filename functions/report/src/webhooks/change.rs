//! What every change of webhooks does: it is alone in its workspace, and it is booked.

use endpoint::{Caller, Context, Result, audit};
use jiff::Timestamp;
use serde_json::json;
use stores::Transaction;

/// A transaction in which nobody else changes the webhooks of the caller's workspace, and the moment it began.
pub(super) async fn begin(cx: &Context, caller: &Caller) -> Result<(Transaction, Timestamp)> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    transaction
        .alone(&format!("webhooks of {}", caller.workspace.0))
        .await?;
    Ok((transaction, now))
}

/// Books what somebody did to a webhook, with its URL.
pub(super) async fn book(
    transaction: &Transaction,
    caller: &Caller,
    (action, id): (&'static str, &str),
    url: &str,
    now: Timestamp,
) -> Result<()> {
    let resource = format!("webhook:{id}");
    let entry = audit::Entry::by(caller, action, &resource, json!({"url": url}));
    audit::record(transaction, entry, now).await
}
