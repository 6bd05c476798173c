//! One statement: its parameters, its rows in batches, its errors.

use rusqlite::{
    ErrorCode,
    types::{Value as Native, ValueRef},
};
use tokio::sync::mpsc;

/// Rows sent to the guest at once.
const BATCH_ROWS: usize = 256;
/// Bytes after which a batch is sent although it has fewer rows.
const BATCH_BYTES: usize = 256 << 10;

/// A value of a row or a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `INTEGER`
    Integer(i64),
    /// `REAL`
    Real(f64),
    /// `TEXT`; bytes that are no UTF-8 are replaced.
    Text(String),
    /// `BLOB`
    Blob(Vec<u8>),
    /// `NULL`
    Null,
}

/// One row, in the order of the columns.
pub type Row = Vec<Value>;

/// Why a statement or a connection failed.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// No connection became free in time.
    #[error("all {0} connections to the database are in use")]
    Exhausted(usize),
    /// The answer does not fit into the memory that the component may use.
    #[error("the answer is larger than {0} bytes; read it as a stream")]
    TooLarge(usize),
    /// The disk has no room; the database's own message.
    #[error("the disk is full: {0}")]
    Full(rusqlite::Error),
    /// The connection's thread has ended.
    #[error("the connection is closed")]
    Closed,
    /// The database's own message.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file or the thread could not be made.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl DatabaseError {
    /// Whether the storage is used up.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Full(_) => true,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
            _ => false,
        }
    }
}

/// A running statement: its columns are known, its rows arrive in batches, its outcome at the end.
pub(crate) struct Rows {
    pub(crate) columns: Vec<String>,
    pub(crate) batches: mpsc::Receiver<Vec<Row>>,
    pub(crate) outcome: tokio::sync::oneshot::Receiver<Result<(), DatabaseError>>,
}

/// Runs the first statement of `sql`. `columns` is called once, after the first step, so that an early error is
/// told directly; `batch` gets the rows and stops the statement by answering `false`.
pub(super) fn run(
    connection: &rusqlite::Connection,
    sql: &str,
    params: Vec<Value>,
    columns: impl FnOnce(Vec<String>),
    mut batch: impl FnMut(Vec<Row>) -> bool,
) -> Result<(), DatabaseError> {
    let mut statement = connection.prepare_cached(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let width = names.len();
    let mut rows = statement.query(rusqlite::params_from_iter(params.into_iter().map(native)))?;
    let mut next = rows.next()?;
    columns(names);
    let (mut pending, mut bytes) = (Vec::new(), 0);
    while let Some(row) = next {
        let mut values = Vec::with_capacity(width);
        for index in 0..width {
            let value = owned(row.get_ref(index)?);
            bytes += size(&value);
            values.push(value);
        }
        pending.push(values);
        if pending.len() >= BATCH_ROWS || bytes >= BATCH_BYTES {
            bytes = 0;
            if !batch(std::mem::take(&mut pending)) {
                return Ok(());
            }
        }
        next = rows.next()?;
    }
    if !pending.is_empty() {
        batch(pending);
    }
    Ok(())
}

/// The memory a value takes, roughly.
pub(super) fn size(value: &Value) -> usize {
    16 + match value {
        Value::Text(text) => text.len(),
        Value::Blob(bytes) => bytes.len(),
        _ => 0,
    }
}

fn native(value: Value) -> Native {
    match value {
        Value::Integer(value) => Native::Integer(value),
        Value::Real(value) => Native::Real(value),
        Value::Text(value) => Native::Text(value),
        Value::Blob(value) => Native::Blob(value),
        Value::Null => Native::Null,
    }
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Blob(value.to_vec()),
        ValueRef::Null => Value::Null,
    }
}
