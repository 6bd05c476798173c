//! What operations have in common, written into the API's document once: how they fail, who may call them, and the
//! bounds of their numbers.

use identity::Role;
use utoipa::{
    Number, PartialSchema, ToSchema,
    openapi::{
        Components, Content, OpenApi, Ref, RefOr, Response, Schema,
        path::{Operation, Parameter, ParameterIn, PathItem},
        schema::{
            AdditionalProperties, KnownFormat, Object, ObjectBuilder, SchemaFormat, SchemaType,
            Type,
        },
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

use crate::{
    Problem,
    guard::{Access, access},
    page::name_rows,
};

/// The media type of failures.
const PROBLEM: &str = "application/problem+json";
/// Where the body of failures is described.
const PROBLEM_SCHEMA: &str = "#/components/schemas/Problem";
/// How callers show who they are.
const BEARER: &str = "bearer";
/// The largest number of a row that is asked for: 2⁵³ − 1, the largest that every reader of JSON holds exactly. No
/// integer, since those of the document have 32 bits in a component.
const LARGEST_ID: f64 = 9_007_199_254_740_991.0;

/// A text that is one of these, as the document says it, with a description.
pub fn one_of(about: &str, names: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(about))
        .enum_values(Some(names))
        .build()
}

/// What texts are, as the document says it: PostgreSQL keeps none with a NUL.
const NO_NUL: &str = r"^[^\u0000]*$";

/// Completes each operation of a document with what follows from its parameters, its body and its `x-permission`.
pub(crate) fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for operation in operations_mut(item) {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter {
                    bound(parameter);
                }
            }
            let access = access(operation);
            if let Some(Access::Needs(_)) = access {
                let bearer = SecurityRequirement::new(BEARER, Vec::<String>::new());
                operation.security = Some(vec![bearer]);
            }
            fail(operation, access);
        }
    }
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The access token that signing in answers with"))
        .build();
    let components = document.components.get_or_insert_with(Components::new);
    components
        .security_schemes
        .insert(BEARER.to_owned(), RefOr::T(SecurityScheme::Http(bearer)));
    let mut schemas = vec![("Problem".to_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    components.schemas.extend(schemas);
    name_rows(&mut components.schemas);
    components.schemas.values_mut().for_each(close_variants);
}

/// Says that the variants of a tagged type take no other fields, as requests are read.
fn close_variants(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::OneOf(one_of)) = schema else {
        return;
    };
    for variant in &mut one_of.items {
        if let RefOr::T(Schema::Object(object)) = variant
            && object.properties.contains_key("kind")
        {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}

/// The operations of a path that may be documented.
fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
    ]
    .into_iter()
    .flatten()
}

/// Gives a number without bounds those of its type, where what counts rows of the records begins at 1, and a free text
/// the only sign it may not hold.
fn bound(parameter: &mut Parameter) {
    let in_path = parameter.parameter_in == ParameterIn::Path;
    let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema else {
        return;
    };
    if is(object, &Type::Integer) {
        let largest = match object.format {
            Some(SchemaFormat::KnownFormat(KnownFormat::Int64)) => Number::Float(LARGEST_ID),
            _ => Number::from(i32::MAX),
        };
        object.maximum.get_or_insert(largest);
        object
            .minimum
            .get_or_insert(Number::Int(isize::from(in_path)));
    } else if is(object, &Type::String) && object.enum_values.is_none() && object.format.is_none() {
        object.pattern.get_or_insert_with(|| NO_NUL.to_owned());
    }
}

/// Whether a schema is of this type alone.
pub(crate) fn is(object: &Object, wanted: &Type) -> bool {
    matches!(&object.schema_type, SchemaType::Type(found) if found == wanted)
}

/// Adds the failures that follow from what an operation takes, and gives all failures their media type. Those that
/// do not follow (409, 429, …) stand at the operation.
fn fail(operation: &mut Operation, access: Option<Access>) {
    let possible = failures(operation, access);
    let responses = &mut operation.responses.responses;
    // A span of statuses says nothing that the statuses do not.
    responses.retain(|status, _| !status.ends_with("XX"));
    for status in possible {
        responses
            .entry(status.to_string())
            .or_insert_with(|| RefOr::T(Response::new("")));
    }
    for (status, response) in responses {
        let (Ok(status), RefOr::T(response)) = (status.parse::<u16>(), response) else {
            continue;
        };
        if status >= 400 {
            explain(status, response);
        }
    }
}

/// The statuses an operation may fail with because of what it takes.
fn failures(operation: &Operation, access: Option<Access>) -> Vec<u16> {
    let parameters = || operation.parameters.iter().flatten();
    let in_path = parameters().any(|parameter| {
        matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path)
    });
    let body = match &operation.request_body {
        Some(RefOr::T(body)) => Some(body),
        _ => None,
    };
    let json = body.is_some_and(|body| body.content.contains_key("application/json"));
    let (signed_in, refused) = match access {
        Some(Access::Needs(permission)) => {
            (true, Role::ALL.iter().any(|role| !role.may(permission)))
        }
        _ => (false, false),
    };
    let possible = [
        (true, 400),
        (signed_in, 401),
        (refused, 403),
        (in_path, 404),
        (body.is_some(), 408),
        (body.is_some(), 413),
        (json, 415),
        (true, 500),
        (true, 503),
        (true, 504),
    ];
    possible
        .into_iter()
        .filter(|(can_be, _)| *can_be)
        .map(|(_, status)| status)
        .collect()
}

