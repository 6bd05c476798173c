//! What the tests of damage do to a lake, and what they ask.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Duration,
};

use serde_json::{Value, json};
use system_tests::{App, Client, YEARS, binary};

/// All that is counted from the lake, and the rows of some tickets.
pub fn figures(client: &Client) -> Vec<(String, Value)> {
    let mut pages = vec![
        format!("/api/support/analytics?{YEARS}"),
        format!("/api/sentiment/overview?{YEARS}"),
        format!("/api/entities/top?{YEARS}"),
        "/api/dashboard/metrics".to_owned(),
    ];
    let tickets = client.json("/api/tickets?sort=created_at&limit=3");
    for ticket in tickets["results"].as_array().expect("tickets") {
        let key = ticket["ticket_id"].as_str().expect("a key");
        pages.push(format!("/api/tickets/{key}/raw"));
    }
    pages
        .into_iter()
        .map(|page| {
            let answer = client.json(&page);
            (page, answer)
        })
        .collect()
}

/// The files of the present snapshot with their datasets, each dataset in turn.
pub fn live(app: &App, client: &Client) -> Vec<(String, PathBuf)> {
    let lake = client.json("/api/system/lake");
    let files = lake["files"].as_array().expect("files");
    let file = |file: &Value| {
        let text = |name: &str| file[name].as_str().expect("a text").to_owned();
        let path = app.data().join("data/lake").join(text("path"));
        (text("dataset"), path)
    };
    files.iter().map(file).collect()
}

/// The datasets of files, in order.
pub fn datasets(files: &Value) -> Vec<&str> {
    let files = files.as_array().expect("files").iter();
    let mut names: Vec<&str> = files
        .map(|file| file["dataset"].as_str().expect("a dataset"))
        .collect();
    names.sort_unstable();
    names
}

/// Flips one bit of a file.
pub fn flip(path: &Path, number: u64) {
    let mut bytes = fs::read(path).expect("a file");
    let bit = usize::try_from(number % (bytes.len() as u64 * 8)).expect("a place");
    bytes[bit / 8] ^= 1 << (bit % 8);
    fs::write(path, bytes).expect("it is written");
}

/// Numbers as good as random ones, the same each time.
pub fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

/// Asks for a rebuild and waits for it.
pub fn rebuilt(client: &Client) -> Value {
    let job = client.post("/api/lake/rebuild", &json!({})).expect(202);
    assert_eq!(job["kind"], "rebuild");
    client.completed(
        job["job_id"].as_str().expect("a job"),
        Duration::from_mins(2),
    )
}

fn undertone(app: &App, arguments: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.args(arguments).arg("--data").arg(app.data());
    if let Some(database) = app.database() {
        command.env("SPIN_VARIABLE_DATABASE_URL", database.url());
    }
    command.output().expect("the command runs")
}

/// What `undertone check` says of an app and of backups.
pub fn check(app: &App, backups: &[&Path]) -> (Option<i32>, String) {
    let backups = backups.iter().map(|path| path.to_str().expect("a path"));
    let arguments: Vec<&str> = std::iter::once("check").chain(backups).collect();
    let output = undertone(app, &arguments);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    (output.status.code(), told + &error)
}

/// What `undertone check --repair` says of a damaged app.
pub fn repaired(app: &App) -> String {
    let output = undertone(app, &["check", "--repair"]);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Backs an app up.
pub fn backed_up(app: &App, to: &Path) {
    let output = undertone(app, &["backup", "--to", to.to_str().expect("a path")]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}
