//! How a delivery ended, booked by whoever holds it.

use endpoint::{Context, Result, log};
use jiff::Timestamp;
use mail::{Failure, Kind, Step, Words};
use serde_json::json;
use stores::Transaction;

use super::{Held, NewDelivery, retry};
use crate::schedules::Schedule;
use crate::webhooks::Told;

/// Codes by which a server says that nobody is there: RFC 5321 §4.2.3.
const NOBODY: [u16; 3] = [550, 551, 553];

/// The server took the message. Whatever else cannot be booked, that is.
pub(super) async fn sent(cx: &Context, held: &Held, words: &Words) -> Result<()> {
    let Err(error) = booked_as_sent(cx, held, words, true).await else {
        return Ok(());
    };
    let details = json!({"delivery.id": held.id, "cause": error.to_string()});
    log::error("webhook_not_written", details);
    booked_as_sent(cx, held, words, false).await
}

async fn booked_as_sent(cx: &Context, held: &Held, words: &Words, telling: bool) -> Result<()> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    // Who was slower than its lease finds `unknown` here, and knows better.
    let booked = transaction
        .execute(
            "UPDATE report_deliveries SET status = 'sent', reason = NULL, next_attempt_at = NULL, failed_step = NULL, \
                 server_code = NULL, server_words = $1, sent_at = $2, updated_at = $2 \
             WHERE id = $3 AND lease_owner = $4 AND status IN ('sending', 'unknown')",
            (words.as_str(), now, held.id.as_str(), held.owner.as_str()),
        )
        .await?;
    if booked == 1 && matches!(held.kind.as_str(), "slot" | "now") {
        transaction
            .execute(
                "UPDATE report_schedules SET last_sent_at = $1 WHERE id = $2",
                (now, held.schedule.id.as_str()),
            )
            .await?;
        if telling {
            told(held, "sent", None)
                .write(cx, &transaction, now)
                .await?;
        }
    }
    Ok(transaction.commit().await?)
}

fn told<'a>(held: &'a Held, status: &'a str, why: Option<&'a str>) -> Told<'a> {
    Told {
        workspace: held.schedule.workspace,
        delivery: &held.id,
        schedule: (&held.schedule.id, &held.schedule.name),
        slot: &held.slot,
        recipient: &held.recipient,
        status,
        why,
    }
}

/// The question to an address was not sent: the next time the schedule is saved it is asked again.
pub(super) async fn not_asked(cx: &Context, held: &Held) -> Result<()> {
    cx.records
        .execute(
            "UPDATE mail_addresses SET requested_at = $1 WHERE workspace_id = $2 AND address = $3 AND confirmed_at IS NULL",
            (Timestamp::UNIX_EPOCH, held.schedule.workspace, held.recipient.as_str()),
        )
        .await?;
    Ok(())
}

/// Nothing is sent, and nothing went wrong.
pub(super) async fn ended(
    cx: &Context,
    held: &Held,
    (status, reason): (&'static str, &'static str),
) -> Result<()> {
    cx.records
        .execute(
            "UPDATE report_deliveries SET status = $1, reason = $2, next_attempt_at = NULL, updated_at = $3 \
             WHERE id = $4 AND lease_owner = $5 AND status IN ('rendering', 'sending')",
            (status, reason, cx.clock.now(), held.id.as_str(), held.owner.as_str()),
        )
        .await?;
    Ok(())
}

/// What becomes of a delivery that was not made.
struct Fate {
    status: &'static str,
    reason: &'static str,
    next: Option<Timestamp>,
}

impl Fate {
    fn of(held: &Held, trouble: &Trouble, now: Timestamp) -> Self {
        let failed = |reason| Self {
            status: "failed",
            reason,
            next: None,
        };
        match trouble.kind {
            Kind::Unknown => Self {
                status: "unknown",
                reason: "connection_lost",
                next: None,
            },
            Kind::Permanent => failed("refused"),
            // Somebody looks at the screen: they are told at once.
            _ if held.kind == "test" => failed("refused"),
            Kind::Transient | Kind::Unreachable => {
                match retry::next(held.attempts, held.created_at, now) {
                    None => failed("given_up"),
                    next => Self {
                        status: "retrying",
                        reason: if trouble.kind == Kind::Transient {
                            "deferred"
                        } else {
                            "unreachable"
                        },
                        next,
                    },
                }
            }
        }
    }
}

/// What went wrong with a delivery.
struct Trouble<'a> {
    step: &'static str,
    /// Whether it is sure that nothing of the message has left, whatever is booked.
    before: bool,
    kind: Kind,
    code: Option<u16>,
    words: &'a str,
}

/// The server, or the way to it, did not take the message.
pub(super) async fn refused(cx: &Context, held: &Held, failure: &Failure) -> Result<()> {
    let trouble = Trouble {
        step: failure.step.as_str(),
        before: false,
        kind: failure.kind,
        code: failure.code,
        words: &failure.words,
    };
    troubled(cx, held, &trouble).await
}

/// The report could not be made: a failure, never a mail.
pub(super) async fn not_made(cx: &Context, held: &Held, kind: Kind, why: &str) -> Result<()> {
    let trouble = Trouble {
        step: "rendering",
        before: true,
        kind,
        code: None,
        words: why,
    };
    troubled(cx, held, &trouble).await
}

