//! The log: one shape for the runtime and its guests, in both formats, and what of it is written.

use crate::{client::Client, runtime::Runtime};
use serde_json::{Value, json};

/// Asks for that path, by that name.
fn ask(runtime: &Runtime, path: &str, id: &str) {
    let mut client = Client::connect(&runtime.public);
    client.send(path, &format!("x-request-id: {id}\r\n"));
    assert_eq!(client.answer().status, 200);
}

#[test]
fn a_guests_line_keeps_its_level_its_event_and_its_fields() {
    let runtime = Runtime::new("");
    ask(&runtime, "/line?error", "one");
    ask(&runtime, "/line?debug", "two");
    ask(&runtime, "/line?loud", "three");
    ask(&runtime, "/log?last", "four");
    runtime.logs("said last");
    let log = runtime.log();
    let probed: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("probed"))
        .map(|line| line.split_once(' ').unwrap_or_default().1)
        .collect();
    assert_eq!(
        probed,
        [
            "ERROR probed component=probe request.id=one chunk=3 job.id=7",
            "WARN  guest_output component=probe request.id=three stream=stderr \
             text=\"{\\\"level\\\":\\\"loud\\\",\\\"event\\\":\\\"probed\\\",\\\"job.id\\\":\\\"7\\\",\\\"chunk\\\":3}\"",
        ]
    );
    assert!(!log.contains(" request "), "none was slow: {log}");
}

#[test]
fn a_component_has_a_level_of_its_own_and_all_lines_are_objects() {
    let runtime = Runtime::new("[log]\nformat = \"json\"\nlevel = \"warn,probe=debug\"\n");
    ask(&runtime, "/line?debug", "seven");
    runtime.logs("\"request\"");
    let log = runtime.log();
    let read = |line: &str| -> Value {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
    };
    let mut lines: Vec<Value> = log.lines().map(read).collect();
    // Of each run, those that are about the runtime are not written: it is at `warn`.
    assert_eq!(lines.len(), 2, "{log}");
    for (line, changing) in lines
        .iter_mut()
        .zip([&["time"][..], &["time", "duration_ms"]])
    {
        for name in changing {
            assert!(line.as_object_mut().unwrap().remove(*name).is_some());
        }
    }
    assert_eq!(
        lines,
        [
            json!({
                "level": "debug", "event": "probed", "component": "probe", "request.id": "seven",
                "job.id": "7", "chunk": 3
            }),
            json!({
                "level": "debug", "event": "request", "component": "probe", "request.id": "seven",
                "http.method": "GET", "http.path": "/line", "http.status": 200, "client.ip": "127.0.0.1"
            }),
        ]
    );
}
