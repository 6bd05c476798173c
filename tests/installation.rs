//! Records and data folder belong together: no start with other records loses anything, and what is over goes by itself.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use serde_json::{Value, json};
use system_tests::{App, Client, Database, Upload, eventually, server};

const PATIENCE: Duration = Duration::from_mins(1);
/// Older than everything the sweeper leaves alone because it is young.
const OLD: Duration = Duration::from_hours(72);

fn export(prefix: &str) -> Upload {
    let row = |number: u32| {
        let day = number % 9 + 1;
        format!("{prefix}-{number},The report crashes again,2026-02-0{day}")
    };
    let rows: Vec<String> = (1..=30).map(row).collect();
    let csv = format!("Issue key,Summary,Created\n{}\n", rows.join("\n"));
    Upload::bytes(&format!("{prefix}.csv"), csv)
}

/// An app that sweeps every second, with two jobs.
fn filled() -> (App, Client) {
    let app = App::with(&[("sweep_every_seconds", "1")]);
    let client = app.bootstrap();
    client.ingest(&export("A"));
    client.ingest(&export("B"));
    (app, client)
}

/// Lake, uploads and trash, by their paths; all of them aged.
pub(super) fn aged(app: &App) -> BTreeSet<PathBuf> {
    let files = files(app);
    let written = SystemTime::UNIX_EPOCH + Duration::from_hours(490_896) - OLD;
    for path in &files {
        let file = File::open(app.data().join("data").join(path)).expect("a file");
        file.set_modified(written).expect("it is aged");
    }
    files
}

pub(super) fn files(app: &App) -> BTreeSet<PathBuf> {
    let data = app.data().join("data");
    let (mut found, mut folders) = (BTreeSet::new(), vec![data.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(&data).expect("below").to_owned();
            let is_ours = ["lake", "uploads", "trash"]
                .iter()
                .any(|name| below.starts_with(name));
            if path.is_dir() {
                folders.push(path);
            } else if is_ours && !below.to_string_lossy().contains(".check-") {
                found.insert(below);
            }
        }
    }
    found
}

fn sweeper(client: &Client) -> Value {
    client.json("/api/system/services")["services"][3].clone()
}

/// Waits until the sweeper has run so many times more, and swept.
fn swept(client: &Client, app: &App, runs: i64) {
    let count = || {
        let rows = system_tests::records(app, "SELECT runs FROM sweeper");
        rows.first()
            .map_or(0, |row| row[0].as_i64().expect("a number"))
    };
    let before = count();
    eventually("the sweeper runs", PATIENCE, || {
        (count() >= before + runs).then_some(())
    });
    assert_eq!(sweeper(client)["status"], "healthy");
}

fn figures(client: &Client) -> String {
    let period = "start_date=2026-01-01&end_date=2026-12-31";
    client
        .get(&format!("/api/support/analytics?{period}"))
        .text()
}

