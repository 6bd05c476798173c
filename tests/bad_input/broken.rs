//! Requests that break off, are no form, or come from nobody who may.

use serde_json::json;
use system_tests::{App, Client, Upload, eventually, python, records};

use super::{GOOD, PATIENCE, good, nothing_left};

#[test]
fn half_a_body_and_no_form_at_all_leave_nothing() {
    let app = App::start();
    let client = app.bootstrap();
    // More than is read before a component gets it.
    let large = Upload::bytes(
        "large.csv",
        format!("{GOOD}{}", "A-3,More,2026-03-01,Open\r\n".repeat(5000)),
    );
    let stream = client.begin_upload(&large, 0.8);
    eventually("the upload is on its way", PATIENCE, || {
        (!app.uploads().is_empty()).then_some(())
    });
    // The client may be gone before it is told.
    if let Ok(answer) = Client::break_off(&stream) {
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "body_cut_off"),
            "{}",
            answer.text()
        );
    }
    eventually("nothing is left", PATIENCE, || {
        app.uploads().is_empty().then_some(())
    });
    nothing_left(&app, &client, "half a body");

    let boundary = ("content-type", "multipart/form-data; boundary=x");
    let file = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nIssue key,Summary\r\n";
    for (what, headers, body, code) in [
        (
            "a form without its end",
            vec![boundary],
            file,
            "body_cut_off",
        ),
        (
            "a form without a file",
            vec![boundary],
            "--x--\r\n",
            "no_file",
        ),
        (
            "no form",
            vec![("content-type", "text/csv")],
            GOOD,
            "not_multipart",
        ),
        ("nothing", vec![], "", "not_multipart"),
        (
            "a field nobody knows",
            vec![boundary],
            "--x\r\ncontent-disposition: form-data; name=\"path\"\r\n\r\n/etc/passwd\r\n--x--\r\n",
            "unknown_field",
        ),
    ] {
        let answer = client.raw("POST", "/api/upload", &headers, body.as_bytes());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, code),
            "{what}: {}",
            answer.text()
        );
        nothing_left(&app, &client, what);
    }
    client.ingest(&good());
    assert_eq!(client.tickets(""), 2);
}

#[test]
fn who_may_not_is_told_before_the_body_is_read() {
    let app = App::start();
    let client = app.bootstrap();
    let expired = app.visitor().with_token(&expired(&app, client.token()));
    for (what, caller, code) in [
        ("no token", app.visitor(), "no_token"),
        (
            "a garbled token",
            app.visitor().with_token("garbled"),
            "invalid_token",
        ),
        ("an expired token", expired, "expired_token"),
    ] {
        let answer = caller.upload(&good()).0;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (401, code),
            "{what}: {}",
            answer.text()
        );
        nothing_left(&app, &client, what);
    }
    let job = client.ingest(&good());
    let id = job["job_id"].as_str().expect("an id");
    let stranger = app.other_workspace(&client);
    for path in [
        format!("/api/job/{id}"),
        format!("/api/job/{id}/errors"),
        "/api/tickets/A-1".to_owned(),
    ] {
        assert_eq!(stranger.get(&path).status, 404, "{path}");
    }
    let sent = stranger.upload(&good()).accepted();
    assert_eq!(
        sent["duplicate"], false,
        "the same content in another workspace is another job"
    );
    assert_ne!(sent["job_id"], id);
}

/// The token of a minute ago that was good for no time: signed by this installation's own key.
fn expired(app: &App, token: &str) -> String {
    let script = r#"
import base64, hashlib, hmac, json, sys
asked = json.load(sys.stdin)
def decode(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
def encode(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
head, payload, signature = asked["token"].split(".")
for [value] in asked["secrets"]:
    try: key = decode(value)
    except Exception: continue
    if encode(hmac.digest(key, f"{head}.{payload}".encode(), "sha256")) == signature:
        payload = encode(decode(payload).replace(b'"exp":' + str(json.loads(decode(payload))["exp"]).encode(), b'"exp":1700000000'))
        json.dump(f"{head}.{payload}." + encode(hmac.digest(key, f"{head}.{payload}".encode(), "sha256")), sys.stdout)
        break
else: sys.exit("no key of this installation signed the token")
"#;
    let secrets = records(app, "SELECT value FROM installation_secrets");
    let forged = python(script, &json!({"token": token, "secrets": secrets}));
    forged.as_str().expect("a token").to_owned()
}
