//! What an earlier release left opens as it is: its data folder, and its backups of either database.

use std::{fs, path::PathBuf, process::Command, time::Duration};

use serde_json::{Value, json};
use system_tests::{App, Client, eventually, root};

use crate::installation::{aged, files};

const PATIENCE: Duration = Duration::from_mins(2);

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures/releases").join(name)
}

/// An app without anything in its folder, stopped.
fn empty(variables: &[(&str, &str)]) -> App {
    let mut app = App::with(variables);
    app.stop();
    for part in ["sqlite", "data"] {
        let folder = app.data().join(part);
        if folder.exists() {
            fs::remove_dir_all(folder).expect("the new app's own");
        }
    }
    app
}

/// Signs in as the release's user and holds the figures against what the release answered.
fn shows_the_same(app: &App) -> Client {
    let lead = json!({"email": "lead@example.org", "password": "correct horse battery staple"});
    let answer = app.visitor().post("/api/auth/login", &lead).expect(200);
    let token = answer["access_token"].as_str().expect("a token");
    let client = app.visitor().with_token(token);
    let expected = fs::read(fixture("release-96e0ed9.json")).expect("its figures");
    let mut expected: Value = serde_json::from_slice(&expected).expect("JSON");
    // It gave every ticket a date, and did not say so.
    expected["undated"] = json!({"texts": 0, "tickets": 0});
    let period = "start_date=2026-01-01&end_date=2026-12-31";
    let found = client.json(&format!("/api/support/analytics?{period}"));
    assert_eq!(found, expected);
    client
}

/// The lake lacks columns of today: it is written anew by itself.
fn is_rebuilt(client: &Client) {
    eventually("the rebuild", PATIENCE, || {
        let status = client.json("/api/lake/rebuild");
        (status["last"]["status"] == "completed").then_some(())
    });
}

#[test]
fn a_data_folder() {
    let mut app = empty(&[("database_url", ""), ("sweep_every_seconds", "1")]);
    let unpacked = Command::new("tar")
        .args(["--strip-components=1", "-xzf"])
        .arg(fixture("release-96e0ed9.tar.gz"))
        .arg("-C")
        .arg(app.data())
        .status()
        .expect("tar runs");
    assert!(unpacked.success());
    let there = aged(&app);
    app.restart();
    let client = shows_the_same(&app);
    eventually("the sweeper sweeps", PATIENCE, || {
        let rows = system_tests::records(&app, "SELECT runs FROM sweeper");
        (rows.first()?[0].as_i64()? > 1).then_some(())
    });
    // The lake may be rebuilt meanwhile: what was there stays.
    let now = files(&app);
    assert!(there.is_subset(&now), "{there:#?}\n{now:#?}");
    assert!(app.data().join("data/installation.json").exists());
    is_rebuilt(&client);
    shows_the_same(&app);
}

/// On PostgreSQL a backup of records that lay in PostgreSQL, else one of SQLite.
#[test]
fn a_backup() {
    let mut app = empty(&[]);
    let backup = fixture(&format!("release-96e0ed9.{}.backup", app.dialect()));
    let mut restore = app.command("restore --overwrite");
    let output = restore.arg("--from").arg(backup).output();
    let output = output.expect("the command runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    app.restart();
    let client = shows_the_same(&app);
    is_rebuilt(&client);
    shows_the_same(&app);
}
