//! The same project exported again and again: each ticket counts once, with its latest state.

use std::collections::BTreeSet;

use sample::{Columns, Manifest, Options};
use serde_json::Value;
use system_tests::{App, Client, Export, Upload, agree};

fn week(app: &App, week: u32) -> Export {
    let options = Options {
        week,
        broken_share: 0.1,
        ..Options::new(150, Columns::Wide, 7)
    };
    Export::generate(app, &options)
}

#[test]
fn each_week_gives_the_union_of_all_so_far() {
    let app = App::start();
    let client = app.bootstrap();
    let mut weeks: Vec<Export> = Vec::new();
    for number in 0..3 {
        let export = week(&app, number);
        let job = client.ingest(&export.upload());
        assert_eq!(job["error"], Value::Null, "{job:#}");
        let before = weeks
            .last()
            .map_or(0, |before| before.manifest.union.tickets);
        assert_eq!(job["tickets_added"], export.manifest.union.tickets - before);
        let counted = ["tickets_added", "tickets_updated", "tickets_unchanged"];
        let counted: u64 = counted.iter().filter_map(|name| job[name].as_u64()).sum();
        assert_eq!(
            counted, export.manifest.file.tickets,
            "every ticket of the file was added, updated or unchanged"
        );
        agree(&client, &export.manifest.union);
        weeks.push(export);
    }
    no_comment_twice(&client, &weeks[2].manifest);
    history_is_kept(&client, &weeks);
    an_older_export_changes_nothing(&client, &weeks);
    the_same_file_is_the_same_job(&app, &client, &weeks);
    agree(&client, &weeks[2].manifest.union);
}

#[test]
fn an_export_that_comes_late_adds_only_what_was_missing() {
    let app = App::start();
    let client = app.bootstrap();
    for number in [0, 2, 1] {
        client.ingest(&week(&app, number).upload());
    }
    agree(&client, &week(&app, 2).manifest.union);
}

fn no_comment_twice(client: &Client, manifest: &Manifest) {
    for known in &manifest.known {
        let ticket = client.json(&format!("/api/tickets/{}", known.key));
        let texts = ticket["comments"].as_array().expect("texts").iter();
        let comments: Vec<&Value> = texts
            .filter(|text| text["field_type"] == "comment")
            .collect();
        assert_eq!(comments.len() as u64, known.comments, "{}", known.key);
        let numbers: BTreeSet<_> = comments
            .iter()
            .map(|comment| comment["comment_number"].as_u64())
            .collect();
        assert_eq!(numbers.len(), comments.len(), "{}: {comments:?}", known.key);
    }
}

fn history_is_kept(client: &Client, weeks: &[Export]) {
    let mut changed = 0;
    for before in &weeks[0].manifest.known {
        let Some(after) = weeks[2]
            .manifest
            .known
            .iter()
            .find(|after| after.key == before.key)
        else {
            continue;
        };
        if after.status == before.status {
            continue;
        }
        changed += 1;
        let ticket = client.json(&format!("/api/tickets/{}", before.key));
        let history = ticket["history"].as_array().expect("a history");
        let statuses: Vec<_> = history
            .iter()
            .filter_map(|former| former["status"].as_str())
            .collect();
        assert_eq!(
            statuses.first(),
            Some(&before.status.as_str()),
            "{}",
            before.key
        );
        assert_eq!(
            statuses.last(),
            Some(&after.status.as_str()),
            "{}",
            before.key
        );
        assert_eq!(ticket["status_name"], after.status, "{}", before.key);
    }
    assert!(changed > 0, "no known ticket changed: choose another seed");
}

/// The first week once more, with other bytes that mean the same.
fn an_older_export_changes_nothing(client: &Client, weeks: &[Export]) {
    let mut bytes = std::fs::read(&weeks[0].path).expect("the export");
    bytes.extend_from_slice(b"\r\n");
    let before = client.json("/api/tickets?sort=-updated_at&limit=100");
    let job = client.ingest(&Upload::bytes("again.csv", bytes).field("timezone", "UTC"));
    assert_eq!(
        (&job["tickets_added"], &job["tickets_updated"]),
        (&0.into(), &0.into()),
        "{job:#}"
    );
    assert_eq!(job["tickets_unchanged"], weeks[0].manifest.file.tickets);
    assert_eq!(
        client.json("/api/tickets?sort=-updated_at&limit=100"),
        before
    );
}

fn the_same_file_is_the_same_job(app: &App, client: &Client, weeks: &[Export]) {
    let jobs = client.json("/api/jobs")["total"].clone();
    let snapshot = client.json("/api/system/lake")["snapshot"].clone();
    // An earlier week would be a job of its own: later ones changed its tickets.
    let last = weeks.last().expect("an export");
    let sent = client.upload(&last.upload()).accepted();
    assert_eq!(
        (&sent["duplicate"], &sent["status"]),
        (&true.into(), &"completed".into())
    );
    app.idle();
    assert_eq!(client.json("/api/jobs")["total"], jobs);
    assert_eq!(client.json("/api/system/lake")["snapshot"], snapshot);
}
