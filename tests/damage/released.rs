//! What an earlier release wrote opens, is proven once, and is rebuilt to the same figures.

use std::{fs, process::Command, time::Duration};

use serde_json::{Value, json};
use system_tests::{App, eventually, records, root};

use super::fixture::{check, figures, flip, live, rebuilt};

const ANALYTICS: &str = "/api/support/analytics?start_date=2026-01-01&end_date=2026-12-31";

#[test]
fn a_folder_of_an_earlier_release_gets_its_digests_and_is_rebuilt() {
    let releases = root().join("tests/fixtures/releases");
    // It holds SQLite, whatever this run's other tests use.
    let mut app = App::with(&[("database_url", "")]);
    app.stop();
    let unpacked = Command::new("tar")
        .args(["-xzf"])
        .arg(releases.join("release-96e0ed9.tar.gz"))
        .args(["-C"])
        .arg(app.data())
        .status()
        .expect("tar runs");
    assert!(unpacked.success());
    for part in ["sqlite", "data"] {
        let to = app.data().join(part);
        fs::remove_dir_all(&to).expect("the new app's own");
        fs::rename(app.data().join("release-96e0ed9").join(part), to).expect("it moves");
    }
    let (status, told) = check(&app, &[]);
    assert_eq!(status, Some(0), "before it is opened: {told}");

    app.restart();
    let account = json!({"email": "lead@example.org", "password": "correct horse battery staple"});
    let session = app.visitor().post("/api/auth/login", &account).expect(200);
    let client = app
        .visitor()
        .with_token(session["access_token"].as_str().expect("a token"));
    let text = fs::read_to_string(releases.join("release-96e0ed9.json")).expect("its figures");
    let mut told: Value = serde_json::from_str(&text).expect("JSON");
    // It gave every ticket a date, and did not say so.
    told["undated"] = json!({"texts": 0, "tickets": 0});
    assert_eq!(client.json(ANALYTICS), told);
    let open = "SELECT count(*) FROM lake_files WHERE digest IS NULL AND end_snapshot IS NULL";
    eventually("every file has its digest", Duration::from_secs(90), || {
        (records(&app, open)[0][0] == 0).then_some(())
    });
    assert_eq!(check(&app, &[]).0, Some(0));

    // Its files lack columns of today: it is rebuilt by itself, to the same figures.
    let old = "SELECT count(*) FROM lake_files WHERE schema_version < 2 AND dataset <> 'raw' AND end_snapshot IS NULL";
    eventually(
        "the lake has the columns of today",
        Duration::from_secs(90),
        || (records(&app, old)[0][0] == 0).then_some(()),
    );
    let open = "SELECT count(*) FROM jobs WHERE status IN ('queued', 'running')";
    eventually("no job is under way", Duration::from_secs(90), || {
        (records(&app, open)[0][0] == 0).then_some(())
    });
    assert_eq!(client.json(ANALYTICS), told);

    let before = figures(&client);
    let files = live(&app, &client);
    app.kill();
    for (_, path) in files {
        flip(&path, 12_345);
    }
    app.restart();
    let client = client.at(&app);
    assert_eq!(client.get(ANALYTICS).expect(503)["code"], "lake_damaged");
    let job = rebuilt(&client);
    assert_eq!(job["error"], Value::Null, "{job:#}");
    assert_eq!(client.json(ANALYTICS), told);
    assert_eq!(figures(&client), before);
    assert_eq!(check(&app, &[]).0, Some(0));
}
