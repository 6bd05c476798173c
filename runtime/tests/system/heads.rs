//! Heads of requests: what is wrong with one is answered before the connection is closed.

use crate::{
    client::{Client, rest},
    runtime::Runtime,
};
use std::io::Write;

/// What comes back until the connection is closed.
fn sent(runtime: &Runtime, bytes: &[u8]) -> String {
    let mut client = Client::connect(&runtime.public);
    client.write(bytes);
    String::from_utf8_lossy(&rest(&mut client.0)).into_owned()
}

#[test]
fn a_malformed_request_is_answered() {
    let runtime = Runtime::new("");
    let many = |count| "x: y\r\n".repeat(count);
    for (what, head, status) in [
        (
            "two lengths",
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello"
                .to_owned(),
            "400",
        ),
        (
            "a list of lengths",
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5, 5\r\n\r\nhello".to_owned(),
            "400",
        ),
        (
            "a length with a sign",
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: +5\r\n\r\nhello".to_owned(),
            "400",
        ),
        (
            "an encoding in HTTP/1.0",
            "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "a space before the colon",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "an unknown encoding",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\n0\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "a NUL",
            "GET / HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "a folded line",
            "GET / HTTP/1.1\r\nhost: a\r\nx: a\r\n b\r\n\r\n".to_owned(),
            "400",
        ),
        ("no request line", "hello\r\n\r\n".to_owned(), "400"),
        ("no host", "GET / HTTP/1.1\r\n\r\n".to_owned(), "400"),
        (
            "two hosts",
            "GET / HTTP/1.1\r\nhost: a\r\nhost: a\r\nconnection: close\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "too many headers",
            format!("GET / HTTP/1.1\r\nhost: a\r\n{}\r\n", many(200)),
            "431",
        ),
        (
            "a long head",
            format!(
                "GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n",
                "y".repeat(300_000)
            ),
            "431",
        ),
        (
            "a long URL",
            format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "y".repeat(70_000)),
            "414",
        ),
    ] {
        let head = head.replace(
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
        );
        let answer = sent(&runtime, head.as_bytes());
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{what}: {answer}"
        );
    }
    runtime.shows("undertone_requests_malformed_total", 12.0);
    runtime.logs(" malformed_request client.ip=127.0.0.1 cause=");
    assert_eq!(runtime.get("/").status, 200);
}

#[test]
fn a_request_with_two_framings_is_the_last_of_its_connection() {
    let runtime = Runtime::new("");
    for headers in [
        "content-length: 4\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 4\r\n",
    ] {
        let head = format!("POST /count HTTP/1.1\r\nhost: a\r\n{headers}\r\n");
        let smuggled = "5\r\nhello\r\n0\r\n\r\nGET /log?smuggled HTTP/1.1\r\nhost: a\r\n\r\n";
        let answer = sent(&runtime, format!("{head}{smuggled}").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
    }
    assert!(!runtime.log().contains("said smuggled"));
}

#[test]
fn pipelined_requests_are_all_answered() {
    let runtime = Runtime::new("");
    let one = "GET / HTTP/1.1\r\nhost: a\r\n\r\n".repeat(49);
    let last = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let answers = sent(&runtime, format!("{one}{last}").as_bytes());
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 50);
    let wrong = sent(&runtime, format!("{one}hello\r\n\r\n").as_bytes());
    assert_eq!(wrong.matches("HTTP/1.1 200 OK").count(), 49);
    assert_eq!(wrong.matches("HTTP/1.1 400 Bad Request").count(), 1);
}

#[test]
fn a_slow_head_is_cut_off() {
    let runtime = Runtime::new("[server]\nheader_timeout_ms = 300\n");
    let mut client = Client::connect(&runtime.public);
    client.0.write_all(b"GET / HTTP/1.1\r\nhost").unwrap();
    let answer = client.answer();
    assert_eq!(
        (answer.status, answer.code()),
        (408, "head_too_slow".to_owned())
    );
    let mut idle = Client::connect(&runtime.public);
    assert_eq!(rest(&mut idle.0), b"", "who asked nothing is told nothing");
}

#[test]
fn a_head_may_be_made_smaller() {
    let runtime = Runtime::new("[server]\nheader_kib = 8\n");
    let mut client = Client::connect(&runtime.public);
    client.send("/", &format!("x: {}\r\n", "y".repeat(20_000)));
    assert_eq!(client.answer().status, 431);
    assert_eq!(runtime.get("/").status, 200);
}

#[test]
fn every_problem_has_a_code_and_a_remedy() {
    let runtime = Runtime::new("[component.probe]\ndeadline_ms = 300\nmemory_mib = 32\n");
    let mut hostless = Client::connect(&runtime.public);
    hostless
        .0
        .write_all(b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n")
        .unwrap();
    for (answer, status, code) in [
        (hostless.answer(), 400, "odd_host"),
        (runtime.get("/spin"), 504, "deadline_passed"),
        (runtime.get("/panic"), 500, "component_trapped"),
        (runtime.get("/grow?64"), 500, "out_of_memory"),
    ] {
        assert_eq!((answer.status, answer.code()), (status, code.to_owned()));
        assert!(
            answer.head.contains("application/problem+json"),
            "{}",
            answer.head
        );
        assert!(answer.body.contains("\"remedy\":\""), "{}", answer.body);
    }
}
