//! Rows as a caller hands them over: Arrow IPC, checked against the dataset's schema and sorted by creation time.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch, UInt32Array};
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use arrow_select::take::take_record_batch;

use crate::{Dataset, Error, schema};

/// Rows ready to be written.
#[derive(Debug)]
pub(super) struct Input {
    /// Sorted by `created_at`, those without one first; rows of the same moment keep the order they came in.
    pub(super) rows: RecordBatch,
    /// For row i of the input, its position in `rows`.
    pub(super) positions: Vec<u32>,
    /// Earliest and latest `created_at` that is known, µs since the epoch; none where none is.
    pub(super) span: Option<(i64, i64)>,
}

/// Reads a whole stream of batches, whose columns stay where they lie in `ipc`.
pub(super) fn read(dataset: Dataset, ipc: Vec<u8>) -> Result<Input, Error> {
    let wanted = Arc::new(schema::of(dataset));
    let mut stream = StreamDecoder::new();
    let mut bytes = Buffer::from_vec(ipc);
    let mut batches = Vec::new();
    while !bytes.is_empty() {
        if let Some(batch) = stream.decode(&mut bytes).map_err(unreadable)? {
            let order = order(dataset, &wanted, &batch.schema())?;
            batches.push(checked(&wanted, &order, &batch)?);
        }
    }
    stream.finish().map_err(unreadable)?;
    let rows = concat_batches(&wanted, &batches).map_err(unreadable)?;
    sorted(&rows)
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Invalid(format!("the rows are not an Arrow IPC stream: {error}"))
}

/// Where each wanted column is among the given ones.
fn order(dataset: Dataset, wanted: &Schema, given: &Schema) -> Result<Vec<usize>, Error> {
    let refuse = |name: &str, reason: String| {
        Error::Invalid(format!("column {name:?} of dataset {dataset} {reason}"))
    };
    let unknown = given
        .fields()
        .iter()
        .find(|field| wanted.field_with_name(field.name()).is_err());
    if let Some(unknown) = unknown {
        return Err(refuse(
            unknown.name(),
            "is not one of its columns".to_owned(),
        ));
    }
    let find = |field: &Arc<Field>| {
        let (name, kind) = (field.name(), field.data_type());
        let at = given
            .index_of(name)
            .map_err(|_| refuse(name, "is missing".to_owned()))?;
        let found = given.field(at).data_type();
        if found == kind {
            Ok(at)
        } else {
            Err(refuse(name, format!("should be {kind} instead of {found}")))
        }
    };
    let order = wanted
        .fields()
        .iter()
        .map(find)
        .collect::<Result<Vec<_>, Error>>()?;
    if given.fields().len() > order.len() {
        return Err(Error::Invalid(format!(
            "dataset {dataset}: a column is given twice"
        )));
    }
    Ok(order)
}

/// The batch in the wanted order; nulls and numbers that are none are refused.
fn checked(wanted: &SchemaRef, order: &[usize], batch: &RecordBatch) -> Result<RecordBatch, Error> {
    let columns: Vec<_> = order.iter().map(|at| batch.column(*at).clone()).collect();
    for (field, column) in wanted.fields().iter().zip(&columns) {
        let name = field.name();
        if !field.is_nullable() && column.null_count() > 0 {
            return Err(Error::Invalid(format!(
                "column {name:?} holds a null, which it may not"
            )));
        }
        if field.data_type() == &DataType::Float64 {
            let numbers = column.as_primitive::<Float64Type>();
            if numbers.iter().flatten().any(|number| !number.is_finite()) {
                return Err(Error::Invalid(format!(
                    "column {name:?} holds a number that is not finite"
                )));
            }
        }
    }
    RecordBatch::try_new(wanted.clone(), columns).map_err(unreadable)
}

fn sorted(rows: &RecordBatch) -> Result<Input, Error> {
    let count = u32::try_from(rows.num_rows())
        .map_err(|_| Error::Invalid("more than 4 billion rows".to_owned()))?;
    let created_at = rows
        .column_by_name("created_at")
        .ok_or_else(|| unreadable("no created_at"))?;
    let moments = created_at.as_primitive::<TimestampMicrosecondType>();
    let moments: Vec<Option<i64>> = moments.iter().collect();
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_by_key(|row| moments[*row as usize]);
    let Some(last) = order.last() else {
        return Err(Error::Invalid("a file needs at least one row".to_owned()));
    };
    let first = order.iter().find_map(|row| moments[*row as usize]);
    let span = first.zip(moments[*last as usize]);
    let mut positions = vec![0; order.len()];
    for (position, row) in (0u32..).zip(&order) {
        positions[*row as usize] = position;
    }
    let rows = take_record_batch(rows, &UInt32Array::from(order)).map_err(unreadable)?;
    Ok(Input {
        rows,
        positions,
        span,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use arrow_array::{ArrayRef, Float64Array, StringArray};

    use super::*;
    use crate::engine::aggregate::sample::{entities, ipc};

    #[test]
    fn rows_are_sorted_and_each_knows_its_place() {
        let batch = entities(&[30, 10, 20, 10]);
        let input = read(
            Dataset::Entity,
            ipc(&[batch.slice(0, 3), batch.slice(3, 1)]),
        )
        .unwrap();
        assert_eq!(input.positions, [3, 0, 2, 1]);
        assert_eq!(input.span, Some((10, 30)));
        let created_at = input.rows.column_by_name("created_at").unwrap();
        assert_eq!(
            created_at
                .as_primitive::<TimestampMicrosecondType>()
                .values(),
            &[10, 10, 20, 30]
        );
    }

    fn refusal(change: impl FnOnce(&mut Vec<(String, ArrayRef)>)) -> String {
        let batch = entities(&[1]);
        let names = batch
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect::<Vec<_>>();
        let mut columns: Vec<(String, ArrayRef)> = names
            .into_iter()
            .zip(batch.columns().iter().cloned())
            .collect();
        change(&mut columns);
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        match read(Dataset::Entity, ipc(&[batch])).unwrap_err() {
            Error::Invalid(reason) => reason,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_wrong_column_is_named() {
        assert_eq!(
            refusal(|columns| drop(columns.remove(3))),
            "column \"label\" of dataset entity is missing"
        );
        assert_eq!(
            refusal(|columns| columns[3].0 = "lable".to_owned()),
            "column \"lable\" of dataset entity is not one of its columns"
        );
        assert_eq!(
            refusal(|columns| columns[3].1 = Arc::new(Float64Array::from(vec![1.0]))),
            "column \"label\" of dataset entity should be Utf8 instead of Float64"
        );
        assert_eq!(
            refusal(|columns| columns[3].1 = Arc::new(StringArray::from(vec![None::<&str>]))),
            "column \"label\" holds a null, which it may not"
        );
        assert_eq!(
            refusal(|columns| columns[7].1 = Arc::new(Float64Array::from(vec![f64::NAN]))),
            "column \"confidence\" holds a number that is not finite"
        );
    }

    #[test]
    fn other_bytes_and_no_rows_are_refused() {
        assert!(matches!(
            read(Dataset::Ticket, b"id;summary".to_vec()),
            Err(Error::Invalid(_))
        ));
        assert!(matches!(
            read(Dataset::Entity, ipc(&[entities(&[])])),
            Err(Error::Invalid(_))
        ));
    }
}
