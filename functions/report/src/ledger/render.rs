//! The report of a slot: made once, for all who get it.

use calendar::{Days, Zone};
use endpoint::{Context, Error, Result};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::Value;

use super::Held;
use crate::gather::{self, Ask};
use crate::letter::Digest;
use crate::{Typesetter, pdf};

/// How long a report is kept that nobody deletes.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// A report that was made.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) digest: Digest,
    pub(crate) pdf: Vec<u8>,
}

/// The report of the slot: the one that is kept, or a new one.
pub(super) async fn document(
    cx: &Context,
    typesetter: &Typesetter,
    held: &Held,
    public_url: Option<&str>,
) -> Result<Document> {
    if let Some(kept) = kept(cx, held).await? {
        return Ok(kept);
    }
    let days = days(held)?;
    let ask = Ask {
        workspace: held.schedule.workspace,
        days: days.clone(),
        filters: held.schedule.filters.clone(),
        layout: held.schedule.layout.clone(),
        title: None,
        public_url: public_url.map(str::to_owned),
        late: held.is_late.then_some(held.slot_at),
    };
    let report = gather::report(cx, &ask).await?;
    let made = typesetter.pdf(&report).await?;
    let (digest, now) = (Digest::of(&report), cx.clock.now());
    cx.records
        .execute(
            "INSERT INTO report_documents (id, workspace_id, schedule_id, slot, file_name, size, figures, pdf, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (schedule_id, slot) DO UPDATE SET file_name = excluded.file_name, size = excluded.size, \
                 figures = excluded.figures, pdf = excluded.pdf, created_at = excluded.created_at, expires_at = excluded.expires_at \
             WHERE report_documents.pdf IS NULL",
            (
                cx.random.uuid_v7(now).to_string(),
                held.schedule.workspace,
                held.schedule.id.as_str(),
                held.slot.as_str(),
                pdf::file_name(&days),
                made.len(),
                serde_json::to_value(&digest).map_err(Error::internal)?,
                made,
                now,
                now.checked_add(KEPT).map_err(Error::internal)?,
            ),
        )
        .await?;
    // Another worker's, where it was quicker: all recipients get the same.
    let kept = kept(cx, held).await?;
    kept.ok_or_else(|| Error::internal("the report that was just kept is gone"))
}

async fn kept(cx: &Context, held: &Held) -> Result<Option<Document>> {
    let found: Option<(String, String, Value, Vec<u8>)> = cx
        .records
        .query_optional(
            "SELECT id, file_name, figures, pdf FROM report_documents \
             WHERE ((schedule_id = $1 AND slot = $2) OR id = $3) AND pdf IS NOT NULL",
            (
                held.schedule.id.as_str(),
                held.slot.as_str(),
                held.document.as_deref(),
            ),
        )
        .await?;
    found
        .map(|(id, file_name, digest, pdf)| {
            Ok(Document {
                id,
                file_name,
                digest: serde_json::from_value(digest).map_err(Error::internal)?,
                pdf,
            })
        })
        .transpose()
}

fn days(held: &Held) -> Result<Days> {
    let none = || Error::internal(format!("delivery {} covers no days", held.id));
    let (first, last) = held.days.as_ref().ok_or_else(none)?;
    let date = |text: &str| text.parse::<Date>().map_err(Error::internal);
    let zone = Zone::new(&held.schedule.timezone).map_err(Error::internal)?;
    Days::new(date(first)?, date(last)?, zone).map_err(Error::internal)
}