async fn troubled(cx: &Context, held: &Held, trouble: &Trouble<'_>) -> Result<()> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let fate = Fate::of(held, trouble, now);
    let booked = transaction
        .execute(
            "UPDATE report_deliveries SET status = $1, reason = $2, next_attempt_at = $3, failed_step = $4, server_code = $5, \
                 server_words = CASE kind WHEN 'notice' THEN server_words ELSE $6 END, updated_at = $7, transmitting_at = CASE WHEN $8 THEN transmitting_at END \
             WHERE id = $9 AND lease_owner = $10 AND status IN ('rendering', 'sending', 'unknown') \
                 AND (transmitting_at IS NULL OR $11)",
            (
                fate.status,
                fate.reason,
                fate.next,
                trouble.step,
                trouble.code.map(i64::from),
                trouble.words,
                now,
                fate.status == "unknown",
                held.id.as_str(),
                held.owner.as_str(),
                !trouble.before,
            ),
        )
        .await?;
    if booked == 0 {
        return Ok(());
    }
    let nobody =
        trouble.code.is_some_and(|code| NOBODY.contains(&code)) && is_of_address(trouble.words);
    let is_trial = held.kind == "test";
    if trouble.kind == Kind::Permanent
        && trouble.step == Step::Recipient.as_str()
        && nobody
        && !is_trial
    {
        suppress(&transaction, held, trouble.words, now).await?;
    }
    if matches!(fate.status, "failed" | "unknown") && matches!(held.kind.as_str(), "slot" | "now") {
        let why = format!("{}: {}", held.recipient, trouble.words);
        notice(cx, &transaction, &held.schedule, &held.slot, &why).await?;
        told(held, fate.status, Some(fate.reason))
            .write(cx, &transaction, now)
            .await?;
    }
    Ok(transaction.commit().await?)
}

/// Whether a refusal is about the address: by its enhanced code (RFC 3463) of class 5.1 or, without one, by its code.
/// Policies, relaying and reputation are 5.7, and no fault of the address.
fn is_of_address(words: &str) -> bool {
    let code = words.split_whitespace().next().unwrap_or_default();
    let is_enhanced = code.split('.').count() == 3
        && code
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    !is_enhanced || code.starts_with("5.1.")
}

async fn suppress(
    transaction: &Transaction,
    held: &Held,
    words: &str,
    now: Timestamp,
) -> Result<()> {
    transaction
        .execute(
            "INSERT INTO mail_suppressions (workspace_id, address, reason, detail, created_at) \
             VALUES ($1, $2, 'bounced', $3, $4) ON CONFLICT (workspace_id, address, schedule_id) DO NOTHING",
            (held.schedule.workspace, held.recipient.as_str(), words, now),
        )
        .await?;
    Ok(())
}

/// Tells the owner by mail that something of a schedule failed: once for each slot, whoever of its recipients it was.
pub(super) async fn notice(
    cx: &Context,
    transaction: &Transaction,
    schedule: &Schedule,
    failure: &str,
    why: &str,
) -> Result<()> {
    let now = cx.clock.now();
    let slot = format!("notice:{failure}");
    let row = NewDelivery {
        workspace: schedule.workspace,
        schedule: &schedule.id,
        slot: &slot,
        slot_at: now,
        recipient: &schedule.owner,
        kind: "notice",
        is_late: false,
        days: None,
        skipped: None,
    };
    let id = cx.random.uuid_v7(now).to_string();
    row.insert(transaction, &id, now).await?;
    transaction
        .execute(
            "UPDATE report_deliveries SET server_words = $1 WHERE schedule_id = $2 AND slot = $3 AND status = 'due'",
            (why, schedule.id.as_str(), slot.as_str()),
        )
        .await?;
    Ok(())
}

/// Somebody died while the message was handed over: it is unknown whether it arrived.
pub(super) async fn lost(cx: &Context, id: &str) -> Result<()> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let row: Option<(String, String, String, String)> = transaction
        .query_optional(
            "UPDATE report_deliveries SET status = 'unknown', reason = 'interrupted', next_attempt_at = NULL, updated_at = $1 \
             WHERE id = $2 AND status = 'sending' AND transmitting_at IS NOT NULL AND next_attempt_at <= $1 \
             RETURNING schedule_id, kind, slot, recipient",
            (now, id),
        )
        .await?;
    if let Some((schedule, kind, slot, recipient)) = row
        && matches!(kind.as_str(), "slot" | "now")
    {
        let select = format!("{} WHERE s.id = $1", crate::schedules::SELECT);
        let schedule: Schedule = transaction.query_one(&select, (schedule,)).await?;
        let about = format!("{recipient}: the application ended while the mail was handed over");
        notice(cx, &transaction, &schedule, &slot, &about).await?;
        let told = Told {
            workspace: schedule.workspace,
            delivery: id,
            schedule: (&schedule.id, &schedule.name),
            slot: &slot,
            recipient: &recipient,
            status: "unknown",
            why: Some("interrupted"),
        };
        told.write(cx, &transaction, now).await?;
    }
    Ok(transaction.commit().await?)
}
