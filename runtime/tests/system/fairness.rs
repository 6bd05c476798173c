//! Fairness: one client holds a part of everything, and slow clients hold nothing that others need.

use crate::{client::Client, runtime::Runtime};
use std::{
    io::Write,
    thread,
    time::{Duration, Instant},
};

const IN_FLIGHT: &str = "undertone_requests_in_flight{component=\"probe\"}";

/// Begins a request that stays.
fn hold(runtime: &Runtime, host: u8) -> Client {
    let mut client = Client::from(host, &runtime.public);
    client.send("/wait?20000", "");
    client
}

/// Begins an upload that goes on slowly.
fn begin(runtime: &Runtime, host: u8) -> Client {
    let mut client = Client::from(host, &runtime.public);
    client.send("/count", "content-length: 1000000\r\n");
    client.body(20_000);
    client
}

#[test]
fn one_client_has_half_of_the_places_and_of_the_queue() {
    let settings = "[component.probe]\nconcurrency = 4\nqueue = 4\nqueue_wait_ms = 600\n";
    let runtime = Runtime::new(settings);
    let _held = [hold(&runtime, 2), hold(&runtime, 2)];
    runtime.shows(IN_FLIGHT, 2.0);
    let waiting = [hold(&runtime, 2), hold(&runtime, 2)];
    runtime.shows("undertone_requests_queued{component=\"probe\"}", 2.0);
    let begun = Instant::now();
    let refused = Client::from(2, &runtime.public).get("/");
    assert_eq!(
        (refused.status, refused.code()),
        (503, "too_many_at_once".to_owned())
    );
    assert!(refused.head.contains("retry-after: 1"), "{}", refused.head);
    assert_eq!(Client::from(3, &runtime.public).get("/").status, 200);
    assert!(begun.elapsed() < Duration::from_millis(500));
    for waiting in waiting {
        assert_eq!(waiting.answer().code(), "too_many_at_once");
    }
    let rejected = runtime.metric("undertone_requests_rejected_total{component=\"probe\"}");
    assert_eq!(rejected, Some(3.0));
}

#[test]
fn uploads_leave_places_for_everybody_else() {
    let runtime = Runtime::new("[component.probe]\nconcurrency = 8\nqueue = 0\n");
    let mut uploads: Vec<Client> = [2, 2, 3, 3].map(|host| begin(&runtime, host)).into();
    runtime.shows(IN_FLIGHT, 4.0);
    let own = begin(&runtime, 2).answer();
    assert_eq!(
        (own.status, own.code()),
        (503, "too_many_at_once".to_owned())
    );
    let other = begin(&runtime, 4).answer();
    assert_eq!((other.status, other.code()), (503, "busy".to_owned()));
    for host in [2, 3, 4] {
        assert_eq!(Client::from(host, &runtime.public).get("/").body, "hello");
        let mut small = Client::from(host, &runtime.public);
        small.send("/count", "content-length: 5\r\n");
        small.0.write_all(b"hello").unwrap();
        assert_eq!(small.answer().body, "5");
    }
    let mut first = uploads.remove(0);
    first.body(980_000);
    assert_eq!(first.answer().body, "1000000");
}

#[test]
fn an_honest_slow_line_gets_through() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 450000\r\n");
    // 30 kB a second, for longer than the window in which a rate is measured.
    for _ in 0..150 {
        client.0.write_all(&[7; 3000]).unwrap();
        thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(client.answer().body, "450000");
}

#[test]
fn a_lane_has_places_of_its_own_and_a_limit_for_each_caller() {
    let runtime = Runtime::new(
        "[component.probe]\nconcurrency = 1\nqueue = 0\n\
         [component.probe.lane.slow]\npaths = [\"/wait\"]\nconcurrency = 2\nper_caller = 1\nqueue = 0\n",
    );
    let ask = |host: u8, authorization: &str| {
        let mut client = Client::from(host, &runtime.public);
        let header = format!("authorization: {authorization}\r\n");
        client.send("/wait?5000", &header);
        client
    };
    let first = ask(2, "Bearer ada");
    runtime.shows(IN_FLIGHT, 1.0);
    for (host, authorization) in [
        (2, "Bearer ada"),
        (3, "Bearer ada"),
        (3, "bearer  ada"),
        // A network is one, whatever tokens it makes up.
        (2, "Bearer eve"),
    ] {
        let over = ask(host, authorization).answer();
        let told = (over.status, over.code());
        assert_eq!(
            told,
            (503, "too_many_at_once".to_owned()),
            "{authorization}"
        );
    }
    let second = ask(3, "Bearer bob");
    runtime.shows(IN_FLIGHT, 2.0);
    let third = Client::from(4, &runtime.public).get("/wait?1");
    assert_eq!(third.code(), "busy");
    assert_eq!(
        runtime.get("/").body,
        "hello",
        "the component's own place is free"
    );
    assert_eq!((first.answer().status, second.answer().status), (200, 200));
    let rejected = "undertone_requests_rejected_total{component=\"probe\",lane=\"slow\"}";
    assert_eq!(runtime.metric(rejected), Some(5.0));
}

