//! Stored texts scored anew: every score as the scorer gives it, both stores agree, and nothing half-done ever shows.

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use sample::{Columns, Options};
use serde_json::{Value, json};
use system_tests::{App, Client, Export, Role, YEARS, agree, change_records, records};

use crate::lake::files_and_records;

const PATIENCE: Duration = Duration::from_mins(3);

/// Makes the scores of the first workspace those of an earlier scorer: other labels, other entities.
const AGE: &str = "UPDATE sentiment_results SET scoring_version = 'undertone-0', compound = -compound, confidence = 0.5, \
    sentiment = CASE sentiment WHEN 'positive' THEN 'negative' WHEN 'negative' THEN 'neutral' ELSE 'positive' END \
    WHERE workspace_id = 1; \
    UPDATE tickets SET scoring_version = 'undertone-0', compound = -compound, urgency = 0.1, \
    ultimate_sentiment = CASE ultimate_sentiment WHEN 'positive' THEN 'negative' ELSE 'positive' END WHERE workspace_id = 1; \
    DELETE FROM entities WHERE workspace_id = 1 AND id % 2 = 0;";

/// What is stored of the texts, tickets and entities of a workspace, without how it came about.
fn stored(app: &App, workspace: u32) -> [Vec<Value>; 3] {
    [
        format!(
            "SELECT id, sentiment, compound, confidence, scoring_version FROM sentiment_results \
             WHERE workspace_id = {workspace} ORDER BY id"
        ),
        format!(
            "SELECT ticket_id, ultimate_sentiment, ultimate_confidence, compound, sentiment_trend, sentiment_status, \
                 urgency, scoring_version, comment_count, job_id, status, as_of FROM tickets \
             WHERE workspace_id = {workspace} ORDER BY ticket_id"
        ),
        format!(
            "SELECT ticket_id, fingerprint, text, label, start_pos, end_pos, confidence, job_id FROM entities \
             WHERE workspace_id = {workspace} ORDER BY ticket_id, fingerprint, start_pos, label"
        ),
    ]
    .map(|sql| records(app, &sql))
}

fn week(app: &App, week: u32) -> Export {
    let options = Options {
        week,
        ..Options::new(150, Columns::Wide, 7)
    };
    Export::generate(app, &options)
}

fn rescored(client: &Client) -> String {
    let job = client.post("/api/rescoring", &json!({})).expect(202);
    let id = job["job_id"].as_str().expect("a job").to_owned();
    let job = client.completed(&id, PATIENCE);
    assert_eq!(
        (&job["error"], &job["kind"]),
        (&Value::Null, &json!("rescoring")),
        "{job:#}"
    );
    id
}

#[test]
fn rescoring_gives_every_text_the_score_of_today_and_later_exports_go_on_from_there() {
    let app = App::start();
    let client = app.bootstrap();
    let other = app.other_workspace(&client);
    other.ingest(&week(&app, 0).upload());
    let first = week(&app, 0);
    client.ingest(&first.upload());
    agree(&client, &first.manifest.union);
    let (fresh, theirs) = (stored(&app, 1), stored(&app, 2));
    let dashboard = client.json(&format!("/api/support/analytics?{YEARS}"));
    let rows = rows_as_they_came(&client);

    change_records(&app, AGE);
    let aged = client.json("/api/scoring");
    assert_eq!(aged["outdated"], aged["texts"]);
    assert_ne!(aged["texts"], 0);
    only_admins_may(&app, &client);
    let job = rescored(&client);
    assert_eq!(
        stored(&app, 1),
        fresh,
        "the scorer is the one that scored at first"
    );
    assert_eq!(stored(&app, 2), theirs, "another workspace");
    as_the_scorer_says(&app, &client);
    agree(&client, &first.manifest.union);
    files_and_records(&app, &client);
    assert_eq!(
        client.json(&format!("/api/support/analytics?{YEARS}")),
        dashboard
    );
    assert_eq!(
        rows_as_they_came(&client),
        rows,
        "what an export held stays"
    );
    let now = client.json("/api/scoring");
    assert_eq!(
        (&now["outdated"], &now["texts"]),
        (&json!(0), &aged["texts"])
    );
    the_comparison_adds_up(&client, &job, aged["texts"].as_i64().expect("a count"));
    assert_eq!(client.json("/api/jobs")["total"], 1, "uploads only");

    for number in [1, 2] {
        let later = week(&app, number);
        let job = client.ingest(&later.upload());
        assert_eq!(job["error"], Value::Null, "{job:#}");
        assert_ne!(job["tickets_updated"], 0, "choose another seed");
        agree(&client, &later.manifest.union);
        files_and_records(&app, &client);
        history_is_of_uploads(&app, &client);
        let fresh = stored(&app, 1);
        rescored(&client);
        let same = stored(&app, 1);
        assert_eq!(same[0], fresh[0], "texts");
        assert_eq!(same[1], fresh[1], "tickets");
        agree(&client, &later.manifest.union);
        files_and_records(&app, &client);
    }
    assert_eq!(stored(&app, 2), theirs, "another workspace");
}

