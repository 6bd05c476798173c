//! One tick: books what is due, then makes and sends what is to be sent, until nothing is left or its time is up.

use endpoint::{Context, Result, log};
use jiff::{SignedDuration, Timestamp};
use mail::{Failure, Kind};
use serde_json::{Value, json};

use super::claim::{self, Next};
use super::post::{Courier, Post};
use super::{Held, SENDING_LEASE, barred, finish, is_its_own, plan, render, zones};
use crate::webhooks::outbox::{self, Call};
use crate::{Typesetter, expired, letter, unsubscribe};

/// No row is taken up after this long; the next tick takes it. Shorter than any host's limit for a tick.
const SHIFT: SignedDuration = SignedDuration::from_secs(45);
/// Webhooks are called for as long at most, so that a silent one delays no mail.
const CALLS: SignedDuration = SignedDuration::from_secs(10);
/// A row that was begun so often without an end brings down whoever holds it. More than any row is tried in its day.
const MOST_ATTEMPTS: u32 = 30;

/// What a tick works with.
pub struct Tools<'a> {
    /// Sets reports.
    pub typesetter: &'a Typesetter,
    /// Sends mails; none where mail is not configured: reports are made and kept.
    pub post: Option<&'a dyn Post>,
    /// Calls webhooks.
    pub call: &'a Call,
}

/// One tick.
pub async fn tick(cx: &Context, tools: &Tools<'_>) {
    let start = cx.clock.now();
    if let Err(error) = run(cx, tools, start).await {
        log::error("report_tick_failed", json!({"cause": error.to_string()}));
    }
}

async fn run(cx: &Context, tools: &Tools<'_>, start: Timestamp) -> Result<()> {
    zones::follow(cx, schedule::zone_data(), start).await?;
    while plan::book_due(cx, start).await? && within_shift(cx, start) {}
    for id in claim::give_up_unknown(cx, cx.clock.now()).await? {
        if let Err(error) = finish::lost(cx, &id).await {
            let cause = error.to_string();
            log::warn(
                "report_not_made",
                json!({"delivery.id": id, "cause": cause}),
            );
        }
    }
    expired::remove(cx, start).await?;
    let mut worker = Worker {
        cx,
        typesetter: tools.typesetter,
        post: tools.post,
        courier: None,
        owner: cx.random.uuid_v7(start).to_string(),
    };
    while within_shift(cx, start) {
        let held = match claim::next(cx, &worker.owner).await? {
            Next::Row(held) => held,
            Next::PutOff => continue,
            Next::Nothing => break,
        };
        match worker.deliver(&held).await {
            Ok(Way::Open) => {}
            Ok(Way::Blocked) => break,
            // Whoever comes next goes on where the row says.
            Err(error) if !is_its_own(&error) => return Err(error),
            Err(error) => {
                log::warn("report_not_made", told(&held, &error.to_string()));
                let why = &error.problem().detail;
                finish::not_made(cx, &held, Kind::Transient, why).await?;
            }
        }
    }
    let calling = cx.clock.now();
    while cx.clock.now().duration_since(calling) < CALLS
        && outbox::send_one(cx, tools.call, &worker.owner).await?
    {}
    Ok(())
}

fn within_shift(cx: &Context, start: Timestamp) -> bool {
    cx.clock.now().duration_since(start) < SHIFT
}

/// Whether the next row is worth a try.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    Open,
    /// No server can be reached: the next message fares no better.
    Blocked,
}

struct Worker<'a> {
    cx: &'a Context,
    typesetter: &'a Typesetter,
    post: Option<&'a dyn Post>,
    courier: Option<Box<dyn Courier>>,
    owner: String,
}

