//! Lists: which part of one is asked for, and how that part is answered with.
//!
//! The bounds are those of the document, which the guard holds requests to: `limit_out_of_range` and `offset_out_of_range`
//! are told the same way by every list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, Number, ToSchema,
    openapi::{
        Ref, RefOr, Required, Schema,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::{ArrayItems, KnownFormat, ObjectBuilder, SchemaFormat, Type},
    },
};

/// Query parameters that cut a list into parts: `USUAL` rows where the caller says nothing, and at most `MOST`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Page<const USUAL: u32 = 20, const MOST: u32 = 100> {
    limit: Option<u32>,
    offset: Option<u32>,
}

/// Query parameters of a list that has only a beginning.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Limit {
    /// The most rows wanted.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    /// How many there are in all.
    pub total: u64,
    /// This part of them.
    pub results: Vec<T>,
    /// How many were skipped.
    pub offset: u32,
    /// The most rows this part could have.
    pub limit: u32,
}

impl<const USUAL: u32, const MOST: u32> Page<USUAL, MOST> {
    /// The most rows wanted.
    pub fn limit(self) -> u32 {
        self.limit.unwrap_or(USUAL)
    }

    /// How many rows to skip.
    pub fn offset(self) -> u32 {
        self.offset.unwrap_or(0)
    }

    /// This part of a list that holds so many in all.
    pub fn of<T>(self, total: u64, results: Vec<T>) -> Listed<T> {
        Listed {
            total,
            results,
            offset: self.offset(),
            limit: self.limit(),
        }
    }

    /// This part of a list that is at hand.
    pub fn cut<T>(self, list: &[T]) -> &[T] {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX).min(list.len());
        let (offset, limit) = (self.offset(), self.limit());
        &list[place(offset)..place(offset.saturating_add(limit))]
    }
}

impl<T> Listed<T> {
    /// The same part with its rows as they are shown.
    pub fn map<U>(self, shown: impl FnMut(T) -> U) -> Listed<U> {
        Listed {
            total: self.total,
            results: self.results.into_iter().map(shown).collect(),
            offset: self.offset,
            limit: self.limit,
        }
    }
}

impl Limit {
    /// The most rows wanted, or `usual`.
    pub fn or(self, usual: u32) -> u32 {
        self.limit.unwrap_or(usual)
    }
}

impl<const USUAL: u32, const MOST: u32> IntoParams for Page<USUAL, MOST> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = |name: &str, about: &str, usual: u32, bounds: (u32, Option<u32>)| {
            let schema = ObjectBuilder::new()
                .schema_type(Type::Integer)
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
                .default(Some(usual.into()))
                .minimum(Some(Number::from(bounds.0)))
                .maximum(bounds.1.map(Number::from));
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .required(Required::False)
                .description(Some(about))
                .schema(Some(schema.build()))
                .build()
        };
        vec![
            parameter("limit", "The most rows wanted.", USUAL, (1, Some(MOST))),
            parameter("offset", "How many rows to skip.", 0, (0, None)),
        ]
    }
}

/// Gives the rows of each list their name in the document, where they stand written out: lists are all the same to a
/// client that has types for rows.
pub(crate) fn name_rows(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let mut rows = Vec::new();
    for (name, schema) in schemas.iter_mut() {
        let (Some(row), RefOr::T(Schema::Object(list))) = (name.strip_prefix("Listed_"), schema)
        else {
            continue;
        };
        if let Some(RefOr::T(Schema::Array(results))) = list.properties.get_mut("results")
            && let ArrayItems::RefOrSchema(items) = &mut results.items
            && let RefOr::T(Schema::Object(_) | Schema::AllOf(_)) = **items
        {
            let named = RefOr::Ref(Ref::from_schema_name(row));
            rows.push((row.to_owned(), std::mem::replace(&mut **items, named)));
        }
    }
    for (name, row) in rows {
        schemas.entry(name).or_insert(row);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use utoipa::openapi::OpenApi;
    use utoipa_axum::{router::OpenApiRouter, routes};

    use super::*;
    use crate::{Json, Query, guarded, testing::App};

    #[derive(Clone, Serialize, ToSchema)]
    struct Row {
        number: u32,
    }

    #[utoipa::path(get, path = "/some", params(Page), extensions(("x-permission" = json!("public"))),
        responses((status = 200, body = Listed<Row>)))]
    async fn some(Query(page): Query<Page>) -> Json<Listed<Row>> {
        let all: Vec<Row> = (0..30).map(|number| Row { number }).collect();
        Json(page.of(30, page.cut(&all).to_vec()))
    }

    #[utoipa::path(get, path = "/many", params(Page<5, 500>), extensions(("x-permission" = json!("public"))),
        responses((status = 200, body = Listed<Row>)))]
    async fn many(Query(page): Query<Page<5, 500>>) -> Json<Listed<Row>> {
        Json(page.of(0, Vec::new()))
    }

    fn app() -> (App, OpenApi) {
        let mut document = OpenApi::default();
        let app = App::new(|cx| {
            let router = OpenApiRouter::new()
                .routes(routes!(some))
                .routes(routes!(many));
            let (router, made) = guarded(router, cx);
            document = made;
            router
        });
        (app, document)
    }

    #[test]
    fn the_document_names_the_rows_of_a_list() {
        let document = serde_json::to_value(app().1).unwrap();
        let schemas = &document["components"]["schemas"];
        let rows = &schemas["Listed_Row"]["properties"]["results"]["items"];
        assert_eq!(rows, &json!({"$ref": "#/components/schemas/Row"}));
        assert_eq!(schemas["Row"]["required"], json!(["number"]));
    }

    #[test]
    fn a_part_tells_which_part_of_how_much_it_is() {
        let (app, _) = app();
        let part = |offset: u32, rows: u32, limit: u32| {
            let rows: Vec<_> = (offset..offset + rows)
                .map(|number| json!({ "number": number }))
                .collect();
            json!({"total": 30, "results": rows, "offset": offset, "limit": limit})
        };
        assert_eq!(app.get("/some").send().json(), part(0, 20, 20));
        let last = app.get("/some?limit=7&offset=28").send().json();
        assert_eq!(last, part(28, 2, 7));
        let behind = app.get("/some?offset=2147483647").send().json();
        assert_eq!(behind["results"], json!([]));
        assert_eq!(app.get("/many?limit=500").send().json()["limit"], 500);
        assert_eq!(app.get("/many").send().json()["limit"], 5);
    }

    #[test]
    fn no_rows_and_too_many_are_refused_by_one_code() {
        let (app, _) = app();
        for wrong in ["/some?limit=0", "/some?limit=101", "/many?limit=501"] {
            assert_eq!(
                app.get(wrong).send().code(),
                "limit_out_of_range",
                "{wrong}"
            );
        }
        assert_eq!(
            app.get("/some?offset=-1").send().code(),
            "offset_out_of_range"
        );
    }
}
