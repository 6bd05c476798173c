//! The lake lives on: many small files become few, what only earlier snapshots list goes, and no figure changes by it,
//! wherever a rebuild is killed.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use serde_json::{Value, json};
use system_tests::{App, Client, Upload, change_records, eventually};

const PATIENCE: Duration = Duration::from_mins(2);
/// More than a dataset may have files of.
const EXPORTS: usize = 66;
const RESCORINGS: usize = 3;
/// So often a rebuild is killed, each time a little later.
const KILLS: u32 = 10;

/// Ten tickets of their own, and one that all exports have, each time with another state.
fn export(number: usize) -> Upload {
    let row = |ticket: usize| {
        let day = ticket % 9 + 1;
        format!(
            "L{number}-{ticket},The report crashes in version 4.{ticket} again,Open,2026-02-0{day},2026-02-0{day}"
        )
    };
    let mut rows: Vec<String> = (1..=10).map(row).collect();
    let (month, day) = (number / 28 + 3, number % 28 + 1);
    rows.push(format!(
        "ALL-1,Nobody answers for {number} days,Open,2026-02-01,2026-{month:02}-{day:02}"
    ));
    let csv = format!(
        "Issue key,Summary,Status,Created,Updated\n{}\n",
        rows.join("\n")
    );
    Upload::bytes(&format!("{number}.csv"), csv)
}

/// Answers that must not change: figures, lists, a ticket with its history, and the rows of the exports it was in.
fn answers(client: &Client) -> Vec<Value> {
    let pages = [
        "/api/support/analytics?start_date=2026-01-01&end_date=2026-12-31",
        "/api/sentiment/overview?start_date=2026-01-01&end_date=2026-12-31",
        "/api/entities/top",
        "/api/tickets?limit=50&offset=100",
        "/api/tickets/ALL-1",
        "/api/tickets/ALL-1/raw?limit=100",
    ];
    pages.iter().map(|page| client.json(page)).collect()
}

/// Live files by dataset.
fn live(client: &Client) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for file in client.json("/api/system/lake")["files"]
        .as_array()
        .expect("files")
    {
        let dataset = file["dataset"].as_str().expect("a dataset").to_owned();
        *found.entry(dataset).or_default() += 1;
    }
    found
}

fn on_disk(folder: &Path) -> usize {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let path = entry.path();
            let is_file = path.extension().is_some_and(|ending| ending == "parquet");
            if path.is_dir() {
                on_disk(&path)
            } else {
                usize::from(is_file)
            }
        })
        .sum()
}

/// Waits until no rebuild is queued or running; the last one.
fn rebuilt(client: &Client) -> Value {
    let last = eventually("the rebuild", PATIENCE, || {
        let status = client.json("/api/lake/rebuild");
        (status["running"] == Value::Null && status["last"] != Value::Null)
            .then(|| status["last"].clone())
    });
    assert_eq!(
        (&last["status"], &last["error"]),
        (&json!("completed"), &Value::Null),
        "{last:#}"
    );
    last
}

/// As if all snapshots had been published three hours earlier.
fn let_three_hours_pass(app: &App) {
    let earlier = match app.dialect() {
        "postgres" => "published_at - interval '3 hours'",
        _ => "published_at - 10800000000",
    };
    change_records(
        app,
        &format!("UPDATE lake_snapshots SET published_at = {earlier}"),
    );
    // One that was killed at its work is given up after an hour.
    change_records(app, "UPDATE sweeper SET busy_until = NULL");
}

