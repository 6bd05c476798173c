//! What it does with PostgreSQL, at the address in `database_url`.

use crate::{component::answer, postgres_types};
use futures::future;
use spin_sdk::{
    pg::{Certificate, Connection, Error, OpenOptions, PgError, QueryError},
    time::sleep,
    variables,
};
use std::time::{Duration, Instant};

/// Does what the path names, or says hello. An argument has `+` for spaces and `%` before two digits of a byte.
pub async fn operation(path: &str, argument: &str) -> String {
    let argument = decoded(argument);
    let number = argument.parse().unwrap_or(0);
    let result = match path {
        "/pg/run" => run(&argument).await,
        "/pg/change" => change(&argument).await,
        "/pg/types" => postgres_types::there_and_back().await,
        "/pg/rows" => rows(number).await,
        "/pg/some" => some(number).await,
        "/pg/leave" => leave(&argument).await,
        "/pg/hang" => hang(&argument).await,
        "/pg/idle" => idle(number).await,
        "/pg/open" => open_at(&argument).await,
        "/pg/trust" => trust(&argument).await,
        "/pg/reads" => reads(number).await,
        "/pg/together" => together(number).await,
        _ => return "hello".to_owned(),
    };
    match result {
        Ok(told) => told,
        Err(error) => kind(&error),
    }
}

/// What a caller can act on.
fn kind(error: &Error) -> String {
    match error {
        Error::PgError(PgError::ConnectionFailed(told)) => format!("connection: {told}"),
        Error::PgError(PgError::BadParameter(told)) => format!("parameter: {told}"),
        Error::PgError(PgError::ValueConversionFailed(told)) => format!("value: {told}"),
        Error::PgError(PgError::QueryFailed(QueryError::DbError(error))) => {
            let extra = |name: &str| {
                let found = error.extras.iter().find(|(key, _)| key == name);
                found.map_or("", |(_, value)| value.as_str()).to_owned()
            };
            format!(
                "{} {} {} [{}] table={} constraint={} hint={}",
                error.severity,
                error.code,
                error.message,
                error.detail.as_deref().unwrap_or(""),
                extra("table"),
                extra("constraint"),
                extra("hint"),
            )
        }
        other => format!("other: {other:?}"),
    }
}

fn decoded(argument: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = argument.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next().unwrap_or(b'0')).to_digit(16);
                let code = digit().unwrap_or(0) * 16 + digit().unwrap_or(0);
                u8::try_from(code).unwrap_or(b'?')
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A connection to the database.
pub async fn open() -> Result<Connection, Error> {
    let address = variables::get("database_url").await.unwrap_or_default();
    Connection::open(address).await
}

/// Runs one statement and prints its rows.
async fn run(statement: &str) -> Result<String, Error> {
    let rows = open().await?.query(statement, []).await?.collect().await?;
    let width = |row: &spin_sdk::pg::Row, columns: usize| -> String {
        let values: Vec<_> = (0..columns).map(|at| format!("{:?}", row[at])).collect();
        values.join(" ") + "\n"
    };
    Ok(rows.iter().map(|row| width(row, 1)).collect())
}

/// Runs statements on one connection, separated by `;`, and says how many rows each changed.
async fn change(statements: &str) -> Result<String, Error> {
    let connection = open().await?;
    let mut changed = Vec::new();
    for statement in statements.split(';').filter(|text| !text.trim().is_empty()) {
        changed.push(connection.execute(statement, []).await?.to_string());
    }
    Ok(changed.join(","))
}

/// Streams as many rows as asked and adds them up.
async fn rows(count: i64) -> Result<String, Error> {
    let connection = open().await?;
    let statement = "SELECT n, repeat('x', 1000) FROM generate_series(1, $1::bigint) AS n";
    let mut rows = connection.query(statement, [count.into()]).await?;
    let mut sum = 0;
    while let Some(row) = rows.next().await {
        sum += row.get::<i64>("n").unwrap_or(0);
    }
    rows.result().await?;
    Ok(sum.to_string())
}

/// Reads the first of many rows, leaves the rest, and goes on with the connection.
async fn some(count: i64) -> Result<String, Error> {
    let connection = open().await?;
    let statement = "SELECT n FROM generate_series(1, $1::bigint) AS n";
    let mut rows = connection.query(statement, [count.into()]).await?;
    let first = rows.next().await.and_then(|row| row.get::<i64>("n"));
    drop(rows);
    let changed = connection.execute("SELECT 1", []).await?;
    Ok(format!("{first:?} {changed}"))
}

/// Runs statements and leaves the connection as it is.
async fn leave(statements: &str) -> Result<String, Error> {
    change(statements).await?;
    Ok("left".to_owned())
}

/// Runs statements and then waits for its end.
async fn hang(statements: &str) -> Result<String, Error> {
    let connection = open().await?;
    for statement in statements.split(';') {
        connection.execute(statement, []).await?;
    }
    println!("it hangs");
    sleep(Duration::from_mins(10)).await;
    Ok(String::new())
}

/// Begins a transaction, waits so many milliseconds, and goes on.
async fn idle(pause: i64) -> Result<String, Error> {
    let connection = open().await?;
    connection.execute("BEGIN", []).await?;
    sleep(Duration::from_millis(pause.unsigned_abs())).await;
    connection.execute("SELECT 1", []).await?;
    Ok("alive".to_owned())
}

async fn open_at(address: &str) -> Result<String, Error> {
    let connection = Connection::open(address).await?;
    connection.execute("SELECT 1", []).await?;
    Ok("open".to_owned())
}

/// Opens the database with a CA of its own.
async fn trust(path: &str) -> Result<String, Error> {
    let address = variables::get("database_url").await.unwrap_or_default();
    let options = OpenOptions {
        ca_root: Some(Certificate::FilePath(path.to_owned())),
    };
    let connection = Connection::open_with_options(address, options).await?;
    let statement = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl";
    let rows = connection.query(statement, []).await?.collect().await?;
    let version = rows.first().and_then(|row| row.get::<String>("version"));
    Ok(version.unwrap_or("not encrypted".to_owned()))
}

/// Reads one row as often as asked; microseconds for each: fastest, median, 99 of 100.
async fn reads(count: i64) -> Result<String, Error> {
    let connection = open().await?;
    let mut took = Vec::new();
    for id in 0..count {
        let begun = Instant::now();
        let statement = "SELECT id, body FROM note WHERE id = $1";
        let rows = connection.query(statement, [(id % 1000).into()]).await?;
        let rows = rows.collect().await?;
        took.push(begun.elapsed().as_micros());
        assert_eq!(rows.len(), 1, "note {id}");
    }
    took.sort_unstable();
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    Ok(format!("{} {} {}", at(0), at(50), at(99)))
}

/// Opens connections at the same time and uses each for a moment; the errors, or how many there were.
async fn together(count: i64) -> Result<String, Error> {
    let one = async || {
        let connection = open().await?;
        connection.execute("SELECT pg_sleep(0.1)", []).await
    };
    let all = future::join_all((0..count).map(|_| one())).await;
    let failed: Vec<_> = all
        .iter()
        .filter_map(|result| result.as_ref().err())
        .collect();
    Ok(match failed.first() {
        Some(first) => format!("{} failed: {}", failed.len(), answer::<&str, _>(Err(first))),
        None => count.to_string(),
    })
}
