//! Makes the calls that were written: each until it is answered with 2xx, for a day.

use std::pin::Pin;
use std::sync::Arc;

use endpoint::{Context, Error, Result};
use http::{Request, header};
use jiff::{SignedDuration, Timestamp};
use stores::Dialect;

use super::signature;
use super::trial::{self, WebhookAnswer};
use crate::ledger::retry;

/// How long a call is held; longer than it may take.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// The longest reason that is kept, in characters.
const LONGEST_REASON: usize = 300;
/// So many characters are shown of what is answered to a test.
const SHOWN: usize = 200;

/// What was answered, or why nothing was.
pub type Called = Pin<Box<dyn Future<Output = Result<Answered, String>>>>;

/// Calls an address, and reads so many bytes of what it answers.
pub type Call = Arc<dyn Fn(Request<String>, usize) -> Called>;

/// What an address answered.
pub struct Answered {
    /// The status of its answer.
    pub status: u16,
    /// What the answer begins with.
    pub body: Vec<u8>,
}

/// Makes a call that is due; false when none is.
pub(crate) async fn send_one(cx: &Context, call: &Call, owner: &str) -> Result<bool> {
    let Some(held) = claim(cx, owner).await? else {
        return Ok(false);
    };
    let begun = cx.clock.now();
    let read = if held.is_test { 4 * SHOWN } else { 0 };
    let answered = match request(cx, &held) {
        Ok(request) => call(request, read).await,
        Err(why) => Err(why),
    };
    if held.is_test {
        let took = cx.clock.now().duration_since(begun).as_millis();
        book_test(cx, &held, answered, u64::try_from(took).unwrap_or(0)).await?;
    } else {
        book(cx, &held, answered).await?;
    }
    Ok(true)
}

struct Held {
    id: String,
    owner: String,
    payload: String,
    attempts: u32,
    created_at: Timestamp,
    webhook: String,
    is_test: bool,
    url: String,
    secret: String,
}

/// The columns of a call that was claimed.
type Row = (
    String,
    String,
    serde_json::Value,
    u32,
    Timestamp,
    String,
    String,
    String,
    String,
);

async fn claim(cx: &Context, owner: &str) -> Result<Option<Held>> {
    let now = cx.clock.now();
    let until = now.checked_add(LEASE).map_err(Error::internal)?;
    let lock = match cx.records.dialect().await {
        Dialect::Sqlite => "",
        Dialect::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let claim = format!(
        "UPDATE outbox SET lease_owner = $1, next_attempt_at = $2, attempts = attempts + 1, updated_at = $3 \
         WHERE id = (SELECT o.id FROM outbox o WHERE o.next_attempt_at <= $3 AND EXISTS \
                 (SELECT 1 FROM webhooks h WHERE h.id = o.webhook_id AND h.deleted_at IS NULL \
                     AND (h.paused_at IS NULL OR o.event = 'webhook.test')) \
             ORDER BY o.next_attempt_at, o.id LIMIT 1 {lock}) \
             AND next_attempt_at <= $3 \
         RETURNING id, lease_owner, payload, attempts, created_at, webhook_id, event, \
             (SELECT w.url FROM webhooks w WHERE w.id = outbox.webhook_id), \
             (SELECT w.secret FROM webhooks w WHERE w.id = outbox.webhook_id)"
    );
    let transaction = cx.records.begin().await?;
    let found: Option<Row> = transaction
        .query_optional(&claim, (owner, until, now))
        .await?;
    transaction.commit().await?;
    Ok(found.map(
        |(id, owner, payload, attempts, created_at, webhook, event, url, secret)| Held {
            id,
            owner,
            payload: payload.to_string(),
            attempts,
            created_at,
            webhook,
            is_test: event == trial::EVENT,
            url,
            secret,
        },
    ))
}

fn request(cx: &Context, held: &Held) -> Result<Request<String>, String> {
    let at = cx.clock.now().as_second();
    let signature = signature::of(&held.secret, (&held.id, at), &held.payload);
    Request::post(&held.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", &held.id)
        .header("webhook-timestamp", at)
        .header(
            "webhook-signature",
            signature.ok_or("the secret cannot be read")?,
        )
        .body(held.payload.clone())
        .map_err(|error| error.to_string())
}

async fn book(cx: &Context, held: &Held, answered: Result<Answered, String>) -> Result<()> {
    let now = cx.clock.now();
    let (done, answer) = match answered {
        Ok(Answered { status, .. }) => (is_taken(status), format!("answered {status}")),
        Err(why) => (false, why.chars().take(LONGEST_REASON).collect()),
    };
    let next = retry::next(held.attempts, held.created_at, now).filter(|_| !done);
    let status = match (done, next) {
        (true, _) => "sent",
        (false, Some(_)) => "retrying",
        (false, None) => "failed",
    };
    write(cx, held, (status, next, answer)).await?;
    if let Some(next) = next {
        // The other calls to the same address fare no better: they wait as long, and hold up nobody else.
        cx.records
            .execute(
                "UPDATE outbox SET next_attempt_at = $1 WHERE webhook_id = $2 AND status IN ('due', 'retrying') \
                     AND event <> 'webhook.test' AND next_attempt_at < $1",
                (next, held.webhook.as_str()),
            )
            .await?;
    }
    Ok(())
}

/// A test is made once: whoever waits for its answer asks again by hand.
async fn book_test(
    cx: &Context,
    held: &Held,
    answered: Result<Answered, String>,
    milliseconds: u64,
) -> Result<()> {
    let (status, text) = match answered {
        Ok(Answered { status, body }) => (Some(status), shown(&body)),
        Err(why) => (None, why.chars().take(LONGEST_REASON).collect()),
    };
    let end = if status.is_some_and(is_taken) {
        "sent"
    } else {
        "failed"
    };
    let answer = WebhookAnswer {
        status,
        milliseconds,
        text,
    };
    let answer = serde_json::to_string(&answer).map_err(Error::internal)?;
    write(cx, held, (end, None, answer)).await
}

/// Writes how a call ended, where nobody else has taken it up since.
async fn write(
    cx: &Context,
    held: &Held,
    (status, next, answer): (&str, Option<Timestamp>, String),
) -> Result<()> {
    cx.records
        .execute(
            "UPDATE outbox SET status = $1, next_attempt_at = $2, answer = $3, updated_at = $4 WHERE id = $5 AND lease_owner = $6",
            (status, next, answer, cx.clock.now(), held.id.as_str(), held.owner.as_str()),
        )
        .await?;
    Ok(())
}

fn is_taken(status: u16) -> bool {
    (200..300).contains(&status)
}

/// What an answer begins with, on one line and without what cannot be seen.
fn shown(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.replace(char::is_control, " ");
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_shown_on_one_line_and_not_for_ever() {
        assert_eq!(
            shown(b"{\n\t\"ok\":\0true\r\n}\xff"),
            "{ \"ok\": true }\u{fffd}"
        );
        assert_eq!(shown("ä".repeat(900).as_bytes()), "ä".repeat(SHOWN));
        assert_eq!(shown(b""), "");
    }
}
