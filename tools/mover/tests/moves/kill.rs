//! A process that dies at any step of a move, and another that goes on.

use std::process::Command;

use mover::{Error, Options};
use pg_cluster::Cluster;
use schema::{Database, migrate};

use crate::fixture::{filled, moved, postgres, sqlite, verified};

/// From, to, the number of the event to die at, and `resume` or nothing.
const TASK: &str = "UNDERTONE_TEST_MOVE";

/// Not a test: the process that dies.
#[test]
fn dying_process() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let parts: Vec<&str> = task.split('|').collect();
    let mut options = Options::new(
        Database::parse(parts[0]).unwrap(),
        Database::parse(parts[1]).unwrap(),
    );
    options.rows_at_once = 60;
    options.resume = parts[3] == "resume";
    let mut left: u32 = parts[2].parse().unwrap();
    mover::run(&options, &mut std::io::sink(), &mut |_| {
        if left == 0 {
            // As if the power went: nothing is dropped or flushed.
            std::process::abort();
        }
        left -= 1;
    })
    .unwrap();
}

/// Whether the process came to its end before it died.
fn ends(from: &str, to: &str, events: u32, resume: &str) -> bool {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::dying_process", "--nocapture"])
        .env(TASK, format!("{from}|{to}|{events}|{resume}"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() || !told.contains("panicked"),
        "{told}"
    );
    output.status.success()
}

fn to_be_refused(database: &Database) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime
        .block_on(migrate::up(database))
        .unwrap_err()
        .to_string()
}

#[test]
fn killed_at_every_step_it_goes_on_to_postgres() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 40);
    let from = format!("sqlite:{}", path.display());
    let whole = postgres(&cluster.database("whole"));
    let (_, proof) = moved(&Options::new(sqlite(&path), whole)).unwrap();
    let to = cluster.database("killed");
    let mut resume = "";
    let mut deaths = 0;
    // Each try dies one step behind the first: with every step it does once more, it comes one step further.
    while !ends(&from, &to, 1 + deaths / 2, resume) {
        deaths += 1;
        assert!(deaths < 400, "it does not come to its end");
        let told = to_be_refused(&postgres(&to));
        if told.contains("unfinished move") {
            resume = "resume";
        }
        if deaths % 9 == 3 {
            let again = moved(&Options::new(sqlite(&path), postgres(&to))).unwrap_err();
            assert!(matches!(again, Error::Unfinished(_)), "{again}");
        }
    }
    assert!(deaths > 30, "{deaths} deaths");
    assert_eq!(verified(&postgres(&to)), [""; 0]);
    // What came there comes back the same.
    let back = sqlite(&folder.path().join("back.db"));
    let (_, found) = moved(&Options::new(postgres(&to), back)).unwrap();
    assert_eq!(found, proof);
}

#[test]
fn killed_at_every_step_it_goes_on_to_sqlite() {
    let cluster = Cluster::shared();
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 40);
    let url = cluster.database("source");
    let (_, proof) = moved(&Options::new(sqlite(&path), postgres(&url))).unwrap();
    let back = folder.path().join("back.db");
    let to = format!("sqlite:{}", back.display());
    let mut deaths = 0;
    let mut resume = "";
    while !ends(&url, &to, 1 + deaths / 2, resume) {
        deaths += 1;
        assert!(deaths < 400, "it does not come to its end");
        if back.exists() && to_be_refused(&sqlite(&back)).contains("unfinished move") {
            resume = "resume";
        }
    }
    assert!(deaths > 30, "{deaths} deaths");
    assert_eq!(verified(&sqlite(&back)), [""; 0]);
    let again = postgres(&cluster.database("again"));
    let (_, found) = moved(&Options::new(sqlite(&back), again)).unwrap();
    assert_eq!(found, proof);
}
