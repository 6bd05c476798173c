//! Many small files as one: their rows, file after file, in today's columns.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, RecordBatch, new_null_array};
use arrow_schema::SchemaRef;
use arrow_select::filter::filter_record_batch;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, Length};

use super::load::Loader;
use super::{damaged, encode, proof, raw};
use crate::catalog::Listed;
use crate::{Dataset, Error, schema};

/// So many rows are held at a time.
const BATCH: usize = 1024;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// Rows.
    pub(super) rows: u64,
    /// Earliest and latest `created_at`, µs since the epoch.
    pub(super) span: (i64, i64),
}

/// Writes the rows of files of one dataset, those with the earliest moments first, each file's in their order. No row of
/// them may have been removed; those that the job `without` brought are left out. Of each file a batch is held in memory, and of the new one a row group as it is written.
pub(super) fn write(
    loader: &Loader,
    dataset: Dataset,
    files: &[Listed],
    without: Option<&str>,
    to: impl Write + Send,
) -> Result<Merged, Error> {
    let wanted = Arc::new(schema::of(dataset));
    let mut files: Vec<&Listed> = files.iter().collect();
    files.sort_by_key(|listed| (listed.min_created_at, listed.max_created_at, listed.id));
    let failed = |error: ParquetError| Error::Unavailable(format!("merged file: {error}"));
    let mut writer = encode::Writer::new(&wanted, to).map_err(failed)?;
    let mut merged = Merged {
        rows: 0,
        span: (i64::MAX, i64::MIN),
    };
    for listed in files {
        let path = listed.file.path.as_str();
        if listed.file.dataset != dataset || !listed.file.removed.is_empty() {
            return Err(Error::Invalid(format!(
                "{path:?} cannot be merged: it is of another dataset, or rows of it were removed"
            )));
        }
        // Refuses a column of another type by name.
        loader.footer(listed)?;
        // Anew: what was remembered of it may be of days ago, and all of it is read now.
        proof::whole(loader.root(), listed)?;
        let input = OnDisk(loader.root().join(path));
        let reader = ParquetRecordBatchReaderBuilder::try_new(input)
            .and_then(|reader| reader.with_batch_size(BATCH).build())
            .map_err(|error| damaged(path, error))?;
        let mut rows = 0;
        for batch in reader {
            let batch = batch.map_err(|error| damaged(path, error))?;
            rows += batch.num_rows() as u64;
            let batch = match without {
                Some(job) => not_of(job, path, &batch)?,
                None => batch,
            };
            merged.rows += batch.num_rows() as u64;
            let batch = in_todays_columns(&wanted, &batch).map_err(|error| damaged(path, error))?;
            writer.write(&batch).map_err(failed)?;
        }
        if rows != listed.file.row_count {
            let wanted = listed.file.row_count;
            return Err(damaged(path, format!("{rows} rows instead of {wanted}")));
        }
        merged.span.0 = merged.span.0.min(listed.min_created_at);
        merged.span.1 = merged.span.1.max(listed.max_created_at);
    }
    writer.close().map_err(failed)?;
    if merged.rows == 0 {
        return Err(Error::Invalid("a file needs at least one row".to_owned()));
    }
    Ok(merged)
}

/// The rows of the batch that another job brought.
fn not_of(job: &str, path: &str, batch: &RecordBatch) -> Result<RecordBatch, Error> {
    let none = || damaged(path, "no column says the job");
    let jobs = batch.column_by_name("job_id").ok_or_else(none)?;
    let others = (0..batch.num_rows())
        .map(|row| Ok(Some(raw::text(path, jobs, row)? != job)))
        .collect::<Result<BooleanArray, Error>>()?;
    filter_record_batch(batch, &others).map_err(|error| damaged(path, error))
}

/// The batch with today's columns: one it lacks is null, one it has too many is left out.
fn in_todays_columns(
    wanted: &SchemaRef,
    batch: &RecordBatch,
) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let column = |field: &Arc<arrow_schema::Field>| -> ArrayRef {
        match batch.column_by_name(field.name()) {
            Some(column) => column.clone(),
            None => new_null_array(field.data_type(), batch.num_rows()),
        }
    };
    RecordBatch::try_new(wanted.clone(), wanted.fields().iter().map(column).collect())
}

/// A file that is opened anew for each part of it that is read: one opened in a component cannot be cloned.
struct OnDisk(PathBuf);

impl OnDisk {
    fn at(&self, start: u64) -> std::io::Result<File> {
        let mut file = File::open(&self.0)?;
        file.seek(SeekFrom::Start(start))?;
        Ok(file)
    }
}

impl Length for OnDisk {
    fn len(&self) -> u64 {
        // A file that is gone has no footer, which is what is read next.
        std::fs::metadata(&self.0).map_or(0, |file| file.len())
    }
}

impl ChunkReader for OnDisk {
    type T = File;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(self.at(start)?)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let mut bytes = Vec::with_capacity(length);
        let read = self
            .at(start)?
            .take(length as u64)
            .read_to_end(&mut bytes)?;
        if read < length {
            return Err(ParquetError::EOF("it ends too early".to_owned()));
        }
        Ok(bytes.into())
    }
}
