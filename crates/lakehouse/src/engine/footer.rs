//! A file's footer: which of today's columns it has and where they lie, and which moments its row groups hold.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::file::metadata::{FooterTail, PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::statistics::Statistics;
use parquet::schema::types::SchemaDescriptor;

use super::proof::{Proof, unreadable};
use super::{damaged, encode};
use crate::{Dataset, Error, schema};

/// What is known of a file without reading its rows.
#[derive(Debug)]
pub(super) struct Footer {
    pub(super) metadata: ArrowReaderMetadata,
    /// Today's columns of the dataset.
    schema: Schema,
    /// Where each of today's columns is in the file; none where the file has no such column.
    columns: Vec<Option<usize>>,
    /// What its bytes were when the file was proven.
    pub(super) proof: Arc<Proof>,
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
    /// Earliest `created_at` that is known, µs since the epoch; where none is, it is after the latest.
    pub(super) earliest: i64,
    /// Latest `created_at`, µs since the epoch.
    pub(super) latest: i64,
    /// Whether there are rows whose `created_at` is not known.
    pub(super) has_undated: bool,
}

impl Footer {
    /// Reads the footer of a published file.
    pub(super) fn read(
        root: &Path,
        path: &str,
        dataset: Dataset,
        proof: Arc<Proof>,
    ) -> Result<Self, Error> {
        let failed = |error: &dyn std::fmt::Display| damaged(path, error);
        let (start, bytes) =
            footer_bytes(&root.join(path)).map_err(|error| unreadable(path, &error))?;
        proof.holds(path, start, &bytes)?;
        let decoded =
            ParquetMetaDataReader::decode_metadata(&bytes).map_err(|error| failed(&error))?;
        let schema = schema::of(dataset);
        let decoded = Arc::new(decoded);
        let options = || ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Skip);
        // First as the file describes itself, which says what is wrong with it in words of its columns.
        let own = ArrowReaderMetadata::try_new(decoded.clone(), options())
            .map_err(|error| failed(&error))?;
        let wanted = wanted(&schema, own.schema()).map_err(|reason| failed(&reason))?;
        let metadata = ArrowReaderMetadata::try_new(decoded, options().with_schema(wanted.into()))
            .map_err(|error| failed(&error))?;
        let columns = places(&schema, metadata.parquet_schema());
        for (field, column) in schema.fields().iter().zip(&columns) {
            if column.is_none() && !field.is_nullable() {
                return Err(failed(&format!("it has no column {:?}", field.name())));
            }
        }
        let created_at = schema
            .index_of("created_at")
            .ok()
            .and_then(|at| columns.get(at).copied().flatten())
            .ok_or_else(|| failed(&"it has no column \"created_at\""))?;
        // Files of earlier versions have no such rows.
        let descriptor = metadata.parquet_schema().column(created_at);
        let may_be_undated = descriptor.max_def_level() > 0;
        let mut groups = Vec::new();
        let mut first_row = 0;
        for group in metadata.metadata().row_groups() {
            let rows = usize::try_from(group.num_rows()).map_err(|error| failed(&error))?;
            let about = group.column(created_at).statistics();
            let undated = about.and_then(Statistics::null_count_opt);
            let (earliest, latest) = match about {
                // All of them are null.
                _ if rows > 0 && undated == Some(rows as u64) => (i64::MAX, i64::MIN),
                Some(Statistics::Int64(found)) => (
                    found.min_opt().copied().unwrap_or(i64::MIN),
                    found.max_opt().copied().unwrap_or(i64::MAX),
                ),
                _ => (i64::MIN, i64::MAX),
            };
            groups.push(Group {
                first_row,
                rows,
                earliest,
                latest,
                has_undated: undated != Some(0) && may_be_undated,
            });
            first_row += rows;
        }
        Ok(Self {
            metadata,
            schema,
            columns,
            proof,
            groups,
        })
    }

    /// Where a column of today's schema is in the file; none where the file was written before there was such a column:
    /// it is null in all its rows.
    pub(super) fn place_in_file(&self, column: usize) -> Option<usize> {
        self.columns.get(column).copied().flatten()
    }

    /// A column of today's schema.
    pub(super) fn field(&self, column: usize) -> &Field {
        self.schema.field(column)
    }

    /// Where a column is in today's schema.
    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        self.schema.index_of(name).ok()
    }

    /// How many columns today's schema has.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Memory it takes, in bytes, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.metadata.metadata().memory_size()
    }
}

/// The bytes of a file's metadata, which lie before its last eight, and where they begin. Read by seeking: files opened in
/// a component cannot be cloned, as Parquet's own reader of files would.
pub(super) fn footer_bytes(path: &Path) -> std::io::Result<(u64, Vec<u8>)> {
    let mut file = File::open(path)?;
    let mut tail = [0; 8];
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut tail)?;
    let tail = FooterTail::try_new(&tail).map_err(wrong)?;
    let length = tail.metadata_length();
    let back = i64::try_from(length + 8).map_err(wrong)?;
    let start = file.seek(SeekFrom::End(-back))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok((start, bytes))
}

/// What a file says of itself cannot be.
fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, error)
}

