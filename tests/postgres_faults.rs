//! What becomes of the app when PostgreSQL does not do what it should: a clear answer or a wait, and nothing lost that
//! was acknowledged.
//!
//! These start clusters of their own, which they may break.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use pg_cluster::Cluster;
use serde_json::{Value, json};
use system_tests::{App, Client, PASSWORD, Upload, eventually, server};

/// Longer than a lease of the worker, after which a step that was cut off is taken up again.
const PATIENCE: Duration = Duration::from_mins(3);

/// An app on a database of that address.
fn app_on(url: &str) -> App {
    App::with(&[("database_url", url)])
}

/// A cluster of one test's own; none where the run is one on SQLite, which needs no PostgreSQL.
fn cluster() -> Option<Cluster> {
    server()?;
    Some(Cluster::start().expect("a cluster of PostgreSQL 15 or newer"))
}

#[test]
fn a_database_that_cannot_be_used_is_a_clear_answer_and_no_secret_is_told() {
    let Some(cluster) = cluster() else { return };
    let good = cluster.database("good");
    // May connect, and make no table.
    cluster.sql("good", "CREATE ROLE guest LOGIN PASSWORD 'guest-secret'");
    let (_, place) = good.split_once('@').expect("a user");
    let nobody = Cluster::start().expect("another cluster");
    let gone = nobody.url("postgres");
    nobody.crash().expect("a server that ends");
    for (what, url, reason) in [
        (
            "a wrong password",
            format!("postgres://owner:hidden-word@{place}"),
            "password authentication failed",
        ),
        ("no such database", cluster.url("nowhere"), "does not exist"),
        ("no server", gone, "onnect"),
        (
            "no rights",
            format!("postgres://guest:guest-secret@{place}"),
            "permission denied",
        ),
    ] {
        let app = app_on(&url);
        let health = app.visitor().get("/health");
        let state: Value = serde_json::from_str(&health.text()).expect("JSON");
        assert_eq!(
            (health.status, &state["auth_db"]),
            (503, &json!(false)),
            "{what}"
        );
        let entry = json!({"email": "ada@example.com", "password": PASSWORD});
        let answer = app.visitor().post("/api/auth/login", &entry);
        assert_eq!(answer.status, 503, "{what}: {}", answer.text());
        let told = answer.text();
        let log = fs::read_to_string(app.log()).expect("the log");
        assert!(
            log.contains(reason),
            "{what}: the log does not say {reason:?}:\n{}",
            app.log_tail()
        );
        for secret in ["hidden-word", "guest-secret", "p%40ss"] {
            assert!(
                !told.contains(secret) && !log.contains(secret),
                "{what}: {secret} is told"
            );
        }
    }
}

#[test]
fn two_processes_that_start_on_one_empty_database_share_it() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("shared");
    let threads = [(); 2].map(|()| {
        let url = url.clone();
        thread::spawn(move || {
            let app = app_on(&url);
            let health = app.visitor().get("/health");
            assert_eq!(health.status, 200, "{}", health.text());
            app
        })
    });
    let [one, two] = threads.map(|thread| thread.join().expect("an app that starts"));
    let applied = cluster.sql(
        "shared",
        "SELECT count(*), count(DISTINCT version) FROM schema_migrations",
    );
    let known = fs::read_dir(system_tests::root().join("migrations/postgres"))
        .expect("migrations")
        .count();
    assert_eq!(applied, format!("{known}|{known}"));
    let client = one.bootstrap();
    let other = two.visitor().with_token(client.token());
    assert_eq!(
        other.get("/api/tickets").status,
        200,
        "a session of one is one of the other"
    );
}

