//! Cron: firing, overlapping, failing, being asked for, stopping.

use crate::{
    client::{Answer, Client},
    runtime::{Folder, Runtime},
};
use serde_json::Value;
use std::{
    fs,
    process::Output,
    thread,
    time::{Duration, Instant},
};

/// A folder whose probe fires by that expression, and takes so many milliseconds, or fails if it is 0.
fn folder(expression: &str, milliseconds: u32, settings: &str) -> Folder {
    let trigger =
        format!("[[trigger.cron]]\ncomponent = \"probe\"\ncron_expression = \"{expression}\"\n");
    let folder = Folder::new(&trigger, settings);
    let manifest = fs::read_to_string(folder.path("spin.toml")).unwrap();
    let pause = format!("cron_ms = {{ default = \"{milliseconds}\" }}");
    folder.write(
        "spin.toml",
        &manifest.replace("cron_ms = { default = \"1\" }", &pause),
    );
    folder
}

const SECONDS: &str = "* * * * * *";
/// Never, as far as a test is concerned.
const YEARLY: &str = "0 0 0 1 1 *";

impl Runtime {
    /// Its one trigger, as the admin port tells it.
    fn trigger(&self) -> Value {
        let answer = Client::connect(&self.admin).get("/.well-known/undertone/cron");
        assert_eq!(answer.status, 200, "{}", answer.body);
        let told: Value = serde_json::from_str(&answer.body).unwrap();
        told["triggers"][0].clone()
    }

    /// Waits until the trigger is so.
    fn trigger_is(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let trigger = self.trigger();
            if wanted(&trigger) {
                return trigger;
            }
            assert!(Instant::now() < end, "{trigger:#}\n{}", self.log());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn post(&self, path: &str, headers: &str) -> Answer {
        let mut client = Client::connect(&self.admin);
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\ncontent-length: 0\r\n{headers}\r\n"
        );
        client.write(head.as_bytes());
        client.answer()
    }
}

