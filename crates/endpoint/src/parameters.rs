//! The parameters of an operation, held to the document before a handler reads them: none that it does not name,
//! numbers within their bounds, and no NUL, which PostgreSQL takes in no text.

use axum::extract::{Query, RawPathParams};
use http::Uri;
use utoipa::{
    Number,
    openapi::{
        RefOr, Schema,
        path::{Operation, Parameter as Documented, ParameterIn},
        schema::Type,
    },
};

use crate::{Error, Result, document::is};

/// What an operation takes in its path and behind `?`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters {
    path: Vec<Parameter>,
    query: Vec<Parameter>,
}

#[derive(Clone, Debug)]
struct Parameter {
    name: String,
    kind: Kind,
}

/// What can be said of a value before its handler reads it.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Integer { least: i64, most: i64 },
    Boolean,
    Text,
}

impl Parameters {
    /// The parameters that an operation documents.
    pub(crate) fn of(operation: &Operation) -> Self {
        let mut parameters = Self::default();
        for documented in operation.parameters.iter().flatten() {
            let RefOr::T(documented) = documented else {
                continue;
            };
            let list = match documented.parameter_in {
                ParameterIn::Path => &mut parameters.path,
                ParameterIn::Query => &mut parameters.query,
                _ => continue,
            };
            list.push(Parameter {
                name: documented.name.clone(),
                kind: Kind::of(documented),
            });
        }
        parameters
    }

    /// Refuses what is sent and not documented, and what is not as documented.
    pub(crate) fn check(&self, path: Option<&RawPathParams>, uri: &Uri) -> Result<()> {
        for (name, value) in path.into_iter().flatten() {
            if let Some(parameter) = self.path.iter().find(|known| known.name == name) {
                parameter.check(value, "invalid_path")?;
            }
        }
        let Ok(Query(sent)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
            return Err(Error::invalid("invalid_query", "the query cannot be read"));
        };
        for (name, value) in &sent {
            match self.query.iter().find(|known| known.name == *name) {
                Some(parameter) => parameter.check(value, "invalid_query")?,
                None => return Err(self.unknown(name)),
            }
        }
        Ok(())
    }

    fn unknown(&self, name: &str) -> Error {
        let names: Vec<&str> = self.query.iter().map(|known| known.name.as_str()).collect();
        let remedy = if names.is_empty() {
            "leave it out: this operation takes no parameter".to_owned()
        } else {
            format!("leave it out, or use one of {}", names.join(", "))
        };
        let name: String = name.chars().take(60).collect();
        let detail = format!("this operation has no parameter `{name}`");
        Error::invalid("unknown_parameter", detail)
            .field(name)
            .remedy(remedy)
    }
}

impl Parameter {
    /// `unreadable` is the code of a value of another type.
    fn check(&self, value: &str, unreadable: &'static str) -> Result<()> {
        let name = self.name.as_str();
        match self.kind {
            Kind::Integer { least, most } => {
                let number: i128 = whole(value).ok_or_else(|| {
                    Error::invalid(unreadable, format!("{name} must be a whole number")).field(name)
                })?;
                if (i128::from(least)..=i128::from(most)).contains(&number) {
                    return Ok(());
                }
                let code = format!("{name}_out_of_range");
                Err(Error::invalid(code, format!("{name} must be {least} to {most}")).field(name))
            }
            Kind::Boolean if !["true", "false"].contains(&value) => {
                let detail = format!("{name} must be true or false");
                Err(Error::invalid(unreadable, detail).field(name))
            }
            Kind::Text if value.contains('\0') => {
                let detail = format!("{name} holds a NUL character");
                Err(Error::invalid("nul_character", detail).field(name))
            }
            Kind::Boolean | Kind::Text => Ok(()),
        }
    }
}

/// A whole number of any size, written as JSON writes it; one of more digits than count is as large as can be.
fn whole(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(i128::MAX))
}

