//! Bodies: they stream with back-pressure, and one that breaks off is an error for its reader.

use crate::{client::Client, runtime::Runtime};
use std::{
    io::{Read, Write},
    net::Shutdown,
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_large_body_streams_in_flat_memory() {
    const MIB: usize = 200;
    let runtime = Runtime::new("");
    runtime.get("/");
    let before = runtime.metric("process_resident_memory_bytes").unwrap();
    let mut client = Client::connect(&runtime.public);
    client.send("/count", &format!("content-length: {}\r\n", MIB << 20));
    let chunk = vec![7_u8; 1 << 20];
    let mut highest = before;
    for index in 0..MIB {
        client.0.write_all(&chunk).unwrap();
        if index % 50 == 0 {
            highest = highest.max(runtime.metric("process_resident_memory_bytes").unwrap());
        }
    }
    assert_eq!(client.answer().body, (MIB << 20).to_string());
    assert!(highest - before < 48e6, "{before} to {highest}");
}

#[test]
fn a_body_that_stops_half_way_reaches_the_guest_as_an_error() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 1000\r\n");
    client.0.write_all(&[1; 400]).unwrap();
    thread::sleep(Duration::from_millis(300));
    drop(client);
    runtime.logs("the body broke after 400");
}

#[test]
fn a_client_that_stops_half_way_and_listens_is_answered() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 1000\r\n");
    client.0.write_all(&[1; 400]).unwrap();
    client.0.shutdown(Shutdown::Write).unwrap();
    let answer = client.answer();
    assert_eq!((answer.status, answer.body.as_str()), (200, "broken"));
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "transfer-encoding: chunked\r\n");
    client.0.write_all(b"5\r\nhello\r\n64\r\nmore").unwrap();
    client.0.shutdown(Shutdown::Write).unwrap();
    assert_eq!(client.answer().body, "broken");
    let mut client = Client::connect(&runtime.public);
    client.send("/wait?300", "");
    client.0.shutdown(Shutdown::Write).unwrap();
    assert_eq!(client.answer().body, "waited");
}

#[test]
fn a_slow_body_may_take_longer_than_the_deadline_but_not_forever() {
    let runtime = Runtime::new(
        "[component.probe]\ndeadline_ms = 500\nrequest_ms = 3000\n[server]\nbody_buffer_kib = 0\n",
    );
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 5\r\n");
    for _ in 0..5 {
        client.0.write_all(b"x").unwrap();
        thread::sleep(Duration::from_millis(250));
    }
    assert_eq!(client.answer().body, "5");
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 1000\r\n");
    for _ in 0..14 {
        // The runtime may have closed it, which is what this waits for.
        let _closed = client.0.write_all(b"x");
        thread::sleep(Duration::from_millis(250));
    }
    assert_eq!(client.answer().status, 504);
}

#[test]
fn a_stalled_body_ends_at_the_deadline() {
    let runtime =
        Runtime::new("[component.probe]\ndeadline_ms = 400\n[server]\nbody_buffer_kib = 0\n");
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 1000\r\n");
    assert_eq!(client.answer().status, 504);
}

#[test]
fn a_reader_that_leaves_stops_the_stream() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send("/stream?150", "");
    let mut some = [0; 10];
    client.0.read_exact(&mut some).unwrap();
    drop(client);
    runtime.logs("the reader left at");
}

#[test]
fn a_small_body_that_stops_is_given_up_before_it_takes_a_place() {
    let runtime =
        Runtime::new("[component.probe]\nconcurrency = 1\nqueue = 0\n[server]\nbody_ms = 700\n");
    let mut clients = Vec::new();
    for _ in 0..64 {
        let mut client = Client::connect(&runtime.public);
        client.send("/count", "content-length: 1000\r\n");
        client.0.write_all(b"{").unwrap();
        clients.push(client);
    }
    assert_eq!(runtime.get("/").status, 200);
    for client in clients {
        let answer = client.answer();
        assert_eq!(
            (answer.status, answer.code()),
            (408, "body_too_slow".to_owned())
        );
    }
}

#[test]
fn a_large_body_that_stops_gives_its_place_back() {
    let runtime = Runtime::new("[component.probe]\nconcurrency = 1\nqueue = 0\n");
    let mut client = Client::connect(&runtime.public);
    client.send("/count", "content-length: 1000000\r\n");
    client.0.write_all(&[7; 3000]).unwrap();
    let held = "undertone_requests_in_flight{component=\"probe\"}";
    runtime.shows(held, 1.0);
    assert_eq!(runtime.get("/").status, 503);
    let begun = Instant::now();
    let answer = client.answer();
    assert_eq!(
        (answer.status, answer.code()),
        (408, "body_too_slow".to_owned())
    );
    assert!(begun.elapsed() < Duration::from_secs(20));
    runtime.logs("the body broke after 3000");
    runtime.shows(held, 0.0);
    assert_eq!(runtime.get("/").status, 200);
}

#[test]
fn an_answer_reaches_a_client_that_sends_all_before_it_reads() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send("/", "content-length: 16777216\r\n");
    let chunk = vec![7; 1 << 20];
    for _ in 0..16 {
        client.0.write_all(&chunk).unwrap();
    }
    assert_eq!(client.answer().body, "hello");
}

#[test]
fn who_fills_the_memory_for_bodies_stops_no_small_one() {
    let runtime = Runtime::new("[server]\nbody_budget_mib = 1\n");
    let mut held = Vec::new();
    for host in [2, 3] {
        // Half of it but for 48 bytes; 4096 bytes of each are free.
        for length in [65_000; 8].into_iter().chain([4200, 41_000]) {
            let mut client = Client::from(host, &runtime.public);
            client.send("/count", "content-length: 65536\r\n");
            client.body(length);
            held.push(client);
        }
    }
    thread::sleep(Duration::from_secs(1));
    let ask = |length: usize| {
        let mut client = Client::from(4, &runtime.public);
        client.send("/count", &format!("content-length: {length}\r\n"));
        client.body(length);
        client.answer()
    };
    assert_eq!(ask(60_000).code(), "no_room_for_body");
    assert_eq!(ask(4000).body, "4000");
}
