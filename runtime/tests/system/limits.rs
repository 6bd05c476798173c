//! Limits: deadlines, memory, traps, back-pressure. A component that misbehaves harms its own request only.

use crate::{client::Client, runtime::Runtime};
use std::{
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_busy_guest_ends_at_its_deadline() {
    let runtime = Runtime::new("[component.probe]\ndeadline_ms = 300\n");
    let begun = Instant::now();
    let answer = runtime.get("/spin");
    assert_eq!(answer.status, 504, "{answer:?}");
    assert!(answer.body.contains("within 300 ms"), "{}", answer.body);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(
        runtime
            .logs(" request_unanswered ")
            .contains("component=probe")
    );
    assert_eq!(runtime.get("/").body, "hello");
}

#[test]
fn a_waiting_guest_ends_at_its_deadline_and_its_neighbours_do_not() {
    let runtime = Runtime::new("[component.probe]\ndeadline_ms = 400\n");
    thread::scope(|scope| {
        let late = scope.spawn(|| runtime.get("/wait?5000").status);
        let fine = scope.spawn(|| runtime.get("/wait?200").status);
        assert_eq!(fine.join().unwrap(), 200);
        assert_eq!(late.join().unwrap(), 504);
    });
}

#[test]
fn a_stream_may_take_longer_than_the_deadline() {
    let runtime = Runtime::new("[component.probe]\ndeadline_ms = 300\nstream_ms = 20000\n");
    let answer = runtime.get("/stream?100");
    assert_eq!(answer.body, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
}

#[test]
fn a_stream_ends_at_its_own_limit() {
    let runtime = Runtime::new("[component.probe]\nstream_ms = 300\n");
    let answer = runtime.get("/stream?1000");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, "");
    runtime.logs("it took too long");
}

#[test]
fn memory_is_limited() {
    let runtime = Runtime::new("[component.probe]\nmemory_mib = 32\n");
    assert_eq!(runtime.get("/grow?8").body, "held 8");
    let answer = runtime.get("/grow?64");
    assert_eq!(answer.status, 500, "{answer:?}");
    assert!(answer.body.contains("more than 32 MiB"), "{}", answer.body);
    runtime.logs("more memory than memory_mib allows");
    let name = "undertone_instances_ended_total{component=\"probe\",reason=\"memory\"}";
    assert_eq!(runtime.metric(name), Some(1.0));
}

#[test]
fn a_trap_is_one_failed_request_and_one_log_line_with_its_reason() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send("/panic", "x-request-id: trap-7\r\n");
    let answer = client.answer();
    assert_eq!(answer.status, 500);
    assert!(answer.head.contains("application/problem+json"));
    assert!(answer.head.contains("x-request-id: trap-7"));
    assert!(runtime.logs("on purpose").contains("request.id=trap-7"));
    assert!(runtime.logs("it trapped").contains("request.id=trap-7"));
    assert_eq!(runtime.get("/").status, 200);
}

#[test]
fn a_full_component_says_come_again() {
    let settings = "[component.probe]\nconcurrency = 1\nqueue = 1\nqueue_wait_ms = 200\n";
    let runtime = Runtime::new(settings);
    thread::scope(|scope| {
        let running = scope.spawn(|| runtime.get("/wait?1500").status);
        thread::sleep(Duration::from_millis(500));
        let begun = Instant::now();
        let waited = scope.spawn(|| runtime.get("/"));
        thread::sleep(Duration::from_millis(60));
        let refused = runtime.get("/");
        assert_eq!(refused.status, 503);
        assert!(refused.head.contains("retry-after: 1"), "{}", refused.head);
        assert_eq!(waited.join().unwrap().status, 503);
        assert!(begun.elapsed() < Duration::from_secs(1));
        assert_eq!(running.join().unwrap(), 200);
    });
    let rejected = "undertone_requests_rejected_total{component=\"probe\"}";
    assert_eq!(runtime.metric(rejected), Some(2.0));
    assert_eq!(runtime.get("/").status, 200);
}

#[test]
fn a_client_that_leaves_does_not_free_the_place_early() {
    let settings = "[component.probe]\nconcurrency = 1\nqueue = 0\n";
    let runtime = Runtime::new(settings);
    let mut client = Client::connect(&runtime.public);
    client.send("/wait?1000", "");
    thread::sleep(Duration::from_millis(400));
    drop(client);
    thread::sleep(Duration::from_millis(100));
    assert_eq!(runtime.get("/").status, 503);
    thread::sleep(Duration::from_millis(1200));
    assert_eq!(runtime.get("/").status, 200);
}
