//! `undertone import`: files, folders, a pipe and a folder that is watched.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use sample::{Columns, Options};
use system_tests::{App, Client, Export, binary, eventually};

/// The command as the first user of an application.
fn import(app: &App) -> Command {
    let mut command = Command::new(binary());
    command
        .args(["import", "--email", "ada@example.com"])
        .env("UNDERTONE_URL", format!("http://{}", app.address()))
        .env("UNDERTONE_PASSWORD", system_tests::PASSWORD);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn start() -> (App, Client) {
    let app = App::start();
    let client = app.bootstrap();
    (app, client)
}

#[test]
fn a_folder_is_imported_in_the_order_of_its_files_and_what_is_no_export_is_told() {
    let (app, client) = start();
    let folder = app.data().join("exports");
    fs::create_dir(&folder).expect("a folder");
    let mut tickets = 0;
    for week in 0..2 {
        let options = Options {
            week,
            ..Options::new(300, Columns::Narrow, 5)
        };
        let export = Export::generate(&app, &options);
        fs::rename(&export.path, folder.join(format!("week {week}.csv"))).expect("it is moved");
        tickets = export.manifest.union.tickets;
    }
    let good = import(&app).arg(&folder).output().expect("it runs");
    assert!(good.status.success(), "{}", said(&good));
    assert_eq!(client.tickets(""), tickets);
    let lines = said(&good);
    let (first, second) = (lines.find("week 0.csv: "), lines.find("week 1.csv: "));
    assert!(first.is_some() && first < second, "{lines}");

    fs::write(folder.join("picture.csv"), b"\x89PNG\r\n\x1a\n\0\0\0\0").expect("a file");
    let bad = import(&app).arg(&folder).output().expect("it runs");
    assert!(!bad.status.success());
    assert!(said(&bad).contains("1 file not imported"), "{}", said(&bad));
    assert_eq!(client.tickets(""), tickets);
}

#[test]
fn a_pipe_is_imported_and_a_wrong_password_is_told() {
    let (app, client) = start();
    let mut child = import(&app)
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(b"Issue key,Summary,Created\nA-1,It broke,2026-03-01T08:00:00Z\n")
        .expect("it is read");
    drop(pipe);
    let done = child.wait_with_output().expect("it ends");
    assert!(done.status.success(), "{}", said(&done));
    assert!(
        said(&done).contains("1 new, 0 updated, 0 unchanged tickets"),
        "{}",
        said(&done)
    );
    assert_eq!(client.tickets(""), 1);

    let wrong = import(&app)
        .arg("-")
        .env("UNDERTONE_PASSWORD", "not the password")
        .output()
        .expect("it runs");
    assert!(!wrong.status.success());
    assert!(
        !said(&wrong).contains("not the password"),
        "{}",
        said(&wrong)
    );
}

#[test]
fn what_is_put_into_a_watched_folder_is_imported_and_moved_away() {
    let (app, client) = start();
    let inbox = app.data().join("inbox");
    fs::create_dir(&inbox).expect("a folder");
    let mut watching = import(&app)
        .arg("--watch")
        .arg(&inbox)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let export = Export::generate(&app, &Options::new(50, Columns::Narrow, 5));
    long_written(&export.path);
    fs::rename(&export.path, inbox.join("week.csv")).expect("it is moved");
    fs::write(inbox.join("no-table.bin"), b"\0\0\0\0").expect("a file");
    long_written(&inbox.join("no-table.bin"));
    eventually("both are moved away", Duration::from_mins(2), || {
        let done = inbox.join("done/week.csv").exists();
        (done && inbox.join("refused/no-table.bin.txt").exists()).then_some(())
    });
    watching.kill().expect("SIGKILL is sent");
    watching.wait().expect("it ends");
    assert_eq!(client.tickets(""), export.manifest.union.tickets);
    let reason = fs::read_to_string(inbox.join("refused/no-table.bin.txt")).expect("a reason");
    assert!(!reason.trim().is_empty());
}

#[test]
fn the_application_imports_what_is_put_into_its_inbox_once_whatever_kills_it() {
    let (mut app, client) = start();
    let inbox = app.data().join("inbox");
    fs::create_dir(&inbox).expect("a folder");
    app.restart();
    eventually(
        "it is told that nobody watches",
        Duration::from_secs(30),
        || {
            fs::read_to_string(app.log())
                .expect("a log")
                .contains("inbox_unwatched")
                .then_some(())
        },
    );
    app.give("UNDERTONE_INBOX_EMAIL", "ada@example.com");
    app.give("UNDERTONE_INBOX_PASSWORD", "not the password");
    fs::write(inbox.join("no-table.bin"), b"\0\0\0\0").expect("a file");
    long_written(&inbox.join("no-table.bin"));
    app.restart();
    eventually("the account is refused", Duration::from_mins(1), || {
        fs::read_to_string(app.log())
            .expect("a log")
            .contains("inbox_waits")
            .then_some(())
    });
    assert!(inbox.join("no-table.bin").exists(), "its files stay");
    app.give("UNDERTONE_INBOX_PASSWORD", system_tests::PASSWORD);
    app.restart();
    let export = Export::generate(&app, &Options::new(3_000, Columns::Narrow, 5));
    long_written(&export.path);
    fs::rename(&export.path, inbox.join("week.csv")).expect("it is moved");
    let client = client.at(&app).sign_in("ada@example.com");
    let jobs = |client: &Client| client.json("/api/jobs")["total"].as_u64();
    eventually("its job is there", Duration::from_mins(2), || {
        (jobs(&client) == Some(1)).then_some(())
    });
    app.restart();
    eventually("both are moved away", Duration::from_mins(3), || {
        let done = inbox.join("done/week.csv").exists();
        (done && inbox.join("refused/no-table.bin.txt").exists()).then_some(())
    });
    let client = client.at(&app).sign_in("ada@example.com");
    assert_eq!(jobs(&client), Some(1));
    assert_eq!(client.tickets(""), export.manifest.union.tickets);
    let log = fs::read_to_string(app.log()).expect("a log");
    assert!(!log.contains("ada@example.com") && !log.contains("not the password"));
}

/// Says that nobody has written to a file for an hour, so that it counts as whole at once.
fn long_written(path: &Path) {
    let file = fs::File::options()
        .append(true)
        .open(path)
        .expect("the file");
    let written = file.metadata().and_then(|about| about.modified());
    let hour_before = written.expect("its time") - Duration::from_hours(1);
    file.set_modified(hour_before).expect("its time is set");
}
