//! What goes wrong: guests that die, servers that go away, people who may not.

use super::{ask, metric, with};
use crate::{cluster::Cluster, runtime::Folder};
use std::{
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::Duration,
};

const HANG: &str =
    "BEGIN; INSERT INTO note VALUES (2, 'lost'); UPDATE note SET body = 'lost' WHERE id = 1";

#[test]
fn a_guest_that_dies_in_a_transaction_writes_nothing_and_holds_no_lock() {
    let settings = "[component.probe]\ndeadline_ms = 700\n[postgres]\nsize = 1\noverflow = 0\n";
    let (runtime, cluster) = with("dies", settings);
    cluster.sql(
        "dies",
        "CREATE TABLE note (id bigint PRIMARY KEY, body text); INSERT INTO note VALUES (1, 'kept')",
    );
    let told = ask(&runtime, "/pg/hang", HANG);
    assert!(told.starts_with("504"), "{told}");
    // The same connection, for it is the only one.
    assert_eq!(
        ask(
            &runtime,
            "/pg/change",
            "UPDATE note SET body = 'new' WHERE id = 1"
        ),
        "1"
    );
    assert_eq!(
        cluster.sql("dies", "SELECT string_agg(body, ',') FROM note"),
        "new"
    );
    assert_eq!(
        runtime.metric(&metric("rolled_back_total", "dies")),
        Some(1.0)
    );
    assert_eq!(runtime.metric(&metric("opened_total", "dies")), Some(1.0));
}

#[test]
fn a_guest_that_dies_in_a_statement_ends_it() {
    let settings = "[component.probe]\ndeadline_ms = 700\n[postgres]\nsize = 1\noverflow = 0\n";
    let (runtime, cluster) = with("running", settings);
    let told = ask(&runtime, "/pg/run", "SELECT pg_sleep(25)");
    assert!(told.starts_with("504"), "{told}");
    let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'running' AND query LIKE '%pg_sleep(25)%' AND pid <> pg_backend_pid()";
    cluster.becomes("postgres", sleeping, "0");
    assert_eq!(
        ask(&runtime, "/pg/run", "SELECT 1::bigint"),
        "DbValue::Int64(1)\n"
    );
    assert_eq!(
        runtime.metric(&metric("cancelled_total", "running")),
        Some(1.0)
    );
}

#[test]
fn a_guest_that_dies_while_it_reads_ends_the_statement() {
    let settings = "[component.probe]\ndeadline_ms = 700\n[postgres]\nsize = 1\noverflow = 0\n";
    let (runtime, cluster) = with("reading", settings);
    let told = ask(&runtime, "/pg/rows", "1000000000");
    assert!(told.starts_with("504"), "{told}");
    let active =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'reading' AND state = 'active'";
    cluster.becomes("postgres", active, "0");
    assert_eq!(ask(&runtime, "/pg/rows", "10"), "55");
}

/// What is told to end may not have begun: the word to end it comes too early, or too late for the one before.
#[test]
fn a_guest_that_dies_as_it_begins_a_statement_ends_it() {
    let settings = "[component.probe]\ndeadline_ms = 700\n[postgres]\nsize = 1\noverflow = 0\n";
    let (runtime, cluster) = with("beginning", settings);
    let active =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'beginning' AND state = 'active'";
    for hundredths in 60..=70 {
        let statements = format!(
            "SELECT pg_sleep(0.{hundredths}); SELECT count(*) FROM generate_series(1, 100000000000)"
        );
        let told = ask(&runtime, "/pg/hang", &statements);
        assert!(told.starts_with("504"), "{told}");
        cluster.becomes("postgres", active, "0");
    }
}

#[test]
fn a_person_without_rights_is_told_so() {
    let (runtime, cluster) = with("rights", "");
    cluster.sql(
        "rights",
        "CREATE TABLE note (id bigint); CREATE ROLE reader LOGIN PASSWORD 'x'",
    );
    let refused = ask(
        &runtime,
        "/pg/change",
        "SET ROLE reader; SELECT * FROM note",
    );
    assert!(refused.starts_with("ERROR 42501"), "{refused}");
    let next = ask(&runtime, "/pg/run", "SELECT current_user::text");
    assert_eq!(next, "DbValue::Str(\"owner\")\n");
}

#[test]
fn a_connection_left_open_or_changed_is_as_new_for_the_next() {
    let (runtime, cluster) = with("left", "[postgres]\nsize = 1\noverflow = 0\n");
    cluster.sql(
        "left",
        "CREATE TABLE note (id bigint PRIMARY KEY, body text)",
    );
    let change = "SET search_path = pg_catalog; CREATE TEMP TABLE t (a int); SELECT pg_advisory_lock(7); BEGIN; INSERT INTO public.note VALUES (1, 'x')";
    assert_eq!(ask(&runtime, "/pg/leave", change), "left");
    assert_eq!(
        ask(
            &runtime,
            "/pg/run",
            "SELECT current_setting('search_path') || ' ' || (SELECT count(*) FROM note) || ' ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') || ' ' || coalesce(to_regclass('t')::text, 'none')"
        ),
        "DbValue::Str(\"\\\"$user\\\", public 0 0 none\")\n"
    );
    assert_eq!(runtime.metric(&metric("opened_total", "left")), Some(1.0));
}

