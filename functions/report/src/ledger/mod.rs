//! The ledger: every slot of every schedule and recipient once, from due to delivered.
//!
//! ```text
//!           ┌────────────── retrying ◀─────────────┐ (a server says "later", or none can be reached)
//!           ▼                                      │
//!  due ─▶ rendering ─▶ sending ──────────────────▶ sent
//!   │         │           ├─ before the message ─▶ failed (for good, or given up after a day)
//!   │         │           └─ after it began, no answer ─▶ unknown: never sent again by itself
//!   │         └─ mail is not configured ─▶ kept
//!   └─ missed, paused, unsubscribed, … ─▶ skipped
//! ```
//!
//! A row is held under a lease. Who dies loses the lease, and the next tick goes on where the row says: before
//! `transmitting_at` nothing of the message has left, so it is sent again; after it the server may have it, so it is not.

pub(crate) mod barred;
mod claim;
pub(crate) mod confirm;
mod finish;
pub(crate) mod plan;
mod post;
mod render;
pub(crate) mod request;
pub(crate) mod retry;
#[cfg(test)]
mod tests;
mod tick;
#[cfg(test)]
mod year;
mod zones;

pub use post::{Courier, Offered, Outgoing, Post};
pub(crate) use render::Document;
pub use tick::{Tools, tick};

use endpoint::{Error, Result};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use stores::Transaction;

use crate::schedules::Schedule;

/// How long a row is held while its report is made. Who is slower makes it in vain: another makes it, too, and one is kept.
pub(crate) const RENDERING_LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How long a row is held during the dialogue with a server, whose deadlines together are shorter.
pub(crate) const SENDING_LEASE: SignedDuration = SignedDuration::from_secs(180);

/// A row to be.
pub(crate) struct NewDelivery<'a> {
    pub(crate) workspace: i64,
    pub(crate) schedule: &'a str,
    /// The slot's key, or what stands in its place.
    pub(crate) slot: &'a str,
    pub(crate) slot_at: Timestamp,
    pub(crate) recipient: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) is_late: bool,
    /// The first and the last day its report covers; none where there is no report.
    pub(crate) days: Option<(String, String)>,
    /// Why it is skipped from the beginning; none where it is due.
    pub(crate) skipped: Option<&'static str>,
}

impl NewDelivery<'_> {
    /// Writes the row, unless the slot has one for this recipient.
    pub(crate) async fn insert(
        &self,
        transaction: &Transaction,
        id: &str,
        now: Timestamp,
    ) -> Result<(), stores::Error> {
        let (first, last) = self.days.clone().unzip();
        let status = if self.skipped.is_some() {
            "skipped"
        } else {
            "due"
        };
        transaction
            .execute(
                "INSERT INTO report_deliveries (id, workspace_id, schedule_id, slot, recipient, kind, slot_at, is_late, status, \
                     reason, first_day, last_day, next_attempt_at, message_id, created_at, updated_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) \
                 ON CONFLICT (schedule_id, slot, recipient) DO NOTHING",
                (
                    id,
                    self.workspace,
                    self.schedule,
                    self.slot,
                    self.recipient,
                    self.kind,
                    self.slot_at,
                    self.is_late,
                    status,
                    self.skipped,
                    first,
                    last,
                    self.skipped.is_none().then_some(now),
                    message_id(self.schedule, self.slot, self.recipient),
                    now,
                ),
            )
            .await
            .map(drop)
    }
}

/// What a mail is known by: made of the schedule, the slot and the recipient, so that a server that gets it twice, or a
/// person who looks for it, finds one.
fn message_id(schedule: &str, slot: &str, recipient: &str) -> String {
    let mut hash = Sha256::new();
    for part in [schedule, slot, recipient] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize()[..16])
}

/// Whether a failure is that of one row or schedule. Any other is that of the stores: they do not answer, and whatever is
/// tried next fares no better.
fn is_its_own(error: &Error) -> bool {
    error.status() == StatusCode::INTERNAL_SERVER_ERROR
}

/// A row somebody holds.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) schedule: Schedule,
    pub(crate) slot: String,
    pub(crate) slot_at: Timestamp,
    pub(crate) recipient: String,
    pub(crate) kind: String,
    pub(crate) is_late: bool,
    pub(crate) days: Option<(String, String)>,
    pub(crate) attempts: u32,
    pub(crate) message_id: String,
    pub(crate) created_at: Timestamp,
    /// What went wrong, where it is told to the owner.
    pub(crate) about: Option<String>,
    /// Its report, where that was made before.
    pub(crate) document: Option<String>,
}
