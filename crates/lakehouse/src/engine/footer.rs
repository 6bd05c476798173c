//! A file's footer: where its columns lie, and which moments its row groups hold.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::file::metadata::PageIndexPolicy;
use parquet::file::statistics::Statistics;

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
        let file = File::open(root.join(path)).map_err(|error| failed(&error))?;
        let options = ArrowReaderOptions::new()
            .with_schema(Arc::new(with_dictionaries(&schema::of(dataset))))
            .with_page_index_policy(PageIndexPolicy::Skip);
        let metadata = ArrowReaderMetadata::load(&file, options).map_err(|error| failed(&error))?;
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
