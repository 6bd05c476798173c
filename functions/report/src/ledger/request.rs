//! What a person asks for: a report now, to all or to oneself, outside of every slot.

use endpoint::{Context, Error, Result};
use stores::Transaction;

use super::{NewDelivery, plan};
use crate::period;
use crate::schedules::{Schedule, refused};

/// The most reports of a workspace that were asked for and are on their way.
const MOST_OPEN: u64 = 500;

/// Puts a sending into the ledger; returns the numbers of its rows. It covers what the next slot's report would cover if
/// it were due now.
pub(crate) async fn send(
    cx: &Context,
    transaction: &Transaction,
    schedule: &Schedule,
    (kind, recipients): (&'static str, &[(String, Option<&'static str>)]),
) -> Result<Vec<String>> {
    let now = cx.clock.now();
    let rule = schedule.rule().map_err(|error| refused(&error))?;
    let slot = schedule::Slot::at_moment(now, rule.zone());
    let days = {
        let delivered = plan::last_delivered(transaction, schedule).await?;
        period::days(schedule.period, &slot, &rule, delivered)?
    };
    let days = (days.first().to_string(), days.last().to_string());
    let open = "SELECT count(*) FROM report_deliveries \
         WHERE workspace_id = $1 AND next_attempt_at IS NOT NULL AND kind IN ('now', 'test')";
    let (open,): (u64,) = transaction.query_one(open, (schedule.workspace,)).await?;
    if open >= MOST_OPEN {
        let detail = format!("{MOST_OPEN} reports that were asked for are on their way");
        return Err(Error::conflict("too_many_waiting", detail).remedy("wait until they are sent"));
    }
    let key = format!("{kind}:{}", cx.random.uuid_v7(now));
    let mut ids = Vec::with_capacity(recipients.len());
    for (recipient, skipped) in recipients {
        let row = NewDelivery {
            workspace: schedule.workspace,
            schedule: &schedule.id,
            slot: &key,
            slot_at: now,
            recipient,
            kind,
            is_late: false,
            days: Some(days.clone()),
            skipped: *skipped,
        };
        let id = cx.random.uuid_v7(now).to_string();
        row.insert(transaction, &id, now).await?;
        ids.push(id);
    }
    Ok(ids)
}
