//! Rows of an answer, read column by column.

use std::sync::Arc;

use crate::{Error, FromValue, Value};

/// A row. Columns are taken in the order the statement names them.
#[derive(Debug)]
pub struct Row {
    columns: Arc<[String]>,
    values: std::vec::IntoIter<Value>,
    taken: usize,
}

impl Row {
    /// A row of an answer with these columns.
    pub fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Self {
            columns,
            values: values.into_iter(),
            taken: 0,
        }
    }

    /// The next column.
    pub fn take<T: FromValue>(&mut self) -> Result<T, Error> {
        let at = self.taken;
        self.taken += 1;
        self.values
            .next()
            .and_then(T::from_value)
            .ok_or_else(|| Error::Decode {
                column: self
                    .columns
                    .get(at)
                    .cloned()
                    .unwrap_or_else(|| at.to_string()),
                expected: T::EXPECTED,
            })
    }
}

/// What can be read from a row: tuples of up to 24 columns, and any type that takes its columns in order.
pub trait FromRow: Sized {
    /// Reads the row.
    fn from_row(row: &mut Row) -> Result<Self, Error>;
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {
        $(impl<$($name: FromValue),+> FromRow for ($($name,)+) {
            fn from_row(row: &mut Row) -> Result<Self, Error> {
                Ok(($(row.take::<$name>()?,)+))
            }
        })+
    };
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
    A B C D E F G H I J K L M;
    A B C D E F G H I J K L M N;
    A B C D E F G H I J K L M N O;
    A B C D E F G H I J K L M N O P;
    A B C D E F G H I J K L M N O P Q;
    A B C D E F G H I J K L M N O P Q R;
    A B C D E F G H I J K L M N O P Q R S;
    A B C D E F G H I J K L M N O P Q R S T;
    A B C D E F G H I J K L M N O P Q R S T U;
    A B C D E F G H I J K L M N O P Q R S T U V;
    A B C D E F G H I J K L M N O P Q R S T U V W;
    A B C D E F G H I J K L M N O P Q R S T U V W X;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row::new(
            Arc::new(["id".to_owned(), "name".to_owned()]),
            vec![Value::Integer(7), Value::Null],
        )
    }

    #[test]
    fn a_tuple_takes_its_columns_in_order() {
        assert_eq!(<(i64, Option<String>)>::from_row(&mut row()), Ok((7, None)));
    }

    #[test]
    fn the_wrong_column_is_named() {
        let wrong = |column: &str| Error::Decode {
            column: column.to_owned(),
            expected: "text",
        };
        assert_eq!(<(i64, String)>::from_row(&mut row()), Err(wrong("name")));
        assert_eq!(
            <(i64, Option<i64>, String)>::from_row(&mut row()),
            Err(wrong("2"))
        );
    }
}
