//! Damage in the lake is seen, said and mended: no altered bit changes a figure without a word, and after a rebuild every
//! figure is what it was.

#[path = "damage/fixture.rs"]
mod fixture;
#[path = "damage/released.rs"]
mod released;

use std::{fs, time::Duration};

use sample::{Columns, Options};
use serde_json::{Value, json};
use system_tests::{App, Client, Export, Role, YEARS, agree, eventually, records};

use fixture::{check, datasets, figures, flip, live, next, rebuilt, repaired};

/// Bits that are flipped one after the other.
const FLIPS: usize = 12;

fn week(app: &App, week: u32) -> Export {
    let options = Options {
        week,
        ..Options::new(120, Columns::Wide, 7)
    };
    Export::generate(app, &options)
}

/// An app with two weeks of exports, one of them a later state of the other.
fn filled() -> (App, Client) {
    let app = App::start();
    let client = app.bootstrap();
    for number in [0, 1] {
        client.ingest(&week(&app, number).upload());
    }
    (app, client)
}

#[test]
fn no_flipped_bit_changes_an_answer_without_a_word() {
    let (mut app, client) = filled();
    let before = figures(&client);
    let files = live(&app, &client);
    let mut state = 7;
    let mut refused = 0;
    for number in 0..FLIPS {
        let (_, path) = &files[number % files.len()];
        let sound = fs::read(path).expect("a file of the lake");
        app.kill();
        flip(path, next(&mut state));
        app.restart();
        let client = client.at(&app);
        for (page, answer) in &before {
            let told = client.get(page);
            if told.status == 200 {
                assert_eq!(told.json(), *answer, "{page}, {}", path.display());
                continue;
            }
            let problem = told.expect(503);
            assert_eq!(problem["code"], "lake_damaged", "{page}: {problem}");
            let detail = problem["detail"].as_str().expect("a detail");
            let name = path.file_name().expect("a name").to_string_lossy();
            assert!(detail.contains(name.as_ref()), "{detail}");
            assert!(
                problem["remedy"]
                    .as_str()
                    .is_some_and(|remedy| remedy.contains("/api/lake/rebuild"))
            );
            refused += 1;
        }
        fs::write(path, sound).expect("it is put back");
    }
    assert!(
        refused >= FLIPS,
        "each bit is met by some answer: {refused}"
    );
    app.restart();
    assert_eq!(figures(&client.at(&app)), before);
}

#[test]
fn what_is_damaged_is_told_everywhere_and_a_rebuild_brings_every_figure_back() {
    let (mut app, client) = filled();
    let before = figures(&client);
    damage_each_dataset(&app, &client);
    app.restart();
    let client = client.at(&app);
    for (page, _) in &before {
        let problem = client.get(page).expect(503);
        assert_eq!(problem["code"], "lake_damaged", "{page}: {problem}");
    }
    let health = client.get("/health").expect(503);
    assert_eq!(
        (&health["lake"], &health["status"]),
        (&json!(false), &json!("degraded"))
    );
    let services = client.json("/api/system/services");
    assert_eq!(services["overall_status"], "degraded");
    let lake = client.json("/api/system/lake");
    assert_eq!(
        datasets(&lake["damaged"]),
        ["entity", "raw", "sentiment", "ticket"]
    );
    let (status, told) = check(&app, &[]);
    assert_eq!(status, Some(1), "{told}");
    assert_eq!(
        told.matches("undertone check --repair").count(),
        4,
        "{told}"
    );
    let log = fs::read_to_string(app.log()).expect("the log");
    assert_eq!(log.matches(" lake_damaged ").count(), 4, "once per file");

    only_administrators_may(&app, &client);
    let job = rebuilt(&client);
    assert_eq!(job["error"], Value::Null, "{job:#}");
    assert_eq!(figures(&client), before);
    assert_eq!(client.get("/health").status, 200);
    assert_eq!(client.json("/api/system/lake")["damaged"], json!([]));
    assert_eq!(check(&app, &[]).0, Some(0));

    // A later export goes on from there, and a rebuild of a sound lake changes nothing.
    let later = week(&app, 2);
    let job = client.ingest(&later.upload());
    assert_eq!(job["error"], Value::Null, "{job:#}");
    assert_ne!(job["tickets_updated"], 0, "choose another seed");
    agree(&client, &later.manifest.union);
    crate::lake::files_and_records(&app, &client);
    let before = figures(&client);
    rebuilt(&client);
    assert_eq!(figures(&client), before);
    agree(&client, &later.manifest.union);
    crate::lake::files_and_records(&app, &client);
}

