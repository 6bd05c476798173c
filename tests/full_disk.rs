//! What becomes of the app when a disk is full: a clear refusal, nothing half done, and all of it goes on when there is
//! room again.

use std::{fs, ops::RangeInclusive, time::Duration};

use pg_cluster::Cluster;
use serde_json::json;
use system_tests::{App, Client, PASSWORD, SmallDisk, Upload, server};

/// Longer than the attempts at a step of the worker take.
const PATIENCE: Duration = Duration::from_mins(2);
/// Room for the components' compiled code and what an app of a few tickets keeps.
const DISK: u64 = 300;

#[test]
fn a_full_data_disk_refuses_what_it_cannot_keep_and_keeps_what_it_acknowledged() {
    let Some(disk) = SmallDisk::mount(DISK) else {
        return;
    };
    let app = App::inside(disk.path(), &[]);
    let admin = app.bootstrap();
    let first = admin.upload(&small(0)).job();
    admin.completed(&first, PATIENCE);

    // Room for the records, none for the file.
    disk.fill_but(4);
    let files = app.uploads();
    let large = export(1..=300_000);
    let refused = admin.upload(&large).0;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (507, "storage_full"),
        "{}",
        refused.text()
    );
    assert_eq!(app.uploads(), files, "nothing of a refused upload stays");
    assert_eq!(admin.tickets(""), 1);

    // Room that the records, the lake and the files use up between them.
    disk.make_room();
    disk.fill_but(1);
    // Records in PostgreSQL are elsewhere.
    nothing_is_lost(&disk, &admin, app.database().is_none());
}

#[test]
fn a_full_disk_of_postgresql_refuses_and_keeps_what_was_acknowledged() {
    if server().is_none() {
        return;
    }
    let Some(disk) = SmallDisk::mount(60) else {
        return;
    };
    let cluster = Cluster::start().expect("a cluster of PostgreSQL 15 or newer");
    let place = disk.path().join("space");
    fs::create_dir(&place).expect("a folder");
    cluster.give(&place).expect("a folder of the server's");
    cluster.sql(
        "postgres",
        &format!("CREATE TABLESPACE small LOCATION '{}'", place.display()),
    );
    cluster.sql("postgres", "CREATE DATABASE narrow TABLESPACE small");
    let app = App::with(&[("database_url", &cluster.url("narrow"))]);
    let admin = app.bootstrap();
    let first = admin.upload(&small(0)).job();
    admin.completed(&first, PATIENCE);

    disk.fill_but(0);
    nothing_is_lost(&disk, &admin, true);
}

/// With one ticket there and the disk about to be full: what is acknowledged shows once there is room again.
fn nothing_is_lost(disk: &SmallDisk, admin: &Client, records: bool) {
    let (users, jobs) = write_until_refused(admin, records);
    let tickets = admin.tickets("");
    assert!(
        (1..=1 + jobs.len() as u64).contains(&tickets),
        "reading goes on: {tickets} tickets"
    );

    disk.make_room();
    for job in &jobs {
        admin.completed(job, PATIENCE);
    }
    all_there(admin, &users);
    let last = admin.upload(&small(1000)).job();
    admin.completed(&last, PATIENCE);
    assert_eq!(admin.tickets(""), 2 + jobs.len() as u64);
}

/// Registers users (where `records` are on the full disk) and uploads exports until they are refused; hands back who and
/// what was acknowledged.
fn write_until_refused(admin: &Client, records: bool) -> (Vec<String>, Vec<String>) {
    let (mut users, mut jobs) = (Vec::new(), Vec::new());
    let (mut room_for_users, mut room_for_files) = (records, true);
    for number in 1..=900 {
        if room_for_users {
            let email = format!("user-{number}@example.com");
            let new = json!({"email": email, "password": PASSWORD, "role": "viewer"});
            let answer = admin.post("/api/auth/register", &new);
            match answer.status {
                201 => users.push(email),
                507 if answer.code() == "storage_full" => room_for_users = false,
                status => panic!("{status}: {}", answer.text()),
            }
        }
        if room_for_files {
            let sent = admin.upload(&small(number));
            match sent.0.status {
                202 => jobs.push(sent.job()),
                507 if sent.0.code() == "storage_full" => room_for_files = false,
                status => panic!("{status}: {}", sent.0.text()),
            }
        }
        if !room_for_users && !room_for_files {
            eprintln!(
                "{} users and {} uploads acknowledged before the disk was full",
                users.len(),
                jobs.len()
            );
            if records {
                sign_in_says_why(admin);
            }
            return (users, jobs);
        }
    }
    panic!("the disk was not full");
}

/// Who signs in is told of the disk: the database answers.
fn sign_in_says_why(admin: &Client) {
    let entry = json!({"email": "ada@example.com", "password": PASSWORD});
    // A session or two may find room that a user did not.
    let refused = (0..100).find_map(|_| {
        let answer = admin.post("/api/auth/login", &entry);
        (answer.status != 200).then_some(answer)
    });
    let refused = refused.expect("a full disk takes no session");
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (507, "storage_full"),
        "{}",
        refused.text()
    );
    let remedy = refused.json()["remedy"].to_string();
    assert!(remedy.contains("make room"), "{remedy}");
}

/// Every user that was acknowledged is there.
fn all_there(admin: &Client, users: &[String]) {
    let listed = admin.json("/api/auth/users").to_string();
    for email in users {
        assert!(listed.contains(email.as_str()), "{email} is lost");
    }
}

/// An export of one ticket.
fn small(number: u32) -> Upload {
    export(number..=number)
}

/// An export of the tickets with these numbers, some 40 bytes each.
fn export(numbers: RangeInclusive<u32>) -> Upload {
    let rows = numbers.map(|number| format!("A-{number},Login fails,2026-03-01 10:00\r\n"));
    let head = "Issue key,Summary,Created\r\n".to_owned();
    let text: String = std::iter::once(head).chain(rows).collect();
    Upload::bytes("export.csv", text)
}