#[test]
fn the_servers_limits_are_set() {
    let settings = "[postgres]\nstatement_ms = 3000\nlock_ms = 200\nidle_in_transaction_ms = 300\napplication_name = \"tests\"\n";
    let (runtime, cluster) = with("limits", settings);
    cluster.sql(
        "limits",
        "CREATE TABLE note (id bigint PRIMARY KEY, body text); INSERT INTO note VALUES (1, 'kept')",
    );
    assert_eq!(
        ask(
            &runtime,
            "/pg/run",
            "SELECT current_setting('application_name')"
        ),
        "DbValue::Str(\"tests\")\n"
    );
    let slow = ask(&runtime, "/pg/run", "SELECT pg_sleep(9)");
    assert!(slow.starts_with("ERROR 57014"), "{slow}");
    thread::scope(|scope| {
        let holder = "BEGIN; UPDATE note SET body = 'held'; SELECT pg_sleep(2)";
        let holder = scope.spawn(|| ask(&runtime, "/pg/change", holder));
        cluster.becomes("limits", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(2)%' OR query LIKE ' SELECT pg_sleep(2)%'", "1");
        let blocked = ask(&runtime, "/pg/change", "UPDATE note SET body = 'x'");
        assert!(blocked.starts_with("ERROR 55P03"), "{blocked}");
        assert_eq!(holder.join().unwrap(), "0,1,1");
    });
    let idle = ask(&runtime, "/pg/idle", "900");
    assert!(
        idle.starts_with("connection: the connection to the database is lost"),
        "{idle}"
    );
    assert!(idle.contains("idle-in-transaction timeout"), "{idle}");
}

#[test]
fn wrong_people_and_places_are_told_apart() {
    let cluster = Cluster::shared();
    let url = cluster.database("wrong");
    let folder = Folder::new("", "").database(&url);
    let manifest = std::fs::read_to_string(folder.path("spin.toml")).unwrap();
    let names = "\"postgres://localhost:*\", \"postgres://no-such-host.invalid:*\"";
    folder.write(
        "spin.toml",
        &manifest.replace("\"postgres://localhost:*\"", names),
    );
    let runtime = folder.up();
    for (address, told) in [
        (
            url.replace("p%40ss", "wrong"),
            "password authentication failed",
        ),
        (
            url.replace("/wrong?", "/none?"),
            "database \"none\" does not exist (3D000)",
        ),
        (
            url.replace("127.0.0.1", "no-such-host.invalid"),
            "cannot be reached",
        ),
        (
            url.replace("sslmode=disable", "sslmode=of"),
            "`sslmode` must be",
        ),
        (
            url.replace("sslmode=disable", "sslmod=x"),
            "the key `sslmod` is not supported",
        ),
        ("mysql://a@b/c".to_owned(), "must begin with postgres://"),
    ] {
        let answer = ask(&runtime, "/pg/open", &address);
        assert!(answer.starts_with("connection: "), "{address}: {answer}");
        assert!(answer.contains(told), "{address}: {answer}");
        for secret in ["ss/word", "ss%2Fword"] {
            assert!(!answer.contains(secret), "{address}: {answer}");
        }
    }
}

#[test]
fn a_server_that_restarts_under_load_loses_nothing_acknowledged() {
    let cluster = Cluster::new();
    let url = cluster.database("restart");
    cluster.sql(
        "restart",
        "CREATE TABLE note (id bigserial PRIMARY KEY, body text)",
    );
    let runtime = Folder::new("", "[postgres]\nsize = 4\n")
        .database(&url)
        .up();
    let (stop, done) = (AtomicBool::new(false), AtomicU32::new(0));
    let failures = thread::scope(|scope| {
        let writers: Vec<_> = (0..6)
            .map(|_| {
                scope.spawn(|| {
                    let mut failures = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let told = ask(
                            &runtime,
                            "/pg/change",
                            "INSERT INTO note (body) VALUES ('x')",
                        );
                        if told == "1" {
                            done.fetch_add(1, Ordering::Relaxed);
                        } else {
                            failures.push(told);
                            thread::sleep(Duration::from_millis(20));
                        }
                    }
                    failures
                })
            })
            .collect();
        let more = |than: u32| {
            while done.load(Ordering::Relaxed) <= than {
                thread::sleep(Duration::from_millis(10));
            }
        };
        more(50);
        cluster.crash().unwrap();
        thread::sleep(Duration::from_millis(300));
        let before = done.load(Ordering::Relaxed);
        cluster.launch().unwrap();
        more(before + 50);
        stop.store(true, Ordering::Relaxed);
        let ended = writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap());
        ended.collect::<Vec<_>>()
    });
    assert!(!failures.is_empty());
    for failure in &failures {
        let clear = failure.starts_with("connection: ") || failure.starts_with("FATAL 57P0");
        assert!(clear, "{failure}");
    }
    let kept: u32 = cluster
        .sql("restart", "SELECT count(*) FROM note")
        .parse()
        .unwrap();
    assert!(kept >= done.load(Ordering::Relaxed), "{kept} rows");
}
