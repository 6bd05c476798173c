//! What an app's records hold, read past the app.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use postgres::types::Type;
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use serde_json::Value;

use crate::App;

/// The rows of a statement, as JSON; moments are µs since the epoch on either database.
pub fn records(app: &App, sql: &str) -> Vec<Value> {
    match app.database() {
        Some(database) => {
            let rows = database.connect().query(sql, &[]).expect("rows");
            rows.iter().map(of_postgres).collect()
        }
        None => of_sqlite(app, sql),
    }
}

/// Changes an app's records past the app, as no operation of it would.
pub fn change_records(app: &App, sql: &str) {
    if let Some(database) = app.database() {
        database.connect().batch_execute(sql).expect("changed");
        return;
    }
    let records = Connection::open(app.data().join("sqlite/default.db"));
    let records = records.expect("the records open");
    let patience = Duration::from_secs(10);
    records.busy_timeout(patience).expect("patience");
    records.execute_batch(sql).expect("changed");
}

fn of_sqlite(app: &App, sql: &str) -> Vec<Value> {
    let records = Connection::open_with_flags(
        app.data().join("sqlite/default.db"),
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    );
    let records = records.expect("the records open");
    let mut statement = records.prepare(sql).expect("a statement");
    let width = statement.column_count();
    let read = statement.query_map((), |row| {
        let cell = |index| {
            Ok(match row.get_ref(index)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => number.into(),
                ValueRef::Real(number) => number.into(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
                ValueRef::Blob(bytes) => bytes.to_vec().into(),
            })
        };
        (0..width)
            .map(cell)
            .collect::<Result<Value, rusqlite::Error>>()
    });
    read.expect("rows").map(|row| row.expect("a row")).collect()
}

fn of_postgres(row: &postgres::Row) -> Value {
    let cell = |index: usize| -> Value {
        match *row.columns()[index].type_() {
            Type::INT4 => row.get::<_, Option<i32>>(index).into(),
            Type::INT8 => row.get::<_, Option<i64>>(index).into(),
            Type::FLOAT8 => row.get::<_, Option<f64>>(index).into(),
            Type::TEXT => row.get::<_, Option<String>>(index).into(),
            Type::TIMESTAMP => row.get::<_, Option<SystemTime>>(index).map(micros).into(),
            ref other => panic!("a column of type {other}"),
        }
    };
    (0..row.len()).map(cell).collect()
}

fn micros(at: SystemTime) -> i64 {
    let since = at
        .duration_since(UNIX_EPOCH)
        .expect("a moment since the epoch");
    i64::try_from(since.as_micros()).expect("a moment within reach")
}
