//! Files that are refused as a whole.

use serde_json::{Value, json};
use system_tests::{App, Client, Upload, full, python};

use super::{GOOD, good, nothing_left};

/// What a refused upload must be told.
struct Refused {
    what: &'static str,
    upload: Upload,
    status: u16,
    code: &'static str,
    /// Data row, 0 for the header.
    row: Option<u64>,
    column: Option<&'static str>,
    field: Option<&'static str>,
}

impl Refused {
    fn new(what: &'static str, upload: Upload, code: &'static str) -> Self {
        Self {
            what,
            upload,
            status: 400,
            code,
            row: None,
            column: None,
            field: None,
        }
    }

    fn bytes(what: &'static str, bytes: impl Into<Vec<u8>>, code: &'static str) -> Self {
        Self::new(what, Upload::bytes("tickets.csv", bytes), code)
    }

    fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn at(self, row: u64, column: &'static str) -> Self {
        Self {
            row: Some(row),
            column: Some(column),
            ..self
        }
    }

    fn row(self, row: u64) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }

    fn column(self, column: &'static str) -> Self {
        Self {
            column: Some(column),
            ..self
        }
    }

    fn field(self, field: &'static str) -> Self {
        Self {
            field: Some(field),
            ..self
        }
    }

    fn check(&self, app: &App, client: &Client) {
        let (what, answer) = (self.what, client.upload(&self.upload).0);
        assert_eq!(answer.status, self.status, "{what}: {}", answer.text());
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{what}"
        );
        let problem = answer.json();
        assert_eq!(problem["code"], self.code, "{what}: {problem}");
        assert_eq!(problem["status"], self.status, "{what}: {problem}");
        for text in ["title", "detail", "remedy"] {
            assert!(
                problem[text].as_str().is_some_and(|text| text.len() > 2),
                "{what}: {text} of {problem}"
            );
        }
        assert_eq!(problem["row"].as_u64(), self.row, "{what}: {problem}");
        assert_eq!(problem["column"].as_str(), self.column, "{what}: {problem}");
        assert_eq!(problem["field"].as_str(), self.field, "{what}: {problem}");
        nothing_left(app, client, what);
    }
}

const LIMIT: usize = 60_000;

/// One bomb of each kind: 40 MB of zeros, packed.
fn bombs() -> (Vec<u8>, Vec<u8>) {
    let script = "
import base64, gzip, io, json, sys, zipfile
zeros, out = bytes(10_000_000), io.BytesIO()
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as bomb:
    with bomb.open('tickets.csv', 'w') as file:
        for _ in range(4): file.write(zeros)
packed = gzip.compress(zeros)
json.dump([out.getvalue().hex(), packed.hex()], sys.stdout)";
    let made = python(script, &Value::Null);
    let bytes = |hex: &Value| -> Vec<u8> {
        let hex = hex.as_str().expect("hexadecimal digits").as_bytes();
        let digit = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
                .expect("a digit")
        };
        hex.chunks(2)
            .map(|pair| digit(pair[0]) * 16 + digit(pair[1]))
            .collect()
    };
    (bytes(&made[0]), bytes(&made[1]))
}

/// Files that are no exports.
fn refused_by_content() -> Vec<Refused> {
    let (zip, gzip) = bombs();
    let rows = |count: usize| {
        format!(
            "Issue key,Summary,Created\r\n{}",
            "A-1,x,2026-03-01 10:00\r\n".repeat(count)
        )
    };
    vec![
        Refused::bytes("an empty file", "", "empty_file"),
        Refused::bytes("a blank file", "\r\n\r\n", "empty_file"),
        Refused::bytes("a header alone", "Issue key,Summary,Created\r\n", "no_rows"),
        Refused::bytes(
            "a picture named .csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            "binary_file",
        ),
        Refused::bytes(
            "noise named .csv",
            (0..4_000_u32)
                .map(|n| (n * n % 251) as u8)
                .collect::<Vec<_>>(),
            "binary_file",
        ),
        Refused::bytes(
            "a web page",
            "<!DOCTYPE html><html><body>Sign in</body></html>",
            "binary_file",
        ),
        Refused::bytes("a zip bomb", zip, "unpacked_too_large").status(413),
        Refused::bytes("a gzip bomb", gzip, "unpacked_too_large").status(413),
        Refused::bytes(
            "JSON that is cut off",
            "[{\"key\":\"A-1\"},{\"ke",
            "bad_json",
        )
        .row(2),
        Refused::bytes(
            "a cut-off archive",
            b"\x1F\x8B\x08\0\0".to_vec(),
            "bad_archive",
        ),
        Refused::bytes(
            "no Parquet",
            b"PAR1 and no more PAR1".to_vec(),
            "bad_parquet",
        ),
        Refused::bytes(
            "a cut-off quote",
            "Issue key,Summary,Created\r\nA-1,ok,2026-03-01 10:00\r\nA-2,\"half of it",
            "unterminated_quote",
        )
        .at(2, "2"),
        Refused::bytes(
            "a cut-off quote behind many rows",
            format!("{}A-9,\"half", rows(1_500)),
            "unterminated_quote",
        )
        .at(1_501, "2"),
    ]
}