/// What a status means wherever it comes.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => "The request is not as it has to be; `field` names the part",
        401 => "No valid credentials came along",
        403 => "The caller may not",
        404 => "There is no such thing in the caller's workspace",
        408 => "The body came too slowly",
        409 => "It does not go with the present state",
        413 => "The body is larger than this operation takes",
        415 => "The body is not of the type this operation takes",
        429 => "Too often; try again after the seconds of Retry-After",
        500 => "Our mistake; the request id finds it in the log",
        502 => "The report could not be set",
        503 => {
            "Busy, or something that is needed does not answer; try again after the seconds of Retry-After"
        }
        504 => "It took too long",
        507 => "The disk is full",
        _ => "",
    }
}

/// Describes a failure: in words, and as a problem where it has no body of its own.
fn explain(status: u16, response: &mut Response) {
    if response.description.is_empty() {
        meaning(status).clone_into(&mut response.description);
    }
    response.content.retain(|_, content| !is_problem(content));
    let problem = Content::new(Some(Ref::new(PROBLEM_SCHEMA)));
    response
        .content
        .insert(PROBLEM.to_owned(), RefOr::T(problem));
}

fn is_problem(content: &RefOr<Content>) -> bool {
    matches!(content, RefOr::T(content)
        if matches!(&content.schema, Some(RefOr::Ref(schema)) if schema.ref_location == PROBLEM_SCHEMA))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use utoipa_axum::{router::OpenApiRouter, routes};

    use crate::{Caller, Json, Path, Problem, guarded, testing::App};

    #[utoipa::path(put, path = "/things/{id}", request_body = Value, params(("id" = i64, Path, description = "its number"),
        ("offset" = Option<u32>, Query, description = "how many to skip")),
        extensions(("x-permission" = json!("labels:write"))),
        responses((status = 200), (status = 409, body = Problem), (status = "4XX", body = Problem)))]
    async fn put(_caller: Caller, Path(id): Path<i64>, Json(body): Json<Value>) -> String {
        format!("{id} {body}")
    }

    #[utoipa::path(get, path = "/free", extensions(("x-permission" = json!("public"))),
        responses((status = 200), (status = 503, body = String)))]
    async fn free() -> &'static str {
        "free"
    }

    fn document() -> Value {
        let mut document = Value::Null;
        App::new(|cx| {
            let both = OpenApiRouter::new()
                .routes(routes!(put))
                .routes(routes!(free));
            let (router, made) = guarded(both, cx);
            document = serde_json::to_value(made).unwrap();
            router
        });
        document
    }

    fn statuses(operation: &Value) -> Vec<&str> {
        let responses = operation["responses"].as_object().unwrap();
        responses.keys().map(String::as_str).collect()
    }

    #[test]
    fn failures_follow_from_what_an_operation_takes() {
        let document = document();
        let (put, free) = (
            &document["paths"]["/things/{id}"]["put"],
            &document["paths"]["/free"]["get"],
        );
        assert_eq!(
            statuses(put),
            [
                "200", "400", "401", "403", "404", "408", "409", "413", "415", "500", "503", "504"
            ]
        );
        assert_eq!(statuses(free), ["200", "400", "500", "503", "504"]);
        let problem = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
        for status in ["400", "409", "415", "500"] {
            assert_eq!(put["responses"][status]["content"], problem, "{status}");
            assert_ne!(put["responses"][status]["description"], "", "{status}");
        }
        let own = &free["responses"]["503"]["content"];
        assert_eq!(own.as_object().unwrap().len(), 2, "{own}");
    }

    #[test]
    fn who_may_call_is_said() {
        let document = document();
        let security = &document["paths"]["/things/{id}"]["put"]["security"];
        assert_eq!(*security, json!([{"bearer": []}]));
        assert_eq!(document["paths"]["/free"]["get"]["security"], Value::Null);
        let scheme = &document["components"]["securitySchemes"]["bearer"];
        assert_eq!(
            (&scheme["type"], &scheme["scheme"]),
            (&json!("http"), &json!("bearer"))
        );
    }

    #[test]
    fn every_number_has_bounds() {
        let document = document();
        let parameters = &document["paths"]["/things/{id}"]["put"]["parameters"];
        let bounds = |at: usize| {
            let schema = &parameters[at]["schema"];
            (schema["minimum"].as_f64(), schema["maximum"].as_f64())
        };
        assert_eq!(bounds(0), (Some(1.0), Some(9_007_199_254_740_991.0)));
        assert_eq!(bounds(1), (Some(0.0), Some(2_147_483_647.0)));
    }
}