/// Flips a bit, cuts off, deletes, empties: a file of each dataset.
fn damage_each_dataset(app: &App, client: &Client) {
    let files = live(app, client);
    let of = |dataset: &str| {
        let found = files.iter().find(|(name, _)| name == dataset);
        found.expect("a file of each dataset").1.clone()
    };
    flip(&of("ticket"), 4_711);
    let texts = fs::read(of("sentiment")).expect("texts");
    fs::write(of("sentiment"), &texts[..texts.len() / 2]).expect("half of them");
    fs::remove_file(of("entity")).expect("entities go");
    flip(&of("raw"), 815);
}

fn only_administrators_may(app: &App, admin: &Client) {
    for role in [Role::Viewer, Role::Analyst] {
        let client = app.user(admin, role);
        client.post("/api/lake/rebuild", &json!({})).expect(403);
        client.get("/api/lake/rebuild").expect(200);
    }
}

#[test]
fn rows_whose_export_is_gone_are_told_and_come_back_with_it() {
    let (mut app, client) = filled();
    let before = figures(&client);
    let raw = live(&app, &client)
        .into_iter()
        .find(|(name, _)| name == "raw");
    let raw = raw.expect("rows of exports").1;
    let job = records(&app, "SELECT id FROM jobs ORDER BY sequence LIMIT 1")[0][0].clone();
    let job = job.as_str().expect("a job").to_owned();
    assert!(raw.to_string_lossy().contains(&job));
    let export = app.data().join("data/uploads").join(&job).join("export");
    let aside = app.data().join("aside");
    fs::rename(&export, &aside).expect("the export goes");
    fs::remove_file(&raw).expect("its rows go");
    app.restart();
    let client = client.at(&app);
    let (status, told) = check(&app, &[]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("the stored export is missing"), "{told}");

    let rebuild = rebuilt(&client);
    assert_eq!(rebuild["error"]["code"], "rows_lost", "{rebuild:#}");
    let detail = rebuild["error"]["detail"].as_str().expect("a detail");
    assert!(detail.contains(&job), "{detail}");
    // Everything else is whole, and so is what other exports held.
    let now = figures(&client);
    let rows = |page: &str| page.ends_with("/raw");
    for ((page, answer), (_, now)) in before.iter().zip(&now) {
        assert!(rows(page) || answer == now, "{page}");
    }
    assert_ne!(now, before);
    assert_eq!(client.get("/health").status, 200);

    // An altered export is none.
    let mut altered = fs::read(&aside).expect("the export");
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    fs::write(&export, altered).expect("another one");
    let (_, told) = check(&app, &[]);
    assert!(told.contains("is not the one that was uploaded"), "{told}");
    assert_eq!(rebuilt(&client)["error"]["code"], "rows_lost");
    fs::rename(&aside, &export).expect("it is put back");
    assert_eq!(rebuilt(&client)["error"], Value::Null);
    assert_eq!(figures(&client), before);
    assert_eq!(check(&app, &[]).0, Some(0));
}

#[test]
fn a_stopped_app_is_checked_and_repaired_at_its_next_start() {
    let (mut app, client) = filled();
    let before = figures(&client);
    let backup = app.data().join("a.backup");
    fixture::backed_up(&app, &backup);
    app.stop();
    assert_eq!(check(&app, &[&backup]).0, Some(0));
    let (_, path) = live_of(&app);
    fs::remove_file(path).expect("a file goes");
    let whole = fs::read(&backup).expect("the backup");
    fs::write(&backup, &whole[..whole.len() - 100]).expect("its end goes");
    let (status, told) = check(&app, &[&backup]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("it is missing"), "{told}");
    assert!(told.contains("is no whole backup"), "{told}");
    let asked = records(&app, "SELECT count(*) FROM jobs WHERE kind = 'rebuild'");
    assert_eq!(asked[0][0], 0, "it only looks");

    let told = repaired(&app);
    assert!(told.contains("is queued as job"), "{told}");
    assert!(repaired(&app).contains("queued or running already"));
    app.restart();
    let client = client.at(&app);
    let last = eventually("the rebuild", Duration::from_mins(2), || {
        let status = client.json("/api/lake/rebuild");
        (status["running"] == Value::Null && status["last"] != Value::Null)
            .then(|| status["last"].clone())
    });
    assert_eq!(
        (&last["status"], &last["error"]),
        (&json!("completed"), &Value::Null),
        "{last:#}"
    );
    assert_eq!(figures(&client), before);
    let support = client.json(&format!("/api/support/analytics?{YEARS}"));
    assert_ne!(support["summary"]["total_tickets"], 0);
}

/// A file of tickets that counts, of an app that is stopped.
fn live_of(app: &App) -> (String, std::path::PathBuf) {
    let sql = "SELECT path FROM lake_files WHERE dataset = 'ticket' AND end_snapshot IS NULL ORDER BY id LIMIT 1";
    let path = records(app, sql)[0][0].as_str().expect("a path").to_owned();
    let file = app.data().join("data/lake").join(&path);
    (path, file)
}
