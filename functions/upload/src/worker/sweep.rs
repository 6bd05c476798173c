//! Removes what crashed uploads and failed jobs left behind.

use super::failure::Failure;
use crate::intake::Uploads;
use endpoint::Context;
use jiff::{SignedDuration, Timestamp};

/// An upload that wrote nothing for so long has died, or its sender has: while one lives, its file grows. What is
/// complete becomes a job within a minute or two.
const QUIET: SignedDuration = SignedDuration::from_mins(15);
/// No younger file of the lake is swept: a reader may still be at it.
const GRACE: SignedDuration = SignedDuration::from_hours(24);

/// Removes upload folders that belong to no job, and lake files that no snapshot lists.
pub async fn run(cx: &Context, now: Timestamp) -> Result<(), Failure> {
    uploads(cx, &Uploads::mounted(), now).await?;
    let before = earlier(now, GRACE)?;
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

async fn uploads(cx: &Context, uploads: &Uploads, now: Timestamp) -> Result<(), Failure> {
    let before = earlier(now, QUIET)?;
    for folder in uploads.folders()? {
        let name = folder.file_name().and_then(|name| name.to_str());
        let Some(job) = name.filter(|name| is_job(name)) else {
            continue;
        };
        let Some(written) = uploads.written_at(job)? else {
            continue;
        };
        let written = Timestamp::try_from(written).map_err(|error| Failure::bug(&error))?;
        if written >= before {
            continue;
        }
        let owner: Option<(i64,)> = cx
            .records
            .query_optional("SELECT 1 FROM jobs WHERE id = $1", (job,))
            .await?;
        if owner.is_none() {
            uploads.remove(job)?;
        }
    }
    Ok(())
}

fn earlier(now: Timestamp, by: SignedDuration) -> Result<Timestamp, Failure> {
    now.checked_sub(by).map_err(|error| Failure::bug(&error))
}

/// Whether a folder's name is a job's identifier, a UUID: nothing else is ours to remove.
fn is_job(name: &str) -> bool {
    name.len() == 36 && name.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::testing::App;
    use futures::executor::block_on;
    use std::time::{Duration, SystemTime};

    const DEAD: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
    const ALIVE: &str = "01890a5d-ac96-774b-bcce-b302099a8058";

    /// What a killed process leaves: the file, without whom it belonged to.
    fn leave(uploads: &Uploads, job: &str, ago: Duration) {
        let mut incoming = uploads.begin(job).unwrap();
        incoming.write(b"Issue key,Summ").unwrap();
        std::mem::forget(incoming);
        let folder = uploads.file(job).parent().unwrap().to_owned();
        let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000) - ago;
        for path in [folder.join("incoming"), folder] {
            let file = std::fs::File::open(path).unwrap();
            file.set_modified(written).unwrap();
        }
    }

    #[test]
    fn a_dead_upload_goes_within_minutes_and_a_slow_one_stays() {
        let place = std::env::temp_dir().join(format!("undertone-sweep-{}", std::process::id()));
        std::fs::remove_dir_all(&place).ok();
        let uploads = Uploads::in_folder(&place);
        leave(&uploads, DEAD, Duration::from_mins(20));
        leave(&uploads, ALIVE, Duration::from_mins(10));
        std::fs::create_dir(place.join("lost+found")).unwrap();
        let app = App::new(|_| axum::Router::new());
        let now = Timestamp::from_second(1_000_000_000).unwrap();
        block_on(super::uploads(&app.cx, &uploads, now)).unwrap();
        let mut left: Vec<_> = uploads.folders().unwrap();
        left.sort();
        assert_eq!(left, [place.join(ALIVE), place.join("lost+found")]);
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn only_folders_of_jobs_are_ours() {
        assert!(is_job(DEAD));
        assert!(!is_job("lost+found") && !is_job(""));
    }
}