/// Starts with other records, which is refused, and changes nothing.
fn mistaken(app: &mut App, before: &BTreeSet<PathBuf>) {
    let said = app.refused();
    for told in [
        "new and empty",
        "undertone adopt",
        "data folder: ",
        "records: ",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(&files(app), before);
}

#[test]
fn a_start_with_another_empty_database_is_refused() {
    let (mut app, client) = filled();
    let before = figures(&client);
    let there = aged(&app);
    app.stop();
    let sqlite = app.data().join("sqlite");
    if let Some(database) = app.database() {
        let right = database.url();
        let other = Database::on(&server().expect("a server"));
        app.set("database_url", &other.url());
        mistaken(&mut app, &there);
        // The variable is forgotten.
        app.set("database_url", "");
        mistaken(&mut app, &there);
        app.set("database_url", &right);
    } else {
        // Removed, then empty.
        let aside = app.data().join("aside");
        fs::rename(&sqlite, &aside).expect("it is removed");
        mistaken(&mut app, &there);
        fs::create_dir_all(&sqlite).expect("a folder");
        File::create(sqlite.join("default.db")).expect("an empty file");
        mistaken(&mut app, &there);
        fs::remove_dir_all(&sqlite).expect("it is removed");
        fs::rename(&aside, &sqlite).expect("it is back");
    }
    app.restart();
    let client = client.at(&app);
    assert_eq!(figures(&client), before);
    swept(&client, &app, 2);
    assert_eq!(files(&app), there);
}

/// Files of SQLite, without what belongs to a running process.
fn copy_sqlite(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the records") {
        let entry = entry.expect("a file");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

#[test]
fn records_restored_to_an_earlier_state_delete_nothing() {
    let (mut app, client) = filled();
    swept(&client, &app, 1);
    app.stop();
    // A backup of the records alone.
    let older = app.database().map(Database::copy);
    let (sqlite, kept) = (app.data().join("sqlite"), app.data().join("kept"));
    if older.is_none() {
        copy_sqlite(&sqlite, &kept);
    }
    app.restart();
    let client = client.at(&app);
    client.ingest(&export("C"));
    let there = aged(&app);
    app.stop();
    if let Some(older) = &older {
        app.set("database_url", &older.url());
    } else {
        fs::remove_dir_all(&sqlite).expect("the present records");
        copy_sqlite(&kept, &sqlite);
    }
    let said = app.refused();
    assert!(
        said.contains("older") && said.contains("undertone adopt"),
        "{said}"
    );
    assert_eq!(files(&app), there);
    let check = app
        .command("check")
        .arg("--repair")
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(
        !check.status.success() && told.contains("older") && !told.contains("is queued"),
        "{told}"
    );

    // It was on purpose: what the later records knew stays, and comes in again.
    let mut look = app.command("adopt");
    let shown = look.output().expect("it runs");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("they are not used together"), "{shown}");
    let adopted = app.command("adopt").arg("--yes").status().expect("it runs");
    assert!(adopted.success());
    app.restart();
    let client = client.at(&app);
    eventually("the sweeper sweeps", PATIENCE, || {
        let told = sweeper(&client);
        (told["status"] == "healthy" && !told["detail"].as_str()?.contains("never")).then_some(())
    });
    assert_eq!(files(&app), there);
    let again = client.upload(&export("C"));
    assert_eq!(again.accepted()["duplicate"], false);
    client.completed(&again.job(), PATIENCE);
    assert_eq!(client.tickets(""), 90);
}

#[test]
fn a_lost_original_is_taken_again_and_a_removed_job_waits_in_the_trash() {
    let (app, client) = filled();
    let job = client.upload(&export("A")).job();
    let original = app.data().join("data/uploads").join(&job).join("export");
    let bytes = fs::read(&original).expect("the original");
    fs::remove_dir_all(original.parent().expect("its folder")).expect("it is lost");
    let answer = client.get(&format!("/api/job/{job}/mapping"));
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (404, "original_missing")
    );
    let again = client.upload(&export("A")).accepted();
    assert_eq!(
        (&again["duplicate"], &again["job_id"]),
        (&json!(true), &json!(job))
    );
    assert_eq!(fs::read(&original).expect("it is back"), bytes);
    client.json(&format!("/api/job/{job}/mapping"));

    let review = client.upload(&export("R").field("review", "true")).job();
    assert_eq!(
        client
            .send("DELETE", &format!("/api/job/{review}"), None)
            .status,
        204
    );
    let trashed = |path: &&PathBuf| {
        path.starts_with("trash") && path.ends_with(format!("uploads/{review}/export"))
    };
    eventually("it is in the trash", PATIENCE, || {
        files(&app).iter().find(trashed).cloned()
    });
    swept(&client, &app, 2);
    assert!(
        files(&app).iter().any(|path| trashed(&path)),
        "it waits for days"
    );
}

#[test]
fn without_the_start_the_stores_refuse_too() {
    // Its sweeper has run already, and does not come again meanwhile.
    let mut app = App::start();
    let client = app.bootstrap();
    client.ingest(&export("A"));
    app.restart();
    // Nobody but the worker has asked the records yet.
    let mark = app.data().join("data/installation.json");
    let right = fs::read_to_string(&mark).expect("the mark");
    let id = system_tests::records(
        &app,
        "SELECT value FROM installation_secrets WHERE name = 'installation_id'",
    );
    let id = id[0][0].as_str().expect("an identifier").to_owned();
    assert!(right.contains(&id), "{right}");
    let other = right.replace(&id, "another");
    fs::write(&mark, other).expect("another folder");
    let client = client.at(&app);
    let answer = client.get("/api/auth/me");
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (503, "wrong_installation"),
        "{}",
        answer.text()
    );
    assert_eq!(client.get("/health").status, 503);
    fs::write(&mark, right).expect("the right folder");
    client.json("/api/auth/me");
    assert_eq!(client.get("/health").status, 200);
}
