//! What a statement answers.

use std::sync::Arc;

use crate::{Error, FromRow, Row, Value};

/// The most rows of an answer.
const MOST_ROWS: usize = 100_000;

/// The columns and rows of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Names of the columns, in order.
    pub columns: Vec<String>,
    /// One list of values per row, as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}

impl Answer {
    /// An answer whose rows are still to come.
    pub fn new(columns: Vec<String>) -> Self {
        let rows = Vec::new();
        Self { columns, rows }
    }

    /// Takes over a row; an error where there are too many.
    pub fn push(&mut self, row: Vec<Value>) -> Result<(), Error> {
        if self.rows.len() == MOST_ROWS {
            return Err(Error::Invalid(format!(
                "the answer has more than {MOST_ROWS} rows"
            )));
        }
        self.rows.push(row);
        Ok(())
    }

    /// Reads every row.
    pub fn decode<T: FromRow>(self) -> Result<Vec<T>, Error> {
        let columns: Arc<[String]> = self.columns.into();
        let read = |values| T::from_row(&mut Row::new(columns.clone(), values));
        self.rows.into_iter().map(read).collect()
    }

    /// Reads the first row, if there is one.
    pub fn first<T: FromRow>(mut self) -> Result<Option<T>, Error> {
        self.rows.truncate(1);
        Ok(self.decode()?.pop())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_an_end() {
        let mut answer = Answer::new(vec!["n".to_owned()]);
        let row = || vec![Value::Integer(1)];
        assert!((0..MOST_ROWS).all(|_| answer.push(row()).is_ok()));
        assert!(matches!(answer.push(row()), Err(Error::Invalid(_))));
        assert_eq!(answer.first(), Ok(Some((1_i64,))));
        assert_eq!(Answer::default().first::<(i64,)>(), Ok(None));
    }
}
