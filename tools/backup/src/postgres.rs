//! Records in PostgreSQL: every table by a binary COPY, all of one snapshot; and back in one transaction.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use bytes::Bytes;
use futures::{SinkExt, StreamExt, pin_mut};
use pg_connect::Address;
use schema::{Database, dependency_order, migrate, postgres};
use tokio_postgres::{Client, GenericClient, Transaction};

use crate::{
    Error, Manifest, TableInfo,
    archive::{Archive, temporary_beside},
    catalog::{self, Catalog, Records},
};

/// How much is sent at once.
const AT_ONCE: usize = 256 << 10;

/// A table's name in the archive.
pub fn name(table: &str) -> String {
    format!("records/{table}.copy")
}

/// What a task on a connection does is waited for here.
pub fn wait<T>(task: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::file("the runtime"))?
        .block_on(task)
}

/// Adds all tables and tells what is in them.
pub fn add(
    database: &Database,
    address: &Address,
    archive: &mut Archive,
    beside: &Path,
) -> Result<Records, Error> {
    wait(async {
        let failed = |error| Error::Schema(database.postgres(error));
        let mut client = postgres::connect(address, "undertone backup").await?;
        let transaction = client
            .build_transaction()
            .isolation_level(tokio_postgres::IsolationLevel::RepeatableRead)
            .read_only(true)
            .start()
            .await
            .map_err(failed)?;
        let catalog = read(&transaction).await.map_err(failed)?;
        let migrations = migrations_of(&transaction).await.map_err(failed)?;
        let schema = postgres::read(&transaction).await.map_err(failed)?;
        let mut tables = Vec::new();
        for table in &schema.tables {
            let columns = table
                .columns
                .iter()
                .map(|column| column.name.clone())
                .collect();
            let mut info = TableInfo {
                name: table.name.clone(),
                rows: count(&transaction, &table.name).await.map_err(failed)?,
                columns,
                last_id: None,
            };
            if let Some(column) = table.identity() {
                let given = last_id(&transaction, &table.name, &column.name).await;
                info.last_id = Some(given.map_err(failed)?);
            }
            // A tar must know a member's size before its content.
            let mut copy = temporary_beside(beside)?;
            copy_out(database, &transaction, &info, copy.as_file_mut()).await?;
            let file = copy.as_file_mut();
            let bytes = file.stream_position().map_err(Error::file(beside))?;
            file.seek(SeekFrom::Start(0)).map_err(Error::file(beside))?;
            archive.add(&name(&table.name), bytes, BufReader::new(file))?;
            tables.push(info);
        }
        Ok(Records {
            catalog,
            tables,
            migrations,
        })
    })
}

async fn copy_out(
    database: &Database,
    client: &Transaction<'_>,
    table: &TableInfo,
    file: &mut File,
) -> Result<(), Error> {
    let failed = |error| Error::Schema(database.postgres(error));
    let sql = format!(
        "COPY {} ({}) TO STDOUT (FORMAT binary)",
        quoted(&table.name),
        columns(table)
    );
    let stream = client.copy_out(&sql).await.map_err(failed)?;
    pin_mut!(stream);
    let mut pending = Vec::with_capacity(AT_ONCE * 2);
    while let Some(bytes) = stream.next().await {
        pending.extend_from_slice(&bytes.map_err(failed)?);
        if pending.len() >= AT_ONCE {
            file.write_all(&pending)
                .map_err(Error::file("a temporary file"))?;
            pending.clear();
        }
    }
    file.write_all(&pending)
        .map_err(Error::file("a temporary file"))
}

