//! The published API document is what the functions' routers say (`cargo xtask openapi` writes it anew), and says all
//! that a caller has to know.

#[path = "openapi/answers.rs"]
mod answers;

use std::{collections::BTreeSet, path::Path};

use endpoint::{Context, testing::App};
use jiff::Timestamp;
use report::{Typesetter, Unset};
use serde_json::{Value, json};
use utoipa::openapi::{Info, OpenApi};

/// What holds for all operations.
const ABOUT: &str = "Every failure is `application/problem+json`: `code` names it for programs, `detail` and `remedy` \
    say it to people, `field` is the parameter or the part of the body that is meant. A parameter or a field that is not \
    listed here is refused rather than ignored, as is a number outside its bounds.";

/// The documents of all functions as one.
fn merged() -> String {
    let cx = Context::in_memory(Timestamp::UNIX_EPOCH);
    // Documenting asks no one to set a report.
    let nowhere = Typesetter::new(
        |_| Box::pin(async { Err(Unset::Failed("documented only".to_owned())) }),
        |_| Box::pin(async { Err(Unset::Failed("documented only".to_owned())) }),
    );
    let nothing = upload::Unpacker::new(|_| {
        Box::pin(async { Err(upload::Unreachable("documented only".to_owned())) })
    });
    let mut info = Info::new("Undertone", "0.1.0");
    info.description = Some(ABOUT.to_owned());
    let mut document = OpenApi::new(info, utoipa::openapi::Paths::new());
    for part in [
        auth::router(cx.clone()).1,
        upload::router(cx.clone(), nothing).1,
        analytics::router(cx.clone()).1,
        report::router(cx, nowhere).1,
    ] {
        document.merge(part);
    }
    answers::complete(&mut document);
    document.to_pretty_json().expect("the document is JSON") + "\n"
}

#[test]
fn the_published_document_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let merged = merged();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, merged).expect("the document can be written");
        return;
    }
    let published = std::fs::read_to_string(&file).expect("the document exists");
    assert!(
        published == merged,
        "functions/web/openapi.json is out of date: run `cargo xtask openapi`"
    );
}

/// An operation of the document.
struct Operation {
    name: String,
    says: Value,
}

impl Operation {
    fn parameters(&self) -> impl Iterator<Item = &Value> {
        self.says["parameters"].as_array().into_iter().flatten()
    }

    fn statuses(&self) -> BTreeSet<u16> {
        let responses = self.says["responses"].as_object().expect("responses");
        responses
            .keys()
            .map(|status| status.parse().expect("a status and no span of them"))
            .collect()
    }

    /// The schema of its JSON body, if it takes one.
    fn json_body(&self) -> Option<&Value> {
        self.says["requestBody"]["content"]["application/json"].get("schema")
    }
}

fn document() -> Value {
    serde_json::from_str(&merged()).expect("the document is JSON")
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("methods");
        methods.iter().map(move |(method, says)| Operation {
            name: format!("{method} {path}"),
            says: says.clone(),
        })
    });
    operations.collect()
}

#[test]
fn every_operation_says_who_may_call_it() {
    let document = document();
    let mut ids = BTreeSet::new();
    for operation in operations(&document) {
        let name = &operation.name;
        let id = operation.says["operationId"].as_str().expect("an id");
        assert!(ids.insert(id.to_owned()), "{name}: {id} is taken");
        let public = operation.says["x-permission"].as_str().expect(name) == "public";
        let security = if public {
            Value::Null
        } else {
            json!([{"bearer": []}])
        };
        assert_eq!(operation.says["security"], security, "{name}");
        assert!(public || operation.statuses().contains(&401), "{name}");
    }
    assert_eq!(
        document["components"]["securitySchemes"]["bearer"]["type"],
        "http"
    );
}

