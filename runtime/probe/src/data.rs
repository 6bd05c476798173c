//! What it does with databases and stores.

use crate::component::answer;
use spin_sdk::{
    key_value::Store,
    sqlite::{Connection, Error, Value},
};

/// Does what the path names; `None` if it names nothing.
pub async fn operation(path: &str, argument: String) -> Option<String> {
    Some(match path {
        "/sqlite/run" => answer(run("default", &argument).await),
        "/sqlite/other" => answer(run("other", &argument).await),
        "/sqlite/abandon" => answer(abandon().await),
        "/sqlite/rows" => answer(rows(&argument).await),
        "/kv/set" => answer(set(&argument).await),
        "/kv/get" => answer(get(&argument).await),
        "/kv/keys" => answer(keys().await),
        _ => return None,
    })
}

/// Runs one statement, given with `+` for spaces, and prints its rows.
async fn run(database: &str, statement: &str) -> Result<String, Error> {
    let connection = Connection::open(database).await?;
    let rows = connection
        .execute(statement.replace('+', " "), [])
        .await?
        .collect()
        .await?;
    let lines = rows.iter().map(|row| format!("{:?}\n", row.values));
    Ok(lines.collect())
}

/// Leaves a transaction open.
async fn abandon() -> Result<&'static str, Error> {
    let connection = Connection::open_default().await?;
    for statement in [
        "CREATE TABLE IF NOT EXISTS note (id INTEGER)",
        "BEGIN IMMEDIATE",
        "INSERT INTO note VALUES (1)",
    ] {
        connection.execute(statement, []).await?.result().await?;
    }
    Ok("abandoned")
}

/// Streams as many rows as asked and adds them up.
async fn rows(count: &str) -> Result<i64, Error> {
    let connection = Connection::open_default().await?;
    let count = count.parse().unwrap_or(0);
    let mut rows = connection
        .execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
             SELECT i FROM n",
            [Value::Integer(count)],
        )
        .await?;
    let mut sum = 0;
    while let Some(row) = rows.next().await {
        sum += row.get::<i64>(0).unwrap_or(0);
    }
    rows.result().await?;
    Ok(sum)
}

async fn set(pair: &str) -> Result<&'static str, spin_sdk::key_value::Error> {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    Store::open_default()
        .await?
        .set(key, value.as_bytes())
        .await?;
    Ok("set")
}

async fn get(key: &str) -> Result<String, spin_sdk::key_value::Error> {
    let value = Store::open_default().await?.get(key).await?;
    Ok(value.map_or("none".to_owned(), |value| {
        String::from_utf8_lossy(&value).into_owned()
    }))
}

async fn keys() -> Result<String, spin_sdk::key_value::Error> {
    Ok(Store::open_default()
        .await?
        .get_keys()
        .await
        .collect()
        .await?
        .join(","))
}
