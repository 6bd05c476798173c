//! Every operation of the API with every role, and with somebody of another workspace.

mod reports;
mod roles;

use std::{collections::BTreeMap, time::Duration};

use roles::allowed;
use sample::{Columns, Options};
use serde_json::{Value, json};
use system_tests::{Answer, App, Client, Export, Role, eventually, run_all};

/// An operation as the document has it.
#[derive(Debug, Clone)]
struct Operation {
    method: String,
    path: String,
    permission: String,
    /// Names of its parameters in the query.
    query: Vec<String>,
}

/// An app with somebody of each kind, and something to look for.
struct Cast {
    admin: Client,
    users: Vec<(Role, Client)>,
    stranger: Client,
    visitor: Client,
    operations: Vec<Operation>,
    /// By path parameter: what exists in the first workspace.
    names: BTreeMap<&'static str, String>,
    _app: App,
}

#[test]
fn every_operation_asks_for_its_permission_and_shows_nothing_of_others() {
    let app = App::start();
    let visitor = app.visitor();
    let operations = operations(&visitor.json("/api/openapi.json"));
    let admin = app.bootstrap();
    let mut users: Vec<_> = [Role::Viewer, Role::Analyst]
        .map(|role| (role, app.user(&admin, role)))
        .into();
    users.push((Role::Admin, admin.clone()));
    let stranger = app.other_workspace(&admin);
    let export = Export::generate(&app, &Options::new(30, Columns::Narrow, 5));
    let job = admin.ingest(&export.upload());
    let me = admin.json("/api/auth/me");
    let saving = json!({"name": "SUP-weekly", "job_id": job["job_id"]});
    let mapping = admin.post("/api/mappings", &saving).expect(201);
    let term = json!({"term": "SUP-name", "label": "PRODUCT"});
    let term = admin.post("/api/gazetteer", &term).expect(201);
    let staff = json!({"kind": "name", "value": "SUP-staff"});
    let staff = admin.post("/api/staff", &staff).expect(201);
    let ticket = export.manifest.known[0].key.clone();
    let texts = &admin.json(&format!("/api/tickets/{ticket}"))["comments"];
    let names = BTreeMap::from([
        ("job", job["job_id"].as_str().expect("an id").to_owned()),
        ("ticket", ticket),
        ("text", texts[0]["id"].to_string()),
        ("term", term["id"].to_string()),
        ("staff", staff["id"].to_string()),
        ("user", me["id"].to_string()),
        ("mapping", mapping["id"].as_str().expect("an id").to_owned()),
        ("upload", upload(&admin)),
    ]);
    let names = names
        .into_iter()
        .chain(reports::made(&app, &admin))
        .collect();
    let cast = Cast {
        admin,
        users,
        stranger,
        visitor,
        operations,
        names,
        _app: app,
    };
    run_all(
        &cast,
        &[
            ("the document has all operations", whole_document),
            ("without a token", without_token),
            ("with a token that is none", with_a_bad_token),
            ("with each role", with_each_role),
            ("what exists elsewhere does not exist", not_found_elsewhere),
            ("lists of another workspace show nothing", lists_elsewhere),
        ],
    );
}

/// An upload in parts of which nothing has come yet.
fn upload(client: &Client) -> String {
    let headers = [
        ("upload-length", "9"),
        ("upload-metadata", "filename U1VQLWZpbGU="),
    ];
    let begun = client.raw("POST", "/api/uploads", &headers, b"");
    assert_eq!(begun.status, 201, "{}", begun.text());
    let location = begun.header("location");
    location.rsplit('/').next().expect("a name").to_owned()
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().expect("paths");
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("an item") {
            if !["get", "put", "post", "patch", "delete"].contains(&method.as_str()) {
                continue;
            }
            let permission = operation["x-permission"].as_str();
            let permission = permission
                .unwrap_or_else(|| panic!("{method} {path} names no x-permission"))
                .to_owned();
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let query = parameters
                .filter(|parameter| parameter["in"] == "query")
                .filter_map(|parameter| Some(parameter["name"].as_str()?.to_owned()))
                .collect();
            operations.push(Operation {
                query,
                method: method.to_uppercase(),
                path: path.clone(),
                permission,
            });
        }
    }
    operations
}