#[test]
fn a_crash_of_postgresql_under_load_loses_nothing_that_was_acknowledged() {
    let Some(cluster) = cluster() else { return };
    let app = app_on(&cluster.database("crashed"));
    let admin = app.bootstrap();
    let done = AtomicBool::new(false);
    let (registered, uploaded) = (AtomicUsize::new(0), AtomicUsize::new(0));
    // Until more of both was acknowledged than before: the server works, and is under load.
    let busy = || {
        let seen = || [&registered, &uploaded].map(|count| count.load(Ordering::Relaxed));
        let before = seen();
        eventually("work under load", PATIENCE, || {
            let now = seen();
            (now[0] >= before[0] + 3 && now[1] >= before[1] + 3).then_some(())
        });
    };
    let (users, jobs) = thread::scope(|scope| {
        let writers = [0, 1, 2].map(|writer| {
            let (admin, done, count) = (admin.clone(), &done, &registered);
            scope.spawn(move || register_until(&admin, writer, done, count))
        });
        let uploads = {
            let (admin, done, count) = (admin.clone(), &done, &uploaded);
            scope.spawn(move || upload_until(&admin, done, count))
        };
        for _ in 0..3 {
            busy();
            cluster.crash().expect("a server that ends");
            // The app meets the dead server before it comes back.
            eventually("an answer without a database", PATIENCE, || {
                (admin.get("/api/auth/users").status == 503).then_some(())
            });
            cluster.launch().expect("a server that recovers");
        }
        busy();
        done.store(true, Ordering::Relaxed);
        let users: Vec<String> = writers
            .into_iter()
            .flat_map(|writer| writer.join().expect("a writer"))
            .collect();
        (users, uploads.join().expect("uploads"))
    });
    assert!(
        users.len() > 5 && jobs.len() > 5,
        "{} users, {} uploads",
        users.len(),
        jobs.len()
    );
    let listed = admin.json("/api/auth/users");
    let listed: Vec<&str> = listed["results"]
        .as_array()
        .expect("users")
        .iter()
        .filter_map(|user| user["email"].as_str())
        .collect();
    let lost: Vec<_> = users
        .iter()
        .filter(|email| !listed.contains(&email.as_str()))
        .collect();
    assert!(
        lost.is_empty(),
        "acknowledged users that are gone: {lost:?}"
    );
    for job in &jobs {
        admin.completed(job, PATIENCE);
    }
    // One whose answer was cut off may be there as well.
    let tickets = admin.tickets("");
    assert!(
        tickets >= jobs.len() as u64,
        "{tickets} tickets of {} uploads",
        jobs.len()
    );
    eprintln!(
        "{} users and {} uploads acknowledged over 3 crashes, 0 lost",
        users.len(),
        jobs.len()
    );
}

/// Registers users until told to stop; hands back those that were acknowledged.
fn register_until(
    admin: &Client,
    writer: u32,
    done: &AtomicBool,
    count: &AtomicUsize,
) -> Vec<String> {
    let mut acknowledged = Vec::new();
    let mut number = 0;
    while !done.load(Ordering::Relaxed) {
        number += 1;
        let email = format!("writer-{writer}-{number}@example.com");
        let new = json!({"email": email, "password": PASSWORD, "role": "viewer"});
        let answer = admin.post("/api/auth/register", &new);
        match answer.status {
            201 => {
                acknowledged.push(email);
                count.fetch_add(1, Ordering::Relaxed);
            }
            503 => {}
            status => panic!("{status}: {}", answer.text()),
        }
    }
    acknowledged
}

/// Uploads exports of one ticket each until told to stop; hands back the jobs that were acknowledged.
fn upload_until(client: &Client, done: &AtomicBool, count: &AtomicUsize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    let mut number = 0;
    while !done.load(Ordering::Relaxed) {
        number += 1;
        let sent = client.upload(&small(number));
        match sent.0.status {
            202 => {
                acknowledged.push(sent.job());
                count.fetch_add(1, Ordering::Relaxed);
            }
            503 => {}
            status => panic!("{status}: {}", sent.0.text()),
        }
        thread::sleep(Duration::from_millis(100));
    }
    acknowledged
}

/// An export of one ticket.
fn small(number: u32) -> Upload {
    Upload::bytes(
        "small.csv",
        format!("Issue key,Summary,Created\r\nA-{number},Login fails,2026-03-01 10:00\r\n"),
    )
}

#[test]
fn two_hundred_clients_share_a_pool_of_sixty() {
    let Some(cluster) = cluster() else { return };
    let app = app_on(&cluster.database("crowded"));
    let admin = app.bootstrap();
    thread::scope(|scope| {
        for _ in 0..200 {
            let admin = admin.clone();
            scope.spawn(move || (0..5).for_each(|_| answered(&admin)));
        }
    });
    let open = cluster.sql(
        "crowded",
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'crowded'",
    );
    assert!(
        open.parse::<u32>().expect("a count") <= 61,
        "{open} connections"
    );
    eventually("a pool that is calm again", PATIENCE, || {
        (app.visitor().get("/health").status == 200).then_some(())
    });
}

/// Asks until it is answered; being told to come back later is no failure, anything else is.
fn answered(client: &Client) {
    eventually("an answer", PATIENCE, || {
        let answer = client.get("/api/tickets");
        match answer.status {
            200 => Some(()),
            503 => {
                assert!(
                    !answer.header("retry-after").is_empty(),
                    "{}",
                    answer.text()
                );
                None
            }
            status => panic!("{status}: {}", answer.text()),
        }
    });
}
