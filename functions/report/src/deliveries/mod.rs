//! The history: what was delivered to whom, what was not and why.

pub(crate) mod again;
pub(crate) mod list;
pub(crate) mod pdf;
pub(crate) mod retry;
pub(crate) mod settle;

use endpoint::{Caller, Context, Error, Result};
use jiff::Timestamp;
use serde::Serialize;
use stores::{FromRow, Row};
use utoipa::ToSchema;

use crate::schedules::whose;

/// A report to one recipient.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delivery {
    /// Its number.
    pub(crate) id: String,
    /// The schedule it is of.
    pub(crate) schedule_id: String,
    /// That schedule's name.
    pub(crate) schedule: String,
    /// The zone by whose clock the schedule goes.
    timezone: String,
    /// `slot`: it was due. `now` and `test`: somebody asked for it. `notice`: a failure told to the owner. `confirm`: an
    /// address is asked whether it wants mails.
    pub(crate) kind: String,
    /// When it was due.
    #[schema(value_type = String, format = DateTime)]
    slot_at: Timestamp,
    /// The recipient's address.
    pub(crate) recipient: String,
    /// Whether it comes late, as nothing ran when it was due.
    is_late: bool,
    /// `due`, `rendering`, `sending`, `sent`, `retrying`, `failed`, `skipped`, `unknown` (the connection was lost when the
    /// server may have had it) or `kept` (mail is not configured).
    pub(crate) status: String,
    /// Why, in a stable word.
    reason: Option<String>,
    /// The first day its report covers.
    #[schema(value_type = Option<String>, format = Date)]
    first_day: Option<String>,
    /// The last day its report covers.
    #[schema(value_type = Option<String>, format = Date)]
    last_day: Option<String>,
    /// How often it was tried.
    attempts: u32,
    /// When it is tried next.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<Timestamp>,
    /// The left part of the mail's Message-ID, by which a mail server's log finds it.
    message_id: String,
    /// The step of the dialogue with the server that failed.
    failed_step: Option<String>,
    /// The server's code.
    server_code: Option<u32>,
    /// The server's words.
    server_words: Option<String>,
    /// Whether its PDF can be had.
    pub(crate) has_pdf: bool,
    /// When the mail was taken by the server.
    #[schema(value_type = Option<String>, format = DateTime)]
    sent_at: Option<Timestamp>,
    /// When it was booked.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When its state changed last.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// The columns of a [`Delivery`], and where they come from.
const SELECT: &str = "SELECT d.id, d.schedule_id, s.name, s.timezone, d.kind, d.slot_at, d.recipient, d.is_late, d.status, \
     d.reason, d.first_day, d.last_day, d.attempts, d.next_attempt_at, d.message_id, d.failed_step, d.server_code, \
     d.server_words, r.pdf IS NOT NULL, d.sent_at, d.created_at, d.updated_at \
     FROM report_deliveries d JOIN report_schedules s ON s.id = d.schedule_id \
     LEFT JOIN report_documents r ON r.id = d.document_id";

impl FromRow for Delivery {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            schedule_id: row.take()?,
            schedule: row.take()?,
            timezone: row.take()?,
            kind: row.take()?,
            slot_at: row.take()?,
            recipient: row.take()?,
            is_late: row.take()?,
            status: row.take()?,
            reason: row.take()?,
            first_day: row.take()?,
            last_day: row.take()?,
            attempts: row.take()?,
            next_attempt_at: row.take()?,
            message_id: row.take()?,
            failed_step: row.take()?,
            server_code: row.take()?,
            server_words: row.take()?,
            has_pdf: row.take()?,
            sent_at: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}

/// A delivery of a schedule the caller may see.
async fn find(cx: &Context, caller: &Caller, id: &str) -> Result<Delivery> {
    let select =
        format!("{SELECT} WHERE d.workspace_id = $1 AND d.id = $2 AND (s.user_id = $3 OR $3 = 0)");
    let params = (caller.workspace.0, id, whose(caller).unwrap_or(0));
    let found: Option<Delivery> = cx.records.query_optional(&select, params).await?;
    found.ok_or_else(|| Error::not_found("no_such_delivery", "there is no such delivery"))
}