async fn read(client: &impl GenericClient) -> Result<Catalog, tokio_postgres::Error> {
    let mut catalog = Catalog::default();
    for row in client.query(catalog::LISTED, &[]).await? {
        catalog
            .listed
            .push((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
    }
    let outcomes = catalog::OUTCOMES.replacen("q.outcome", "q.outcome::text", 1);
    for row in client.query(&outcomes, &[]).await? {
        catalog.outcomes.push(row.try_get(0)?);
    }
    for row in client.query(catalog::JOBS, &[]).await? {
        catalog.jobs.push((row.try_get(0)?, row.try_get(1)?));
    }
    Ok(catalog)
}

async fn migrations_of(
    client: &impl GenericClient,
) -> Result<Vec<(String, String)>, tokio_postgres::Error> {
    let sql = "SELECT lpad(version::text, 4, '0') || '_' || name, checksum FROM schema_migrations ORDER BY version";
    let rows = client.query(sql, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

async fn count(client: &impl GenericClient, table: &str) -> Result<u64, tokio_postgres::Error> {
    let row = client
        .query_one(&format!("SELECT count(*) FROM {}", quoted(table)), &[])
        .await?;
    Ok(u64::try_from(row.try_get::<_, i64>(0)?).unwrap_or_default())
}

async fn last_id(
    client: &impl GenericClient,
    table: &str,
    column: &str,
) -> Result<i64, tokio_postgres::Error> {
    let row = client
        .query_one(
            "SELECT pg_get_serial_sequence($1, $2)",
            &[&quoted(table), &column],
        )
        .await?;
    let sequence: String = row.try_get(0)?;
    let sql = format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}");
    client.query_one(&sql, &[]).await?.try_get(0)
}

/// Loads all tables from a folder, in one transaction that is not committed yet: the caller makes the files permanent
/// first. The answer to its question decides.
pub async fn load(
    database: &Database,
    client: &mut Client,
    manifest: &Manifest,
    folder: &Path,
    overwrite: bool,
    place: impl FnOnce() -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = |error| Error::Schema(database.postgres(error));
    let transaction = client.transaction().await.map_err(failed)?;
    migrate::apply_first(database, &transaction, manifest.migrations.len()).await?;
    let applied = migrations_of(&transaction).await.map_err(failed)?;
    if applied != manifest.migrations {
        return Err(Error::Newer(manifest.version.clone()));
    }
    let schema = postgres::read(&transaction).await.map_err(failed)?;
    let order = dependency_order(&schema, |_| 0)?;
    empty(database, &transaction, &order, overwrite).await?;
    let mut wrong = Vec::new();
    for table in &order {
        let Some(info) = manifest.tables.iter().find(|info| info.name == table.name) else {
            wrong.push(format!("{} is not in the backup", table.name));
            continue;
        };
        let rows = copy_in(database, &transaction, info, &folder.join(name(&info.name))).await?;
        if rows != info.rows {
            wrong.push(format!(
                "{} has {rows} rows instead of {}",
                info.name, info.rows
            ));
        }
        if let (Some(column), Some(last)) =
            (table.identity(), info.last_id.filter(|last| *last > 0))
        {
            transaction
                .execute(
                    "SELECT setval(pg_get_serial_sequence($1, $2), $3)",
                    &[&quoted(&info.name), &column.name, &last],
                )
                .await
                .map_err(failed)?;
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Differs(wrong));
    }
    place()?;
    transaction.commit().await.map_err(failed)
}

async fn empty(
    database: &Database,
    client: &Transaction<'_>,
    tables: &[&schema::Table],
    overwrite: bool,
) -> Result<(), Error> {
    let failed = |error| Error::Schema(database.postgres(error));
    if overwrite {
        let names: Vec<_> = tables.iter().map(|table| quoted(&table.name)).collect();
        let sql = format!("TRUNCATE {} RESTART IDENTITY", names.join(", "));
        return client.batch_execute(&sql).await.map_err(failed);
    }
    for table in tables {
        if count(client, &table.name).await.map_err(failed)? > 0 {
            return Err(Error::DatabaseNotEmpty(database.to_string()));
        }
    }
    Ok(())
}

async fn copy_in(
    database: &Database,
    client: &Transaction<'_>,
    table: &TableInfo,
    path: &Path,
) -> Result<u64, Error> {
    let failed = |error| Error::Schema(database.postgres(error));
    let mut file = File::open(path).map_err(Error::file(path))?;
    let sql = format!(
        "COPY {} ({}) FROM STDIN (FORMAT binary)",
        quoted(&table.name),
        columns(table)
    );
    let sink = client.copy_in::<_, Bytes>(&sql).await.map_err(failed)?;
    pin_mut!(sink);
    loop {
        let mut part = Vec::with_capacity(AT_ONCE);
        let read = (&mut file).take(AT_ONCE as u64).read_to_end(&mut part);
        if read.map_err(Error::file(path))? == 0 {
            break;
        }
        sink.send(Bytes::from(part)).await.map_err(failed)?;
    }
    sink.as_mut().finish().await.map_err(failed)
}

fn columns(table: &TableInfo) -> String {
    let names: Vec<_> = table.columns.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
