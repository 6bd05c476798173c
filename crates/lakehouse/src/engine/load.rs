//! Columns of a row group: from the cache, or from the file in one read per column.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use arrow_array::{Array, ArrayRef, new_null_array};
use bytes::Bytes;
use bytes::buf::{Buf, Reader};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReaderBuilder, RowSelection};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use super::cache::{Cache, Item, Key};
use super::column::{Column, Days};
use super::damaged;
use super::footer::Footer;
use super::proof::{self, Proof};
use crate::Error;
use crate::catalog::Listed;

/// Reads files below a root, remembering what it read.
pub(super) struct Loader {
    root: PathBuf,
    /// Footers, columns and days: all that takes much room.
    cache: Cache,
    /// Answers and lists of files, apart from the columns: these are many times as large and would push them out.
    pub(super) answers: Cache,
    /// The proofs of files, apart from all else: proving one again means to read it whole.
    proven: Cache,
    /// Up to which place in the catalog it was last looked whether files are there.
    pub(super) looked: AtomicI64,
    /// Told of damage, once per file.
    pub(super) report: fn(&Error),
}

/// What is remembered of proven files, in bytes: some thousand of them.
const PROVEN: usize = 4 << 20;

impl Loader {
    pub(super) fn new(root: PathBuf, budget: usize) -> Self {
        Self {
            root,
            cache: Cache::new(budget),
            answers: Cache::new(budget / 8),
            proven: Cache::new(PROVEN),
            looked: AtomicI64::new(0),
            report: |_| {},
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Proves that a file is the one that was written, once: nothing of it is believed before. What is read of it later is
    /// held against the proof.
    fn prove(&self, listed: &Listed) -> Result<Arc<Proof>, Error> {
        let key = Key::Proven(listed.file.path.as_str().into());
        if let Some(Item::Proven(proof)) = self.proven.get(&key) {
            return Ok(proof);
        }
        let proof = Arc::new(proof::whole(&self.root, listed)?);
        self.proven.put(key, Item::Proven(proof.clone()));
        Ok(proof)
    }

    /// The footer of a file, which is proven first.
    pub(super) fn footer(&self, listed: &Listed) -> Result<Arc<Footer>, Error> {
        let path = listed.file.path.as_str();
        let proof = self.prove(listed)?;
        let key = Key::Footer(path.into());
        if let Some(Item::Footer(footer)) = self.cache.get(&key) {
            return Ok(footer);
        }
        let footer = Arc::new(Footer::read(&self.root, path, listed.file.dataset, proof)?);
        self.cache.put(key, Item::Footer(footer.clone()));
        Ok(footer)
    }

    /// A column of a row group, by its place in today's schema.
    pub(super) fn column(
        &self,
        path: &Arc<str>,
        footer: &Footer,
        group: usize,
        column: usize,
    ) -> Result<Arc<Column>, Error> {
        let key = Key::Column(path.clone(), group, column);
        if let Some(Item::Column(column)) = self.cache.get(&key) {
            return Ok(column);
        }
        let decoded = Arc::new(self.read(path, footer, group, column)?);
        self.cache.put(key, Item::Column(decoded.clone()));
        Ok(decoded)
    }

    /// Where the local days of a row group's moments begin and end in a timezone; `cut` finds it out.
    pub(super) fn days(
        &self,
        path: &Arc<str>,
        group: usize,
        timezone: &str,
        cut: impl FnOnce() -> Result<Days, Error>,
    ) -> Result<Arc<Days>, Error> {
        let key = Key::Days(path.clone(), group, timezone.to_owned());
        if let Some(Item::Days(days)) = self.cache.get(&key) {
            return Ok(days);
        }
        let days = Arc::new(cut()?);
        self.cache.put(key, Item::Days(days.clone()));
        Ok(days)
    }

    fn read(
        &self,
        path: &str,
        footer: &Footer,
        group: usize,
        column: usize,
    ) -> Result<Column, Error> {
        let rows = footer.groups[group].rows;
        let array = self.array(path, footer, group, column, None)?;
        if array.len() != rows {
            return Err(damaged(
                path,
                "a row group has fewer rows than its footer says",
            ));
        }
        Column::decode(path, &array)
    }

    /// A column of a row group, or some rows of it, as Arrow has it; it is not remembered. A column that the file lacks
    /// is null.
    pub(super) fn array(
        &self,
        path: &str,
        footer: &Footer,
        group: usize,
        column: usize,
        rows: Option<RowSelection>,
    ) -> Result<ArrayRef, Error> {
        let Some(place) = footer.place_in_file(column) else {
            let rows = rows.map_or(footer.groups[group].rows, |rows| rows.row_count());
            return Ok(new_null_array(footer.field(column).data_type(), rows));
        };
        let chunk = footer.metadata.metadata().row_group(group).column(place);
        let (start, length) = chunk.byte_range();
        let bytes = self
            .bytes(path, start, length)
            .map_err(|error| proof::unreadable(path, &error))?;
        footer.proof.holds(path, start, &bytes)?;
        let mask = ProjectionMask::leaves(footer.metadata.parquet_schema(), [place]);
        let mut reader = ParquetRecordBatchReaderBuilder::new_with_metadata(
            Chunk { start, bytes },
            footer.metadata.clone(),
        )
        .with_row_groups(vec![group])
        .with_projection(mask)
        .with_batch_size(footer.groups[group].rows);
        if let Some(rows) = rows {
            reader = reader.with_row_selection(rows);
        }
        let mut batches = reader.build().map_err(|error| damaged(path, error))?;
        let batch = batches
            .next()
            .ok_or_else(|| damaged(path, "a row group is empty"))?;
        let batch = batch.map_err(|error| damaged(path, error))?;
        Ok(batch.column(0).clone())
    }

    fn bytes(&self, path: &str, start: u64, length: u64) -> std::io::Result<Bytes> {
        let mut file = File::open(self.root.join(path))?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; usize::try_from(length).map_err(std::io::Error::other)?];
        file.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// One column chunk, in memory.
struct Chunk {
    start: u64,
    bytes: Bytes,
}

impl Chunk {
    fn from(&self, start: u64) -> Result<Bytes, ParquetError> {
        let at = start
            .checked_sub(self.start)
            .and_then(|at| usize::try_from(at).ok());
        let at = at.filter(|at| *at <= self.bytes.len());
        Ok(self
            .bytes
            .slice(at.ok_or_else(|| ParquetError::EOF("read outside the column".to_owned()))?..))
    }
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Chunk {
    type T = Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let rest = self.from(start)?;
        if rest.len() < length {
            return Err(ParquetError::EOF("read beyond the column".to_owned()));
        }
        Ok(rest.slice(..length))
    }
}
