//! What is kept for a while: then the PDF of a report goes, and the history of its deliveries stays.

use endpoint::{Context, Error, Result};
use jiff::{SignedDuration, Timestamp};

/// How often is looked, by the tick's own clock.
const EVERY_MINUTES: i64 = 60;

/// How long a call to a webhook is kept after its end, and a webhook after it was deleted.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Takes away PDFs, calls and deleted webhooks whose time is over, once an hour, some at a time.
pub(crate) async fn remove(cx: &Context, start: Timestamp) -> Result<()> {
    if (start.as_second() / 60) % EVERY_MINUTES != 7 {
        return Ok(());
    }
    cx.records
        .execute(
            "UPDATE report_documents SET pdf = NULL WHERE id IN (SELECT id FROM report_documents \
                 WHERE expires_at <= $1 AND pdf IS NOT NULL ORDER BY expires_at LIMIT 200)",
            (start,),
        )
        .await?;
    let before = start.checked_sub(KEPT).map_err(Error::internal)?;
    cx.records
        .execute(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox \
                 WHERE status IN ('sent', 'failed') AND updated_at < $1 ORDER BY id LIMIT 1000)",
            (before,),
        )
        .await?;
    // Its calls go with it.
    cx.records
        .execute(
            "DELETE FROM webhooks WHERE id IN (SELECT id FROM webhooks \
                 WHERE deleted_at < $1 ORDER BY id LIMIT 200) AND deleted_at < $1",
            (before,),
        )
        .await?;
    Ok(())
}