/// The lake's files of rows as exports had them: they hold no scores.
fn rows_as_they_came(client: &Client) -> Vec<Value> {
    let lake = client.json("/api/system/lake");
    let files = lake["files"].as_array().expect("files").iter();
    let raw: Vec<_> = files
        .filter(|file| file["dataset"] == "raw")
        .cloned()
        .collect();
    assert!(!raw.is_empty());
    raw
}

fn only_admins_may(app: &App, admin: &Client) {
    for role in [Role::Viewer, Role::Analyst] {
        let client = app.user(admin, role);
        client.post("/api/rescoring", &json!({})).expect(403);
        client.get("/api/scoring").expect(200);
    }
}

/// Every stored text, asked of the scorer by itself.
fn as_the_scorer_says(app: &App, client: &Client) {
    let texts = records(
        app,
        "SELECT text, sentiment, compound, confidence FROM sentiment_results WHERE workspace_id = 1 ORDER BY id",
    );
    let mut beside = 0;
    for page in texts.chunks(1_000) {
        let asked: Vec<&Value> = page.iter().map(|row| &row[0]).collect();
        let answer = client
            .post("/api/sentiment/score", &json!({ "texts": asked }))
            .expect(200);
        let results = answer["results"].as_array().expect("results");
        for (row, said) in page.iter().zip(results) {
            // Alone, a short text may tell no language; beside its ticket and the others it is read.
            if said["label"] == "unknown" && row[3] != json!(0.0) {
                beside += 1;
                continue;
            }
            assert_eq!(
                (&row[2], &row[3]),
                (&said["compound"], &said["confidence"]),
                "{}",
                row[0]
            );
            assert!(
                row[1] == said["label"] || said["label"] == "unknown",
                "{}",
                row[0]
            );
        }
    }
    assert!(beside * 50 < texts.len(), "{beside} of {}", texts.len());
}

fn the_comparison_adds_up(client: &Client, job: &str, texts: i64) {
    let compared = client.json(&format!("/api/rescoring/{job}/comparison"));
    assert_eq!(
        compared["before"],
        json!([{"scoring_version": "undertone-0", "texts": texts}])
    );
    assert_eq!(
        (&compared["texts"]["total"], &compared["texts"]["changed"]),
        (&json!(texts), &json!(texts))
    );
    for of in ["texts", "tickets"] {
        let labels = &compared[of];
        let mut sums: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for cell in labels["moves"].as_array().expect("moves") {
            let count = cell["count"].as_i64().expect("a count");
            for side in [("before", "from"), ("after", "to")] {
                *sums
                    .entry((side.0, cell[side.1].as_str().expect("a label")))
                    .or_default() += count;
            }
            *sums.entry(("total", "")).or_default() += count;
        }
        assert_eq!(labels["total"], sums[&("total", "")]);
        for ((side, label), sum) in sums {
            if side != "total" {
                assert_eq!(labels[side][label], sum, "{of} {side} {label}");
            }
        }
    }
    let changes = client.pages(&format!("/api/rescoring/{job}/changes"));
    assert_eq!(changes.len(), usize::try_from(texts).expect("a count"));
    assert!(changes.iter().all(|text| text["from"] != text["to"]));
    let of_labels = client.json(&format!(
        "/api/rescoring/{job}/changes?from=negative&to=positive&limit=1"
    ));
    let cell = compared["texts"]["moves"].as_array().expect("moves").iter();
    let cell = cell
        .clone()
        .find(|cell| cell["from"] == "negative" && cell["to"] == "positive");
    assert_eq!(of_labels["total"], cell.expect("a cell")["count"]);
}

