//! A change to a mapping as the API's document has it.

use serde::Deserialize;
use serde_json::Value as JsonValue;
use tickets::Field;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder, SchemaType, Type};
use utoipa::openapi::{Object, ObjectBuilder, Schema};

/// Changes to a mapping, for the API's documentation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "documents the body")]
pub struct MappingChange {
    /// Columns by field, such as `{"ticket_id": "Issue key", "comments": ["Comment", 12]}`: a name, a position from 0,
    /// or a list of them; an empty list takes a field away.
    #[schema(schema_with = columns_by_field)]
    fields: Option<JsonValue>,
    /// Which comes first in numeric dates, where the file does not tell.
    #[schema(schema_with = date_orders)]
    date_order: Option<String>,
    /// How the text is encoded, one of the `encodings` that `GET` answers; empty for what the file shows by itself. With
    /// it, as with `delimiter` and `table`, the file is looked at anew: columns are proposed again.
    encoding: Option<String>,
    /// What separates the cells: `,`, `;`, a tab or `|`; empty like it.
    delimiter: Option<String>,
    /// The sheet of a workbook, the table of a page, the records of XML, or the file of an archive, whose rows are right; empty like it.
    table: Option<String>,
    /// The source the tickets are of, 1 to 60 characters; empty for the one that is proposed.
    source: Option<String>,
    /// Ignored: what `GET` answers may be sent back.
    #[schema(value_type = bool, required = false)]
    sure: Option<bool>,
    /// Ignored like it.
    template: Option<String>,
}

/// Columns by field, for the document.
fn columns_by_field() -> Object {
    let column = || {
        OneOfBuilder::new()
            .item(Object::with_type(Type::String))
            .item(
                ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .minimum(Some(0))
                    .maximum(Some(i32::MAX)),
            )
    };
    let columns = OneOfBuilder::from(column().build()).item(ArrayBuilder::new().items(column()));
    ObjectBuilder::new()
        .property_names(Some(endpoint::one_of(
            "A field",
            Field::ALL.map(Field::as_str),
        )))
        .additional_properties(Some(Schema::from(columns)))
        .build()
}

/// The orders of day and month, for the document.
pub(super) fn date_orders() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some([Some("day_first"), Some("month_first"), None]))
        .build()
}