/// The file's own schema, with text as codes where the files hold it so: decoding then touches each different text once.
/// A column that is of another type than today's is refused by name; one that today's schema does not have is left as
/// it is, and never read.
fn wanted(today: &Schema, own: &Schema) -> Result<Schema, String> {
    let field = |field: &Arc<Field>| {
        let Ok(known) = today.field_with_name(field.name()) else {
            return Ok(field.as_ref().clone());
        };
        let (has, wants) = (field.data_type(), known.data_type());
        if has != wants {
            return Err(format!(
                "column {:?} is of type {has} instead of {wants}",
                field.name()
            ));
        }
        if encode::has_dictionary(known) {
            let codes = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            Ok(field.as_ref().clone().with_data_type(codes))
        } else {
            Ok(field.as_ref().clone())
        }
    };
    let fields: Result<Vec<Field>, String> = own.fields().iter().map(field).collect();
    Ok(Schema::new(fields?))
}

/// Where each of today's columns is among the columns of a file.
fn places(today: &Schema, file: &SchemaDescriptor) -> Vec<Option<usize>> {
    let named = |name: &str| {
        file.columns()
            .iter()
            .position(|column| column.path().parts() == [name])
    };
    let fields = today.fields().iter();
    fields.map(|field| named(field.name())).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use arrow_array::{ArrayRef, Int32Array, RecordBatch, StringArray};

    use super::*;
    use crate::catalog::Listed;
    use crate::engine::aggregate::aggregate;
    use crate::engine::aggregate::sample::entities;
    use crate::engine::load::Loader;
    use crate::{Dimension, LiveFile, Plan};

    /// A group and its count.
    type Counted = (Option<String>, Option<f64>);

    /// A file of entities with other columns than today's, and what groups by a column find in it.
    fn counted(
        change: impl FnOnce(&mut Vec<(String, ArrayRef)>),
        by: &str,
    ) -> Result<Vec<Counted>, String> {
        let rows = entities(&[10, 20, 30]);
        let names = rows.schema();
        let names = names.fields().iter().map(|field| field.name().clone());
        let mut columns: Vec<(String, ArrayRef)> =
            names.zip(rows.columns().iter().cloned()).collect();
        change(&mut columns);
        let rows = RecordBatch::try_from_iter(columns).unwrap();
        let mut file = Vec::new();
        encode::write(&rows, &mut file).unwrap();
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("f.parquet"), &file).unwrap();
        let listed = Listed {
            file: LiveFile {
                dataset: Dataset::Entity,
                path: "f.parquet".to_owned(),
                row_count: 3,
                byte_size: file.len() as u64,
                schema_version: 1,
                removed: Vec::new(),
            },
            id: 1,
            min_created_at: 10,
            max_created_at: 30,
            digest: None,
        };
        let plan = Plan {
            group_by: vec![Dimension::Column(by.to_owned())],
            ..Plan::count(Dataset::Entity)
        };
        let loader = Loader::new(root.path().to_owned(), 1 << 20);
        let groups = aggregate(&loader, &[listed], &plan).map_err(|error| error.to_string())?;
        let one = |group: crate::Group| (group.keys[0].clone(), group.values[0]);
        Ok(groups.into_iter().map(one).collect())
    }

    #[test]
    fn columns_are_found_by_name_wherever_they_stand_and_unknown_ones_are_passed_over() {
        let as_written = counted(|_| {}, "label").unwrap();
        let turned = counted(
            |columns| {
                columns.reverse();
                let number: ArrayRef = Arc::new(Int32Array::from(vec![7, 8, 9]));
                columns.insert(2, ("of_a_later_release".to_owned(), number));
            },
            "label",
        );
        assert_eq!(turned.unwrap(), as_written);
    }

    #[test]
    fn a_column_of_another_type_or_a_missing_one_that_every_file_has_is_named() {
        let other = counted(
            |columns| {
                let numbers: ArrayRef = Arc::new(Int32Array::from(vec![7, 8, 9]));
                for (name, column) in columns.iter_mut() {
                    if name == "label" {
                        *column = numbers.clone();
                    }
                }
            },
            "label",
        );
        let told = other.unwrap_err();
        assert!(
            told.contains("f.parquet") && told.contains("column \"label\" is of type Int32"),
            "{told}"
        );
        let missing = counted(
            |columns| columns.retain(|(name, _)| name != "label"),
            "label",
        );
        let told = missing.unwrap_err();
        assert!(told.contains("no column \"label\""), "{told}");
    }

    #[test]
    fn a_column_the_file_lacks_is_null() {
        let today = Schema::new(vec![
            Field::new("a", DataType::Utf8, false),
            Field::new("b", DataType::Utf8, true),
        ]);
        let rows =
            RecordBatch::try_from_iter([("a", Arc::new(StringArray::from(vec!["x"])) as ArrayRef)])
                .unwrap();
        let mut file = Vec::new();
        encode::write(&rows, &mut file).unwrap();
        let own = ParquetMetaDataReader::new()
            .parse_and_finish(&bytes::Bytes::from(file))
            .unwrap();
        let found = places(&today, own.file_metadata().schema_descr());
        assert_eq!(found, [Some(0), None]);
    }
}
