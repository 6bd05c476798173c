//! Uploads that come in parts, as tus 1.0.0 has it: they go on where they broke off, whatever was killed.

use std::{fs, time::Duration};

use data_encoding::BASE64;
use sample::{Columns, Options};
use serde_json::Value;
use system_tests::{Answer, App, Client, Export};

const PART: (&str, &str) = ("content-type", "application/offset+octet-stream");

/// Begins an upload of so many bytes; its path.
fn begin(client: &Client, length: usize, fields: &[(&str, &str)]) -> String {
    let metadata: Vec<String> = fields
        .iter()
        .map(|(name, text)| format!("{name} {}", BASE64.encode(text.as_bytes())))
        .collect();
    let (length, metadata) = (length.to_string(), metadata.join(","));
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-length", length.as_str()),
        ("upload-metadata", metadata.as_str()),
    ];
    let begun = client.raw("POST", "/api/uploads", &headers, b"");
    assert_eq!(begun.status, 201, "{}", begun.text());
    assert_eq!(begun.header("tus-resumable"), "1.0.0");
    begun.header("location").to_owned()
}

fn send(client: &Client, path: &str, at: u64, bytes: &[u8]) -> Answer {
    let at = at.to_string();
    client.raw(
        "PATCH",
        path,
        &[PART, ("upload-offset", at.as_str())],
        bytes,
    )
}

fn offset(client: &Client, path: &str) -> u64 {
    let status = client.json(path);
    let told = client.get(path);
    assert_eq!(
        told.header("upload-offset"),
        status["upload_offset"].to_string()
    );
    assert_eq!(told.header("cache-control"), "no-store");
    status["upload_offset"].as_u64().expect("a number")
}

fn finish(client: &Client, path: &str) -> Value {
    let answer = client.raw("POST", &format!("{path}/job"), &[], b"");
    answer.expect(202)
}

#[test]
fn an_upload_goes_on_after_the_application_was_killed_and_is_one_job() {
    let mut app = App::start();
    let client = app.bootstrap();
    let export = Export::generate(&app, &Options::new(3_000, Columns::Narrow, 5));
    let bytes = fs::read(&export.path).expect("the export");
    let fields = [
        ("filename", "week.csv"),
        ("timezone", export.manifest.timezone.as_str()),
        ("filetype", "text/csv"),
    ];
    let path = begin(&client, bytes.len(), &fields);
    let third = bytes.len() / 3;
    let first = send(&client, &path, 0, &bytes[..third]);
    assert_eq!(
        (first.status, first.header("upload-offset")),
        (204, third.to_string().as_str())
    );
    app.kill();
    app.restart();
    let client = client.at(&app);
    assert_eq!(offset(&client, &path), third as u64);
    assert_eq!(send(&client, &path, 0, &bytes).code(), "wrong_offset");
    let early = client.raw("POST", &format!("{path}/job"), &[], b"");
    assert_eq!(
        (early.status, early.code().as_str()),
        (409, "upload_incomplete")
    );
    assert_eq!(
        send(&client, &path, third as u64, &bytes[third..]).status,
        204
    );
    let job = finish(&client, &path);
    assert_eq!(job["file_info"]["filename"], "week.csv");
    assert_eq!(finish(&client, &path)["job_id"], job["job_id"]);
    let job = client.completed(
        job["job_id"].as_str().expect("an id"),
        Duration::from_mins(2),
    );
    assert_eq!(job["timezone"], export.manifest.timezone.as_str());
    assert_eq!(client.tickets(""), export.manifest.union.tickets);
    // The same content in one piece is the same job.
    let again = client.upload(&export.upload()).accepted();
    assert_eq!(
        (&again["job_id"], &again["duplicate"]),
        (&job["job_id"], &true.into())
    );
}

#[test]
fn what_is_wrong_with_a_part_is_told_and_changes_nothing() {
    let app = App::start();
    let client = app.bootstrap();
    let refused =
        |headers: &[(&str, &str)]| client.raw("POST", "/api/uploads", headers, b"").code();
    assert_eq!(refused(&[]), "bad_header");
    assert_eq!(refused(&[("upload-length", "-1")]), "bad_header");
    assert_eq!(
        refused(&[("upload-length", "999999999999")]),
        "file_too_large"
    );
    assert_eq!(
        refused(&[("upload-length", "1"), ("tus-resumable", "0.2.2")]),
        "tus_version"
    );
    let mars = [
        ("upload-length", "1"),
        ("upload-metadata", "timezone TWFycw=="),
    ];
    assert_eq!(refused(&mars), "unknown_timezone");

    let path = begin(&client, 4, &[]);
    assert_eq!(send(&client, &path, 1, b"abc").code(), "wrong_offset");
    assert_eq!(
        send(&client, &path, 0, b"abcde").code(),
        "more_than_announced"
    );
    let typed = client.raw(
        "PATCH",
        &path,
        &[("upload-offset", "0"), ("content-type", "text/csv")],
        b"a",
    );
    assert_eq!((typed.status, typed.code().as_str()), (415, "not_a_part"));
    assert_eq!(offset(&client, &path), 0);
    assert_eq!(send(&client, &path, 0, b"\0\0\0\0").status, 204);
    let no_table = client.raw("POST", &format!("{path}/job"), &[], b"");
    assert_eq!(no_table.status, 400, "{}", no_table.text());
    assert_eq!(client.send("DELETE", &path, None).status, 204);
    assert_eq!(client.get(&path).code(), "no_upload");
    assert_eq!(client.json("/api/jobs")["total"], 0);
}
