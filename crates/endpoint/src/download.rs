//! Files of any length that are sent part by part: one part is all the memory they take, and the audit log tells who had
//! them.

use std::future::{Future, ready};

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use futures::stream::{self, StreamExt};
use serde::Serialize;

use crate::{Context, Error, Result, attachment, audit, csv::Writer};

/// A file that is sent.
pub struct Download<'a> {
    /// What it is saved under, without quotes.
    pub name: &'a str,
    /// What is booked before the first byte leaves: what cannot be booked is not given out.
    pub entry: audit::Entry<'a>,
}

/// Rows of a file, and what the next ones are read by: nothing behind the last.
pub struct Part<T, N> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Where the next part begins.
    pub next: Option<N>,
}

impl<T, N> Part<T, N> {
    /// Rows that were read in the order of a key, so many at most: the next ones lie behind the key of the last. However
    /// long the file is, no part costs more than the first.
    pub fn in_order(rows: Vec<T>, most: u32, key: impl FnOnce(&T) -> N) -> Self {
        let is_full = rows.len() as u64 >= u64::from(most);
        let next = rows.last().filter(|_| is_full).map(key);
        Self { rows, next }
    }

    /// The same part with its rows as they are written.
    pub fn map<U>(self, written: impl FnMut(T) -> U) -> Part<U, N> {
        Part {
            rows: self.rows.into_iter().map(written).collect(),
            next: self.next,
        }
    }
}

impl Download<'_> {
    /// Sends rows of cells as CSV that a spreadsheet opens without running anything in it.
    pub async fn csv<N, F>(
        self,
        cx: &Context,
        columns: &[&str],
        first: N,
        read: impl Fn(N) -> F + Send + 'static,
    ) -> Result<Response>
    where
        N: Send + 'static,
        F: Future<Output = Result<Part<Vec<String>, N>>> + Send + 'static,
    {
        let mut header = Writer::new(Vec::new());
        header
            .row(columns.iter().copied())
            .map_err(Error::internal)?;
        let start = ("text/csv; charset=utf-8", header.into_inner());
        self.send(cx, start, cells, first, read).await
    }

    /// Sends rows as objects of JSON, one a line.
    pub async fn lines<T, N, F>(
        self,
        cx: &Context,
        first: N,
        read: impl Fn(N) -> F + Send + 'static,
    ) -> Result<Response>
    where
        T: Serialize + Send + 'static,
        N: Send + 'static,
        F: Future<Output = Result<Part<T, N>>> + Send + 'static,
    {
        let start = ("application/x-ndjson", Vec::new());
        self.send(cx, start, objects, first, read).await
    }

    /// Reads the first part before it answers, so that a failure is told as one. What fails later is cut off, and nobody
    /// takes it for whole.
    async fn send<T, N, F>(
        self,
        cx: &Context,
        (kind, mut start): (&str, Vec<u8>),
        write: fn(&[T]) -> Result<Vec<u8>>,
        first: N,
        read: impl Fn(N) -> F + Send + 'static,
    ) -> Result<Response>
    where
        T: Send + 'static,
        N: Send + 'static,
        F: Future<Output = Result<Part<T, N>>> + Send + 'static,
    {
        let part = read(first).await?;
        start.extend(write(&part.rows)?);
        audit::record_alone(cx, self.entry).await?;
        let rest = stream::try_unfold((part.next, read), move |(next, read)| async move {
            let Some(next) = next else {
                return Ok::<_, Error>(None);
            };
            let part = read(next).await?;
            Ok(Some((Bytes::from(write(&part.rows)?), (part.next, read))))
        });
        let start = stream::once(ready(Ok(Bytes::from(start))));
        attachment(kind, self.name, Body::from_stream(start.chain(rest)))
    }
}

fn cells(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut csv = Writer::new(Vec::new());
    rows.iter()
        .try_for_each(|row| csv.row(row.iter().map(String::as_str)))
        .map_err(Error::internal)?;
    Ok(csv.into_inner())
}

fn objects<T: Serialize>(rows: &[T]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut lines, row).map_err(Error::internal)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use axum::{Router, extract::State, routing};
    use identity::Role;
    use serde_json::json;

    use super::*;
    use crate::{
        Caller,
        testing::{App, block_on},
    };

    /// The numbers behind one, two at a time, up to five.
    async fn numbers(after: u32) -> Result<Part<u32, u32>> {
        let rows = (after + 1..=5).take(2).collect();
        Ok(Part::in_order(rows, 2, |last| *last))
    }

    async fn table(State(cx): State<Context>, caller: Caller) -> Result<Response> {
        let entry = audit::Entry::by(&caller, "numbers_exported", "numbers", json!({}));
        let file = Download {
            name: "numbers.csv",
            entry,
        };
        let read = async |after| {
            let part = numbers(after).await?;
            Ok(part.map(|number| vec![number.to_string(), format!("={number}")]))
        };
        file.csv(&cx, &["number", "formula"], 0, read).await
    }

    async fn lines(State(cx): State<Context>, caller: Caller) -> Result<Response> {
        let entry = audit::Entry::by(&caller, "numbers_exported", "numbers", json!({}));
        let file = Download {
            name: "numbers.ndjson",
            entry,
        };
        file.lines(&cx, 3, numbers).await
    }

    async fn broken(State(cx): State<Context>, caller: Caller) -> Result<Response> {
        let entry = audit::Entry::by(&caller, "numbers_exported", "numbers", json!({}));
        let file = Download {
            name: "numbers.ndjson",
            entry,
        };
        let read = |_: u32| ready(Err::<Part<u32, u32>, _>(Error::not_found("none", "none")));
        file.lines(&cx, 0, read).await
    }

    fn app() -> (App, String) {
        let app = App::new(|cx| {
            Router::new()
                .route("/table", routing::get(table))
                .route("/lines", routing::get(lines))
                .route("/broken", routing::get(broken))
                .with_state(cx)
        });
        let token = app.sign_in(Role::Viewer);
        (app, token)
    }

    fn booked(app: &App) -> Vec<(String, String)> {
        let entries = "SELECT action, resource FROM audit_log";
        block_on(app.cx.records.query(entries, ())).unwrap()
    }

    #[test]
    fn all_parts_follow_one_header_and_the_file_is_booked() {
        let (app, token) = app();
        let answer = app.get("/table").bearer(&token).send();
        assert_eq!(
            answer.text(),
            "number,formula\r\n1,'=1\r\n2,'=2\r\n3,'=3\r\n4,'=4\r\n5,'=5\r\n"
        );
        let headers = ["content-type", "content-disposition"];
        assert_eq!(
            headers.map(|name| answer.header(name).unwrap()),
            [
                "text/csv; charset=utf-8",
                "attachment; filename=\"numbers.csv\""
            ]
        );
        assert_eq!(
            booked(&app),
            [("numbers_exported".to_owned(), "numbers".to_owned())]
        );
        assert_eq!(app.get("/lines").bearer(&token).send().text(), "4\n5\n");
    }

    #[test]
    fn what_cannot_be_read_or_booked_is_not_sent() {
        let (app, token) = app();
        assert_eq!(app.get("/broken").bearer(&token).send().code(), "none");
        assert_eq!(booked(&app), []);
        app.execute("ALTER TABLE audit_log RENAME TO elsewhere");
        assert_eq!(app.get("/table").bearer(&token).send().status, 500);
    }
}
