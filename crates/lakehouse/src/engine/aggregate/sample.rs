//! Rows for tests.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, Float64Array, Int32Array, RecordBatch, StringArray, TimestampMicrosecondArray,
    new_null_array,
};
use arrow_ipc::writer::StreamWriter;

use arrow_schema::{DataType, Field};
use jiff::Timestamp;

use crate::schema;

/// Entities created at these moments, each with its place in the list as its start.
pub(in crate::engine) fn entities(created_at: &[i64]) -> RecordBatch {
    let count = created_at.len();
    let text = |value: &str| -> ArrayRef { Arc::new(StringArray::from(vec![value; count])) };
    let numbered: ArrayRef = Arc::new((0i32..).take(count).collect::<Int32Array>());
    let columns: Vec<ArrayRef> = vec![
        Arc::new(
            (0..count)
                .map(|row| Some(format!("T-{row}")))
                .collect::<StringArray>(),
        ),
        text("jira"),
        Arc::new(
            (0..count)
                .map(|row| Some(format!("entity {row}")))
                .collect::<StringArray>(),
        ),
        text("VERSION"),
        text("comment"),
        numbered.clone(),
        numbered,
        Arc::new(Float64Array::from(vec![0.5; count])),
        Arc::new(TimestampMicrosecondArray::from(created_at.to_vec()).with_timezone("UTC")),
        text("router"),
        text("job"),
    ];
    RecordBatch::try_new(Arc::new(schema::entity()), columns).unwrap()
}

/// Batches as a stream of Arrow IPC.
pub(in crate::engine) fn ipc(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batches[0].schema()).unwrap();
    for batch in batches {
        writer.write(batch).unwrap();
    }
    writer.into_inner().unwrap()
}

/// What tests vary of a ticket.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Ticket {
    /// None is not known.
    pub(in crate::engine) created_at: Option<i64>,
    pub(in crate::engine) status: String,
    pub(in crate::engine) product: String,
    pub(in crate::engine) compound: f64,
    pub(in crate::engine) comment_count: i32,
    pub(in crate::engine) resolved_at: Option<i64>,
}

impl Ticket {
    /// A ticket like any other.
    pub(in crate::engine) fn at(created_at: i64) -> Self {
        let text = |text: &str| text.to_owned();
        Self {
            created_at: Some(created_at),
            status: text("open"),
            product: text("router"),
            compound: 0.5,
            comment_count: 2,
            resolved_at: None,
        }
    }

    pub(in crate::engine) fn moment(&self) -> Option<Timestamp> {
        self.created_at
            .map(|at| Timestamp::from_microsecond(at).unwrap())
    }

    pub(in crate::engine) fn text(&self, column: &str) -> &str {
        match column {
            "status" => &self.status,
            "product" => &self.product,
            "ticket_id" => "T",
            other => panic!("{other}"),
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "moments of the next 200 years are exact"
    )]
    pub(in crate::engine) fn number(&self, column: &str) -> Option<f64> {
        match column {
            "compound" => Some(self.compound),
            "comment_count" => Some(self.comment_count.into()),
            "created_at" => self.created_at.map(|at| at as f64),
            "resolved_at" => self.resolved_at.map(|at| at as f64),
            other => panic!("{other}"),
        }
    }
}

/// Tickets as a batch.
pub(in crate::engine) fn tickets(rows: &[Ticket]) -> RecordBatch {
    let text = |value: fn(&Ticket) -> &str| -> ArrayRef {
        Arc::new(
            rows.iter()
                .map(|row| Some(value(row)))
                .collect::<StringArray>(),
        )
    };
    let number = |value: fn(&Ticket) -> f64| -> ArrayRef {
        Arc::new(
            rows.iter()
                .map(value)
                .collect::<Vec<f64>>()
                .into_iter()
                .collect::<Float64Array>(),
        )
    };
    let moment = |value: fn(&Ticket) -> Option<i64>| -> ArrayRef {
        Arc::new(
            rows.iter()
                .map(value)
                .collect::<TimestampMicrosecondArray>()
                .with_timezone("UTC"),
        )
    };
    let schema = Arc::new(schema::ticket());
    let column = |field: &Arc<Field>| match field.name().as_str() {
        "ticket_id" => text(|_| "T"),
        "status" => text(|row| &row.status),
        "product" => text(|row| &row.product),
        "created_at" => moment(|row| row.created_at),
        "resolved_at" => moment(|row| row.resolved_at),
        "comment_count" => Arc::new(
            rows.iter()
                .map(|row| row.comment_count)
                .collect::<Vec<i32>>()
                .into_iter()
                .collect::<Int32Array>(),
        ),
        "compound" => number(|row| row.compound),
        _ if field.is_nullable() => new_null_array(field.data_type(), rows.len()),
        _ if field.data_type() == &DataType::Float64 => number(|_| 0.25),
        _ => text(|_| "-"),
    };
    let columns = schema.fields().iter().map(column).collect();
    RecordBatch::try_new(schema, columns).unwrap()
}
