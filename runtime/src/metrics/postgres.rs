//! What the pools of connections to PostgreSQL tell.

use super::text::{Page, seconds};
use undertone_host::metrics::PostgresPool;

type Pools = [(String, PostgresPool)];

/// Adds the pools, each by the database it leads to.
pub(super) fn pools(page: &mut Page, pools: &Pools) {
    page.head(
        "undertone_postgres_connections",
        "gauge",
        "Connections to PostgreSQL.",
    );
    for (name, pool) in pools {
        for (state, count) in [("used", pool.used), ("idle", pool.idle)] {
            let labels = [("database", name.as_str()), ("state", state)];
            page.sample("undertone_postgres_connections", &labels, count);
        }
    }
    each(
        page,
        pools,
        ("waiting", "gauge", "Guests that wait for a connection."),
        |pool| pool.waiting.to_string(),
    );
    for (name, help, value) in COUNTERS {
        each(page, pools, (name, "counter", help), value);
    }
}

type Counter = (&'static str, &'static str, fn(&PostgresPool) -> String);

const COUNTERS: &[Counter] = &[
    ("opened_total", "Connections opened.", |pool| {
        pool.opened.to_string()
    }),
    (
        "connect_errors_total",
        "Connections that could not be opened.",
        |pool| pool.failed.to_string(),
    ),
    (
        "exhausted_total",
        "Waits that ended without a connection.",
        |pool| pool.exhausted.to_string(),
    ),
    (
        "wait_seconds_total",
        "Time spent waiting for connections.",
        |pool| time(pool.wait),
    ),
    (
        "rolled_back_total",
        "Transactions that their owner left open.",
        |pool| pool.rolled_back.to_string(),
    ),
    (
        "cancelled_total",
        "Statements that their owner left running.",
        |pool| pool.cancelled.to_string(),
    ),
    ("prepared_total", "Statements prepared.", |pool| {
        pool.prepared.to_string()
    }),
    ("statements_total", "Statements run.", |pool| {
        pool.statements.to_string()
    }),
    ("errors_total", "Statements that failed.", |pool| {
        pool.errors.to_string()
    }),
    ("seconds_total", "Time spent in statements.", |pool| {
        time(pool.time)
    }),
];

fn each(
    page: &mut Page,
    pools: &Pools,
    (name, kind, help): (&str, &str, &str),
    value: impl Fn(&PostgresPool) -> String,
) {
    let name = format!("undertone_postgres_{name}");
    page.head(&name, kind, help);
    for (database, pool) in pools {
        page.sample(&name, &[("database", database)], value(pool));
    }
}

fn time(took: std::time::Duration) -> String {
    seconds(u64::try_from(took.as_micros()).unwrap_or(u64::MAX))
}
