//! Reads the schema a connection sees first: that of `current_schema()`.

use std::collections::BTreeMap;

use tokio_postgres::{Error, GenericClient};

use crate::{Column, ForeignKey, Index, OWN_TABLES, Schema, Table};

const COLUMNS: &str = "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, \
        pg_get_expr(d.adbin, d.adrelid), a.attidentity <> '' \
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.atttypid <> 'tsvector'::regtype \
    ORDER BY c.relname, a.attnum";

const CONSTRAINTS: &str = "SELECT c.relname::text, k.contype::text, \
        coalesce((SELECT array_agg(a.attname::text ORDER BY o.place) FROM unnest(k.conkey) WITH ORDINALITY AS o (number, place) \
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = o.number), '{}'), \
        coalesce(f.relname::text, ''), \
        coalesce((SELECT array_agg(a.attname::text ORDER BY o.place) FROM unnest(k.confkey) WITH ORDINALITY AS o (number, place) \
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = o.number), '{}'), \
        k.confdeltype::text, pg_get_constraintdef(k.oid) \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_class f ON f.oid = k.confrelid \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
    ORDER BY c.relname, k.conname";

/// B-trees that belong to no constraint; other kinds serve full-text search alone.
const INDEXES: &str = "SELECT c.relname::text, i.relname::text, x.indisunique, \
        (SELECT array_agg(coalesce(a.attname::text, '') ORDER BY o.place) \
            FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS o (number, place) \
            LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = o.number AND o.number > 0) \
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid \
        JOIN pg_am m ON m.oid = i.relam \
    WHERE c.relnamespace = current_schema()::regnamespace AND m.amname = 'btree' \
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u')) \
    ORDER BY c.relname, i.relname";

/// Reads all tables.
pub async fn read(client: &impl GenericClient) -> Result<Schema, Error> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for row in client.query(COLUMNS, &[]).await? {
        let name: String = row.try_get(0)?;
        let table = tables.entry(name.clone()).or_insert_with(|| Table {
            name,
            ..Table::default()
        });
        table.columns.push(Column {
            name: row.try_get(1)?,
            declared: row.try_get(2)?,
            nullable: row.try_get(3)?,
            default: row.try_get(4)?,
            identity: row.try_get(5)?,
        });
    }
    tables.retain(|name, _| !OWN_TABLES.contains(&name.as_str()));
    for row in client.query(CONSTRAINTS, &[]).await? {
        let Some(table) = tables.get_mut(row.try_get::<_, &str>(0)?) else {
            continue;
        };
        let columns: Vec<String> = row.try_get(2)?;
        match row.try_get::<_, &str>(1)? {
            "p" => table.primary_key = columns,
            "u" => table.uniques.push(columns),
            "c" => table.checks.push(row.try_get(6)?),
            "f" => table.foreign_keys.push(ForeignKey {
                columns,
                table: row.try_get(3)?,
                to: row.try_get(4)?,
                on_delete: on_delete(row.try_get(5)?).to_owned(),
            }),
            _ => {}
        }
    }
    for row in client.query(INDEXES, &[]).await? {
        let Some(table) = tables.get_mut(row.try_get::<_, &str>(0)?) else {
            continue;
        };
        table.indexes.push(Index {
            name: row.try_get(1)?,
            unique: row.try_get(2)?,
            columns: row.try_get(3)?,
        });
    }
    let mut tables: Vec<Table> = tables.into_values().collect();
    for table in &mut tables {
        table.foreign_keys.sort();
        table.uniques.sort();
        table.indexes.sort();
    }
    Ok(Schema { tables })
}

fn on_delete(code: &str) -> &'static str {
    match code {
        "c" => "CASCADE",
        "n" => "SET NULL",
        "r" => "RESTRICT",
        "d" => "SET DEFAULT",
        _ => "NO ACTION",
    }
}
