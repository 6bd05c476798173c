//! The question to an address that is no user's whether it wants these mails.

use endpoint::{Context, Result};
use stores::Transaction;

use super::NewDelivery;

/// Puts the question into the ledger.
pub(crate) async fn ask(
    cx: &Context,
    transaction: &Transaction,
    (workspace, schedule): (i64, &str),
    address: &str,
) -> Result<()> {
    let now = cx.clock.now();
    let id = cx.random.uuid_v7(now).to_string();
    let slot = format!("confirm:{id}");
    let row = NewDelivery {
        workspace,
        schedule,
        slot: &slot,
        slot_at: now,
        recipient: address,
        kind: "confirm",
        is_late: false,
        days: None,
        skipped: None,
    };
    row.insert(transaction, &id, now).await?;
    Ok(())
}
