//! The pool: its size, its overflow, its queue.

use super::{ask, metric, with};
use std::{thread, time::Instant};

#[test]
fn two_hundred_callers_share_twenty_connections() {
    let settings = "[component.probe]\nconcurrency = 300\n[postgres]\nsize = 20\noverflow = 0\n";
    let (runtime, cluster) = with("callers", settings);
    let told: Vec<String> = thread::scope(|scope| {
        let callers: Vec<_> = (0..20)
            .map(|_| scope.spawn(|| ask(&runtime, "/pg/together", "10")))
            .collect();
        callers
            .into_iter()
            .map(|caller| caller.join().unwrap())
            .collect()
    });
    assert!(told.iter().all(|told| told == "10"), "{told:?}");
    let opened = runtime.metric(&metric("opened_total", "callers")).unwrap();
    assert!(opened <= 20.0, "{opened} connections");
    let idle = metric("connections", "callers").replace('}', ",state=\"idle\"}");
    assert_eq!(runtime.metric(&idle), Some(opened));
    assert_eq!(runtime.metric(&metric("waiting", "callers")), Some(0.0));
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'callers'";
    assert_eq!(cluster.sql("postgres", open), opened.to_string());
}

#[test]
fn an_empty_pool_says_so_after_a_wait_and_recovers() {
    let settings = "[postgres]\nsize = 1\noverflow = 1\nwait_ms = 400\n";
    let (runtime, cluster) = with("empty", settings);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| ask(&runtime, "/pg/run", "SELECT pg_sleep(2)"));
        }
        let asleep = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(2)' AND state = 'active'";
        cluster.becomes("postgres", asleep, "2");
        let begun = Instant::now();
        let told = ask(&runtime, "/pg/run", "SELECT 1");
        assert!(
            told.starts_with("connection: all 2 connections to 127.0.0.1:"),
            "{told}"
        );
        assert!(
            told.ends_with("are in use; none became free in 400 ms"),
            "{told}"
        );
        assert!((400..1500).contains(&begun.elapsed().as_millis()));
    });
    assert_eq!(ask(&runtime, "/pg/run", "SELECT 1"), "DbValue::Int32(1)\n");
    assert_eq!(
        runtime.metric(&metric("exhausted_total", "empty")),
        Some(1.0)
    );
    // The one beyond the size was closed.
    cluster.becomes(
        "postgres",
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'empty'",
        "1",
    );
}

#[test]
fn old_connections_are_replaced_and_dead_ones_noticed() {
    let settings = "[postgres]\nsize = 1\noverflow = 0\nrecycle_ms = 300\nping_ms = 0\n";
    let (runtime, cluster) = with("old", settings);
    let id = || ask(&runtime, "/pg/run", "SELECT pg_backend_pid()");
    let first = id();
    cluster.sql(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'old'",
    );
    let second = id();
    assert_ne!(first, second);
    assert!(second.starts_with("DbValue::Int32("), "{second}");
    thread::sleep(std::time::Duration::from_millis(400));
    assert_ne!(second, id());
}