impl Kind {
    fn of(documented: &Documented) -> Self {
        let Some(RefOr::T(Schema::Object(object))) = &documented.schema else {
            return Self::Text;
        };
        if is(object, &Type::Boolean) {
            return Self::Boolean;
        }
        if !is(object, &Type::Integer) {
            return Self::Text;
        }
        Self::Integer {
            least: object.minimum.as_ref().map_or(i64::MIN, limit),
            most: object.maximum.as_ref().map_or(i64::MAX, limit),
        }
    }
}

/// A bound in the document.
#[expect(
    clippy::cast_possible_truncation,
    reason = "bounds of integers are whole, and at most the largest a float holds exactly"
)]
fn limit(number: &Number) -> i64 {
    match number {
        Number::Int(number) => i64::try_from(*number).unwrap_or(i64::MAX),
        Number::UInt(number) => i64::try_from(*number).unwrap_or(i64::MAX),
        Number::Float(number) => *number as i64,
    }
}

#[cfg(test)]
mod tests {
    use http::Method;
    use serde::Deserialize;
    use utoipa::IntoParams;
    use utoipa_axum::{router::OpenApiRouter, routes};

    use crate::{Path, Query, guarded, testing::App};

    #[derive(Debug, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    struct Params {
        #[param(minimum = 1, maximum = 100)]
        limit: Option<u32>,
        offset: Option<u32>,
        read: Option<bool>,
        q: Option<String>,
    }

    #[utoipa::path(get, path = "/things/{id}", params(("id" = i64, Path, description = "its number"), Params),
        extensions(("x-permission" = json!("public"))), responses((status = 200)))]
    async fn get(Path(id): Path<i64>, Query(params): Query<Params>) -> String {
        let Params {
            limit,
            offset,
            read,
            q,
        } = params;
        format!("{id} {limit:?} {offset:?} {read:?} {q:?}")
    }

    fn app() -> App {
        App::new(|cx| guarded(OpenApiRouter::new().routes(routes!(get)), cx).0)
    }

    #[test]
    fn what_is_documented_is_taken() {
        let app = app();
        for target in [
            "/things/1",
            "/things/9007199254740991?limit=100&offset=2147483647&read=false&q=",
            "/things/7?q=a%20b&limit=1&offset=0&read=true",
            "/things/7?&",
        ] {
            let answer = app.get(target).send();
            assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        }
    }

    #[test]
    fn what_is_not_names_its_field() {
        let app = app();
        for (target, code, field) in [
            ("/things/1?limit=0", "limit_out_of_range", "limit"),
            ("/things/1?limit=101", "limit_out_of_range", "limit"),
            ("/things/1?limit=", "invalid_query", "limit"),
            ("/things/1?limit=1.0", "invalid_query", "limit"),
            ("/things/1?limit=%2B1", "invalid_query", "limit"),
            ("/things/1?offset=-1", "offset_out_of_range", "offset"),
            (
                "/things/1?offset=2147483648",
                "offset_out_of_range",
                "offset",
            ),
            ("/things/1?read=yes", "invalid_query", "read"),
            ("/things/1?prodct=Billing", "unknown_parameter", "prodct"),
            ("/things/1?q=a&Q=b", "unknown_parameter", "Q"),
            ("/things/1?q=a%00b", "nul_character", "q"),
            ("/things/0", "id_out_of_range", "id"),
            ("/things/9223372036854775808", "id_out_of_range", "id"),
            (
                "/things/99999999999999999999999999999999999999999999",
                "id_out_of_range",
                "id",
            ),
            ("/things/x", "invalid_path", "id"),
        ] {
            let answer = app.get(target).send();
            let problem: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
            let found = (
                answer.status,
                problem["code"].as_str(),
                problem["field"].as_str(),
            );
            assert_eq!(found, (400, Some(code), Some(field)), "{target}");
        }
        let head = app.call(Method::HEAD, "/things/1?limit=0").send();
        assert_eq!(head.status, 400);
    }

    #[test]
    fn an_unknown_name_is_shown_beside_those_there_are() {
        let answer = app().get("/things/1?sort=x").send();
        let problem: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!(
            problem["remedy"],
            "leave it out, or use one of limit, offset, read, q"
        );
    }
}
