//! Removes what crashed uploads and failed jobs left behind.

use super::failure::Failure;
use crate::intake::Uploads;
use endpoint::Context;
use jiff::{SignedDuration, Timestamp};

/// Nothing younger is swept: an upload or a reader may still be at it.
const GRACE: SignedDuration = SignedDuration::from_hours(24);

/// Removes upload folders that belong to no job, and lake files that no snapshot lists.
pub async fn run(cx: &Context, now: Timestamp) -> Result<(), Failure> {
    let before = now
        .checked_sub(GRACE)
        .map_err(|error| Failure::bug(&error))?;
    let uploads = Uploads::mounted();
    for folder in uploads.folders()? {
        let Some(name) = folder.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if began(name).is_none_or(|began| began >= before) {
            continue;
        }
        let job: Option<(i64,)> = cx
            .records
            .query_optional("SELECT 1 FROM jobs WHERE id = $1", (name,))
            .await?;
        if job.is_none() {
            uploads.remove(name)?;
        }
    }
    // The staged files of a job under way are on no snapshot yet.
    let busy: Option<(i64,)> = cx
        .records
        .query_optional(
            "SELECT 1 FROM jobs WHERE status IN ('queued', 'running') LIMIT 1",
            (),
        )
        .await?;
    if busy.is_none() {
        cx.lake.sweep(before).await?;
    }
    Ok(())
}

/// When a job's identifier, a UUID of version 7, was made.
fn began(job: &str) -> Option<Timestamp> {
    let hex: String = job.chars().filter(|c| *c != '-').take(12).collect();
    Timestamp::from_millisecond(i64::from_str_radix(&hex, 16).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jobs_identifier_tells_its_time() {
        let at = began("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
        assert_eq!(at.as_millisecond(), 0x0189_0a5d_ac96);
        assert_eq!(began("lost+found"), None);
    }
}
