//! Exact decimals, which is what PostgreSQL's sums and means of whole numbers are.

use crate::Value;

/// Reads a decimal as SQLite would have said it: a whole number, or the nearest floating-point number. None where it is
/// no number (`NaN` included).
pub fn number(decimal: &str) -> Option<Value> {
    if let Ok(whole) = decimal.parse() {
        return Some(Value::Integer(whole));
    }
    decimal
        .parse()
        .ok()
        .filter(|real: &f64| real.is_finite())
        .map(Value::Real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_whole_and_means_are_not() {
        assert_eq!(number("12"), Some(Value::Integer(12)));
        assert_eq!(number("-0.50"), Some(Value::Real(-0.5)));
        assert_eq!(number("99999999999999999999"), Some(Value::Real(1e20)));
        assert_eq!(number("NaN"), None);
    }
}
