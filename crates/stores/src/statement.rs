//! Statements put together from fixed fragments. What a caller sends is only ever bound.

use crate::{ToValue, Value};

/// A statement in the making: fixed fragments, and parameters that are numbered as they come.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    sql: String,
    params: Vec<Value>,
}

impl Statement {
    /// Starts with a fragment.
    pub fn new(fragment: &'static str) -> Self {
        Self {
            sql: fragment.to_owned(),
            params: Vec::new(),
        }
    }

    /// Adds a fragment.
    pub fn push(&mut self, fragment: &'static str) -> &mut Self {
        self.sql.push_str(fragment);
        self
    }

    /// Adds the next parameter: `$1`, `$2` and so on.
    pub fn bind(&mut self, value: impl ToValue) -> &mut Self {
        self.params.push(value.to_value());
        self.sql.push('$');
        self.sql.push_str(&self.params.len().to_string());
        self
    }

    /// Adds parameters with commas between them, as inside `IN (…)`.
    pub fn bind_all<T: ToValue>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }

    /// The text and its parameters.
    pub fn into_parts(self) -> (String, Vec<Value>) {
        (self.sql, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_by_first_appearance() {
        let mut statement = Statement::new("SELECT 1 WHERE a = ");
        statement
            .bind(7i64)
            .push(" AND b IN (")
            .bind_all(["x", "y"])
            .push(")");
        let (sql, params) = statement.into_parts();
        assert_eq!(sql, "SELECT 1 WHERE a = $1 AND b IN ($2, $3)");
        assert_eq!(
            params,
            [
                Value::Integer(7),
                Value::Text("x".into()),
                Value::Text("y".into())
            ]
        );
    }
}
