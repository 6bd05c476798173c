//! Structs as the JSON that a statement reads its rows from.

use super::{DOCUMENT, MOMENT};
use crate::{Dialect, Error};
use jiff::Timestamp;
use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeStruct, Serializer};
use serde_json::Error as Refused;

/// Rows of one table.
#[derive(Debug)]
pub struct Batch {
    /// Names of the columns, in the order of the struct's fields.
    pub columns: Vec<&'static str>,
    /// The rows, a JSON array: of arrays for SQLite, which finds a value by its place faster than by its name, of objects
    /// for PostgreSQL.
    pub json: String,
}

/// Writes rows. An error is a field that no column can hold.
pub fn batch<T: Serialize>(dialect: Dialect, rows: &[T]) -> Result<Batch, Error> {
    let mut columns = Vec::new();
    let mut out = vec![b'['];
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        let mut writer = Writer {
            out: &mut out,
            dialect,
            learned: (number == 0).then_some(&mut columns),
            count: 0,
        };
        let row = row.serialize(Cell {
            writer: &mut writer,
            name: None,
        });
        row.map_err(|error| Error::Other(error.to_string()))?;
    }
    out.push(b']');
    let json = String::from_utf8(out).map_err(|error| Error::Other(error.to_string()))?;
    Ok(Batch { columns, json })
}

/// Names of the columns of a kind of rows.
pub fn columns<T: Serialize + Default>() -> Vec<&'static str> {
    batch(Dialect::Sqlite, &[T::default()])
        .map(|batch| batch.columns)
        .unwrap_or_default()
}

/// What is written, and what the cell that comes next is called.
struct Writer<'a> {
    out: &'a mut Vec<u8>,
    dialect: Dialect,
    /// Where the names go; none behind the first row.
    learned: Option<&'a mut Vec<&'static str>>,
    count: usize,
}

impl Writer<'_> {
    /// Begins a cell.
    fn begin(&mut self, name: &'static str) {
        if self.count > 0 {
            self.out.push(b',');
        }
        self.count += 1;
        if let Some(learned) = &mut self.learned {
            learned.push(name);
        }
        if self.dialect == Dialect::Postgres {
            self.out.push(b'"');
            self.out.extend_from_slice(name.as_bytes());
            self.out.extend_from_slice(b"\":");
        }
    }

    fn bracket(&mut self, sqlite: u8, postgres: u8) {
        self.out.push(match self.dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        });
    }
}

/// Writes a row, where it has no name, or a cell of one.
struct Cell<'a, 'b> {
    writer: &'b mut Writer<'a>,
    name: Option<&'static str>,
}

impl<'a, 'b> Cell<'a, 'b> {
    /// Begins the cell; what is written next is its value.
    fn begin(self) -> Result<&'b mut Writer<'a>, Refused> {
        let name = self
            .name
            .ok_or_else(|| Refused::custom("a row is a struct"))?;
        self.writer.begin(name);
        Ok(self.writer)
    }

    /// A value as JSON has it.
    fn leaf<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        serde_json::to_writer(&mut *self.begin()?.out, value)
    }

    /// A value in another form than JSON has it in.
    fn changed<T: Serialize + ?Sized>(
        self,
        value: &T,
        change: fn(&[u8]) -> Result<String, Refused>,
    ) -> Result<(), Refused> {
        let changed = change(&serde_json::to_vec(value)?)?;
        self.begin()?.out.extend_from_slice(changed.as_bytes());
        Ok(())
    }
}

/// The text that PostgreSQL reads a moment from.
fn moment(micros: &[u8]) -> Result<String, Refused> {
    let at = Timestamp::from_microsecond(serde_json::from_slice(micros)?);
    Ok(format!("\"{}\"", at.map_err(Refused::custom)?))
}

/// The document that is in a text.
fn document(text: &[u8]) -> Result<String, Refused> {
    serde_json::from_slice(text)
}

/// The fields of a row, or of a struct in it.
struct Fields<'a, 'b> {
    writer: &'b mut Writer<'a>,
    is_row: bool,
}

impl SerializeStruct for Fields<'_, '_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(Cell {
            writer: self.writer,
            name: Some(name),
        })
    }

    fn end(self) -> Result<(), Refused> {
        if self.is_row {
            self.writer.bracket(b']', b'}');
        }
        Ok(())
    }
}

/// Lists and maps are no values of columns: a [`Document`](super::Document) holds them.
fn several<T>() -> Result<T, Refused> {
    Err(Refused::custom("a column holds one value"))
}

type Never = Impossible<(), Refused>;

impl<'a, 'b> Serializer for Cell<'a, 'b> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Fields<'a, 'b>;
    type SerializeStructVariant = Never;

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_i8(self, value: i8) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_char(self, value: char) -> Result<(), Refused> {
        self.leaf(&value)
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.leaf(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        several()
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.leaf(&())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.leaf(&())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.leaf(&())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Refused> {
        self.leaf(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        match (name, self.writer.dialect) {
            (MOMENT, Dialect::Postgres) => self.changed(value, moment),
            (DOCUMENT, _) => self.changed(value, document),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Refused> {
        several()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Never, Refused> {
        several()
    }

    fn serialize_tuple(self, _: usize) -> Result<Never, Refused> {
        several()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Refused> {
        several()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Refused> {
        several()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Never, Refused> {
        several()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a, 'b>, Refused> {
        let is_row = self.name.is_none();
        if is_row {
            self.writer.bracket(b'[', b'{');
        }
        Ok(Fields {
            writer: self.writer,
            is_row,
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never, Refused> {
        several()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Moment};
    use super::*;

    #[derive(Default, Serialize)]
    struct Inner {
        at: Option<Moment>,
        labels: Document,
    }

    #[derive(Default, Serialize)]
    struct Outer {
        key: String,
        inner: Inner,
        count: Option<u32>,
    }

    #[test]
    fn fields_are_columns_and_those_of_a_struct_within_too() {
        assert_eq!(columns::<Outer>(), ["key", "at", "labels", "count"]);
        let rows = [Outer {
            key: "A\"1".to_owned(),
            inner: Inner {
                at: Some(Moment(1_500_000)),
                labels: Document("[\"x\"]".to_owned()),
            },
            count: None,
        }];
        let written = |dialect| batch(dialect, &rows).unwrap().json;
        assert_eq!(written(Dialect::Sqlite), r#"[["A\"1",1500000,["x"],null]]"#);
        assert_eq!(
            written(Dialect::Postgres),
            r#"[{"key":"A\"1","at":"1970-01-01T00:00:01.5Z","labels":["x"],"count":null}]"#
        );
    }

    #[test]
    fn what_no_column_can_hold_is_refused() {
        #[derive(Serialize)]
        struct Wrong {
            list: Vec<u8>,
        }
        let wrong = Wrong { list: vec![1] };
        assert!(batch(Dialect::Sqlite, &[wrong]).is_err());
        assert!(batch(Dialect::Sqlite, &[7]).is_err());
    }
}
