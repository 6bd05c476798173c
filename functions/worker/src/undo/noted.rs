//! What an upload notes while it is scored, so that it, and those before it, can be undone: on whose tickets it rests, and
//! how tickets were dated before it.

use crate::merge::Merged;
use crate::stored::StoredTicket;
use queue::Failure;
use rows::insert::Origin;
use serde::Serialize;
use std::collections::BTreeMap;
use stores::{Dialect, Error, Transaction, Value};

/// What a chunk notes.
#[derive(Default)]
pub struct Noted {
    /// Tickets that are as they were known.
    unchanged: Vec<String>,
    /// Tickets that are dated as the upload from now on, by how they were dated before, µs since the epoch.
    dated: BTreeMap<i64, Vec<String>>,
}

impl Noted {
    /// Notes what becomes of a ticket. `uploaded_at` is when the export came in, µs since the epoch.
    pub fn take(&mut self, known: Option<&StoredTicket>, merged: &Merged, uploaded_at: i64) {
        let Some(known) = known else { return };
        let (key, before) = (&known.state.ticket_id, known.state.as_of.0);
        let dated = match merged {
            Merged::Unchanged { seen, .. } => {
                self.unchanged.push(key.clone());
                *seen
            }
            Merged::Revised { ticket, .. } => {
                ticket.state.as_of.0 == uploaded_at && before < uploaded_at
            }
        };
        if dated {
            self.dated.entry(before).or_default().push(key.clone());
        }
    }

    /// The keys of tickets that are as they were known.
    pub fn unchanged(&self) -> &[String] {
        &self.unchanged
    }

    /// Writes it, within the transaction that books the chunk. Of a job that is not published nobody asks for it.
    pub async fn write(
        &self,
        transaction: &Transaction,
        origin: &Origin<'_>,
    ) -> Result<(), Failure> {
        if !self.unchanged.is_empty() {
            let statement = match transaction.dialect() {
                Dialect::Sqlite => {
                    "INSERT INTO upload_supports (workspace_id, job_id, rests_on) \
                     SELECT DISTINCT t.workspace_id, $1, t.job_id FROM tickets t WHERE t.workspace_id = $2 AND t.source = $3 \
                         AND t.ticket_id IN (SELECT k.value FROM json_each($4) AS k) \
                     ON CONFLICT (job_id, rests_on) DO NOTHING"
                }
                Dialect::Postgres => {
                    "INSERT INTO upload_supports (workspace_id, job_id, rests_on) \
                     SELECT DISTINCT t.workspace_id, $1, t.job_id FROM tickets t WHERE t.workspace_id = $2 AND t.source = $3 \
                         AND t.ticket_id IN (SELECT k.value FROM jsonb_array_elements_text($4) AS k (value)) \
                     ON CONFLICT (job_id, rests_on) DO NOTHING"
                }
            };
            let keys = json(&self.unchanged)?;
            transaction
                .execute(
                    statement,
                    (origin.job, origin.workspace, origin.source, keys),
                )
                .await?;
        }
        if !self.dated.is_empty() {
            let dates: Vec<(&i64, &Vec<String>)> = self.dated.iter().collect();
            transaction
                .execute(
                    "INSERT INTO dated_tickets (workspace_id, job_id, source, dates) VALUES ($1, $2, $3, $4)",
                    (origin.workspace, origin.job, origin.source, json(&dates)?),
                )
                .await?;
        }
        Ok(())
    }
}

/// A value as a parameter of a statement.
pub fn json(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_string(value)
        .map(Value::Json)
        .map_err(|error| Error::Other(error.to_string()))
}
