//! The lake: files below a root, their catalog in the records.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::{SignedDuration, Timestamp};

use super::cache::{Item, Key};
use super::files::Written;
use super::load::Loader;
use super::{aggregate, encode, files, input, merge, proof, raw};
use crate::catalog::{self, Catalog, Listed};
use crate::path::{self, Place};
use crate::{
    DamagedFile, Dataset, Error, Plan, RawQuery, RawRows, RemovedRows, Snapshot, StagedFile, Table,
    schema,
};

/// What an instance may remember of files, in bytes: the columns dashboards ask for, of a million tickets and their
/// texts, take 70 MB.
const REMEMBERED: usize = 96 << 20;

/// So many files are looked at at a time.
const LOOKED_AT: i64 = 500;

/// A file whose first reading was begun so long ago brought its reader down.
const UNHEARD_OF: SignedDuration = SignedDuration::from_mins(10);

/// A file whose readings were begun so often in a row, and never ended, brings its readers down. Once alone may be a
/// power cut.
const UNENDED: u32 = 3;

/// So often a damaged file is looked at again.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// A file that was written in today's columns: its rows, and the moments they are of.
fn staged(
    (dataset, path): (Dataset, String),
    written: Written,
    (rows, span): (u64, (i64, i64)),
    positions: Vec<u32>,
) -> Result<StagedFile, Error> {
    let moment = |at| {
        Timestamp::from_microsecond(at)
            .map_err(|error| Error::Invalid(format!("created_at: {error}")))
    };
    Ok(StagedFile {
        dataset,
        path,
        row_count: rows,
        byte_size: written.bytes,
        digest: Some(written.digest),
        schema_version: schema::version(dataset),
        min_created_at: moment(span.0)?,
        max_created_at: moment(span.1)?,
        positions,
    })
}

/// The lake below one folder. Queries about the catalog alone are in [`crate::catalog`].
pub struct Lake(Loader);