fn told(output: &Output) -> (bool, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.success(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn running(trigger: &Value) -> usize {
    trigger["running"].as_array().map_or(0, Vec::len)
}

#[test]
fn cron_fires_and_its_failures_are_logged() {
    let runtime = folder(SECONDS, 1, "").up();
    runtime.logs("fired at");
    thread::sleep(Duration::from_millis(1100));
    let done = "undertone_cron_runs_total{trigger=\"probe-0\",outcome=\"ok\"}";
    assert!(runtime.metric(done).unwrap() >= 1.0);
    let failing = folder("* * * * * * *", 0, "").up();
    assert!(failing.logs(" cron_run_failed ").contains("no pause"));
    let trigger = failing.trigger_is(|trigger| !trigger["last_failure"].is_null());
    let failure = &trigger["last_failure"];
    assert_eq!(
        (&failure["why"], &failure["outcome"]),
        (&"slot".into(), &"failed".into())
    );
    assert!(failure["cause"].as_str().unwrap().contains("no pause"));
    assert!(failing.log().contains(failure["id"].as_str().unwrap()));
}

#[test]
fn long_runs_overlap_a_little_and_the_rest_is_skipped() {
    let runtime = folder(SECONDS, 60_000, "[cron]\noverlap = 2\n").up();
    thread::sleep(Duration::from_millis(4500));
    assert_eq!(
        runtime.metric("undertone_cron_running{trigger=\"probe-0\"}"),
        Some(2.0)
    );
    let skipped = "undertone_cron_runs_total{trigger=\"probe-0\",outcome=\"skipped\"}";
    assert!(runtime.metric(skipped).unwrap() >= 1.0);
    let trigger = runtime.trigger();
    assert_eq!(
        (&trigger["overlap"], &trigger["most"]),
        (&"allow".into(), &2.into())
    );
    assert_eq!(trigger["runs"][0]["outcome"], "skipped");
    assert!(trigger["runs"][0]["times"].as_u64() >= Some(1));
}

#[test]
fn with_skip_one_run_goes_on_and_with_queue_one_waits() {
    let skip = folder(
        SECONDS,
        2500,
        "[component.probe]\ncron_overlap = \"skip\"\n",
    )
    .up();
    let queue = folder(
        SECONDS,
        2500,
        "[component.probe]\ncron_overlap = \"queue\"\n",
    )
    .up();
    let skipped = skip.trigger_is(|trigger| trigger["runs"][0]["outcome"] == "skipped");
    assert_eq!((running(&skipped), &skipped["waiting"]), (1, &false.into()));
    let waiting = queue.trigger_is(|trigger| trigger["waiting"] == true);
    assert_eq!(running(&waiting), 1);
    // Its slot is the one after the first, and it begins when the first has ended.
    let first = waiting["running"][0].clone();
    let second = queue
        .trigger_is(|trigger| running(trigger) == 1 && trigger["running"][0]["id"] != first["id"]);
    let moment = |run: &Value, key: &str| -> f64 {
        let text = run[key].as_str().unwrap();
        let seconds = text.trim_end_matches('Z').rsplit(':').next().unwrap();
        seconds.parse().unwrap()
    };
    let second = &second["running"][0];
    let after = |from: f64, to: f64| (to - from).rem_euclid(60.0);
    let late = after(moment(second, "slot"), moment(second, "begun"));
    assert!(late >= 1.0, "{second:#}");
    let apart = after(moment(&first, "slot"), moment(second, "slot"));
    assert!((apart - 1.0).abs() < 0.01, "{first:#}{second:#}");
}

#[test]
fn a_run_ends_at_its_deadline() {
    let runtime = folder(
        SECONDS,
        60_000,
        "[component.probe]\ncron_deadline_ms = 200\n",
    )
    .up();
    assert!(
        runtime
            .logs(" cron_run_failed ")
            .contains("did not end within 200 ms")
    );
    runtime.trigger_is(|trigger| trigger["last_failure"]["outcome"] == "deadline");
}

#[test]
fn a_run_that_is_asked_for_is_waited_for_and_is_no_slot() {
    let runtime = folder(YEARLY, 300, "[component.probe]\ncron_overlap = \"skip\"\n").up();
    let (well, output, error) = told(&runtime.folder.cron(&["run", "probe"]));
    assert!(
        well && output.contains("probe: done in "),
        "{output}{error}"
    );
    assert!(runtime.logs(" cron_run_asked ").contains("trigger=probe-0"));
    let trigger = runtime.trigger();
    let run = &trigger["runs"][0];
    assert_eq!(
        (&run["why"], &run["slot"], &run["outcome"]),
        (&"asked".into(), &Value::Null, &"done".into())
    );
    assert!(run["duration_ms"].as_u64() >= Some(300), "{run:#}");
    assert_eq!(trigger["next"].as_array().unwrap().len(), 5);

    let (well, table, _) = told(&runtime.folder.cron(&["list"]));
    assert!(
        well && table.contains("asked: done in ") && table.contains("probe-0  probe"),
        "{table}"
    );
    let (well, _, error) = told(&runtime.folder.cron(&["run", "nobody"]));
    assert!(
        !well && error.contains("no cron trigger fires `nobody`"),
        "{error}"
    );

    // Two at a time: the policy lets one begin.
    let (one, other) = thread::scope(|scope| {
        let one = scope.spawn(|| told(&runtime.folder.cron(&["run", "probe-0"])));
        let other = scope.spawn(|| told(&runtime.folder.cron(&["run", "probe-0"])));
        (one.join().unwrap(), other.join().unwrap())
    });
    let refused = if one.0 { &other } else { &one };
    assert!(
        one.0 != other.0 && refused.2.contains("runs already"),
        "{one:?}{other:?}"
    );
}

#[test]
fn a_run_that_fails_fails_the_command() {
    let runtime = folder(YEARLY, 0, "").up();
    let (well, output, error) = told(&runtime.folder.cron(&["run", "probe"]));
    assert!(!well && output.is_empty(), "{output}");
    assert!(
        error.contains("probe: failed after") && error.contains("no pause"),
        "{error}"
    );
}

#[test]
fn nobody_without_the_token_fires_anything() {
    let mut runtime = folder(YEARLY, 1, "").up();
    let path = "/.well-known/undertone/cron/probe/run";
    for (headers, status) in [("", 401), ("authorization: Bearer 0\r\n", 401)] {
        let answer = runtime.post(path, headers);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, "not_admin")
        );
    }
    assert_eq!(Client::connect(&runtime.admin).get(path).status, 405);
    let file = fs::read(runtime.folder.path(".undertone/admin.json")).unwrap();
    let file: Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(file["address"], runtime.admin.as_str());
    let header = format!(
        "authorization: Bearer {}\r\n",
        file["token"].as_str().unwrap()
    );
    let answer = runtime.post("/cron/probe/run", &header);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        runtime.post("/cron/other/run", &header).code(),
        "no_trigger"
    );
    assert_eq!(runtime.trigger()["runs"].as_array().unwrap().len(), 1);
    runtime.terminate();
    assert!(runtime.wait().0);
    assert!(!runtime.folder.path(".undertone/admin.json").exists());
}

