//! Makes the calls that were written: each until it is answered with 2xx, for a day.

use std::pin::Pin;
use std::sync::Arc;

use endpoint::{Context, Error, Result};
use http::{Request, header};
use jiff::SignedDuration;
use stores::Dialect;

use super::signature;
use crate::ledger::retry;

/// How long a call is held; longer than it may take.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// The longest answer that is kept, in characters.
const LONGEST_ANSWER: usize = 300;

/// The status of an answer, or why there is none.
pub type Called = Pin<Box<dyn Future<Output = Result<u16, String>>>>;

/// Calls an address.
pub type Call = Arc<dyn Fn(Request<String>) -> Called>;

/// Makes a call that is due; false when none is.
pub(crate) async fn send_one(cx: &Context, call: &Call, owner: &str) -> Result<bool> {
    let Some(held) = claim(cx, owner).await? else {
        return Ok(false);
    };
    let answered = match request(cx, &held) {
        Ok(request) => call(request).await,
        Err(why) => Err(why),
    };
    book(cx, &held, answered).await?;
    Ok(true)
}

struct Held {
    id: String,
    owner: String,
    payload: String,
    attempts: u32,
    created_at: jiff::Timestamp,
    webhook: String,
    url: String,
    secret: String,
}

/// The columns of a call that was claimed.
type Row = (
    String,
    String,
    serde_json::Value,
    u32,
    jiff::Timestamp,
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
         WHERE id = (SELECT id FROM outbox WHERE next_attempt_at <= $3 ORDER BY next_attempt_at, id LIMIT 1 {lock}) \
             AND next_attempt_at <= $3 \
         RETURNING id, lease_owner, payload, attempts, created_at, webhook_id, \
             (SELECT w.url FROM webhooks w WHERE w.id = outbox.webhook_id), \
             (SELECT w.secret FROM webhooks w WHERE w.id = outbox.webhook_id)"
    );
    let transaction = cx.records.begin().await?;
    let found: Option<Row> = transaction
        .query_optional(&claim, (owner, until, now))
        .await?;
    transaction.commit().await?;
    Ok(found.map(
        |(id, owner, payload, attempts, created_at, webhook, url, secret)| Held {
            id,
            owner,
            payload: payload.to_string(),
            attempts,
            created_at,
            webhook,
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

async fn book(cx: &Context, held: &Held, answered: Result<u16, String>) -> Result<()> {
    let now = cx.clock.now();
    let (done, answer) = match answered {
        Ok(status) => ((200..300).contains(&status), format!("answered {status}")),
        Err(why) => (false, why.chars().take(LONGEST_ANSWER).collect()),
    };
    let next = retry::next(held.attempts, held.created_at, now).filter(|_| !done);
    let status = match (done, next) {
        (true, _) => "sent",
        (false, Some(_)) => "retrying",
        (false, None) => "failed",
    };
    cx.records
        .execute(
            "UPDATE outbox SET status = $1, next_attempt_at = $2, answer = $3, updated_at = $4 WHERE id = $5 AND lease_owner = $6",
            (status, next, answer, now, held.id.as_str(), held.owner.as_str()),
        )
        .await?;
    if let Some(next) = next {
        // The other calls to the same address fare no better: they wait as long, and hold up nobody else.
        cx.records
            .execute(
                "UPDATE outbox SET next_attempt_at = $1 WHERE webhook_id = $2 AND status IN ('due', 'retrying') \
                     AND next_attempt_at < $1",
                (next, held.webhook.as_str()),
            )
            .await?;
    }
    Ok(())
}
