//! A file's footer: where its columns lie, and which moments its row groups hold.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::file::metadata::{FooterTail, PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::statistics::Statistics;

use super::proof::unreadable;
use super::{damaged, encode};
use crate::{Dataset, Error, schema};

/// What is known of a file without reading its rows.
#[derive(Debug)]
pub(super) struct Footer {
    pub(super) metadata: ArrowReaderMetadata,
    /// Its row groups, in order.
    pub(super) groups: Vec<Group>,
}

/// A row group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Position of its first row in the file.
    pub(super) first_row: usize,
    /// Its number of rows.
    pub(super) rows: usize,
    /// Earliest `created_at`, µs since the epoch.
    pub(super) earliest: i64,
    /// Latest `created_at`, µs since the epoch.
    pub(super) latest: i64,
}

impl Footer {
    /// Reads the footer of a published file.
    pub(super) fn read(root: &Path, path: &str, dataset: Dataset) -> Result<Self, Error> {
        let failed = |error: &dyn std::fmt::Display| damaged(path, error);
        let bytes = footer_bytes(&root.join(path)).map_err(|error| unreadable(path, &error))?;
        let decoded =
            ParquetMetaDataReader::decode_metadata(&bytes).map_err(|error| failed(&error))?;
        let options = ArrowReaderOptions::new()
            .with_schema(Arc::new(with_dictionaries(&schema::of(dataset))))
            .with_page_index_policy(PageIndexPolicy::Skip);
        let metadata = ArrowReaderMetadata::try_new(Arc::new(decoded), options)
            .map_err(|error| failed(&error))?;
        let created_at = metadata
            .schema()
            .index_of("created_at")
            .map_err(|error| failed(&error))?;
        let mut groups = Vec::new();
        let mut first_row = 0;
        for group in metadata.metadata().row_groups() {
            let rows = usize::try_from(group.num_rows()).map_err(|error| failed(&error))?;
            let (earliest, latest) = match group.column(created_at).statistics() {
                Some(Statistics::Int64(found)) => {
                    (found.min_opt().copied(), found.max_opt().copied())
                }
                _ => (None, None),
            };
            let (earliest, latest) = (earliest.unwrap_or(i64::MIN), latest.unwrap_or(i64::MAX));
            groups.push(Group {
                first_row,
                rows,
                earliest,
                latest,
            });
            first_row += rows;
        }
        Ok(Self { metadata, groups })
    }

    /// Memory it takes, in bytes, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.metadata.metadata().memory_size()
    }
}

/// The bytes of a file's metadata, which lie before its last eight. Read by seeking: files opened in a component
/// cannot be cloned, as Parquet's own reader of files would.
fn footer_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut tail = [0; 8];
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut tail)?;
    let tail = FooterTail::try_new(&tail).map_err(wrong)?;
    let length = tail.metadata_length();
    let back = i64::try_from(length + 8).map_err(wrong)?;
    file.seek(SeekFrom::End(-back))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// What a file says of itself cannot be.
fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, error)
}

/// The schema with text as codes where the files hold it so: decoding then touches each different text once.
fn with_dictionaries(schema: &Schema) -> Schema {
    let field = |field: &Arc<Field>| {
        if encode::has_dictionary(field) {
            let codes = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            field.as_ref().clone().with_data_type(codes)
        } else {
            field.as_ref().clone()
        }
    };
    Schema::new(schema.fields().iter().map(field).collect::<Vec<_>>())
}
