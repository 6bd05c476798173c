//! What the document says of answers beyond their types: a key whose value may be null is there all the same.

use std::collections::BTreeSet;

use serde_json::Value;
use utoipa::openapi::{
    OpenApi, RefOr, Schema,
    schema::{SchemaType, Type},
};

/// Requires what may be null of each schema that no request takes. What an answer leaves out is documented as
/// `nullable = false`.
pub fn complete(document: &mut OpenApi) {
    let asked = taken(&serde_json::to_value(&*document).expect("the document is JSON"));
    let components = document.components.iter_mut();
    for (name, schema) in components.flat_map(|components| components.schemas.iter_mut()) {
        if !asked.contains(name) {
            require(schema);
        }
    }
}

fn require(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            for (name, value) in &object.properties {
                if may_be_null(value) && !object.required.contains(name) {
                    object.required.push(name.clone());
                }
            }
        }
        RefOr::T(Schema::AllOf(parts)) => parts.items.iter_mut().for_each(require),
        _ => {}
    }
}

fn may_be_null(schema: &RefOr<Schema>) -> bool {
    let null = |schema_type: &SchemaType| match schema_type {
        SchemaType::Type(only) => *only == Type::Null,
        SchemaType::Array(types) => types.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match schema {
        RefOr::T(Schema::Object(object)) => null(&object.schema_type),
        RefOr::T(Schema::Array(array)) => null(&array.schema_type),
        RefOr::T(Schema::OneOf(one)) => one.items.iter().any(may_be_null),
        _ => false,
    }
}

/// The schemas that bodies of requests are made of.
fn taken(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths
        .values()
        .filter_map(Value::as_object)
        .flat_map(|item| item.values());
    let mut open: Vec<&Value> = operations
        .map(|operation| &operation["requestBody"])
        .collect();
    let mut taken = BTreeSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(items) => open.extend(items),
            Value::String(text) => {
                if let Some(name) = text.strip_prefix("#/components/schemas/")
                    && taken.insert(name.to_owned())
                {
                    open.push(&document["components"]["schemas"][name]);
                }
            }
            _ => {}
        }
    }
    taken
}