fn whole_document(cast: &Cast) {
    assert!(
        cast.operations.len() >= 43,
        "only {} operations",
        cast.operations.len()
    );
    for prefix in [
        "/api/auth/",
        "/api/upload",
        "/api/job/",
        "/api/sentiment/score",
        "/api/tickets",
        "/api/report/",
        "/health",
    ] {
        let found = cast
            .operations
            .iter()
            .any(|operation| operation.path.starts_with(prefix));
        assert!(found, "nothing under {prefix}");
    }
}

fn without_token(cast: &Cast) {
    for operation in &cast.operations {
        let answer = cast
            .visitor
            .send(&operation.method, &concrete(operation, "none"), None);
        if operation.path == "/api/auth/logout" {
            // Public, as a cookie will do too; without either there is nothing to end.
            assert_eq!(answer.status, 401, "{operation:?}");
        } else if operation.permission == "public" {
            assert_ne!(answer.code(), "no_token", "{operation:?}");
        } else {
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (401, "no_token"),
                "{operation:?}"
            );
        }
    }
}

fn with_a_bad_token(cast: &Cast) {
    let token = cast.admin.token();
    let other_signature = format!("{}AAAA", &token[..token.len() - 4]);
    for bad in ["x", "a.b.c", &other_signature] {
        let client = cast.visitor.with_token(bad);
        for operation in cast
            .operations
            .iter()
            .filter(|operation| operation.permission != "public")
        {
            let answer = client.send(&operation.method, &concrete(operation, "none"), None);
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (401, "invalid_token"),
                "{operation:?} with {bad}"
            );
        }
    }
}

fn with_each_role(cast: &Cast) {
    for operation in cast
        .operations
        .iter()
        .filter(|operation| operation.permission != "public")
    {
        for (role, client) in &cast.users {
            let answer = client.send(&operation.method, &concrete(operation, "none"), None);
            if allowed(&operation.permission).contains(role) {
                assert!(
                    ![401, 403].contains(&answer.status) && answer.status < 500,
                    "{operation:?} as {role:?}: {}",
                    answer.text()
                );
            } else {
                assert_eq!(
                    answer.status,
                    403,
                    "{operation:?} as {role:?}: {}",
                    answer.text()
                );
                assert!(
                    !answer.code().is_empty(),
                    "{operation:?} as {role:?}: {}",
                    answer.text()
                );
            }
        }
    }
}

/// The rescoring whose changes are kept, once none is under way: each role may have asked for one.
fn rescoring(cast: &Cast) -> String {
    cast.admin.post("/api/rescoring", &json!({}));
    eventually("no rescoring is under way", Duration::from_mins(1), || {
        let scoring = cast.admin.json("/api/scoring");
        let compared = scoring["compared"].as_str().map(str::to_owned);
        compared.filter(|_| scoring["running"].is_null())
    })
}

