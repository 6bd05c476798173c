//! `spin:postgres` against a real server.

mod faults;
mod overhead;
mod pool;
mod tls;

use crate::{
    cluster::Cluster,
    runtime::{Folder, Runtime},
};

/// A runtime whose probe has a database of its own.
fn with(name: &str, settings: &str) -> (Runtime, &'static Cluster) {
    let cluster = Cluster::shared();
    let url = cluster.database(name);
    (Folder::new("", settings).database(&url).up(), cluster)
}

/// Percent-encodes what a request line cannot carry.
fn ask(runtime: &Runtime, path: &str, argument: &str) -> String {
    let encoded: String = argument
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'(' | b')' | b'_' | b'=' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02x}"),
        })
        .collect();
    let answer = runtime.get(&format!("{path}?{encoded}"));
    if answer.status == 200 {
        answer.body
    } else {
        format!("{}: {}", answer.status, answer.body)
    }
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    let (runtime, _) = with("kinds", "");
    assert_eq!(ask(&runtime, "/pg/types", ""), "34 kinds");
}

#[test]
fn errors_arrive_with_their_parts() {
    let (runtime, cluster) = with("errors", "");
    cluster.sql(
        "errors",
        "CREATE TABLE person (id bigint PRIMARY KEY, age int CONSTRAINT adult CHECK (age > 17)); \
         INSERT INTO person VALUES (1, 18)",
    );
    assert_eq!(
        ask(&runtime, "/pg/run", "INSERT INTO person VALUES (1, 30)"),
        "ERROR 23505 duplicate key value violates unique constraint \"person_pkey\" \
         [Key (id)=(1) already exists.] table=person constraint=person_pkey hint="
    );
    let checked = ask(&runtime, "/pg/change", "INSERT INTO person VALUES (2, 3)");
    assert!(checked.starts_with("ERROR 23514"), "{checked}");
    assert!(checked.contains("constraint=adult"), "{checked}");
    let unknown = ask(&runtime, "/pg/run", "SELECT no_such_function(1)");
    assert!(unknown.starts_with("ERROR 42883"), "{unknown}");
    assert!(unknown.contains("hint=No function matches"), "{unknown}");
    assert_eq!(
        ask(&runtime, "/pg/run", "SELECT $1::bigint"),
        "parameter: the statement has 1 parameters, 0 values were given"
    );
    let endless = ask(&runtime, "/pg/run", "SELECT 'infinity'::date");
    assert!(
        endless.starts_with("value: column `date` (date)"),
        "{endless}"
    );
    let copied = ask(&runtime, "/pg/change", "COPY person FROM STDIN");
    assert!(copied.contains("COPY needs a dialogue"), "{copied}");
    assert_eq!(
        ask(&runtime, "/pg/change", "UPDATE person SET age = 40"),
        "1"
    );
    assert!(runtime.metric(&metric("errors_total", "errors")).unwrap() >= 4.0);
}

/// The name of a pool's metric.
fn metric(name: &str, database: &str) -> String {
    let place = Cluster::shared().url(database);
    let place = place.split_once('@').unwrap().1.split_once('?').unwrap().0;
    format!("undertone_postgres_{name}{{database=\"{place}\"}}")
}

#[test]
fn a_large_answer_streams_in_flat_memory() {
    let (runtime, _) = with("large", "[component.probe]\nmemory_mib = 32\n");
    assert_eq!(ask(&runtime, "/pg/rows", "10"), "55");
    let before = runtime.metric("process_resident_memory_bytes").unwrap();
    // 300 MB.
    assert_eq!(ask(&runtime, "/pg/rows", "300000"), "45000150000");
    let after = runtime.metric("process_resident_memory_bytes").unwrap();
    assert!(after - before < 32e6, "{before} to {after}");
}

#[test]
fn rows_that_nobody_reads_are_left() {
    let (runtime, _) = with("some", "");
    assert_eq!(ask(&runtime, "/pg/some", "1000000"), "Some(1) 1");
    assert_eq!(ask(&runtime, "/pg/rows", "10"), "55");
}

#[test]
fn a_statement_outlives_a_changed_table() {
    let (runtime, cluster) = with("changed", "[postgres]\nsize = 1\noverflow = 0\n");
    cluster.sql(
        "changed",
        "CREATE TABLE t (a bigint); INSERT INTO t VALUES (7)",
    );
    assert_eq!(
        ask(&runtime, "/pg/run", "SELECT * FROM t"),
        "DbValue::Int64(7)\n"
    );
    cluster.sql("changed", "ALTER TABLE t ALTER a TYPE text");
    assert_eq!(
        ask(&runtime, "/pg/run", "SELECT * FROM t"),
        "DbValue::Str(\"7\")\n"
    );
    assert_eq!(ask(&runtime, "/pg/change", "DEALLOCATE ALL"), "0");
    assert_eq!(
        ask(&runtime, "/pg/run", "SELECT * FROM t"),
        "DbValue::Str(\"7\")\n"
    );
}

#[test]
fn only_named_databases_are_reached() {
    let cluster = Cluster::shared();
    let url = cluster.database("named");
    let runtime = Runtime::new("");
    let told = ask(&runtime, "/pg/open", &url);
    assert!(
        told.starts_with("connection: the database at 127.0.0.1:"),
        "{told}"
    );
    assert!(told.contains("add \"postgres://127.0.0.1:"), "{told}");
    runtime.logs(" outgoing_refused component=probe ");
    let socket = ask(&runtime, "/pg/open", "postgres://owner@%2Fvar%2Frun/named");
    assert!(socket.contains("is out of reach"), "{socket}");
    let list = url.replace("postgres://", "");
    let port = list.split(['@', ':', '/']).nth(3).unwrap_or_default();
    let allowed = Folder::new("", "").database(&url).up();
    let list = format!("host=127.0.0.1 port={port} user=owner password='p@ss/word %' dbname=named");
    assert_eq!(ask(&allowed, "/pg/open", &list), "open");
}
