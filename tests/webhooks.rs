//! Webhooks against a real receiver: what a test of one shows, and what a paused and a deleted one is told.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mailbox::{Act, Mailbox, Options, script};
use serde_json::{Value, json};
use system_tests::{App, Client, eventually};

/// Longer than the clock's ten seconds, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// The headers of a call, in lower case, and its body.
type Call = (Vec<String>, Value);

/// A program that is told.
struct Receiver {
    url: String,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Receiver {
    /// Answers each call like that: the rest of a status line, and a body.
    fn answering(status: &'static str, body: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let calls = Arc::<Mutex<Vec<Call>>>::default();
        let kept = Arc::clone(&calls);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut reader = BufReader::new(stream.try_clone().expect("a reader"));
                let mut headers = Vec::new();
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).expect("a line");
                    match line.trim_end() {
                        "" => break,
                        line => headers.push(line.to_ascii_lowercase()),
                    }
                }
                let told = serde_json::from_slice(&chunks(&mut reader)).expect("JSON");
                kept.lock().expect("the calls").push((headers, told));
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
                );
                // Who has read enough hangs up.
                let _gone = stream.write_all(format!("{head}{body}").as_bytes());
            }
        });
        Self {
            url: format!("http://127.0.0.1:{port}/told"),
            calls,
        }
    }

    fn told(&self) -> Vec<String> {
        let calls = self.calls.lock().expect("the calls");
        let kind = |(_, body): &Call| body["type"].as_str().expect("a type").to_owned();
        calls.iter().map(kind).collect()
    }

    /// Waits until so many calls have come.
    fn awaited(&self, times: usize) {
        eventually("the calls", PATIENCE, || {
            (self.told().len() == times).then_some(())
        });
    }
}

/// An application whose mails arrive.
fn mailing() -> (Mailbox, App) {
    let mailbox = Mailbox::start(Options {
        script: script(|_| Act::Usual),
        ..Options::default()
    });
    let port = mailbox.port().to_string();
    let app = App::with(&[
        ("smtp_host", "127.0.0.1"),
        ("smtp_port", &port),
        ("smtp_security", "none"),
        ("smtp_from", "reports@example.org"),
    ]);
    (mailbox, app)
}

/// Makes a schedule; what sends a report of it.
fn daily(client: &Client) -> impl Fn() + '_ {
    let schedule = json!({
        "name": "Daily", "timezone": "UTC", "period": "last_week",
        "repeat": {"kind": "daily", "time": "07:00"},
    });
    let schedule = client.post("/api/report/schedules", &schedule).expect(201);
    let id = schedule["id"].as_str().expect("an id");
    let send = format!("/api/report/schedules/{id}/send");
    move || {
        client.post(&send, &json!({"to": "recipients"})).expect(202);
    }
}

/// A body in chunks, each behind its length.
fn chunks(reader: &mut impl BufRead) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        let length = usize::from_str_radix(line.trim_end(), 16).expect("a length");
        let begun = body.len();
        body.resize(begun + length, 0);
        reader.read_exact(&mut body[begun..]).expect("a chunk");
        reader.read_line(&mut line).expect("its end");
        if length == 0 {
            return body;
        }
    }
}

fn value<'a>(headers: &'a [String], name: &str) -> Option<&'a str> {
    let mut lines = headers.iter().filter_map(|line| line.split_once(": "));
    lines.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Makes a webhook; its path.
fn made(client: &Client, url: &str) -> String {
    let made = client.post("/api/report/webhooks", &json!({"url": url}));
    let id = made.expect(201)["id"].as_str().expect("an id").to_owned();
    format!("/api/report/webhooks/{id}")
}

/// Tests a webhook; how that ended.
fn tested(client: &Client, path: &str) -> Value {
    let path = format!("{path}/test");
    let asked = client.post(&path, &json!({})).expect(202);
    eventually("the answer to a test", PATIENCE, || {
        let test = client.json(&path);
        assert_eq!(test["id"], asked["id"]);
        (test["status"] != "due").then_some(test)
    })
}

