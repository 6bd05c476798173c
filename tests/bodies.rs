//! JSON bodies of every operation: an array is no object, whatever its elements, and no text holds U+0000.

use serde_json::{Value, json};
use system_tests::{App, Client, Role};

/// An operation that takes JSON, and the properties of what it takes.
struct Operation {
    method: String,
    path: String,
    properties: Vec<Value>,
}

#[test]
fn an_array_is_no_object_to_any_operation() {
    let app = App::start();
    let document = app.visitor().json("/api/openapi.json");
    let admin = app.bootstrap();
    let viewer = app.user(&admin, Role::Viewer).json("/api/auth/me")["id"].clone();
    let before = state(&admin);
    let operations = operations(&document);
    for named in [
        "/api/auth/login",
        "/api/auth/users/{id}",
        "/api/data-ingest",
    ] {
        let found = operations.iter().any(|operation| operation.path == named);
        assert!(found, "{named} takes no JSON");
    }
    for operation in &operations {
        let path = operation.path.replace("{id}", &viewer.to_string());
        let arrays = orders(&operation.properties).into_iter().chain([
            vec![],
            vec![Value::Null],
            vec![json!({})],
        ]);
        for array in arrays {
            let body = Value::Array(array);
            let answer = admin.send(&operation.method, &path, Some(&body));
            let shown = format!("{} {path} {body}: {}", operation.method, answer.text());
            assert_eq!(answer.status, 400, "{shown}");
            let codes = ["invalid_body", "bad_mapping"];
            assert!(codes.contains(&answer.code().as_str()), "{shown}");
        }
    }
    assert_eq!(state(&admin), before, "an array changed something");
    no_operation_takes_nul(&admin, &operations, &viewer);
    assert_eq!(
        state(&admin),
        before,
        "a text with U+0000 changed something"
    );

    let change = format!("/api/auth/users/{viewer}");
    let named = admin.send("PATCH", &change, Some(&json!(["analyst", null])));
    assert_eq!(named.status, 400, "{}", named.text());
    assert_eq!(state(&admin), before);
    let record = json!({"id": "A-1", "summary": "Login fails", "comments": ["again", {"body": "and again"}]});
    let records = json!({ "records": [record] });
    admin.post("/api/data-ingest", &records).expect(202);
    let texts = json!({"texts": ["good", "bad"]});
    admin.post("/api/sentiment/score", &texts).expect(200);
}

/// PostgreSQL keeps it in no text: what one database takes and the other refuses is refused by both.
fn no_operation_takes_nul(admin: &Client, operations: &[Operation], viewer: &Value) {
    for operation in operations {
        // Of exported records it is left out, and told.
        if operation.path == "/api/data-ingest" {
            continue;
        }
        let path = operation.path.replace("{id}", &viewer.to_string());
        for body in [json!({"name": "a\0b"}), json!({"deep": [{"a\0b": 1}]})] {
            let answer = admin.send(&operation.method, &path, Some(&body));
            let shown = format!("{} {path}: {}", operation.method, answer.text());
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (400, "nul_character"),
                "{shown}"
            );
        }
    }
}

/// What the operations would change.
fn state(admin: &Client) -> Value {
    let read = |path: &str| admin.json(path);
    json!([
        read("/api/auth/users"),
        read("/api/mappings"),
        read("/api/gazetteer"),
        read("/api/staff"),
        read("/api/jobs")
    ])
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if !schema.is_null() {
                let schema = resolved(document, schema);
                let properties = schema["properties"].as_object().expect("an object");
                operations.push(Operation {
                    method: method.to_uppercase(),
                    path: path.clone(),
                    properties: properties
                        .values()
                        .map(|schema| example(resolved(document, schema)))
                        .collect(),
                });
            }
        }
    }
    operations
}

/// A schema behind its references, or the one that is not null of several.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let pointer = reference.trim_start_matches('#');
        return resolved(document, document.pointer(pointer).expect(reference));
    }
    let several = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    several
        .and_then(|several| several.iter().find(|schema| schema["type"] != "null"))
        .map_or(schema, |schema| resolved(document, schema))
}

/// A value of a schema.
fn example(schema: &Value) -> Value {
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    let of = match &schema["type"] {
        Value::Array(several) => several.iter().find(|of| *of != "null"),
        of => Some(of),
    };
    match of.and_then(Value::as_str) {
        Some("string") if schema["format"] == "email" => json!("eve@example.com"),
        Some("string") => json!("correct horse battery"),
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(1),
        Some("array") => json!([]),
        _ => json!({}),
    }
}

/// More values than these have too many orders to try them all.
const FEW: usize = 5;

/// The values in every order, as fields may be declared in any; of many values, each turned to the front, forwards and
/// backwards.
fn orders(values: &[Value]) -> Vec<Vec<Value>> {
    if values.len() > FEW {
        let turned = (0..values.len()).map(|at| [&values[at..], &values[..at]].concat());
        let backwards = turned
            .clone()
            .map(|order| order.into_iter().rev().collect());
        return turned.chain(backwards).collect();
    }
    let Some((first, rest)) = values.split_first() else {
        return vec![Vec::new()];
    };
    let mut orders_of_all = Vec::new();
    for order in orders(rest) {
        for at in 0..=order.len() {
            let mut longer = order.clone();
            longer.insert(at, first.clone());
            orders_of_all.push(longer);
        }
    }
    orders_of_all
}
