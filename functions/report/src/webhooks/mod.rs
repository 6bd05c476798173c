//! Webhooks: other programs are told what became of deliveries, at least once, signed as Standard Webhooks say
//! (<https://www.standardwebhooks.com>).

mod change;
pub(crate) mod deleted;
pub(crate) mod edit;
pub(crate) mod outbox;
pub(crate) mod pause;
mod signature;
#[cfg(test)]
mod tests;
pub(crate) mod trial;

use endpoint::Result;
use jiff::Timestamp;
use serde_json::{Value, json};
use stores::Transaction;

use endpoint::Context;

/// What is told of a delivery that ended.
pub(crate) struct Told<'a> {
    pub(crate) workspace: i64,
    pub(crate) delivery: &'a str,
    pub(crate) schedule: (&'a str, &'a str),
    pub(crate) slot: &'a str,
    pub(crate) recipient: &'a str,
    /// `sent`, `failed` or `unknown`.
    pub(crate) status: &'a str,
    pub(crate) why: Option<&'a str>,
}

impl Told<'_> {
    /// Writes a call for each webhook of the workspace that is there and not paused, in the transaction that books the end.
    pub(crate) async fn write(
        &self,
        cx: &Context,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<()> {
        let webhooks: Vec<(String,)> = transaction
            .query(
                "SELECT id FROM webhooks WHERE workspace_id = $1 AND paused_at IS NULL AND deleted_at IS NULL ORDER BY id",
                (self.workspace,),
            )
            .await?;
        let event = format!("report.{}", self.status);
        for (webhook,) in webhooks {
            transaction
                .execute(
                    "INSERT INTO outbox (id, workspace_id, webhook_id, event, payload, status, next_attempt_at, created_at, updated_at) \
                     VALUES ($1, $2, $3, $4, $5, 'due', $6, $6, $6)",
                    (
                        cx.random.uuid_v7(now).to_string(),
                        self.workspace,
                        webhook,
                        event.as_str(),
                        self.payload(&event, now),
                        now,
                    ),
                )
                .await?;
        }
        Ok(())
    }

    fn payload(&self, event: &str, now: Timestamp) -> Value {
        json!({
            "type": event, "timestamp": now,
            "data": {
                "delivery_id": self.delivery, "schedule_id": self.schedule.0, "schedule": self.schedule.1,
                "slot": self.slot, "recipient": self.recipient, "status": self.status, "reason": self.why,
            },
        })
    }
}