impl Worker<'_> {
    async fn deliver(&mut self, held: &Held) -> Result<Way> {
        if held.attempts > MOST_ATTEMPTS {
            let why = "the report was begun again and again, and never came to an end";
            log::warn("report_not_made", told(held, why));
            finish::not_made(self.cx, held, Kind::Permanent, why).await?;
            return Ok(Way::Open);
        }
        let url = self.post.and_then(Post::public_url);
        let document = if matches!(held.kind.as_str(), "notice" | "confirm") {
            None
        } else {
            match render::document(self.cx, self.typesetter, held, url).await {
                Ok(document) => Some(document),
                Err(error) => {
                    log::warn("report_not_made", told(held, &error.to_string()));
                    finish::not_made(self.cx, held, Kind::Transient, &error.problem().detail)
                        .await?;
                    return Ok(Way::Open);
                }
            }
        };
        let document_id = document.as_ref().map(|document| document.id.as_str());
        if !self.goes_on(held, document_id).await? {
            return Ok(Way::Open);
        }
        let Some(post) = self.post else {
            if held.kind == "confirm" {
                finish::not_asked(self.cx, held).await?;
            }
            finish::ended(self.cx, held, ("kept", "mail_not_configured")).await?;
            return Ok(Way::Open);
        };
        if let Some(reason) = self.stopped(held).await? {
            finish::ended(self.cx, held, ("skipped", reason)).await?;
            return Ok(Way::Open);
        }
        let links = unsubscribe::links(self.cx, held, url).await?;
        let outgoing = letter::outgoing(held, document, &links, self.cx.clock.now());
        let message = match post.written(&outgoing) {
            Ok(message) => message,
            Err(why) => {
                log::warn("mail_not_written", told(held, &why));
                finish::not_made(self.cx, held, Kind::Permanent, &why).await?;
                return Ok(Way::Open);
            }
        };
        self.send(post, held, &message).await
    }

    /// The dialogue with the server. What was booked before the message leaves tells whoever comes after a crash what may
    /// have happened.
    async fn send(&mut self, post: &dyn Post, held: &Held, message: &[u8]) -> Result<Way> {
        let cx = self.cx;
        let courier = self.courier.get_or_insert_with(|| post.courier());
        let offered = match courier.offer(&held.recipient, message.len()) {
            Ok(offered) => offered,
            Err(failure) => return refused(cx, held, &failure).await,
        };
        if !transmits(cx, held).await? {
            // Somebody else holds the row by now: this one leaves without a word.
            return Ok(Way::Open);
        }
        match offered.transmit(message) {
            Ok(words) => {
                finish::sent(cx, held, &words).await?;
                Ok(Way::Open)
            }
            Err(failure) => refused(cx, held, &failure).await,
        }
    }

    /// Goes on to the dialogue; false when the lease was lost.
    async fn goes_on(&self, held: &Held, document: Option<&str>) -> Result<bool> {
        let now = self.cx.clock.now();
        let changed = self
            .cx
            .records
            .execute(
                "UPDATE report_deliveries SET status = 'sending', document_id = $1, next_attempt_at = $2, updated_at = $3, \
                     transmitting_at = NULL \
                 WHERE id = $4 AND lease_owner = $5 AND status = 'rendering'",
                (document, claim::until(now, SENDING_LEASE)?, now, held.id.as_str(), held.owner.as_str()),
            )
            .await?;
        Ok(changed == 1)
    }

    /// Why the recipient gets nothing any more: they may have unsubscribed since the row was made.
    async fn stopped(&self, held: &Held) -> Result<Option<&'static str>> {
        let to = (held.kind.as_str(), held.recipient.as_str());
        let reason = barred::reason(&self.cx.records, &held.schedule, to).await?;
        if held.kind != "confirm" {
            return Ok(reason);
        }
        Ok(match reason {
            Some("unconfirmed") if self.post.and_then(Post::public_url).is_some() => None,
            Some("unconfirmed") => {
                finish::not_asked(self.cx, held).await?;
                Some("no_public_url")
            }
            None => Some("confirmed"),
            reason => reason,
        })
    }
}

async fn refused(cx: &Context, held: &Held, failure: &Failure) -> Result<Way> {
    log::warn("mail_not_sent", told(held, &failure.to_string()));
    finish::refused(cx, held, failure).await?;
    Ok(match failure.kind {
        Kind::Unreachable => Way::Blocked,
        _ => Way::Open,
    })
}

/// Books that the message itself is about to leave; false when the lease was lost.
async fn transmits(cx: &Context, held: &Held) -> Result<bool> {
    let now = cx.clock.now();
    let changed = cx
        .records
        .execute(
            "UPDATE report_deliveries SET transmitting_at = $1, next_attempt_at = $2, updated_at = $1 \
             WHERE id = $3 AND lease_owner = $4 AND status = 'sending'",
            (now, claim::until(now, SENDING_LEASE)?, held.id.as_str(), held.owner.as_str()),
        )
        .await?;
    Ok(changed == 1)
}

/// What the log says of a delivery.
fn told(held: &Held, cause: &str) -> Value {
    json!({
        "delivery.id": held.id, "schedule.id": held.schedule.id, "workspace.id": held.schedule.workspace, "cause": cause,
    })
}