#[test]
fn a_network_has_more_of_a_lane_than_one_of_its_users() {
    let runtime = Runtime::new(
        "[component.probe.lane.slow]\npaths = [\"/wait\"]\nconcurrency = 8\nper_caller = 1\nqueue = 0\n",
    );
    let ask = |token: u8| {
        let mut client = Client::from(2, &runtime.public);
        let header = format!("authorization: Bearer {token}\r\n");
        client.send("/wait?20000", &header);
        client
    };
    let _held = [1, 2, 3, 4].map(ask);
    runtime.shows(IN_FLIGHT, 4.0);
    assert_eq!(ask(5).answer().code(), "too_many_at_once");
    assert_eq!(Client::from(3, &runtime.public).get("/wait?1").status, 200);
}

const TURNS_QUEUED: &str = "undertone_turns_queued{component=\"probe\"}";

#[test]
fn who_gets_no_turn_in_time_is_told_to_come_again() {
    let cores = thread::available_parallelism().unwrap().get();
    let settings =
        "[component.probe]\nworking_per_core = 1\nconcurrency = 100\nqueue_wait_ms = 400\n";
    let runtime = Runtime::new(settings);
    let _held: Vec<_> = (0..cores).map(|_| hold(&runtime, 2)).collect();
    runtime.shows(IN_FLIGHT, f64::from(u32::try_from(cores).unwrap()));
    let begun = Instant::now();
    let answer = Client::from(3, &runtime.public).get("/");
    assert_eq!((answer.status, answer.code()), (503, "busy".to_owned()));
    assert!(answer.head.contains("retry-after: 1"), "{}", answer.head);
    assert!(begun.elapsed() < Duration::from_secs(5));
    let rejected = runtime.metric("undertone_requests_rejected_total{component=\"probe\"}");
    assert_eq!(rejected, Some(1.0));
    runtime.shows(TURNS_QUEUED, 0.0);
}

#[test]
fn who_has_few_turns_does_not_wait_behind_who_has_many() {
    let cores = thread::available_parallelism().unwrap().get();
    let settings =
        "[component.probe]\nworking_per_core = 1\nconcurrency = 1000\nqueue_wait_ms = 60000\n";
    let runtime = Runtime::new(settings);
    let greedy: Vec<_> = (0..6 * cores)
        .map(|_| {
            let mut client = Client::from(2, &runtime.public);
            client.send("/wait?1000", "");
            client
        })
        .collect();
    let waiting = f64::from(u32::try_from(5 * cores).unwrap());
    runtime.shows(TURNS_QUEUED, waiting);
    let begun = Instant::now();
    assert_eq!(Client::from(3, &runtime.public).get("/").body, "hello");
    let took = begun.elapsed();
    assert!(took < Duration::from_millis(2500), "{took:?}");
    for client in greedy {
        assert_eq!(client.answer().status, 200);
    }
}

#[test]
fn one_client_has_so_many_connections() {
    let runtime = Runtime::new("[server]\nconnections_per_client = 5\n");
    let idle: Vec<_> = (0..5).map(|_| Client::from(2, &runtime.public)).collect();
    runtime.shows("undertone_connections_open", 5.0);
    let refused = Client::from(2, &runtime.public).answer();
    assert_eq!(
        (refused.status, refused.code()),
        (503, "too_many_connections".to_owned())
    );
    assert_eq!(Client::from(3, &runtime.public).get("/").status, 200);
    runtime.shows("undertone_connections_refused_total", 1.0);
    drop(idle);
    runtime.shows("undertone_connections_open", 0.0);
    assert_eq!(Client::from(2, &runtime.public).get("/").status, 200);
}

#[test]
fn a_trusted_proxy_has_the_connections_of_many() {
    let runtime =
        Runtime::new("[server]\nconnections_per_client = 1\ntrusted_proxies = [\"127.0.0.2\"]\n");
    let _idle: Vec<_> = (0..5).map(|_| Client::from(2, &runtime.public)).collect();
    runtime.shows("undertone_connections_open", 5.0);
    assert_eq!(Client::from(2, &runtime.public).get("/").status, 200);
}

#[test]
fn clients_behind_a_trusted_proxy_have_places_of_their_own() {
    let settings = "[component.probe]\nconcurrency = 2\nqueue = 0\n[server]\ntrusted_proxies = [\"127.0.0.2\"]\n";
    let runtime = Runtime::new(settings);
    let ask = |path: &str, client: &str| {
        let mut connection = Client::from(2, &runtime.public);
        connection.send(path, &format!("x-forwarded-for: 6.6.6.6, {client}\r\n"));
        connection
    };
    let _held = ask("/wait?20000", "203.0.113.7");
    runtime.shows(IN_FLIGHT, 1.0);
    assert_eq!(ask("/", "203.0.113.7").answer().code(), "too_many_at_once");
    assert_eq!(ask("/", "203.0.113.8").answer().status, 200);
}

#[test]
fn a_proxy_that_is_not_named_is_told_once() {
    let runtime = Runtime::new("[server]\ntrusted_proxies = [\"127.0.0.3\"]\n");
    for (host, header) in [
        (3, "x-forwarded-for"),
        (2, "x-forwarded-for"),
        (2, "forwarded"),
    ] {
        let mut client = Client::from(host, &runtime.public);
        client.send("/", &format!("{header}: 203.0.113.7\r\n"));
        assert_eq!(client.answer().status, 200);
    }
    let told = runtime.logs("trusted_proxies");
    assert!(
        told.contains("WARN") && told.contains("client.ip=127.0.0.2"),
        "{told}"
    );
    assert_eq!(runtime.log().matches("trusted_proxies").count(), 1);
}
