//! The runbook of docs/databases.md, run as it stands: an app moves to PostgreSQL and back, and shows the same.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use pg_cluster::Cluster;
use sample::{Columns, Options};
use serde_json::json;
use system_tests::{App, Client, Export, binary, full, root};

/// What people look at; every byte of it must be the same on both databases.
const PAGES: [&str; 7] = [
    "/api/sentiment/overview?start_date=2025-12-01&end_date=2026-12-31",
    "/api/support/analytics?start_date=2025-12-01&end_date=2026-12-31",
    "/api/entities/top?start_date=2025-12-01&end_date=2026-12-31",
    "/api/tickets?limit=50",
    "/api/search?q=refund&limit=100",
    "/api/jobs",
    "/api/auth/me",
];

/// The commands of a step: the block of the document that begins with ```` ```sh STEP ````.
fn step(name: &str) -> String {
    let document = fs::read_to_string(root().join("docs/databases.md")).expect("the document");
    let fence = format!("```sh {name}\n");
    let (_, rest) = document
        .split_once(&fence)
        .unwrap_or_else(|| panic!("the runbook has no step {name}"));
    rest.split("```").next().expect("its end").to_owned()
}

/// Runs a step as a person would who has named the two sides.
fn run(name: &str, data: &Path, url: &str, folder: &Path) {
    let programs = binary().parent().expect("a folder").to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(programs).chain(env::split_paths(&path));
    let output = Command::new("sh")
        .args(["-eu", "-c", &step(name)])
        .env("PATH", env::join_paths(paths).expect("a path"))
        .env("DATA", data)
        .env("DATABASE_URL", url)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {told}");
    println!("{}", String::from_utf8_lossy(&output.stdout));
}

fn seen(client: &Client) -> Vec<(&'static str, String)> {
    let page = |page| {
        let answer = client.get(page);
        answer.expect(200);
        (page, answer.text())
    };
    let mut pages = PAGES.map(page).to_vec();
    pages.push(("raw", raw(client)));
    pages
}

/// The rows of exports that the first ticket of the list had.
fn raw(client: &Client) -> String {
    let listed = client.json("/api/tickets?limit=1");
    let key = listed["results"][0]["ticket_id"].as_str().expect("a key");
    client.json(&format!("/api/tickets/{key}/raw")).to_string()
}

#[test]
fn an_app_moves_to_postgres_and_back_and_shows_the_same() {
    let cluster = Cluster::shared();
    let url = cluster.database("runbook");
    let folder = tempfile::tempdir().expect("a folder");
    // Whatever this run's other tests use, this one begins on SQLite.
    let mut app = App::with(&[("database_url", "")]);
    let client = app.bootstrap();
    let options = if full() {
        Options::new(1_000_000, Columns::Narrow, 7)
    } else {
        Options {
            broken_share: 0.1,
            ..Options::new(300, Columns::Wide, 7)
        }
    };
    let job = client
        .upload(&Export::generate(&app, &options).upload())
        .job();
    client.completed(&job, Duration::from_hours(1));
    // An access token lasts a quarter of an hour.
    let client = app.visitor().sign_in("ada@example.com");
    let before = seen(&client);
    run("pre-check", app.data(), &url, folder.path());

    app.stop();
    run("move", app.data(), &url, folder.path());
    run("verify", app.data(), &url, folder.path());
    app.set("database_url", &url);
    app.restart();
    // The session goes on: nobody has to sign in anew.
    let client = client.at(&app);
    assert_eq!(seen(&client), before);

    // Something is written on PostgreSQL, and kept on the way back.
    let new =
        json!({"email": "eve@example.com", "password": system_tests::PASSWORD, "role": "viewer"});
    client.post("/api/auth/register", &new).expect(201);
    app.stop();
    run("roll-back", app.data(), &url, folder.path());
    app.set("database_url", "");
    app.restart();
    assert_eq!(seen(&client.at(&app)), before);
    let _eve = app.visitor().sign_in("eve@example.com");
}

#[test]
fn an_app_is_backed_up_while_it_works_and_restored_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::with(&[("database_url", "")]);
    let client = app.bootstrap();
    let options = Options::new(200, Columns::Wide, 7);
    client.ingest(&Export::generate(&app, &options).upload());
    let before = seen(&client);
    // A job is under way while the backup is made.
    let later = Options {
        week: 1,
        ..Options::new(2_000, Columns::Wide, 7)
    };
    let later = Export::generate(&app, &later);
    let job = client.upload(&later.upload()).job();
    let file = folder.path().join("a.backup");
    let undertone = |task: &str, flag: &str, data: &Path| {
        let mut command = Command::new(binary());
        command
            .arg(task)
            .arg("--data")
            .arg(data)
            .arg(flag)
            .arg(&file);
        let output = command.output().expect("the command runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{task}: {told}");
    };
    undertone("backup", "--to", app.data());
    client.completed(&job, std::time::Duration::from_mins(2));
    let mut restored = App::with(&[("database_url", "")]);
    restored.stop();
    let data = folder.path().join("data");
    undertone("restore", "--from", &data);
    for part in ["sqlite", "data"] {
        let (from, to) = (data.join(part), restored.data().join(part));
        fs::remove_dir_all(&to).expect("the new app's own");
        fs::rename(from, to).expect("it moves");
    }
    restored.restart();
    let there = client.at(&restored);
    // The job goes on where it was, and both apps show the same in the end.
    there.completed(&job, std::time::Duration::from_mins(2));
    let shown = |client: &Client| client.get(PAGES[0]).text() + &raw(client);
    assert_eq!(shown(&there), shown(&client));
    assert_ne!(shown(&there), before[0].1);
}
