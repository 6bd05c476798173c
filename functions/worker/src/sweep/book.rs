//! The sweeper's own row: when it ran, whether one is at work, and what it did.

use super::known::Known;
use folder::disk::Seen;
use jiff::{SignedDuration, Timestamp};
use queue::Failure;
use stores::Records;

/// A sweeper that has not ended after so long has died.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);
/// An upload takes hours at most: a record of one that has no file after so long is none.
const STALE: SignedDuration = SignedDuration::from_hours(24);

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Moved to the trash.
    pub trashed: u64,
    /// Deleted from the trash.
    pub deleted: u64,
    /// Brought back from the trash.
    pub brought_back: u64,
    /// Left alone, because no record knows them.
    pub unknown: u64,
}

/// Whether it is time, by the row.
fn is_due(
    last: Option<Timestamp>,
    busy: Option<Timestamp>,
    now: Timestamp,
    every: SignedDuration,
) -> bool {
    let at_work = busy.is_some_and(|until| until > now && until.duration_since(now) <= LONGEST);
    // A last run that lies ahead was booked by a wrong clock.
    let since = last.map(|last| now.duration_since(last));
    !at_work && since.is_none_or(|since| since.is_negative() || since >= every)
}

const ROW: &str = "SELECT last_sweep_at, busy_until FROM sweeper WHERE name = 'sweeper'";

/// Takes the run if it is time and nobody else has it.
pub async fn begin(
    records: &Records,
    now: Timestamp,
    every: SignedDuration,
) -> Result<bool, Failure> {
    type Row = Option<(Option<Timestamp>, Option<Timestamp>)>;
    let due = |row: Row| row.is_none_or(|(last, busy)| is_due(last, busy, now, every));
    // Looks first: a transaction would lock, every second.
    if !due(records.query_optional(ROW, ()).await?) {
        return Ok(false);
    }
    let until = now
        .checked_add(LONGEST)
        .map_err(|error| Failure::bug(&error))?;
    let transaction = records.begin().await?;
    transaction.alone("sweeper").await?;
    if !due(transaction.query_optional(ROW, ()).await?) {
        return Ok(false);
    }
    transaction
        .execute(
            "INSERT INTO sweeper (name, last_sweep_at, busy_until) VALUES ('sweeper', $1, $2) \
             ON CONFLICT (name) DO UPDATE SET last_sweep_at = excluded.last_sweep_at, busy_until = excluded.busy_until",
            (now, until),
        )
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// Counts a run that sweeps; tells how many there were.
pub async fn count(records: &Records) -> Result<i64, Failure> {
    let (runs,) = records
        .query_one(
            "UPDATE sweeper SET runs = runs + 1 WHERE name = 'sweeper' RETURNING runs",
            (),
        )
        .await?;
    Ok(runs)
}

/// Books the end of a run.
pub async fn end(
    records: &Records,
    counts: Counts,
    refused: Option<&String>,
) -> Result<(), Failure> {
    records
        .execute(
            "UPDATE sweeper SET busy_until = NULL, trashed = trashed + $1, deleted = deleted + $2, \
                 brought_back = brought_back + $3, unknown_files = $4, refused = $5 WHERE name = 'sweeper'",
            (
                counts.trashed,
                counts.deleted,
                counts.brought_back,
                counts.unknown,
                refused.map(String::as_str),
            ),
        )
        .await?;
    Ok(())
}

/// Forgets an upload that is over.
pub async fn forget_intake(records: &Records, job: &str) -> Result<(), Failure> {
    records
        .execute("DELETE FROM intakes WHERE job_id = $1", (job,))
        .await?;
    Ok(())
}

/// Forgets uploads that ended long ago without a file.
pub async fn forget_stale_intakes(
    records: &Records,
    seen: &Seen,
    known: &Known,
    now: Timestamp,
) -> Result<(), Failure> {
    for (job, begun) in &known.intakes {
        let is_there = seen.uploads.iter().any(|upload| upload.job == *job);
        if !is_there && now.duration_since(*begun) > STALE {
            forget_intake(records, job).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::Context;
    use endpoint::testing::block_on;

    #[test]
    fn it_is_due_by_the_row_and_once() {
        let now = Timestamp::from_second(1_000_000_000).unwrap();
        let cx = Context::in_memory(now);
        let every = SignedDuration::from_secs(600);
        let begin = |now| block_on(begin(&cx.records, now, every)).unwrap();
        assert!(begin(now));
        // One is at work; if it has died, the next begins after an hour.
        assert!(!begin(now + SignedDuration::from_secs(700)));
        assert!(begin(now + SignedDuration::from_secs(3_700)));
        let done = now + SignedDuration::from_secs(3_700);
        block_on(end(&cx.records, Counts::default(), None)).unwrap();
        assert!(!begin(done + SignedDuration::from_secs(599)));
        assert!(begin(done + SignedDuration::from_secs(600)));
        block_on(end(&cx.records, Counts::default(), None)).unwrap();
        // The clock went back: the row tells of the future.
        assert!(begin(now - SignedDuration::from_secs(1_000_000)));
    }
}
