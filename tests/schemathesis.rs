//! The document is the server: schemathesis sends what the document allows and what it does not, and holds each answer
//! to it.

use std::process::Command;

use sample::{Columns, Options};
use serde_json::json;
use system_tests::{App, Export, PASSWORD, Role, root};

/// Runs for as many seconds as `UNDERTONE_SECONDS` says, with the Python that `UNDERTONE_PYTHON` names.
#[test]
#[ignore = "`cargo xtask test --api` runs it: it needs schemathesis"]
fn every_answer_is_as_the_document_says() {
    let setting = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let app = App::start();
    let admin = app.bootstrap();
    let export = Export::generate(&app, &Options::new(40, Columns::Narrow, 11));
    let job = admin.ingest(&export.upload());
    let term = json!({"term": "Aurora Sync", "label": "PRODUCT"});
    admin.post("/api/gazetteer", &term).expect(201);
    let staff = json!({"kind": "domain", "value": "help.example"});
    admin.post("/api/staff", &staff).expect(201);
    let mapping = json!({"name": "weekly", "job_id": job["job_id"]});
    admin.post("/api/mappings", &mapping).expect(201);
    let rescoring = admin.send("POST", "/api/rescoring", None).expect(202);
    let id = rescoring["job_id"].as_str().expect("a job");
    admin.completed(id, std::time::Duration::from_mins(2));
    // An administrator beside the first one, so that no request can leave the workspace without.
    let tester = app.user(&admin, Role::Admin).json("/api/auth/me");
    let credentials = json!({"email": tester["email"], "password": PASSWORD});
    let session = app
        .visitor()
        .post("/api/auth/login", &credentials)
        .expect(200);

    let address = format!("http://{}", app.address());
    let status = Command::new(setting("UNDERTONE_PYTHON"))
        .args([
            "-m",
            "schemathesis.cli",
            "--config-file",
            "schemathesis.toml",
            "run",
        ])
        .args([
            "--url",
            &address,
            "--max-time",
            &setting("UNDERTONE_SECONDS"),
        ])
        .arg(root().join("functions/web/openapi.json"))
        .current_dir(root().join("tests/schemathesis"))
        .env("UNDERTONE_ADDRESS", &address)
        .env("UNDERTONE_USER", tester["id"].to_string())
        .env(
            "UNDERTONE_REFRESH_TOKEN",
            session["refresh_token"].as_str().expect("a token"),
        )
        .status()
        .expect("schemathesis runs");
    assert!(status.success(), "what schemathesis found stands above");
}