#[test]
fn every_failure_is_a_problem() {
    let problem = json!({"$ref": "#/components/schemas/Problem"});
    for operation in operations(&document()) {
        let name = &operation.name;
        for (status, response) in operation.says["responses"].as_object().expect("responses") {
            assert_ne!(response["description"], "", "{name} {status}");
            if status.as_str() < "400" {
                continue;
            }
            let content = response["content"].as_object().expect("content");
            assert_eq!(
                content["application/problem+json"]["schema"], problem,
                "{name} {status}"
            );
            // Health says how it is as well.
            let more = usize::from(name == "get /health" && status == "503");
            assert_eq!(content.len(), 1 + more, "{name} {status}");
        }
    }
}

#[test]
fn every_operation_names_the_statuses_that_follow_from_what_it_takes() {
    for operation in operations(&document()) {
        let mut expected = vec![400, 500, 503, 504];
        if operation.says.get("requestBody").is_some() {
            expected.push(413);
        }
        if operation.json_body().is_some() {
            expected.push(415);
        }
        if operation.parameters().any(|one| one["in"] == "path") {
            expected.push(404);
        }
        let statuses = operation.statuses();
        for status in expected {
            assert!(statuses.contains(&status), "{} {status}", operation.name);
        }
        assert!(
            statuses.iter().any(|status| (200..300).contains(status)),
            "{}",
            operation.name
        );
    }
}

/// Parameters that take any text: names of tickets, files and people, as the sources write them.
const ANY_TEXT: [&str; 7] = [
    "id",
    "ticket_id",
    "source",
    "status",
    "priority",
    "product",
    "assignee",
];

#[test]
fn every_parameter_says_what_it_takes() {
    let document = document();
    for operation in operations(&document) {
        for parameter in operation.parameters() {
            let name = parameter["name"].as_str().expect("a name");
            let schema = &parameter["schema"];
            let says = |key: &str| schema.get(key).is_some();
            let bounded = match schema["type"].as_str() {
                Some("integer") => says("minimum") && says("maximum"),
                Some("boolean") => true,
                Some("string") => {
                    says("enum") || says("format") || says("maxLength") || ANY_TEXT.contains(&name)
                }
                Some("array") => {
                    let items = &schema["items"];
                    says("maxItems")
                        && ["enum", "maxLength"]
                            .iter()
                            .any(|key| items.get(key).is_some())
                }
                _ => says("$ref"),
            };
            assert!(bounded, "{} {name}: {schema}", operation.name);
            let described = parameter.get("description").is_some() || says("description");
            assert!(described || says("$ref"), "{} {name}", operation.name);
        }
    }
}

#[test]
fn every_json_body_names_all_it_takes() {
    let document = document();
    for operation in operations(&document) {
        let Some(schema) = operation.json_body() else {
            continue;
        };
        let named = schema["$ref"]
            .as_str()
            .or_else(|| schema["oneOf"][0]["$ref"].as_str())
            .expect("a body has a name");
        let pointer = named.trim_start_matches('#');
        let body = document.pointer(pointer).expect("the schema");
        assert_eq!(
            body["additionalProperties"], false,
            "{} {named}",
            operation.name
        );
    }
}

#[test]
fn the_limits_that_are_told_are_those_of_the_document() {
    let document = document();
    let app = App::new(|cx| analytics::router(cx).0);
    let limits = app.get("/api/limits").send().json();
    for (limit, schema, property) in [
        ("password", "NewUser", "password"),
        ("password", "FirstUser", "password"),
        ("password", "PasswordChange", "new"),
        ("workspace_name", "FirstUser", "workspace"),
        ("workspace_name", "NewWorkspace", "name"),
        ("mapping_name", "SaveMapping", "name"),
        ("term", "GivenTerm", "term"),
        ("staff", "GivenStaff", "value"),
    ] {
        let says = &document["components"]["schemas"][schema]["properties"][property];
        let length = json!({"min": says["minLength"], "max": says["maxLength"]});
        assert_eq!(limits[limit], length, "{schema}.{property}");
    }
    let searches = operations(&document);
    let parameters = searches.iter().flat_map(Operation::parameters);
    let texts: Vec<&Value> = parameters.filter(|one| one["name"] == "q").collect();
    assert!(texts.len() > 1);
    for text in texts {
        assert_eq!(text["schema"]["maxLength"], limits["search"]["max"]);
    }
}
