//! Who may write to an upload: one request at a time, for as long as its bytes keep coming.

use super::KEPT;
use endpoint::{Context, Error};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};

/// A holder that was not heard of for so long is gone.
const LASTS: SignedDuration = SignedDuration::from_secs(30);
/// So often it says that it is there.
const RENEWED_EVERY: SignedDuration = SignedDuration::from_secs(10);

/// The right to write to an upload.
#[derive(Debug)]
pub struct Lease {
    upload: String,
    holder: String,
    renewed_at: Timestamp,
}

impl Lease {
    /// Takes an upload, unless somebody writes to it.
    pub async fn take(cx: &Context, upload: &str) -> Result<Self, Error> {
        let now = cx.clock.now();
        let holder = cx.random.uuid_v7(now).to_string();
        let taken = cx
            .records
            .execute(
                "UPDATE resumable_uploads SET held_by = $1, held_until = $2, expires_at = $3 \
                 WHERE id = $4 AND (held_until IS NULL OR held_until < $5)",
                (holder.as_str(), now + LASTS, now + KEPT, upload, now),
            )
            .await?;
        if taken == 0 {
            return Err(locked());
        }
        Ok(Self {
            upload: upload.to_owned(),
            holder,
            renewed_at: now,
        })
    }

    /// Says that it is still there, where that was a while ago. Who was taken for gone may not write any more.
    pub async fn keep(&mut self, cx: &Context) -> Result<(), Error> {
        let now = cx.clock.now();
        if now.duration_since(self.renewed_at) < RENEWED_EVERY {
            return Ok(());
        }
        let kept = cx
            .records
            .execute(
                "UPDATE resumable_uploads SET held_until = $1, expires_at = $2 WHERE id = $3 AND held_by = $4",
                (now + LASTS, now + KEPT, self.upload.as_str(), self.holder.as_str()),
            )
            .await?;
        if kept == 0 {
            return Err(locked());
        }
        self.renewed_at = now;
        Ok(())
    }

    /// Lets others write.
    pub async fn give_back(self, cx: &Context) -> Result<(), Error> {
        cx.records
            .execute(
                "UPDATE resumable_uploads SET held_by = NULL, held_until = NULL WHERE id = $1 AND held_by = $2",
                (self.upload.as_str(), self.holder.as_str()),
            )
            .await?;
        Ok(())
    }
}

fn locked() -> Error {
    Error::new(
        StatusCode::LOCKED,
        "upload_in_use",
        "another request writes to this upload",
    )
    .remedy("ask for its offset in some seconds, and go on from there")
    .retry_after(5)
}
