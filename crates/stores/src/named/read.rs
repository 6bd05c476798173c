//! Structs from the columns of a row, field by field in the struct's order.

use super::{DOCUMENT, MOMENT};
use crate::{Error, FromValue, Value};
use crate::{FromRow, Row};
use jiff::Timestamp;
use serde::de::value::{Error as Refused, StringDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, SeqAccess, Visitor,
};
use serde::{Deserializer, forward_to_deserialize_any};

/// A struct whose fields are the columns of the row, in their order.
#[derive(Debug)]
pub struct Named<T>(pub T);

impl<T: DeserializeOwned> FromRow for Named<T> {
    fn from_row(row: &mut Row) -> Result<Self, Error> {
        let mut wrong = None;
        let cell = Cell {
            row,
            wrong: &mut wrong,
        };
        let read = T::deserialize(cell);
        read.map(Self)
            .map_err(|error| wrong.unwrap_or_else(|| Error::Other(error.to_string())))
    }
}

/// A field: a struct reads its own fields from the row, anything else the next column.
struct Cell<'a> {
    row: &'a mut Row,
    /// The column that could not be read.
    wrong: &'a mut Option<Error>,
}

impl Cell<'_> {
    fn take<T: FromValue>(self) -> Result<T, Refused> {
        self.row.take().map_err(|error| {
            let told = Refused::custom(&error);
            *self.wrong = Some(error);
            told
        })
    }
}

/// Reads a struct's fields one after the other.
struct Fields<'a> {
    row: &'a mut Row,
    wrong: &'a mut Option<Error>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let cell = Cell {
            row: self.row,
            wrong: self.wrong,
        };
        seed.deserialize(cell).map(Some)
    }
}

impl<'de> Deserializer<'de> for Cell<'_> {
    type Error = Refused;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_seq(Fields {
            row: self.row,
            wrong: self.wrong,
            left: fields.len(),
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        Of(self.take()?).deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        Of(self.take()?).deserialize_option(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_f64(self.take()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_bool(self.take()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_string(self.take()?)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        Of(self.take()?).deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 u32 u64 f32 char str bytes byte_buf unit unit_struct seq tuple tuple_struct map enum identifier
        ignored_any
    }
}

/// A value that was taken.
struct Of(Value);

impl Of {
    fn read<T: FromValue>(self) -> Result<T, Refused> {
        T::from_value(self.0).ok_or_else(|| Refused::custom(format!("it is not {}", T::EXPECTED)))
    }
}

impl<'de> Deserializer<'de> for Of {
    type Error = Refused;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        match name {
            MOMENT => {
                let at: Timestamp = self.read()?;
                visitor.visit_newtype_struct(at.as_microsecond().into_deserializer())
            }
            DOCUMENT => {
                let text: String = self.read()?;
                let text: StringDeserializer<Refused> = text.into_deserializer();
                visitor.visit_newtype_struct(text)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_f64(self.read()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_bool(self.read()?)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Boolean(value) => visitor.visit_bool(value),
            Value::Integer(value) => visitor.visit_i64(value),
            Value::Real(value) => visitor.visit_f64(value),
            Value::Text(value) | Value::Json(value) | Value::Uuid(value) => {
                visitor.visit_string(value)
            }
            Value::Bytes(value) => visitor.visit_byte_buf(value),
            Value::Timestamp(value) => visitor.visit_i64(value.as_microsecond()),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 u32 u64 f32 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Moment};
    use super::*;
    use serde::Deserialize;
    use std::sync::Arc;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        at: Option<Moment>,
        labels: Document,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        key: String,
        inner: Inner,
        share: f64,
        count: Option<u32>,
    }

    fn row(share: Value) -> Row {
        let columns = ["key", "at", "labels", "share", "count"];
        Row::new(
            Arc::from(columns.map(str::to_owned)),
            vec![
                Value::Text("A-1".to_owned()),
                Value::Integer(1_500_000),
                Value::Text("[1]".to_owned()),
                share,
                Value::Null,
            ],
        )
    }

    #[test]
    fn columns_are_fields_and_those_of_a_struct_within_too() {
        let Named(read) = Named::<Outer>::from_row(&mut row(Value::Integer(2))).unwrap();
        assert_eq!(
            read,
            Outer {
                key: "A-1".to_owned(),
                inner: Inner {
                    at: Some(Moment(1_500_000)),
                    labels: Document("[1]".to_owned()),
                },
                share: 2.0,
                count: None,
            }
        );
    }

    #[test]
    fn the_column_that_cannot_be_read_is_named() {
        let wrong = Named::<Outer>::from_row(&mut row(Value::Null)).unwrap_err();
        assert!(
            matches!(&wrong, Error::Decode { column, expected: "a number" } if column == "share"),
            "{wrong:?}"
        );
    }
}