#[test]
fn without_a_runtime_the_manifest_is_told_and_nothing_fires() {
    let folder = folder(
        "0 30 4 1 1 * 2099",
        1,
        "[component.probe]\ncron_overlap = \"queue\"\n",
    );
    let tell = || {
        let (well, table, said) = told(&folder.cron(&["list"]));
        assert!(well, "{said}");
        assert!(said.contains("no runtime serves from"), "{said}");
        assert!(
            table.contains("0 30 4 1 1 * 2099  queue    2099-01-01 04:30:00Z"),
            "{table}"
        );
        let (well, _, error) = told(&folder.cron(&["run", "probe"]));
        assert!(
            !well && error.contains("start one with `undertone up`"),
            "{error}"
        );
    };
    tell();
    // What a killed runtime left: nobody listens there.
    fs::create_dir_all(folder.path(".undertone")).unwrap();
    folder.write(
        ".undertone/admin.json",
        "{\"address\":\"127.0.0.1:9\",\"token\":\"0\"}",
    );
    tell();
    // Another runtime listens there by now.
    let other = Runtime::new("");
    let left = format!("{{\"address\":\"{}\",\"token\":\"0\"}}", other.admin);
    folder.write(".undertone/admin.json", &left);
    tell();
}

#[test]
fn a_run_that_is_going_on_ends_before_the_runtime_does() {
    let settings = "[component.probe]\ncron_overlap = \"queue\"\n";
    let mut runtime = folder(SECONDS, 2500, settings).up();
    runtime.trigger_is(|trigger| running(trigger) == 1 && trigger["waiting"] == true);
    runtime.terminate();
    let (well, took) = runtime.wait();
    let log = runtime.log();
    assert!(well && log.contains(" stopped\n"), "{log}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(!log.contains("cron_run_failed"), "{log}");
    // The one that waited is not begun.
    assert_eq!(log.matches("fired at").count(), 1, "{log}");
}

#[test]
fn a_second_signal_ends_a_run_at_once() {
    let mut runtime = folder(SECONDS, 60_000, "[cron]\noverlap = 1\n").up();
    runtime.trigger_is(|trigger| running(trigger) == 1);
    runtime.terminate();
    runtime.logs(" stopping ");
    thread::sleep(Duration::from_millis(500));
    assert_eq!(running(&runtime.trigger()), 1, "it is waited for");
    runtime.terminate();
    let (well, took) = runtime.wait();
    assert!(well && took < Duration::from_secs(5), "{took:?}");
    runtime.logs("WARN  stopped_early");
}