#[test]
fn many_exports_and_rescorings_leave_few_files_and_the_same_figures() {
    let mut app = App::with(&[("sweep_every_seconds", "1")]);
    let client = app.bootstrap();
    let jobs: Vec<String> = (0..EXPORTS)
        .map(|number| client.upload(&export(number)).job())
        .collect();
    for job in &jobs {
        client.completed(job, PATIENCE);
    }
    let before = answers(&client);
    assert_eq!(before[5]["total"], EXPORTS, "each export had it");
    // Nobody asks for it: the worker does, once it has nothing else to do.
    eventually("fewer files", PATIENCE, || {
        live(&client)
            .values()
            .all(|files| *files < EXPORTS)
            .then_some(())
    });
    rebuilt(&client);
    let files = live(&client);
    assert!(files.values().all(|files| *files <= 2), "{files:?}");
    assert_eq!(answers(&client), before);
    crate::lake::files_and_records(&app, &client);

    for _ in 0..RESCORINGS {
        let job = client.post("/api/rescoring", &json!({})).expect(202);
        client.completed(job["job_id"].as_str().expect("a job"), PATIENCE);
    }
    for number in EXPORTS..EXPORTS + 3 {
        client.ingest(&export(number));
    }
    let before = answers(&client);
    for moment in 1..=KILLS {
        client
            .at(&app)
            .post("/api/lake/rebuild", &json!({}))
            .expect(202);
        std::thread::sleep(Duration::from_millis(12) * moment * moment);
        app.kill();
        app.restart();
        let client = client.at(&app);
        assert_eq!(answers(&client), before, "killed at moment {moment}");
        rebuilt(&client);
        assert_eq!(answers(&client), before, "after moment {moment}");
    }
    let client = client.at(&app);
    crate::lake::files_and_records(&app, &client);

    let_three_hours_pass(&app);
    let lake = app.data().join("data/lake");
    let live: usize = live(&client).values().sum();
    eventually("what is over goes", PATIENCE, || {
        (on_disk(&lake) == live).then_some(())
    });
    eventually("the catalog forgets it", PATIENCE, || {
        let listed = system_tests::records(&app, "SELECT count(*) FROM lake_files");
        (listed[0][0] == live).then_some(())
    });
    assert_eq!(answers(&client), before);
    assert!(
        on_disk(&app.data().join("data/trash")) > EXPORTS,
        "it waits in the trash"
    );
}

#[test]
fn two_rebuilds_at_once_are_one_and_an_upload_beside_one_is_whole() {
    let app = App::start();
    let client = app.bootstrap();
    for number in 0..10 {
        client.ingest(&export(number));
    }
    let asked = client.post("/api/lake/rebuild", &json!({})).expect(202);
    let again = client.post("/api/lake/rebuild", &json!({}));
    assert!(
        again.status == 200 || again.status == 202,
        "{}",
        again.text()
    );
    let beside = client.ingest(&export(10));
    assert_eq!(beside["error"], Value::Null, "{beside:#}");
    client.completed(asked["job_id"].as_str().expect("a job"), PATIENCE);
    rebuilt(&client);
    assert_eq!(client.tickets(""), 11 * 10 + 1);
    crate::lake::files_and_records(&app, &client);
    let verify = app.command("lake verify").output().expect("it runs");
    let told = String::from_utf8_lossy(&verify.stdout).into_owned();
    assert!(
        verify.status.success() && told.contains("nothing is wrong"),
        "{told}"
    );
    let asked = app.command("lake rebuild").output().expect("it runs");
    let told = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(
        asked.status.success() && told.contains("is queued as job"),
        "{told}"
    );
    rebuilt(&client);
}

/// Rows of files that ended, and of rows of them that no longer count, as many exports a day leave them in a year.
const CATALOG: usize = 150_000;

#[test]
fn a_catalog_of_many_rows_keeps_nobody_from_anything() {
    let app = App::start();
    let client = app.bootstrap();
    for number in 0..2 {
        client.ingest(&export(number));
    }
    let before = answers(&client);
    let numbers = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {CATALOG})"
    );
    let files = "INSERT INTO lake_files (workspace_id, dataset, path, job_id, row_count, byte_size, min_created_at, \
        max_created_at, begin_snapshot, end_snapshot)";
    change_records(
        &app,
        &format!(
            "{files} {numbers} SELECT f.workspace_id, f.dataset, 'ws=1/ended/' || n || '.parquet', f.job_id, 1, 1, \
                f.min_created_at, f.max_created_at, f.begin_snapshot, (SELECT max(id) FROM lake_snapshots) \
             FROM numbers, lake_files f WHERE f.id = (SELECT min(id) FROM lake_files)"
        ),
    );
    change_records(
        &app,
        "INSERT INTO lake_removed_rows (workspace_id, file_id, begin_snapshot, ranges, removed_rows) \
         SELECT workspace_id, id, begin_snapshot, '[[0,1]]', 1 FROM lake_files WHERE path LIKE 'ws=1/ended/%'",
    );
    assert_eq!(answers(&client), before);
    client.ingest(&export(2));
    let job = client.post("/api/lake/rebuild", &json!({})).expect(202);
    let job = client.completed(job["job_id"].as_str().expect("a job"), PATIENCE);
    assert_eq!(job["error"], Value::Null, "{job:#}");
    let_three_hours_pass(&app);
    crate::lake::files_and_records(&app, &client);
    let verify = app.command("lake verify").output().expect("it runs");
    assert!(
        verify.status.success(),
        "{}",
        String::from_utf8_lossy(&verify.stdout)
    );
}
