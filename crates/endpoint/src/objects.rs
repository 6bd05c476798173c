//! JSON objects are objects: serde takes an array for a struct too, its elements for the fields by position, past every
//! check of names. Here a struct is read of an object alone, however deep it stands.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};

/// A value whose structs were objects.
pub(crate) struct OfObjects<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OfObjects<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(Objects(deserializer)).map(Self)
    }
}

/// Reads JSON as bodies are read.
#[cfg(test)]
fn from_json<T: serde::de::DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(json).map(|OfObjects(value)| value)
}

/// A deserializer, visitor, seed or access that passes everything on but structs, which it asks for as maps.
struct Objects<T>(T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Objects<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Objects(visitor))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Objects(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Objects(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Objects(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Objects<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<V::Value, E> {
        self.0.visit_bool(value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<V::Value, E> {
        self.0.visit_f64(value)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<V::Value, E> {
        self.0.visit_str(value)
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, value: &'de str) -> Result<V::Value, E> {
        self.0.visit_borrowed_str(value)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Objects(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Objects(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Objects(access))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Objects(access))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Objects<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Objects(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Objects<A> {
    type Error = A::Error;

    // A name is no struct.
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Point {
        x: i64,
        y: Option<f64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<u64>),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Everything {
        point: Point,
        points: Vec<Point>,
        named: BTreeMap<u32, Option<Point>>,
        colour: Colour,
        choices: [OneOrMany; 2],
        pair: (bool, char),
        free: Value,
    }

    fn everything() -> Value {
        json!({
            "point": {"x": 1, "y": 2}, "points": [{"x": -1}], "named": {"7": {"x": 3, "y": null}, "8": null},
            "colour": "red", "choices": ["a\n", [1, 2]], "pair": [true, "ß"],
            "free": [1, -1, 1.5, "x", null, {"y": [[]]}], "unknown": {"is": ["skipped"]},
        })
    }

    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, String> {
        from_json(value.to_string().as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn everything_else_is_read_as_ever() {
        let value = everything();
        let plain: Everything = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(read::<Everything>(&value), Ok(plain));
        assert_eq!(read::<Vec<Colour>>(&json!(["red"])), Ok(vec![Colour::Red]));
        assert_eq!(read::<Value>(&value), Ok(value));
        for wrong in ["{", "{}x", "[1]", "{\"x\":\"1\"}", "{\"x\":1,\"z\":1}"] {
            assert!(from_json::<Point>(wrong.as_bytes()).is_err(), "{wrong}");
        }
        let depth = "[".repeat(200);
        assert!(from_json::<Value>(depth.as_bytes()).is_err());
    }

    #[test]
    fn an_array_is_no_struct_however_deep() {
        assert!(serde_json::from_value::<Point>(json!([1, null])).is_ok());
        let refused = read::<Point>(&json!([1, null])).unwrap_err();
        assert!(refused.contains("invalid type: sequence"), "{refused}");
        for (place, array) in [
            ("/point", json!([1, 2.0])),
            ("/points/0", json!([1, 2.0])),
            ("/named/7", json!([1, 2.0])),
            ("/named/8", json!([1, 2.0])),
        ] {
            let mut value = everything();
            *value.pointer_mut(place).unwrap() = array;
            assert!(serde_json::from_value::<Everything>(value.clone()).is_ok());
            assert!(read::<Everything>(&value).is_err(), "{place}");
        }
    }
}
