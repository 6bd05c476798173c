//! `undertone cron` and the admin port beside the real application, whose worker fires every second.

use std::{
    process::{Command, Output},
    time::Duration,
};

use serde_json::Value;
use system_tests::{App, Upload, binary, eventually, root};

const SMALL: &str = "Issue key,Summary,Created\r\nA-1,Login fails,2026-03-01 10:00\r\n";

/// Runs `undertone cron` on the app's data folder.
fn cron(app: &App, arguments: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.arg("cron").args(arguments);
    command.arg("--manifest").arg(root().join("spin.toml"));
    command.arg("--data").arg(app.data());
    command.env("TZ", "Europe/Berlin");
    command.output().expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_worker_is_listed_fired_and_tells_what_woke_it() {
    let mut app = App::start();
    // The first runs make the schema, and may have all places.
    let said = eventually("a run has its place", Duration::from_secs(30), || {
        let ran = cron(&app, &["run", "worker"]);
        let refused = text(&ran.stderr);
        assert!(
            ran.status.success() || refused.contains("runs already"),
            "{refused}"
        );
        ran.status.success().then(|| text(&ran.stdout))
    });
    assert!(said.starts_with("worker: done in "), "{said}");

    let listed = cron(&app, &["list"]);
    assert!(listed.status.success(), "{}", text(&listed.stderr));
    let table = text(&listed.stdout);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 11, "a head and five slots of each: {table}");
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words(lines[0]).starts_with("TRIGGER COMPONENT EXPRESSION OVERLAP NEXT (UTC)"),
        "{table}"
    );
    assert!(
        words(lines[1]).starts_with("worker-0 worker * * * * * * allow 2 20"),
        "{table}"
    );
    assert!(
        words(lines[6]).starts_with("report-1 report */10 * * * * * allow 2 20"),
        "{table}"
    );
    assert!(
        lines[1].contains("+01:00") || lines[1].contains("+02:00"),
        "{table}"
    );

    let client = app.bootstrap();
    let job = client.upload(&Upload::bytes("small.csv", SMALL)).job();
    client.completed(&job, Duration::from_mins(1));
    let of = |told: &Value, why: &str| -> Vec<Value> {
        let runs = told["triggers"][0]["runs"].as_array().expect("runs");
        runs.iter()
            .filter(|run| run["why"] == why)
            .cloned()
            .collect()
    };
    let told = eventually("runs of both kinds", Duration::from_secs(30), || {
        let told = app.operator().json("/.well-known/undertone/cron");
        let both = !of(&told, "slot").is_empty() && !of(&told, "woken").is_empty();
        both.then_some(told)
    });
    let trigger = &told["triggers"][0];
    let (slots, woken) = (of(&told, "slot"), of(&told, "woken"));
    assert!(woken.iter().all(|run| run["slot"].is_null()), "{told:#}");
    let of_slots: Vec<_> = slots.iter().map(|run| run["slot"].to_string()).collect();
    let mut once = of_slots.clone();
    once.dedup();
    assert_eq!(of_slots, once, "no slot fires twice");
    assert!(trigger["last_failure"].is_null(), "{told:#}");

    let refused = app.operator().raw("POST", "/cron/worker/run", &[], b"");
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (401, "not_admin")
    );
    let public = app.visitor().get("/.well-known/undertone/cron");
    assert_eq!(public.status, 404, "it is not for the public");
    app.stop();
    let ran = cron(&app, &["run", "worker"]);
    let said = text(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1));
    assert!(
        said.contains("no runtime serves from") && said.contains("undertone up"),
        "{said}"
    );
}

#[test]
fn after_a_kill_it_says_that_nothing_runs_and_fires_again_after_the_start() {
    let mut app = App::start();
    app.kill();
    let listed = cron(&app, &["list", "--json"]);
    assert!(listed.status.success(), "{}", text(&listed.stderr));
    assert!(text(&listed.stderr).contains("this is what the manifest says"));
    let told: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    assert_eq!(
        told["triggers"][0]["next"].as_array().map(Vec::len),
        Some(5)
    );
    assert_eq!(
        told["triggers"][0]["runs"].as_array().map(Vec::len),
        Some(0)
    );
    app.restart();
    eventually("a slot has fired", Duration::from_secs(20), || {
        let listed = cron(&app, &["list"]);
        text(&listed.stdout).contains(" slot: ").then_some(())
    });
}
