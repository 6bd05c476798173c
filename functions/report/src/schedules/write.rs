//! Keeps a schedule: a new one, or one that was changed.

use endpoint::{Caller, Context, Error, Result, audit};
use jiff::Timestamp;
use serde_json::{Value, json};
use stores::{ConstraintKind, Transaction};

use super::given::Checked;
use super::{Schedule, recipients, word};
use crate::ledger::{confirm, plan};

/// The most schedules of a workspace.
pub(crate) const MOST: u64 = 1_000;

/// Keeps a new schedule of the caller; returns its number.
pub(crate) async fn insert(
    cx: &Context,
    caller: &Caller,
    checked: &Checked,
    is_preference: bool,
) -> Result<String> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    transaction
        .alone(&format!("schedules of {workspace}"))
        .await?;
    let count =
        "SELECT count(*) FROM report_schedules WHERE workspace_id = $1 AND deleted_at IS NULL";
    let (count,): (u64,) = transaction.query_one(count, (workspace,)).await?;
    if count >= MOST {
        let detail = format!("a workspace has at most {MOST} schedules");
        return Err(Error::conflict("too_many_schedules", detail).remedy("delete one first"));
    }
    template(&transaction, workspace, checked).await?;
    let id = cx.random.uuid_v7(now).to_string();
    let columns = columns(checked)?;
    transaction
        .execute(
            "INSERT INTO report_schedules (id, workspace_id, user_id, name, is_preference, timezone, repeat, period, filters, \
                 template_id, layout, catch_up, enabled, paused_until, examined_until, next_slot_at, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $15)",
            (
                id.as_str(),
                workspace,
                caller.user.0,
                checked.name.as_str(),
                is_preference,
                checked.rule.zone().name(),
                columns.repeat,
                columns.period,
                columns.filters,
                checked.given.template_id.as_deref(),
                columns.layout,
                columns.catch_up,
                checked.given.enabled,
                checked.given.paused_until,
                now,
                next(checked, now),
            ),
        )
        .await
        .map_err(|error| {
            if error.is_conflict(ConstraintKind::Unique) {
                taken()
            } else if error.is_conflict(ConstraintKind::ForeignKey) {
                no_template()
            } else {
                error.into()
            }

        })?;
    follow(cx, &transaction, (caller, &id), checked).await?;
    book(
        &transaction,
        caller,
        ("schedule_created", &id),
        json!({"name": checked.name}),
        now,
    )
    .await?;
    transaction.commit().await?;
    Ok(id)
}

/// Writes a schedule anew. One whose times change, or that is switched on, begins anew: what was due before by other
/// rules is not caught up.
pub(crate) async fn update(
    cx: &Context,
    caller: &Caller,
    before: &Schedule,
    checked: &Checked,
) -> Result<()> {
    // What was due by the former rule is booked by it.
    let before = &plan::settle(cx, before.clone()).await?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    template(&transaction, before.workspace, checked).await?;
    let columns = columns(checked)?;
    let draft = checked.rule.draft();
    let same_times = draft.zone == before.timezone && draft.repeat == before.repeat;
    let goes_on = same_times && before.enabled && checked.given.enabled;
    let examined = if goes_on { before.examined_until } else { now };
    let changed = transaction
        .execute(
            "UPDATE report_schedules SET name = $1, timezone = $2, repeat = $3, period = $4, filters = $5, template_id = $6, \
                 layout = $7, catch_up = $8, enabled = $9, paused_until = $10, examined_until = $11, next_slot_at = $12, \
                 updated_at = $13 \
             WHERE id = $14 AND workspace_id = $15 AND deleted_at IS NULL AND examined_until = $16",
            (
                checked.name.as_str(),
                draft.zone.as_str(),
                columns.repeat,
                columns.period,
                columns.filters,
                checked.given.template_id.as_deref(),
                columns.layout,
                columns.catch_up,
                checked.given.enabled,
                checked.given.paused_until,
                examined,
                next(checked, examined),
                now,
                before.id.as_str(),
                before.workspace,
                before.examined_until,
            ),
        )
        .await?;
    if changed == 0 {
        let detail = "the schedule was changed or became due in between";
        return Err(Error::conflict("changed_meanwhile", detail).remedy("load it again"));
    }
    follow(cx, &transaction, (caller, &before.id), checked).await?;
    let details = json!({"name": checked.name, "enabled": checked.given.enabled});
    book(
        &transaction,
        caller,
        ("schedule_changed", &before.id),
        details,
        now,
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// The recipients, and the question to those who have not confirmed yet.
async fn follow(
    cx: &Context,
    transaction: &Transaction,
    (caller, id): (&Caller, &str),
    checked: &Checked,
) -> Result<()> {
    let workspace = caller.workspace.0;
    let whose = (workspace, caller.user.0, id);
    for address in recipients::replace(cx, transaction, whose, &checked.recipients).await? {
        confirm::ask(cx, transaction, (workspace, id), &address).await?;
    }
    Ok(())
}

/// An entry of the audit log about a schedule.
pub(crate) async fn book(
    transaction: &Transaction,
    caller: &Caller,
    (action, id): (&'static str, &str),
    details: Value,
    now: Timestamp,
) -> Result<()> {
    let resource = format!("report_schedule:{id}");
    let entry = audit::Entry::by(caller, action, &resource, details);
    audit::record(transaction, entry, now).await
}

async fn template(transaction: &Transaction, workspace: i64, checked: &Checked) -> Result<()> {
    let Some(id) = &checked.given.template_id else {
        return Ok(());
    };
    if id.contains('\0') {
        return Err(no_template());
    }
    let select = "SELECT 1 FROM report_templates WHERE id = $1 AND workspace_id = $2";
    let found: Option<(i64,)> = transaction
        .query_optional(select, (id.as_str(), workspace))
        .await?;
    found.map(drop).ok_or_else(no_template)
}

/// The user has a preference already.
pub(crate) fn taken() -> Error {
    Error::conflict("preference_exists", "there is a preference already").remedy("load it again")
}

fn no_template() -> Error {
    Error::invalid("no_such_template", "there is no such template")
        .field("template_id")
        .remedy("list the templates: it may have been deleted")
}

/// When it is due next; none while it is switched off.
fn next(checked: &Checked, after: Timestamp) -> Option<Timestamp> {
    let slot = checked.rule.next(after).filter(|_| checked.given.enabled);
    slot.map(|slot| slot.at())
}

struct Columns {
    repeat: Value,
    period: String,
    filters: Value,
    layout: Value,
    catch_up: String,
}

fn columns(checked: &Checked) -> Result<Columns> {
    let json = |value: serde_json::Result<Value>| value.map_err(Error::internal);
    Ok(Columns {
        repeat: json(serde_json::to_value(checked.rule.draft().repeat))?,
        period: word(&checked.given.period)?,
        filters: json(serde_json::to_value(&checked.given.filters))?,
        layout: json(serde_json::to_value(&checked.given.layout))?,
        catch_up: word(&checked.given.catch_up)?,
    })
}