impl Lake {
    /// A lake whose root may not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self::remembering(root, REMEMBERED)
    }

    /// A lake that remembers at most so many bytes of its files.
    pub fn remembering(root: impl Into<PathBuf>, bytes: usize) -> Self {
        Self(Loader::new(root.into(), bytes))
    }

    /// Tells of each damaged file the first time it is found out.
    #[must_use]
    pub fn reporting(mut self, report: fn(&Error)) -> Self {
        self.0.report = report;
        self
    }

    /// Writes one Parquet file from Arrow IPC (stream format) under a staging name, in place of an earlier one.
    pub fn append(&self, place: Place<'_>, ipc: Vec<u8>) -> Result<StagedFile, Error> {
        let path = place.path()?;
        let input = input::read(place.dataset, ipc)?;
        let written = files::stage(self.0.root(), &path, |file| {
            encode::write(&input.rows, file)
                .map_err(|error| Error::Unavailable(format!("{path}: {error}")))
        })?;
        let rows = input.rows.num_rows() as u64;
        let span = match input.span {
            Some(span) => span,
            None => (place.day()?, place.day()?),
        };
        staged(
            (place.dataset, path),
            written,
            (rows, span),
            input.positions,
        )
    }

    /// Writes the rows of files of the present snapshot as one file in today's columns, under a staging name. No row of
    /// them may have been removed. Rows that a job brought may be left out.
    pub async fn merge(
        &self,
        catalog: &impl Catalog,
        place: Place<'_>,
        paths: &[String],
        without: Option<&str>,
    ) -> Result<StagedFile, Error> {
        let path = place.path()?;
        let mut files = Vec::new();
        if let Some(snapshot) = catalog::current(catalog, place.workspace).await? {
            files = catalog::live_at(catalog, place.workspace, snapshot.id).await?;
        }
        files.retain(|listed| paths.contains(&listed.file.path));
        if files.len() != paths.len() {
            return Err(Error::Invalid(format!(
                "of {} files to merge, {} are of workspace {}",
                paths.len(),
                files.len(),
                place.workspace
            )));
        }
        let mut merged = None;
        let written = files::stage(self.0.root(), &path, |file| {
            merged = Some(merge::write(&self.0, place.dataset, &files, without, file)?);
            Ok::<(), Error>(())
        })?;
        let merged = merged.ok_or_else(|| Error::Invalid("nothing was merged".to_owned()))?;
        staged(
            (place.dataset, path),
            written,
            (merged.rows, merged.span),
            Vec::new(),
        )
    }

    /// Publishes staged files and removed rows as one new snapshot. The catalog is a transaction that writes; the
    /// snapshot counts when it commits.
    pub async fn publish(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        job: &str,
        published_at: Timestamp,
        files: &[StagedFile],
        removed: Vec<RemovedRows>,
    ) -> Result<Snapshot, Error> {
        for file in files {
            path::published(workspace, &file.path)?;
        }
        // First the catalog, which refuses a path that is already published: its file must not be replaced.
        let snapshot =
            catalog::publish(catalog, workspace, job, published_at, files, removed).await?;
        files
            .iter()
            .try_for_each(|file| files::settle(self.0.root(), file))?;
        Ok(snapshot)
    }

    /// Deletes the staged files of a job that will not be published; returns how many.
    pub fn discard(&self, workspace: i64, job: &str) -> Result<u32, Error> {
        files::discard(self.0.root(), workspace, path::job(job)?)
    }

    /// Aggregates live rows of a snapshot.
    pub async fn aggregate(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        plan: &Plan,
    ) -> Result<Table, Error> {
        let snapshot = match plan.snapshot {
            Some(snapshot) => snapshot,
            None => match catalog::current(catalog, workspace).await? {
                Some(snapshot) => snapshot.id,
                None => {
                    return Ok(Table {
                        snapshot: None,
                        groups: Vec::new(),
                    });
                }
            },
        };
        let key = Key::Answer(workspace, snapshot, format!("{plan:?}"));
        if let Some(Item::Answer(table)) = self.0.answers.get(&key) {
            return Ok(table.as_ref().clone());
        }
        let files = self.files(catalog, workspace, snapshot).await?;
        let groups = aggregate::aggregate(&self.0, &files, plan)?;
        let table = Table {
            snapshot: Some(snapshot),
            groups,
        };
        self.0
            .answers
            .put(key, Item::Answer(Arc::new(table.clone())));
        Ok(table)
    }

    /// The rows of exports that were a ticket's, of the present snapshot; those published last come first.
    pub async fn raw_rows(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        query: &RawQuery,
    ) -> Result<RawRows, Error> {
        let Some(snapshot) = catalog::current(catalog, workspace).await? else {
            return Ok(RawRows::default());
        };
        let files = self.files(catalog, workspace, snapshot.id).await?;
        raw::find(&self.0, &files, query)
    }

    /// Whether a file is the one that was written: by its digest, else by reading all of it.
    pub fn examine(&self, listed: &Listed) -> Result<(), Error> {
        if listed.digest.is_some() {
            proof::whole(self.0.root(), listed).map(drop)
        } else {
            proof::readable(&self.0, listed).map(drop)
        }
    }

    /// Reads a file of the present snapshot whole and notes what it finds: its digest where there was none, or that it
    /// is damaged, which is an error.
    pub async fn prove(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        path: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let listed = catalog::live(catalog, workspace, path)
            .await?
            .ok_or_else(|| Error::Invalid(format!("{path:?} is not of workspace {workspace}")))?;
        self.read(catalog, &listed, now).await
    }

    /// Reads the next file that has no digest yet, or that was found damaged and may have been put back; false where
    /// there is none. What it finds is noted, and no error.
    pub async fn tend(&self, catalog: &impl Catalog, now: Timestamp) -> Result<bool, Error> {
        let before = |by| {
            now.checked_sub(by)
                .map_err(|error| Error::Invalid(error.to_string()))
        };
        let (without_digest, damaged) = (before(UNHEARD_OF)?, before(LOOK_AGAIN)?);
        let next = catalog::unproven(catalog, without_digest, damaged).await?;
        let Some(next) = next else {
            return Ok(false);
        };
        let found = if next.unended >= UNENDED {
            let path = next.listed.file.path.clone();
            let reason = format!("reading it did not come to an end, {UNENDED} times in a row");
            self.note(catalog, &Error::Damaged { path, reason }, now)
                .await?;
            // A person may put another file in its place: then it is read again, by the rule for damaged files.
            catalog::reading(catalog, next.listed.id, now).await?;
            catalog::ended(catalog, next.listed.id).await?;
            Ok(())
        } else {
            self.read(catalog, &next.listed, now).await
        };
        match found {
            Ok(()) | Err(Error::Damaged { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    async fn read(
        &self,
        catalog: &impl Catalog,
        listed: &Listed,
        now: Timestamp,
    ) -> Result<(), Error> {
        // Damage can bring the reader down: then this is what is left of it.
        catalog::reading(catalog, listed.id, now).await?;
        let digest = match &listed.digest {
            Some(digest) => proof::whole(self.0.root(), listed).map(|_| digest.clone()),
            None => proof::readable(&self.0, listed),
        };
        if let Err(error) = &digest {
            catalog::ended(catalog, listed.id).await?;
            self.note(catalog, error, now).await?;
        }
        catalog::sound(catalog, listed.id, &digest?).await
    }

    /// Notes in the catalog that a file is damaged, if that is the error.
    pub async fn note(
        &self,
        catalog: &impl Catalog,
        error: &Error,
        now: Timestamp,
    ) -> Result<(), Error> {
        if let Error::Damaged { path, reason } = error
            && catalog::note(catalog, path, reason, now).await?
        {
            (self.0.report)(error);
        }
        Ok(())
    }

    /// The files of the present snapshots, of one workspace or of all, that are known to be damaged. Looks first whether
    /// the next few hundred files are there and have their size.
    pub async fn damaged(
        &self,
        catalog: &impl Catalog,
        workspace: Option<i64>,
        now: Timestamp,
    ) -> Result<Vec<DamagedFile>, Error> {
        let after = self.0.looked.load(Ordering::Relaxed);
        let mut files = catalog::look(catalog, after, LOOKED_AT).await?;
        if files.is_empty() && after > 0 {
            files = catalog::look(catalog, 0, LOOKED_AT).await?;
        }
        let last = files.last().map_or(0, |(id, ..)| *id);
        self.0.looked.store(last, Ordering::Relaxed);
        for (_, path, bytes) in files {
            if let Err(error) = proof::there(self.0.root(), &path, bytes) {
                self.note(catalog, &error, now).await?;
            }
        }
        catalog::damaged(catalog, workspace).await
    }

    /// Proves that the root can be written and read.
    pub fn check(&self) -> Result<(), Error> {
        files::check(self.0.root())
    }

    async fn files(
        &self,
        catalog: &impl Catalog,
        workspace: i64,
        snapshot: u64,
    ) -> Result<Arc<Vec<Listed>>, Error> {
        let key = Key::Files(workspace, snapshot);
        if let Some(Item::Files(files)) = self.0.answers.get(&key) {
            return Ok(files);
        }
        let files = Arc::new(catalog::live_at(catalog, workspace, snapshot).await?);
        self.0.answers.put(key, Item::Files(files.clone()));
        Ok(files)
    }
}
