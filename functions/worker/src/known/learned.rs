//! Numbers of the tracker that tickets are known to have once an upload told them.

use crate::stored::StoredTicket;
use queue::Failure;
use stores::{Dialect, Value};

/// The tracker's numbers that known tickets had none of, by what these were first known by.
#[derive(Default)]
pub struct Learned(serde_json::Map<String, serde_json::Value>);

impl Learned {
    /// Notes the number of a ticket that is as it was known: a changed one has it in its new revision.
    pub fn take(
        &mut self,
        known: Option<&StoredTicket>,
        is_unchanged: bool,
        number: Option<String>,
    ) {
        if let (Some(known), Some(number), true) = (known, number, is_unchanged)
            && known.state.tracker_id.is_none()
        {
            let name = known.state.ticket_id.clone();
            self.0.insert(name, number.into());
        }
    }

    /// Writes them. True whatever becomes of the job, so it needs no staging.
    pub async fn write(
        self,
        transaction: &stores::Transaction,
        (workspace, source): (i64, &str),
    ) -> Result<(), Failure> {
        if self.0.is_empty() {
            return Ok(());
        }
        // Materialized: else SQLite looks for each ticket of the source among them, and not the other way round.
        let statement = match transaction.dialect() {
            Dialect::Sqlite => {
                "WITH k AS MATERIALIZED (SELECT key, value FROM json_each($1)) UPDATE tickets SET tracker_id = k.value FROM k \
                 WHERE tracker_id IS NULL AND workspace_id = $2 AND source = $3 AND ticket_id = k.key"
            }
            Dialect::Postgres => {
                "WITH k AS MATERIALIZED (SELECT key, value FROM jsonb_each_text($1)) UPDATE tickets SET tracker_id = k.value \
                 FROM k WHERE tracker_id IS NULL AND workspace_id = $2 AND source = $3 AND ticket_id = k.key"
            }
        };
        let learned = Value::Json(serde_json::Value::Object(self.0).to_string());
        transaction
            .execute(statement, (learned, workspace, source))
            .await?;
        Ok(())
    }
}
