//! Files that bring down who reads them. Each was one good Parquet file of 410 bytes before a byte of it was changed: of
//! the definition levels of a list, and of the length of what follows.

use std::thread;

use serde_json::Value;
use system_tests::{App, Upload, python};

use super::{PATIENCE, good, nothing_left};

const CRAFTED: [(&str, &[u8], &str); 3] = [
    (
        "levels",
        include_bytes!("crafted/levels.parquet"),
        "file_damaged",
    ),
    (
        "lengths",
        include_bytes!("crafted/lengths.parquet"),
        "file_damaged",
    ),
    // This one is seen before it is read.
    (
        "list",
        include_bytes!("../../crates/wire/tests/files/broken/wrong_list.parquet"),
        "bad_parquet",
    ),
];

/// A ZIP archive with one ticket.
const ARCHIVE: &str = r#"
import io, json, sys, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, "w") as archive:
    archive.writestr("export.csv", "Issue key,Summary,Created\r\nZ-1,Fine,2026-03-01 10:00\r\n")
json.dump(list(out.getvalue()), sys.stdout)"#;

#[test]
fn a_file_that_brings_its_reader_down_is_refused_and_touches_no_other() {
    let app = App::start();
    let client = app.bootstrap();
    for (what, bytes, code) in CRAFTED {
        for path in ["/api/upload", "/api/upload-parquet"] {
            let upload = Upload::bytes("crafted.parquet", bytes);
            let answer = client.try_upload_to(path, &upload).expect("an answer").0;
            let problem = answer.expect(400);
            assert_eq!(
                (answer.code().as_str(), answer.header("content-type")),
                (code, "application/problem+json"),
                "{what}: {problem}"
            );
            assert!(
                problem["remedy"]
                    .as_str()
                    .is_some_and(|remedy| !remedy.is_empty())
            );
            nothing_left(&app, &client, what);
        }
    }
    // Others upload meanwhile: a table as it comes, and an archive in the same component.
    let archive = python(ARCHIVE, &Value::Null);
    let archive: Vec<u8> = serde_json::from_value(archive).expect("bytes");
    thread::scope(|scope| {
        let crafted: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    client
                        .upload(&Upload::bytes("crafted.parquet", CRAFTED[0].1))
                        .0
                })
            })
            .collect();
        let table = client.upload(&good()).job();
        let packed = client.upload(&Upload::bytes("export.zip", archive)).job();
        for answer in crafted {
            let answer = answer.join().expect("an answer");
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (400, "file_damaged")
            );
        }
        client.completed(&table, PATIENCE);
        client.completed(&packed, PATIENCE);
    });
    assert_eq!(client.tickets(""), 3);
}
