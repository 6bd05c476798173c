//! Rows as Parquet, in the layout that the aggregation reads fastest and other engines read as well.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding};
use parquet::errors::ParquetError;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

/// Rows that are read, or skipped, at once: 60 times 2,048, as DuckDB counts.
const ROW_GROUP: usize = 122_880;

/// Texts that are nearly all different: a dictionary would only cost time, and their least and greatest tell nothing.
const DIFFERENT: &[&str] = &["summary", "text", "cells"];

/// Identifiers: neighbours share beginnings.
const IDENTIFIERS: &[&str] = &["ticket_id"];

/// A row group that takes so many bytes, encoded, is ended before it has all its rows: it is held until it is whole.
const ROW_GROUP_BYTES: usize = 16 << 20;

/// Writes all rows, which are sorted by `created_at`, those without one first.
pub(super) fn write(rows: &RecordBatch, to: impl Write + Send) -> Result<(), ParquetError> {
    let mut writer = Writer::new(&rows.schema(), to)?;
    writer.write(rows)?;
    writer.close()
}

/// Writes rows batch by batch.
pub(super) struct Writer<W: Write + Send>(ArrowWriter<W>);

impl<W: Write + Send> Writer<W> {
    /// A file of these columns.
    pub(super) fn new(schema: &SchemaRef, to: W) -> Result<Self, ParquetError> {
        ArrowWriter::try_new(to, schema.clone(), Some(properties(schema))).map(Self)
    }

    /// Adds rows, which are sorted by `created_at` and later than those before.
    pub(super) fn write(&mut self, rows: &RecordBatch) -> Result<(), ParquetError> {
        self.0.write(rows)?;
        if self.0.in_progress_size() > ROW_GROUP_BYTES {
            self.0.flush()?;
        }
        Ok(())
    }

    /// Ends the file.
    pub(super) fn close(self) -> Result<(), ParquetError> {
        self.0.close().map(drop)
    }
}

/// Whether a column's texts are kept in a dictionary.
pub(super) fn has_dictionary(field: &Field) -> bool {
    let name = field.name().as_str();
    field.data_type() == &DataType::Utf8
        && !DIFFERENT.contains(&name)
        && !IDENTIFIERS.contains(&name)
}

fn properties(schema: &Schema) -> WriterProperties {
    let created_at = schema
        .index_of("created_at")
        .ok()
        .and_then(|at| i32::try_from(at).ok());
    let sorting = created_at.map(|column_idx| {
        vec![SortingColumn {
            column_idx,
            descending: false,
            nulls_first: true,
        }]
    });
    let mut properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_sorting_columns(sorting)
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(true);
    for field in schema.fields() {
        let (name, path) = (
            field.name().as_str(),
            ColumnPath::from(field.name().as_str()),
        );
        let encoding = match field.data_type() {
            DataType::Utf8 if IDENTIFIERS.contains(&name) => Encoding::DELTA_BYTE_ARRAY,
            DataType::Timestamp(..) | DataType::Int32 => Encoding::DELTA_BINARY_PACKED,
            _ => Encoding::PLAIN,
        };
        if field.data_type() == &DataType::Float64 {
            // Scores: compressing them gains little and costs most of the time to read them.
            properties = properties.set_column_compression(path.clone(), Compression::UNCOMPRESSED);
        }
        if DIFFERENT.contains(&name) {
            properties =
                properties.set_column_statistics_enabled(path.clone(), EnabledStatistics::None);
        }
        properties = properties
            .set_column_dictionary_enabled(path.clone(), has_dictionary(field))
            .set_column_encoding(path, encoding);
    }
    properties.build()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use parquet::file::metadata::RowGroupMetaData;

    use super::*;
    use crate::engine::aggregate::sample::entities;

    #[test]
    fn the_layout_is_as_documented() {
        let rows = entities(&(0..200_000).collect::<Vec<i64>>());
        let mut file = Vec::new();
        write(&rows, &mut file).unwrap();
        let file = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).unwrap();
        let groups = file.metadata().row_groups();
        assert_eq!(
            groups
                .iter()
                .map(RowGroupMetaData::num_rows)
                .collect::<Vec<_>>(),
            [122_880, 77_120]
        );
        for column in groups[0].columns() {
            let name = column.column_path().string();
            let scores = name == "confidence";
            assert_eq!(
                column.compression(),
                if scores {
                    Compression::UNCOMPRESSED
                } else {
                    Compression::SNAPPY
                },
                "{name}"
            );
            assert_eq!(
                column.dictionary_page_offset().is_some(),
                ["source", "label", "field_type", "product", "job_id"].contains(&name.as_str()),
                "{name}"
            );
            let has_statistics = name != "text";
            assert_eq!(column.statistics().is_some(), has_statistics, "{name}");
            assert_eq!(
                column.column_index_offset().is_some(),
                has_statistics,
                "{name}"
            );
        }
    }
}