/// A rescoring is no change of a ticket.
fn history_is_of_uploads(app: &App, client: &Client) {
    let tickets = records(
        app,
        "SELECT ticket_id FROM tickets WHERE workspace_id = 1 ORDER BY ticket_id LIMIT 20",
    );
    let kinds = records(app, "SELECT id FROM jobs WHERE kind = 'upload'");
    for ticket in tickets {
        let key = ticket[0].as_str().expect("a key");
        let told = client.json(&format!("/api/tickets/{key}"));
        let history = told["history"].as_array().expect("a history");
        assert!(!history.is_empty());
        for former in history {
            assert!(
                kinds.iter().any(|job| job[0] == former["job_id"]),
                "{key}: {former}"
            );
        }
    }
}

#[test]
fn a_kill_at_any_moment_of_a_rescoring_shows_all_or_nothing_and_it_goes_on() {
    let (app, client, export) = aged();
    let begun = Instant::now();
    rescored(&client);
    let usual = begun.elapsed();
    agree(&client, &export.manifest.union);
    let expected = stored(&app, 1);
    drop(app);
    let kills = [Some(0.25), Some(0.6), None].map(|moment| {
        let expected = expected[1].clone();
        thread::spawn(move || killed(moment.map(|share| usual.mul_f64(share)), &expected))
    });
    let failed = kills
        .into_iter()
        .map(thread::JoinHandle::join)
        .filter(Result::is_err);
    assert_eq!(failed.count(), 0, "apps that lost something");
}

fn aged() -> (App, Client, Export) {
    let app = App::start();
    let client = app.bootstrap();
    let export = Export::generate(&app, &Options::new(2_500, Columns::Wide, 5));
    client.ingest(&export.upload());
    change_records(&app, AGE);
    (app, client, export)
}

/// Kills after a while, or where none is said when publishing begins.
fn killed(after: Option<Duration>, expected: &[Value]) {
    let (mut app, client, export) = aged();
    let job = client.post("/api/rescoring", &json!({})).expect(202);
    let id = job["job_id"].as_str().expect("a job").to_owned();
    let begun = Instant::now();
    loop {
        let phase = all_or_nothing(&app, &client, &id);
        let is_time = match after {
            Some(after) => begun.elapsed() >= after,
            None => ["publish", "compare", "done"].contains(&phase.as_str()),
        };
        if is_time {
            eprintln!("killed at {phase}");
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "it is never published");
    }
    app.restart();
    let client = client.at(&app);
    all_or_nothing(&app, &client, &id);
    client.post("/api/rescoring", &json!({}));
    let job = client.completed(&id, PATIENCE);
    assert_eq!(job["error"], Value::Null, "{job:#}");
    let tickets = stored(&app, 1);
    let moods = |rows: &[Value]| -> Vec<Value> {
        rows.iter()
            .map(|row| json!([row[0], row[1], row[3], row[6], row[7]]))
            .collect()
    };
    assert_eq!(moods(&tickets[1]), moods(expected));
    let open = client.json("/api/scoring")["running"]["job_id"].clone();
    if let Some(open) = open.as_str() {
        client.completed(open, PATIENCE);
    }
    agree(&client, &export.manifest.union);
    files_and_records(&app, &client);
}

/// Scores of both scorers never stand beside each other; returns the phase the job was in before.
fn all_or_nothing(app: &App, client: &Client, id: &str) -> String {
    let phase = client.job(id)["phase"]
        .as_str()
        .expect("a phase")
        .to_owned();
    let versions = records(
        app,
        "SELECT scoring_version, count(*) FROM sentiment_results WHERE workspace_id = 1 GROUP BY 1 \
         UNION SELECT scoring_version, 0 FROM tickets WHERE workspace_id = 1 GROUP BY 1 ORDER BY 1, 2",
    );
    let first = &versions[0][0];
    assert!(versions.iter().all(|row| row[0] == *first), "{versions:?}");
    phase
}
