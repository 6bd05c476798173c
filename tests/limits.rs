//! The runtime around the real components: health, metrics, request ids, problems, a graceful end.

use std::{fs, io::Write, process::Command, thread, time::Duration};

use system_tests::{App, Client, Upload, eventually, root};

/// Tickets of an upload that is too large to be read before a component gets it.
const TICKETS: u64 = 3000;
const SMALL: &str = "Issue key,Summary,Created\r\nA-1,Login fails,2026-03-01 10:00\r\n";

#[test]
fn health_metrics_ids_and_problems() {
    let app = App::start();
    let visitor = app.visitor();
    let health = visitor.json("/health");
    assert_eq!(
        (&health["status"], &health["auth_db"], &health["lake"]),
        (&"healthy".into(), &true.into(), &true.into())
    );
    assert_eq!(
        (&health["storage"], &health["database"]),
        (&"parquet".into(), &app.dialect().into())
    );

    let operator = app.operator();
    assert_eq!(
        operator.json("/.well-known/undertone/health")["status"],
        "ok"
    );
    let metrics = operator.get("/.well-known/undertone/metrics").text();
    for name in [
        "undertone_requests_total{component=\"analytics\",status=\"200\"}",
        "undertone_request_seconds_bucket",
        "undertone_cron_runs_total",
        &format!("undertone_{}_statements_total", app.dialect()),
        "process_resident_memory_bytes",
    ] {
        assert!(metrics.contains(name), "{name} is missing in\n{metrics}");
    }
    assert_eq!(
        visitor.get("/.well-known/undertone/metrics").status,
        404,
        "metrics are not for the public"
    );

    let named = visitor.raw("GET", "/health", &[("x-request-id", "my-id.1")], b"");
    assert_eq!(named.header("x-request-id"), "my-id.1");
    let (one, two) = (visitor.get("/health"), visitor.get("/health"));
    assert!(
        !one.header("x-request-id").is_empty()
            && one.header("x-request-id") != two.header("x-request-id")
    );

    let client = app.bootstrap();
    for path in [
        "/api/nothing",
        "/api/auth/nothing",
        "/api/job/x/nothing",
        "/api/report/nothing",
    ] {
        let answer = client.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "application/problem+json"),
            "{path}"
        );
        assert!(!answer.code().is_empty(), "{path}: {}", answer.text());
    }
    let answer = client.send("PATCH", "/api/tickets", None);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (405, "method_not_allowed")
    );
    for inside in ["typeset.spin.internal", "unpack.spin.internal"] {
        let spin = client.raw("GET", "/health", &[("host", inside)], b"");
        assert_eq!(spin.status, 200, "a host header does not lead inside");
        let page = client.raw("GET", "/", &[("host", inside)], b"");
        assert_eq!(page.status, 200, "it is the web app that answers");
    }
}

#[test]
fn an_upload_that_runs_when_the_end_is_asked_for_is_kept() {
    let mut app = App::start();
    let client = app.bootstrap();
    let rows = (0..TICKETS).map(|number| format!("A-{number},Login fails,2026-03-01 10:00\r\n"));
    let upload = Upload::bytes(
        "export.csv",
        format!("Issue key,Summary,Created\r\n{}", rows.collect::<String>()),
    );
    let mut stream = client.begin_upload(&upload, 0.7);
    eventually("the upload is on its way", Duration::from_secs(20), || {
        (!app.uploads().is_empty()).then_some(())
    });
    app.terminate();
    eventually("health says so", Duration::from_secs(5), || {
        let health = app.operator().get("/.well-known/undertone/health");
        (health.status == 503).then_some(())
    });
    stream
        .write_all(&upload.rest(0.7))
        .expect("the rest is taken");
    let answer = Client::answer(&stream).expect("an answer");
    assert_eq!(answer.status, 202, "{}", answer.text());
    let job = answer.json()["job_id"].as_str().expect("a job").to_owned();
    let status = app.ended(Duration::from_secs(35));
    assert_eq!(status.code(), Some(0), "{}", app.log_tail());
    app.restart();
    let client = client.at(&app);
    client.completed(&job, Duration::from_mins(1));
    assert_eq!(client.tickets(""), TICKETS);
}

#[test]
fn a_start_and_an_end_are_quick() {
    let mut app = App::start();
    let status = app.stop();
    assert_eq!(status.code(), Some(0), "{}", app.log_tail());
    let log = fs::read_to_string(app.log()).expect("the log");
    assert!(
        log.contains(" stopped\n") && !log.contains("stopped_early"),
        "{log}"
    );
}

#[test]
fn after_a_clean_end_the_database_is_one_file_and_the_log_tells_of_no_accident() {
    let mut app = App::start();
    let client = app.bootstrap();
    let job = client.upload(&Upload::bytes("small.csv", SMALL)).job();
    client.completed(&job, Duration::from_mins(1));
    let reader = client.clone();
    // Somebody looks at the dashboards all the while.
    let load = thread::spawn(move || {
        let mut answered = 0;
        while reader
            .try_send("GET", "/api/dashboard/metrics", None)
            .is_ok_and(|answer| answer.status == 200)
        {
            answered += 1;
        }
        answered
    });
    eventually("work is going on", Duration::from_secs(20), || {
        let metrics = app.operator().get("/.well-known/undertone/metrics").text();
        metrics
            .contains("undertone_requests_total{component=\"analytics\",status=\"200\"}")
            .then_some(())
    });
    let status = app.stop();
    assert_eq!(status.code(), Some(0), "{}", app.log_tail());
    assert!(load.join().expect("the load ends") > 0);
    let log = fs::read_to_string(app.log()).expect("the log");
    for accident in ["trapped", "panicked", "ERROR"] {
        assert!(!log.contains(accident), "{log}");
    }
    if app.database().is_some() {
        return;
    }
    let file = app.data().join("sqlite/default.db");
    let left = fs::metadata(file.with_extension("db-wal")).map_or(0, |wal| wal.len());
    assert_eq!(left, 0, "something is left beside the file");
    let copy = app.data().join("copy.db");
    fs::copy(&file, &copy).expect("a copy");
    let records = rusqlite::Connection::open(copy).expect("it opens");
    let count = |sql: &str| -> i64 {
        records
            .query_row(sql, (), |row| row.get(0))
            .expect("a count")
    };
    assert_eq!(count("SELECT count(*) FROM tickets"), 1);
    assert_eq!(
        count("SELECT count(*) FROM jobs WHERE status = 'completed'"),
        1
    );
    assert_eq!(count("SELECT count(*) FROM users"), 1);
}

#[test]
fn without_a_manifest_it_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut up = Command::new(root().join("target/release/undertone"));
    let output = up
        .arg("up")
        .current_dir(folder.path())
        .output()
        .expect("the runtime starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.success(), output.stdout.len()), (false, 0));
    assert!(
        said.contains("spin.toml") && said.contains("--manifest"),
        "{said}"
    );
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert!(left.is_empty(), "it left {left:?}");
}
