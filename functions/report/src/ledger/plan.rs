//! Due slots become rows of the ledger: all recipients of a slot at once, together with how far the schedule was looked at.

use endpoint::{Context, Error, Result, log};
use jiff::{SignedDuration, Timestamp};
use schedule::{Coverage, Rule, Slot};
use serde_json::json;
use stores::Transaction;

use super::{NewDelivery, is_its_own};
use crate::period;
use crate::schedules::recipients::{self, Recipient};
use crate::schedules::{self, SELECT, Schedule};

/// A slot is late once more than this has passed since.
const GRACE: SignedDuration = SignedDuration::from_mins(10);
/// The most slots of one schedule in one transaction.
const MOST_SLOTS: usize = 200;
/// The most rows of one transaction.
const MOST_ROWS: usize = 2_000;
/// When a schedule is looked at again that could not be booked.
const POSTPONED: SignedDuration = SignedDuration::from_mins(5);
/// The most schedules looked at at once.
const MOST_SCHEDULES: u32 = 20;

/// Books what is due of some schedules; tells whether there may be more.
pub(crate) async fn book_due(cx: &Context, now: Timestamp) -> Result<bool> {
    let due: Vec<(String,)> = cx
        .records
        .query(
            "SELECT id FROM report_schedules WHERE next_slot_at <= $1 AND enabled AND deleted_at IS NULL \
             ORDER BY next_slot_at, id LIMIT $2",
            (now, MOST_SCHEDULES),
        )
        .await?;
    let more = due.len() == MOST_SCHEDULES as usize;
    for (id,) in due {
        if let Err(error) = book_one(cx, &id, now).await {
            if !is_its_own(&error) {
                return Err(error);
            }
            postpone(cx, &id, &error, now).await?;
        }
    }
    Ok(more)
}

/// Books what is due of a schedule.
async fn book_one(cx: &Context, id: &str, now: Timestamp) -> Result<()> {
    let select = format!("{SELECT} WHERE s.id = $1 AND s.enabled AND s.deleted_at IS NULL");
    let found: Option<Schedule> = cx.records.query_optional(&select, (id,)).await?;
    let Some(schedule) = found else {
        return Ok(());
    };
    match schedule.rule() {
        Ok(rule) => book(cx, &schedule, &rule, now).await,
        Err(error) => switch_off(cx, &schedule, &error, now).await,
    }
}

/// Books all that is due of a schedule before it is changed: what was due by its former rule is in the ledger by that.
pub(crate) async fn settle(cx: &Context, mut schedule: Schedule) -> Result<Schedule> {
    let now = cx.clock.now();
    while schedule.enabled && schedule.next_slot_at.is_some_and(|next| next <= now) {
        let Ok(rule) = schedule.rule() else {
            break;
        };
        book(cx, &schedule, &rule, now).await?;
        schedule = schedules::by_id(&cx.records, &schedule.id).await?;
    }
    Ok(schedule)
}

/// Comes back later to a schedule that could not be booked, so that it holds up no other. Nothing of it is lost: it was not
/// looked at any further.
async fn postpone(cx: &Context, id: &str, error: &Error, now: Timestamp) -> Result<()> {
    let later = now.checked_add(POSTPONED).map_err(Error::internal)?;
    cx.records
        .execute(
            "UPDATE report_schedules SET next_slot_at = $1 WHERE id = $2 AND enabled AND deleted_at IS NULL",
            (later, id),
        )
        .await?;
    let cause = error.to_string();
    log::error(
        "schedule_not_booked",
        json!({"schedule.id": id, "cause": cause}),
    );
    Ok(())
}

