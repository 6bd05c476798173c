//! Reads a table row by row, on a thread of its own.

use rusqlite::{
    Connection, Row, params_from_iter,
    types::{Value, ValueRef},
};
use schema::{Database, Kind};
use tokio::sync::mpsc::Sender;
use uuid::Uuid;

use crate::{
    Error,
    table::{BATCH_BYTES, Batch, Moved, Range},
    value::{Cell, Fault, Key, KeyPart, Summer, wire},
};

/// Sends the rows of a range; an error is the last thing it sends.
pub fn scan(
    database: &Database,
    connection: &Connection,
    table: &Moved,
    range: &Range,
    to: &Sender<Result<Batch, Error>>,
) {
    if let Err(error) = read(database, connection, table, range, to) {
        // Nobody listens: then nobody wants to know.
        let _gone = to.blocking_send(Err(error));
    }
}

fn read(
    database: &Database,
    connection: &Connection,
    table: &Moved,
    range: &Range,
    to: &Sender<Result<Batch, Error>>,
) -> Result<(), Error> {
    let failed = |error| database.sqlite(error);
    let (sql, parameters) = statement(table, range);
    let mut statement = connection.prepare(&sql).map_err(failed)?;
    let mut rows = statement
        .query(params_from_iter(parameters))
        .map_err(failed)?;
    let kinds = table.kinds();
    let (mut batch, mut summer) = (Batch::default(), Summer::default());
    while let Some(row) = rows.next().map_err(failed)? {
        let mut cells = Vec::with_capacity(kinds.len());
        let key = |row: &Row<'_>| key_in_words(row, table);
        for (number, kind) in kinds.iter().enumerate() {
            let value = row.get_ref(number).map_err(failed)?;
            let read = cell(value, *kind);
            cells.push(read.map_err(|fault| table.fault(&key(row), (number, fault)))?);
        }
        wire::encode(&cells, &mut batch.tuples)
            .and_then(|()| summer.row(&cells))
            .map_err(|fault| table.fault(&key(row), fault))?;
        batch.last = table.key_of(&cells);
        if batch.tuples.len() >= BATCH_BYTES {
            batch.sum = summer.take();
            if to.blocking_send(Ok(std::mem::take(&mut batch))).is_err() {
                return Ok(());
            }
        }
    }
    batch.sum = summer.take();
    if batch.sum.rows > 0 {
        let _gone = to.blocking_send(Ok(batch));
    }
    Ok(())
}

fn statement(table: &Moved, range: &Range) -> (String, Vec<Value>) {
    let keys = table.key_list();
    let mut parameters = Vec::new();
    let mut conditions = Vec::new();
    for (key, sign) in [(&range.after, ">"), (&range.upto, "<=")] {
        let Some(Key(parts)) = key else { continue };
        let mut places = Vec::new();
        for part in parts {
            parameters.push(match part {
                KeyPart::Integer(value) | KeyPart::Moment(value) => Value::Integer(*value),
                KeyPart::Text(text) => Value::Text(text.clone()),
            });
            places.push(format!("?{}", parameters.len()));
        }
        conditions.push(format!("({keys}) {sign} ({})", places.join(", ")));
    }
    let mut sql = format!("SELECT {} FROM {}", table.column_list(), table.quoted());
    if !conditions.is_empty() {
        sql = format!("{sql} WHERE {}", conditions.join(" AND "));
    }
    (format!("{sql} ORDER BY {keys}"), parameters)
}

