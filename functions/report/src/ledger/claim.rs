//! Rows are claimed under a lease: whoever holds an unexpired one works alone, an expired one is anybody's.

use endpoint::{Context, Error, Result, log};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use stores::Dialect;

use super::{Held, RENDERING_LEASE};
use crate::schedules::{self, Schedule};

/// The columns of a row that was claimed: its number and holder, its schedule, its slot, its recipient, and the rest of
/// [`Held`] in order.
type Claimed = (
    String,
    String,
    String,
    String,
    Timestamp,
    String,
    String,
    bool,
    Option<String>,
    Option<String>,
    u32,
    String,
    Timestamp,
    Option<String>,
    Option<String>,
);

/// Rows whose holder died in the midst of handing the message over: nobody can know whether the server has it.
pub(super) async fn give_up_unknown(cx: &Context, now: Timestamp) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = cx
        .records
        .query(
            "SELECT id FROM report_deliveries \
             WHERE next_attempt_at <= $1 AND status = 'sending' AND transmitting_at IS NOT NULL ORDER BY id LIMIT 100",
            (now,),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What there is to do.
pub(super) enum Next {
    /// A row, claimed.
    Row(Box<Held>),
    /// A row whose schedule this release cannot read; it was put off.
    PutOff,
    /// Nothing.
    Nothing,
}

/// Claims the next row: what somebody waits for at the screen first, then by time.
pub(super) async fn next(cx: &Context, owner: &str) -> Result<Next> {
    let now = cx.clock.now();
    let transaction = cx.records.begin().await?;
    let skip_locked = match transaction.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let claim = format!(
        "UPDATE report_deliveries SET status = 'rendering', lease_owner = $1, next_attempt_at = $2, attempts = attempts + 1, \
             updated_at = $3 \
         WHERE id = (SELECT id FROM report_deliveries \
                     WHERE next_attempt_at <= $3 AND (status <> 'sending' OR transmitting_at IS NULL) \
                     ORDER BY CASE kind WHEN 'test' THEN 0 WHEN 'confirm' THEN 0 ELSE 1 END, next_attempt_at, id \
                     LIMIT 1 {skip_locked}) \
           AND next_attempt_at <= $3 \
         RETURNING id, lease_owner, schedule_id, slot, slot_at, recipient, kind, is_late, first_day, last_day, attempts, \
             message_id, created_at, server_words, document_id"
    );
    let claimed: Option<Claimed> = transaction
        .query_optional(&claim, (owner, until(now, RENDERING_LEASE)?, now))
        .await?;
    transaction.commit().await?;
    let Some(claimed) = claimed else {
        return Ok(Next::Nothing);
    };
    match schedules::by_id(&cx.records, &claimed.2).await {
        Ok(schedule) => Ok(Next::Row(Box::new(held(claimed, schedule)))),
        Err(error @ stores::Error::Decode { .. }) => {
            put_off(cx, &claimed.0, owner, now).await?;
            let cause = error.to_string();
            log::error(
                "schedule_not_booked",
                json!({"schedule.id": claimed.2, "cause": cause}),
            );
            Ok(Next::PutOff)
        }
        Err(error) => Err(error.into()),
    }
}

fn held(claimed: Claimed, schedule: Schedule) -> Held {
    let (id, owner, _, slot, slot_at, recipient, kind, is_late, first, last, ..) = claimed;
    let (.., attempts, message_id, created_at, about, document) = claimed;
    Held {
        id,
        owner,
        schedule,
        slot,
        slot_at,
        recipient,
        kind,
        is_late,
        days: first.zip(last),
        attempts,
        message_id,
        created_at,
        about,
        document,
    }
}

/// Leaves a row to a release that can read its schedule.
async fn put_off(cx: &Context, id: &str, owner: &str, now: Timestamp) -> Result<()> {
    let later = until(now, SignedDuration::from_hours(1))?;
    cx.records
        .execute(
            "UPDATE report_deliveries SET status = 'retrying', reason = 'unreadable', next_attempt_at = $1 \
             WHERE id = $2 AND lease_owner = $3 AND status = 'rendering'",
            (later, id, owner),
        )
        .await?;
    Ok(())
}

/// The end of a lease that is taken or renewed now.
pub(super) fn until(now: Timestamp, lease: SignedDuration) -> Result<Timestamp> {
    now.checked_add(lease).map_err(Error::internal)
}
