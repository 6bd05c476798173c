//! Reports are kept for a while: then the PDF goes, and the history of its deliveries stays.

use endpoint::{Context, Error, Result};
use jiff::{SignedDuration, Timestamp};

/// How often is looked, by the tick's own clock.
const EVERY_MINUTES: i64 = 60;

/// How long a call to a webhook is kept after its end.
const CALLS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Takes away PDFs and calls whose time is over, once an hour, some at a time.
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
    let before = start.checked_sub(CALLS_KEPT).map_err(Error::internal)?;
    cx.records
        .execute(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox \
                 WHERE status IN ('sent', 'failed') AND updated_at < $1 ORDER BY id LIMIT 1000)",
            (before,),
        )
        .await?;
    Ok(())
}