fn not_found_elsewhere(cast: &Cast) {
    let rescoring = rescoring(cast);
    let mut checked = 0;
    for operation in cast
        .operations
        .iter()
        .filter(|operation| operation.path.contains('{'))
    {
        let name = match operation.path.split('/').nth(2) {
            Some("job" | "v1") => &cast.names["job"],
            Some("tickets") => &cast.names["ticket"],
            Some("gazetteer") => &cast.names["term"],
            Some("staff") => &cast.names["staff"],
            Some("texts") => &cast.names["text"],
            Some("auth") => &cast.names["user"],
            Some("mappings") => &cast.names["mapping"],
            Some("uploads") => &cast.names["upload"],
            Some("rescoring") => &rescoring,
            Some("report") => &cast.names[operation.path.split('/').nth(3).unwrap_or_default()],
            _ => panic!("which parameter does {operation:?} have?"),
        };
        let body = match (operation.method.as_str(), operation.path.as_str()) {
            ("PUT", "/api/texts/{id}/label") => Some(json!({"sentiment": "neutral"})),
            ("PUT", "/api/gazetteer/{id}") => Some(json!({"term": "x", "label": "PRODUCT"})),
            ("PUT", "/api/staff/{id}") => Some(json!({"kind": "name", "value": "x"})),
            ("PUT", "/api/report/schedules/{id}") => Some(reports::weekly()),
            ("PUT", "/api/report/templates/{id}") => Some(json!({"name": "x", "layout": {}})),
            ("POST", "/api/report/schedules/{id}/send") => Some(json!({"to": "me"})),
            ("POST", "/api/report/deliveries/{id}/settle") => Some(json!({"arrived": true})),
            ("POST", "/api/job/{id}/timezone") => Some(json!({"timezone": "UTC"})),
            ("PUT", _) => Some(json!({"fields": {}})),
            ("PATCH", "/api/v1/queue/{id}") => Some(json!({"priority": 50})),
            ("PATCH", "/api/report/webhooks/{id}") => Some(json!({"enabled": true})),
            ("PATCH", _) => Some(json!({"role": "viewer"})),
            _ => None,
        };
        let path = concrete(operation, name);
        let send =
            |client: &Client| -> Answer { client.send(&operation.method, &path, body.as_ref()) };
        let answer = send(&cast.stranger);
        assert_eq!(answer.status, 404, "{operation:?}: {}", answer.text());
        assert!(!answer.code().is_empty(), "{operation:?}");
        if operation.method == "GET" {
            assert_eq!(send(&cast.admin).status, 200, "{operation:?}");
        }
        checked += 1;
    }
    assert!(checked >= 28, "only {checked}");
    assert_eq!(cast.admin.json("/api/gazetteer")["total"], 1);
    assert_eq!(
        cast.admin.json("/api/staff")["results"][0]["value"],
        "SUP-staff"
    );
    assert_eq!(cast.admin.job(&cast.names["job"])["status"], "completed");
    assert_eq!(cast.admin.json("/api/auth/me")["role"], "admin");
}

fn lists_elsewhere(cast: &Cast) {
    let secrets = [
        cast.names["job"].as_str(),
        "SUP-",
        "ada@example.com",
        "viewer-",
    ];
    let mut seen_by_owner = 0;
    let lists = cast
        .operations
        .iter()
        .filter(|operation| operation.method == "GET" && !operation.path.contains('{'));
    // A file, two pages for who has a link, and a preference that nobody has saved.
    let others = [
        "/api/report/pdf",
        "/api/report/unsubscribe",
        "/api/report/confirm",
        "/api/report/schedule",
    ];
    for operation in lists.filter(|operation| !others.contains(&operation.path.as_str())) {
        let asked = [
            ("q", "the"),
            ("start_date", "2026-01-01"),
            ("end_date", "2026-12-31"),
        ];
        let asked: Vec<String> = asked
            .iter()
            .filter(|(name, _)| operation.query.iter().any(|known| known == name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let path = format!("{}?{}", operation.path, asked.join("&"));
        let answer = cast.stranger.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        for secret in secrets {
            assert!(
                !answer.text().contains(secret),
                "{path} shows {secret} to another workspace: {}",
                answer.text()
            );
        }
        let own = cast.admin.get(&path).text();
        seen_by_owner += u32::from(secrets.iter().any(|secret| own.contains(secret)));
    }
    assert!(
        seen_by_owner >= 11,
        "the owner sees them in {seen_by_owner} lists only"
    );
    assert_eq!(cast.stranger.tickets(""), 0);
    assert_eq!(
        cast.stranger.json("/api/dashboard/metrics")["total_tickets"],
        0
    );
    assert_eq!(
        cast.stranger
            .json("/api/sentiment/overview?start_date=2026-01-01&end_date=2026-12-31")["total"],
        0
    );
    assert_eq!(cast.stranger.json("/api/filters")["statuses"], json!([]));
}

/// The path with a name in place of its parameter.
fn concrete(operation: &Operation, name: &str) -> String {
    // Users have numbers.
    let name = if name == "none" && operation.path.starts_with("/api/auth/users/") {
        "999999"
    } else {
        name
    };
    let parts = operation
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { name } else { part });
    let path = parts.collect::<Vec<_>>().join("/");
    // Which rows has to be said.
    let which = if operation.path == "/api/job/{id}/rows" {
        "?kind=empty"
    } else {
        ""
    };
    path + which
}
