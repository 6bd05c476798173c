//! What the records say of the installation.

use std::future::Future;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// Text.
    Text(String),
    /// A moment.
    Moment(Timestamp),
}

/// The records, on either database. Statements take `$1, $2, …` and answer one column of text.
pub trait Records {
    /// Why a statement did not succeed.
    type Error;

    /// Runs a statement and collects its rows.
    fn query(
        &self,
        sql: &str,
        params: Vec<Param>,
    ) -> impl Future<Output = Result<Vec<String>, Self::Error>>;

    /// Runs a statement.
    fn execute(
        &self,
        sql: &str,
        params: Vec<Param>,
    ) -> impl Future<Output = Result<(), Self::Error>>;
}

/// How far records are. Each number only ever grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Runs of the sweeper.
    pub sweeps: i64,
    /// The lake's latest snapshot.
    pub snapshot: i64,
    /// The latest place in the order of jobs.
    pub sequence: i64,
}

impl Reached {
    /// Whether these records are not behind what was seen before.
    pub fn covers(self, seen: Self) -> bool {
        self.sweeps >= seen.sweeps
            && self.snapshot >= seen.snapshot
            && self.sequence >= seen.sequence
    }

    /// Whether they lack a job or a snapshot that was seen before. That they lack a run of the sweeper alone is no loss.
    pub fn lacks_work_of(self, seen: Self) -> bool {
        self.snapshot < seen.snapshot || self.sequence < seen.sequence
    }

    /// The farther of both, in each respect.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            sweeps: self.sweeps.max(other.sweeps),
            snapshot: self.snapshot.max(other.snapshot),
            sequence: self.sequence.max(other.sequence),
        }
    }
}

const IDENTIFIER: &str = "SELECT value FROM installation_secrets WHERE name = 'installation_id'";

const KEEP: &str = "INSERT INTO installation_secrets (name, value, created_at) \
    VALUES ('installation_id', $1, $2) ON CONFLICT (name) DO NOTHING";

const REPLACE: &str = "INSERT INTO installation_secrets (name, value, created_at) \
    VALUES ('installation_id', $1, $2) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, created_at = excluded.created_at";

const USED: &str =
    "SELECT 'used' WHERE EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM jobs)";

/// Three numbers, with a blank between.
const REACHED: &str = "SELECT CAST((SELECT COALESCE(max(runs), 0) FROM sweeper) AS TEXT) || ' ' || \
        CAST((SELECT COALESCE(max(id), 0) FROM lake_snapshots) AS TEXT) || ' ' || \
        CAST((SELECT COALESCE(max(sequence), 0) FROM \
            (SELECT sequence FROM jobs UNION ALL SELECT sequence FROM deleted_jobs) AS places) AS TEXT)";

/// Some of what the records name, the latest first: enough to tell whether a folder holds it.
const NAMED: &str = "SELECT 'lake/' || path FROM (SELECT path FROM lake_files ORDER BY id DESC LIMIT 1000) AS files \
    UNION ALL SELECT 'uploads/' || id || '/export' FROM \
        (SELECT id FROM jobs ORDER BY sequence DESC LIMIT 1000) AS uploads";

/// The identifier the records carry.
pub async fn identifier<R: Records>(records: &R) -> Result<Option<String>, R::Error> {
    let rows = records.query(IDENTIFIER, Vec::new()).await?;
    Ok(rows.into_iter().next())
}

/// How far the records are.
pub async fn reached<R: Records>(records: &R) -> Result<Reached, R::Error> {
    let rows = records.query(REACHED, Vec::new()).await?;
    let text = rows.into_iter().next().unwrap_or_default();
    let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    Ok(Reached {
        sweeps: next(),
        snapshot: next(),
        sequence: next(),
    })
}

/// Whether the records have users or jobs.
pub(crate) async fn used<R: Records>(records: &R) -> Result<bool, R::Error> {
    Ok(!records.query(USED, Vec::new()).await?.is_empty())
}

/// Paths, below the folder, of what the records name.
pub(crate) async fn named<R: Records>(records: &R) -> Result<Vec<String>, R::Error> {
    records.query(NAMED, Vec::new()).await
}

/// Gives the records an identifier where they have none, and tells which they have. Of several that come at once the
/// first one's counts for all.
pub(crate) async fn keep<R: Records>(
    records: &R,
    fresh: String,
    now: Timestamp,
) -> Result<String, R::Error> {
    let params = vec![Param::Text(fresh.clone()), Param::Moment(now)];
    records.execute(KEEP, params).await?;
    Ok(identifier(records).await?.unwrap_or(fresh))
}

/// Gives the records another identifier.
pub(crate) async fn replace<R: Records>(
    records: &R,
    id: &str,
    now: Timestamp,
) -> Result<(), R::Error> {
    let params = vec![Param::Text(id.to_owned()), Param::Moment(now)];
    records.execute(REPLACE, params).await
}
