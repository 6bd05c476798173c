//! Gives the folder to the records, whatever was between them.

use std::path::Path;

use jiff::Timestamp;

use crate::{Error, Mark, Records, mark, reached, records};

/// Makes folder and records one installation, under a new identifier: other copies of these records are noticed from now
/// on. How far the records are counts as seen; what lies in the folder is never swept.
pub async fn adopt<R: Records>(
    records: &R,
    root: &Path,
    fresh: String,
    now: Timestamp,
) -> Result<(), Error<R::Error>> {
    // A file that cannot be read is replaced, too.
    let before = mark::read(root).ok().flatten();
    let reached = reached(records).await.map_err(Error::Records)?;
    records::replace(records, &fresh, now)
        .await
        .map_err(Error::Records)?;
    let running_seconds = before.as_ref().map_or(0, |before| before.running_seconds);
    let mark = Mark {
        adopted_at: before
            .as_ref()
            .and_then(|before| before.adopted_at)
            .max(Some(now)),
        // What is in the trash waits as long again: other records put it there. These may name it, or a person may have
        // removed it in them only now; and whoever adopted the wrong ones can go back.
        running_seconds,
        adopted_seconds: running_seconds,
        ..Mark::new(fresh, reached)
    };
    mark::write(root, &mark).map_err(Error::Folder)
}
