//! Reads a table by a binary COPY.

use std::sync::Arc;

use futures::{StreamExt, pin_mut};
use schema::Database;
use tokio::sync::mpsc::Sender;
use tokio_postgres::Client;

use crate::{
    Error,
    table::{BATCH_BYTES, Batch, Moved, Range, in_words},
    value::{Cell, Summer, wire},
};

/// Sends the rows of a range; an error is the last thing it sends.
pub async fn scan(
    database: Database,
    client: Arc<Client>,
    table: Arc<Moved>,
    range: Range,
    to: Sender<Result<Batch, Error>>,
) {
    if let Err(error) = read(&database, &client, &table, &range, &to).await {
        // Nobody listens: then nobody wants to know.
        let _gone = to.send(Err(error)).await;
    }
}

async fn read(
    database: &Database,
    client: &Client,
    table: &Moved,
    range: &Range,
    to: &Sender<Result<Batch, Error>>,
) -> Result<(), Error> {
    let stream = client
        .copy_out(&statement(table, range))
        .await
        .map_err(|error| database.postgres(error))?;
    pin_mut!(stream);
    let kinds = table.kinds();
    let (mut rest, mut begun) = (Vec::new(), false);
    let (mut batch, mut summer) = (Batch::default(), Summer::default());
    while let Some(bytes) = stream.next().await {
        rest.extend_from_slice(&bytes.map_err(|error| database.postgres(error))?);
        let mut at = 0;
        if !begun {
            if rest.len() < wire::HEAD.len() {
                continue;
            }
            at = wire::HEAD.len();
            begun = true;
        }
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(kinds.len());
        while !rest[at..].starts_with(wire::TAIL) {
            let before = in_words(batch.last.as_ref());
            let read = wire::decode(&rest[at..], &kinds, &mut cells);
            let Some(length) = read.map_err(|fault| table.fault(&before, fault))? else {
                break;
            };
            let key = table.key_of(&cells);
            summer
                .row(&cells)
                .map_err(|fault| table.fault(&in_words(key.as_ref()), fault))?;
            batch.tuples.extend_from_slice(&rest[at..at + length]);
            batch.last = key;
            at += length;
        }
        drop(cells);
        rest.drain(..at);
        if batch.tuples.len() >= BATCH_BYTES {
            batch.sum = summer.take();
            if to.send(Ok(std::mem::take(&mut batch))).await.is_err() {
                return Ok(());
            }
        }
    }
    batch.sum = summer.take();
    if batch.sum.rows > 0 {
        let _gone = to.send(Ok(batch)).await;
    }
    Ok(())
}

fn statement(table: &Moved, range: &Range) -> String {
    let (columns, name) = (table.column_list(), table.quoted());
    if range.after.is_none() && range.upto.is_none() && !range.ordered {
        return format!("COPY {name} ({columns}) TO STDOUT (FORMAT binary)");
    }
    let keys = table.key_list();
    let literal = |key: &crate::value::Key| {
        let parts: Vec<_> = key.0.iter().map(crate::value::KeyPart::literal).collect();
        parts.join(", ")
    };
    let mut conditions = Vec::new();
    if let Some(after) = &range.after {
        conditions.push(format!("({keys}) > ({})", literal(after)));
    }
    if let Some(upto) = &range.upto {
        conditions.push(format!("({keys}) <= ({})", literal(upto)));
    }
    let mut filter = String::new();
    if !conditions.is_empty() {
        filter = format!(" WHERE {}", conditions.join(" AND "));
    }
    format!("COPY (SELECT {columns} FROM {name}{filter} ORDER BY {keys}) TO STDOUT (FORMAT binary)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Key, KeyPart};
    use schema::Kind;

    #[test]
    fn ranges_are_between_keys() {
        let table = Moved {
            name: "t".to_owned(),
            columns: vec![
                ("at".to_owned(), Kind::Moment),
                ("s".to_owned(), Kind::Text),
            ],
            key: vec![1, 0],
            identity: None,
        };
        let whole = statement(&table, &Range::default());
        assert_eq!(whole, r#"COPY "t" ("at", "s") TO STDOUT (FORMAT binary)"#);
        let range = Range {
            after: Some(Key(vec![
                KeyPart::Text("a'b".to_owned()),
                KeyPart::Moment(5),
            ])),
            ..Range::default()
        };
        assert_eq!(
            statement(&table, &range),
            "COPY (SELECT \"at\", \"s\" FROM \"t\" WHERE (\"s\", \"at\") > \
             ('a''b', (timestamp 'epoch' + interval '5 microseconds')) ORDER BY \"s\", \"at\") TO STDOUT (FORMAT binary)"
        );
    }
}