/// Books what is due of one schedule, unless somebody else did or it was changed since it was read.
async fn book(cx: &Context, schedule: &Schedule, rule: &Rule, now: Timestamp) -> Result<()> {
    let count = "SELECT count(*) FROM report_recipients WHERE schedule_id = $1";
    let (recipients,): (usize,) = cx.records.query_one(count, (schedule.id.as_str(),)).await?;
    let most = (MOST_ROWS / recipients.max(1)).clamp(1, MOST_SLOTS);
    let due = rule.due(schedule.examined_until, now, most);
    let last = due.slots.last().map(Slot::at);
    let examined = last.unwrap_or(schedule.examined_until);
    let next = rule.next(examined).map(|slot| slot.at());
    let split = schedule.catch_up.split(due, now, GRACE);
    let transaction = cx.records.begin().await?;
    let taken = transaction
        .execute(
            "UPDATE report_schedules SET examined_until = $1, next_slot_at = $2 \
             WHERE id = $3 AND examined_until = $4 AND updated_at = $5 AND enabled AND deleted_at IS NULL",
            (
                examined,
                next,
                schedule.id.as_str(),
                schedule.examined_until,
                schedule.updated_at,
            ),
        )
        .await?;
    if taken == 0 {
        return Ok(());
    }
    let recipients = recipients::within(&transaction, &schedule.id).await?;
    let mut delivered = last_delivered(&transaction, schedule).await?;
    let missed = split
        .skipped
        .iter()
        .map(|slot| (slot, false, Some("missed")));
    let sending = split
        .send
        .iter()
        .map(|sending| (&sending.slot, sending.late, None));
    for (slot, late, skipped) in missed.chain(sending) {
        let skipped = skipped.or_else(|| whole(schedule, slot));
        let days = period::days(schedule.period, slot, rule, delivered)?;
        let days = (days.first().to_string(), days.last().to_string());
        for Recipient { address, state } in &recipients {
            let row = NewDelivery {
                workspace: schedule.workspace,
                schedule: &schedule.id,
                slot: &slot.key(),
                slot_at: slot.at(),
                recipient: address,
                kind: "slot",
                is_late: late,
                days: Some(days.clone()),
                skipped: skipped.or_else(|| state.reason()),
            };
            let id = cx.random.uuid_v7(now).to_string();
            row.insert(&transaction, &id, now).await?;
        }
        if skipped.is_none() {
            delivered = Some(slot.at());
        }
    }
    transaction.commit().await?;
    Ok(())
}

/// Why nothing of a slot is sent, to whomever.
fn whole(schedule: &Schedule, slot: &Slot) -> Option<&'static str> {
    if schedule.paused_until.is_some_and(|until| slot.at() < until) {
        return Some("paused");
    }
    (!schedule.owner_may).then_some("owner_inactive")
}

/// When the last slot was delivered, or is about to be.
pub(crate) async fn last_delivered(
    transaction: &Transaction,
    schedule: &Schedule,
) -> Result<Option<Timestamp>> {
    if schedule.period != Coverage::SinceLastDelivery {
        return Ok(None);
    }
    let (last,) = transaction
        .query_one(
            "SELECT max(slot_at) FROM report_deliveries \
             WHERE schedule_id = $1 AND kind = 'slot' AND status NOT IN ('failed', 'skipped')",
            (schedule.id.as_str(),),
        )
        .await?;
    Ok(last)
}

/// A schedule that was right once and is no more, as when the zone data lost its zone: it stops and holds up no other, and
/// its owner is told.
async fn switch_off(
    cx: &Context,
    schedule: &Schedule,
    error: &schedule::Error,
    now: Timestamp,
) -> Result<()> {
    let transaction = cx.records.begin().await?;
    let changed = transaction
        .execute(
            "UPDATE report_schedules SET enabled = $1, next_slot_at = NULL, updated_at = $2 \
             WHERE id = $3 AND updated_at = $4",
            (false, now, schedule.id.as_str(), schedule.updated_at),
        )
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let (failure, why) = (format!("switched off at {now}"), error.to_string());
    super::finish::notice(cx, &transaction, schedule, &failure, &why).await?;
    transaction.commit().await?;
    log::error(
        "schedule_switched_off",
        json!({"schedule.id": schedule.id, "workspace.id": schedule.workspace, "cause": why}),
    );
    Ok(())
}
