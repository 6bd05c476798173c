//! States of the records, kept beside them: a backup of the database.

use endpoint::Context;
use endpoint::testing::block_on;

/// What a backup holds, those that are referred to first.
const TABLES: [&str; 7] = [
    "installation_secrets",
    "jobs",
    "deleted_jobs",
    "intakes",
    "sweeper",
    "lake_snapshots",
    "lake_files",
];

fn execute(cx: &Context, sql: &str) {
    block_on(cx.records.execute(sql, ())).unwrap();
}

/// Keeps the present state under a number.
pub fn save(cx: &Context, number: usize) {
    for table in TABLES {
        execute(
            cx,
            &format!("CREATE TABLE saved_{number}_{table} AS SELECT * FROM {table}"),
        );
    }
}

/// Goes to a kept state.
pub fn restore(cx: &Context, number: usize) {
    for table in TABLES.into_iter().rev() {
        execute(cx, &format!("DELETE FROM {table}"));
    }
    for table in TABLES {
        execute(
            cx,
            &format!("INSERT INTO {table} SELECT * FROM saved_{number}_{table}"),
        );
    }
}
