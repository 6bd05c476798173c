//! A row's primary key: where a table's move stands.

use std::fmt;

use schema::Kind;
use serde::{Deserialize, Serialize};

use super::Cell;

/// One column of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPart {
    /// A whole number.
    Integer(i64),
    /// A moment, µs since the epoch.
    Moment(i64),
    /// Text, or a UUID as text.
    Text(String),
}

/// The values of a primary key's columns, in the key's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key(pub Vec<KeyPart>);

impl KeyPart {
    /// Whether columns of that kind can be part of a key.
    pub fn can_be(kind: Kind) -> bool {
        matches!(kind, Kind::Integer | Kind::Moment | Kind::Text | Kind::Uuid)
    }

    /// A cell as a part of a key; none for kinds that are never part of one.
    pub fn of(cell: &Cell<'_>) -> Option<Self> {
        Some(match cell {
            Cell::Integer(value) => Self::Integer(*value),
            Cell::Moment(value) => Self::Moment(*value),
            Cell::Text(value) => Self::Text((*value).to_owned()),
            Cell::Uuid(value) => Self::Text(value.to_string()),
            _ => return None,
        })
    }

    /// As a literal of PostgreSQL: COPY takes no parameters.
    pub fn literal(&self) -> String {
        match self {
            Self::Integer(value) => format!("({value})::bigint"),
            Self::Moment(value) => {
                format!("(timestamp 'epoch' + interval '{value} microseconds')")
            }
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, part) in self.0.iter().enumerate() {
            if number > 0 {
                write!(out, ", ")?;
            }
            match part {
                KeyPart::Integer(value) | KeyPart::Moment(value) => write!(out, "{value}")?,
                KeyPart::Text(text) => write!(out, "{text:?}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_quoted() {
        let text = KeyPart::Text("O'Brien\\".to_owned());
        assert_eq!(text.literal(), "'O''Brien\\'");
        assert_eq!(KeyPart::Integer(-5).literal(), "(-5)::bigint");
    }
}
