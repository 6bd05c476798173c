//! Reports are kept for a while: then the PDF goes, and the history of its deliveries stays.

use endpoint::{Context, Result};
use jiff::Timestamp;

/// How often is looked, by the tick's own clock.
const EVERY_MINUTES: i64 = 60;

/// Takes away the PDFs whose time is over, once an hour.
pub(crate) async fn remove(cx: &Context, start: Timestamp) -> Result<()> {
    if (start.as_second() / 60) % EVERY_MINUTES != 7 {
        return Ok(());
    }
    cx.records
        .execute(
            "UPDATE report_documents SET pdf = NULL WHERE expires_at <= $1 AND pdf IS NOT NULL",
            (start,),
        )
        .await?;
    Ok(())
}