#[test]
fn a_test_shows_what_is_answered_within_seconds() {
    let app = App::start();
    let client = app.bootstrap();
    let taking = Receiver::answering("202 Accepted", "taken,\r\n thank you".to_owned());
    let path = made(&client, &taking.url);
    assert_eq!(client.get(&format!("{path}/test")).status, 404);
    let test = tested(&client, &path);
    assert_eq!(test["status"], "sent", "{test:#}");
    let answer = &test["answer"];
    assert_eq!(
        (&answer["status"], &answer["text"]),
        (&json!(202), &json!("taken, thank you"))
    );
    assert!(
        answer["milliseconds"].as_u64().expect("a number") < 10_000,
        "{test:#}"
    );
    let (headers, body) = taking.calls.lock().expect("the calls").remove(0);
    assert_eq!(body["type"], "webhook.test");
    assert_eq!(value(&headers, "webhook-id"), test["id"].as_str());
    assert!(
        value(&headers, "webhook-signature")
            .expect("a signature")
            .starts_with("v1,")
    );

    let long = Receiver::answering("500 Internal Server Error", "ä".repeat(100_000));
    let test = tested(&client, &made(&client, &long.url));
    assert_eq!(
        (
            &test["status"],
            &test["answer"]["status"],
            &test["answer"]["text"]
        ),
        (&json!("failed"), &json!(500), &json!("ä".repeat(200)))
    );
    let test = tested(&client, &made(&client, "http://127.0.0.1:9/nobody"));
    let answer = &test["answer"];
    assert_eq!(
        (&test["status"], &answer["status"]),
        (&json!("failed"), &Value::Null)
    );
    assert_ne!(answer["text"], "");
    assert_eq!(long.told().len(), 1);
}

#[test]
fn a_paused_webhook_is_told_nothing_but_tests_and_then_goes_on() {
    let (_mailbox, app) = mailing();
    let client = app.bootstrap();
    let (paused, other) = (
        Receiver::answering("204 No Content", String::new()),
        Receiver::answering("204 No Content", String::new()),
    );
    let path = made(&client, &paused.url);
    made(&client, &other.url);
    let enable = |enabled: bool| {
        let changed = client.send("PATCH", &path, Some(&json!({"enabled": enabled})));
        assert_eq!(changed.expect(200)["enabled"], enabled);
    };
    let send = daily(&client);
    enable(false);
    send();
    other.awaited(1);
    assert_eq!(tested(&client, &path)["status"], "sent");
    assert_eq!(paused.told(), ["webhook.test"]);
    enable(true);
    send();
    other.awaited(2);
    paused.awaited(2);
    assert_eq!(paused.told(), ["webhook.test", "report.sent"]);
    assert_eq!(other.told(), ["report.sent"; 2]);
}

#[test]
fn a_deleted_webhook_is_told_nothing_and_goes_on_once_it_is_back() {
    let (_mailbox, app) = mailing();
    let client = app.bootstrap();
    let (gone, other) = (
        Receiver::answering("204 No Content", String::new()),
        Receiver::answering("204 No Content", String::new()),
    );
    let path = made(&client, &gone.url);
    made(&client, &other.url);
    let restore = format!("{path}/restore");
    let listed = |query: &str| {
        let listed = client.json(&format!("/api/report/webhooks{query}"));
        listed["total"].as_u64().expect("a number")
    };
    let send = daily(&client);
    let delete = |path: &str| client.send("DELETE", path, None).expect(204);
    delete(&path);
    assert_eq!((listed(""), listed("?deleted=true")), (1, 1));
    send();
    other.awaited(1);
    // The same address has another webhook meanwhile: beside that one the former does not come back.
    let successor = made(&client, &gone.url);
    assert_eq!(tested(&client, &successor)["status"], "sent");
    let refused = client.post(&restore, &json!({}));
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (409, "webhook_replaced")
    );
    delete(&successor);
    let back = client.post(&restore, &json!({})).expect(200);
    assert_eq!(
        (&back["enabled"], &back["deleted_at"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!((listed(""), listed("?deleted=true")), (2, 1));
    send();
    other.awaited(2);
    gone.awaited(2);
    assert_eq!(gone.told(), ["webhook.test", "report.sent"]);
}
