//! Indexes and constraints that are off while rows are loaded: dropped in one transaction that notes how to make them
//! again, made again one by one, each with its note.

use schema::Database;
use tokio_postgres::{Client, GenericClient};

use super::prepare::read_ledger;
use crate::{
    Error,
    ledger::{self, Object},
    progress::{Event, Listener},
};

/// What is off: everything but primary keys, ordered as it is made again; the last column drops it. Foreign keys come
/// last, for they need the others.
const FOUND: &str = "SELECT 1 AS place, c.relname::text AS owner, k.conname::text AS name, \
        'unique constraint ' || k.conname, \
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)), \
        format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, k.conname) \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
    WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'u' \
    UNION ALL \
    SELECT 2, c.relname::text, i.relname::text, 'index ' || i.relname, pg_get_indexdef(x.indexrelid), \
        format('DROP INDEX %I', i.relname) \
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid \
    WHERE c.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary \
        AND c.relname NOT IN ('schema_migrations', 'undertone_move') \
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x')) \
    UNION ALL \
    SELECT 3, c.relname::text, k.conname::text, 'foreign key ' || k.conname, \
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)), \
        format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, k.conname) \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
    WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'f' \
    ORDER BY 1, 2, 3";

/// How the titles of foreign keys begin.
pub(super) const FOREIGN_KEY: &str = "foreign key";

/// An object with the statement that drops it.
pub(super) struct Found {
    /// What it is, in words.
    pub(super) title: String,
    table: String,
    create: String,
    remove: String,
}

/// All that would be dropped.
pub(super) async fn found(
    database: &Database,
    client: &impl GenericClient,
) -> Result<Vec<Found>, Error> {
    let failed = |error| database.postgres(error);
    let rows = client.query(FOUND, &[]).await.map_err(failed)?;
    let read = |row: &tokio_postgres::Row| {
        Ok(Found {
            title: row.try_get(3)?,
            table: row.try_get(1)?,
            create: row.try_get(4)?,
            remove: row.try_get(5)?,
        })
    };
    Ok(rows
        .iter()
        .map(read)
        .collect::<Result<_, tokio_postgres::Error>>()
        .map_err(failed)?)
}

/// Drops all of them and notes how to make them again; what an earlier move noted stays noted.
pub(super) async fn drop_all(
    database: &Database,
    client: &impl GenericClient,
) -> Result<(), Error> {
    let failed = |error| database.postgres(error);
    let objects = found(database, client).await?;
    let noted = read_ledger(database, client).await?.unwrap_or_default();
    // Those still off come first: uniques and indexes before foreign keys, old and new alike.
    let mut all: Vec<Object> = noted
        .objects
        .into_values()
        .filter(|object| !object.done)
        .collect();
    for object in objects.iter().rev() {
        client.batch_execute(&object.remove).await.map_err(failed)?;
    }
    all.extend(objects.into_iter().map(|object| Object {
        title: object.title,
        table: object.table,
        create: object.create,
        done: false,
    }));
    all.sort_by_key(|object| match object.title.split(' ').next() {
        Some("unique") => 1,
        Some("index") => 2,
        _ => 3,
    });
    client
        .batch_execute("DELETE FROM undertone_move WHERE item LIKE 'object:%'")
        .await
        .map_err(failed)?;
    for (number, object) in (1..).zip(all) {
        let (item, value) = ledger::object_item(number, &object)?;
        client
            .execute(ledger::PUT, &[&item, &value])
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// Makes again what is off.
pub async fn rebuild(
    database: &Database,
    client: &mut Client,
    listener: &mut Listener<'_>,
) -> Result<(), Error> {
    let noted = read_ledger(database, client).await?.unwrap_or_default();
    for (number, object) in noted.objects {
        if !object.done {
            listener(Event::Rebuild {
                object: &object.title,
            });
            make(database, client, number, object).await?;
        }
    }
    Ok(())
}

/// Makes one and notes it, in one transaction.
pub(super) async fn make(
    database: &Database,
    client: &mut Client,
    number: u32,
    mut object: Object,
) -> Result<(), Error> {
    let failed = |error| database.postgres(error);
    let transaction = client.transaction().await.map_err(failed)?;
    transaction
        .batch_execute(&object.create)
        .await
        .map_err(|error| of_object(database, &object, error))?;
    object.done = true;
    let (item, value) = ledger::object_item(number, &object)?;
    transaction
        .execute(ledger::PUT, &[&item, &value])
        .await
        .map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(())
}

/// A foreign key that does not hold is told as such.
fn of_object(database: &Database, object: &Object, error: tokio_postgres::Error) -> Error {
    let told = database.postgres(error);
    if object.title.starts_with(FOREIGN_KEY) {
        Error::ForeignKeys(vec![format!("{}: {told}", object.title)])
    } else {
        told.into()
    }
}