/// A value as its column means it, or what is wrong with it.
fn cell(value: ValueRef<'_>, kind: Kind) -> Result<Cell<'_>, Fault> {
    let text = |bytes| std::str::from_utf8(bytes).map_err(|_| Fault::Utf8);
    Ok(match (kind, value) {
        (_, ValueRef::Null) => Cell::Null,
        (Kind::Integer, ValueRef::Integer(value)) => Cell::Integer(value),
        (Kind::Moment, ValueRef::Integer(value)) => Cell::Moment(value),
        (Kind::Boolean, ValueRef::Integer(0)) => Cell::Boolean(false),
        (Kind::Boolean, ValueRef::Integer(1)) => Cell::Boolean(true),
        (Kind::Boolean, ValueRef::Integer(other)) => return Err(Fault::Boolean(other)),
        (Kind::Real, ValueRef::Real(value)) => Cell::Real(value),
        (Kind::Text, ValueRef::Text(bytes)) => Cell::Text(text(bytes)?),
        (Kind::Json, ValueRef::Text(bytes)) => Cell::Json(text(bytes)?),
        (Kind::Uuid, ValueRef::Text(bytes)) => {
            Cell::Uuid(Uuid::try_parse_ascii(bytes).map_err(|_| Fault::Uuid)?)
        }
        (Kind::Bytes, ValueRef::Blob(bytes)) => Cell::Bytes(bytes),
        (kind, other) => {
            return Err(Fault::Type {
                found: match other {
                    ValueRef::Integer(_) => "a whole number",
                    ValueRef::Real(_) => "a number with a fraction",
                    ValueRef::Text(_) => "text",
                    _ => "bytes",
                },
                wanted: wanted(kind),
            });
        }
    })
}

fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "a whole number",
        Kind::Moment => "a moment (a whole number of µs)",
        Kind::Boolean => "yes or no (1 or 0)",
        Kind::Real => "a number",
        Kind::Text => "text",
        Kind::Json => "the text of a JSON document",
        Kind::Uuid => "the text of a UUID",
        Kind::Bytes => "bytes",
    }
}

fn key_in_words(row: &Row<'_>, table: &Moved) -> String {
    let part = |&at: &usize| match row.get_ref(at) {
        Ok(ValueRef::Integer(value)) => value.to_string(),
        Ok(ValueRef::Text(bytes)) => format!("{:?}", String::from_utf8_lossy(bytes)),
        _ => "?".to_owned(),
    };
    let parts: Vec<_> = table.key.iter().map(part).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_as_their_column_means_them() {
        assert_eq!(
            cell(ValueRef::Integer(1), Kind::Boolean),
            Ok(Cell::Boolean(true))
        );
        assert_eq!(
            cell(ValueRef::Integer(-7), Kind::Moment),
            Ok(Cell::Moment(-7))
        );
        assert_eq!(cell(ValueRef::Null, Kind::Uuid), Ok(Cell::Null));
        assert_eq!(
            cell(ValueRef::Integer(2), Kind::Boolean),
            Err(Fault::Boolean(2))
        );
        assert_eq!(cell(ValueRef::Text(b"\xff"), Kind::Text), Err(Fault::Utf8));
        assert_eq!(cell(ValueRef::Text(b"x"), Kind::Uuid), Err(Fault::Uuid));
        let error = cell(ValueRef::Text(b"5"), Kind::Integer).unwrap_err();
        assert_eq!(error.to_string(), "it holds text instead of a whole number");
    }

    #[test]
    fn ranges_are_between_keys() {
        let table = Moved {
            name: "t".to_owned(),
            columns: vec![
                ("a".to_owned(), Kind::Integer),
                ("b".to_owned(), Kind::Text),
            ],
            key: vec![1, 0],
            identity: None,
        };
        let range = Range {
            after: Some(Key(vec![
                KeyPart::Text("x".to_owned()),
                KeyPart::Integer(2),
            ])),
            upto: Some(Key(vec![
                KeyPart::Text("y".to_owned()),
                KeyPart::Integer(3),
            ])),
            ordered: true,
        };
        let (sql, parameters) = statement(&table, &range);
        assert_eq!(
            sql,
            "SELECT \"a\", \"b\" FROM \"t\" WHERE (\"b\", \"a\") > (?1, ?2) AND (\"b\", \"a\") <= (?3, ?4) ORDER BY \"b\", \"a\""
        );
        assert_eq!(parameters.len(), 4);
    }
}