/// Settings that cannot be, and files that are too large.
fn refused_by_form() -> Vec<Refused> {
    vec![
        Refused::new(
            "an unknown timezone",
            good().field("timezone", "Mars/Olympus"),
            "unknown_timezone",
        )
        .field("timezone"),
        Refused::new(
            "an unknown timezone behind the file",
            good().field_behind("timezone", "Mars/Olympus"),
            "unknown_timezone",
        )
        .field("timezone"),
        Refused::new(
            "a mapping to no column",
            good().field("mapping", r#"{"fields":{"summary":"Betreff"}}"#),
            "unknown_column",
        )
        .column("Betreff")
        .field("mapping"),
        Refused::new(
            "a mapping to a column too far",
            good().field("mapping", r#"{"fields":{"summary":[17]}}"#),
            "column_out_of_range",
        )
        .column("17")
        .field("mapping"),
        Refused::new(
            "a mapping that is no JSON",
            good().field("mapping", "{"),
            "bad_mapping",
        )
        .field("mapping"),
        Refused::bytes("one byte too many", vec![b'x'; LIMIT + 1], "file_too_large")
            .status(413)
            .field("file"),
        Refused::new(
            "far too many bytes",
            Upload::repeated(
                "Issue key,Summary,Created\r\n",
                "A-1,x,2026-03-01 10:00\r\n",
                3_000_000,
            ),
            "file_too_large",
        )
        .status(413)
        .field("file"),
    ]
}

#[test]
fn what_is_refused_says_where_and_leaves_nothing() {
    let app = App::with(&[("upload_limit_bytes", &LIMIT.to_string())]);
    let client = app.bootstrap();
    let mut failed = Vec::new();
    for case in refused_by_content().into_iter().chain(refused_by_form()) {
        let check = std::panic::AssertUnwindSafe(|| case.check(&app, &client));
        if std::panic::catch_unwind(check).is_err() {
            failed.push(case.what);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
    let mut exact = GOOD.to_owned();
    exact.push_str(&"\r\n".repeat((LIMIT - GOOD.len()) / 2));
    assert_eq!(exact.len(), LIMIT);
    client.ingest(&Upload::bytes("exact.csv", exact));
    assert_eq!(
        client.tickets(""),
        2,
        "a file of exactly the limit is taken"
    );
}

#[test]
fn the_largest_file_and_one_byte_more() {
    if !full() {
        return;
    }
    let app = App::start();
    let client = app.bootstrap();
    let upload = Upload::repeated(
        "Issue key,Summary,Created\r\n",
        &format!(
            "A-1,{},2026-03-01 10:00\r\n",
            "All is well today. ".repeat(400)
        ),
        500 * 1024 * 1024 + 1,
    );
    let answer = client.upload(&upload).0;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (413, "file_too_large"),
        "{}",
        answer.text()
    );
    nothing_left(&app, &client, "500 MB and a byte");
    let upload = Upload::repeated(
        "Issue key,Summary,Created\r\n",
        "A-1,All is well today,2026-03-01 10:00\r\n",
        500 * 1024 * 1024,
    );
    let answer = client.upload(&upload).accepted();
    let job = client.job(answer["job_id"].as_str().unwrap());
    assert_eq!(
        (&job["status"], &job["error"]["code"]),
        (&json!("review"), &json!("keys_repeat"))
    );
}
