//! Exact decimals, which is what PostgreSQL's sums and means of whole numbers are.

/// A decimal as SQLite would have said it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// It has no fraction.
    Integer(i64),
    /// The nearest floating-point number.
    Real(f64),
}

/// Reads a decimal; none where it is no number (`NaN` included).
pub fn number(decimal: &str) -> Option<Number> {
    if let Ok(whole) = decimal.parse() {
        return Some(Number::Integer(whole));
    }
    decimal
        .parse()
        .ok()
        .filter(|real: &f64| real.is_finite())
        .map(Number::Real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_whole_and_means_are_not() {
        assert_eq!(number("12"), Some(Number::Integer(12)));
        assert_eq!(number("-0.50"), Some(Number::Real(-0.5)));
        assert_eq!(number("99999999999999999999"), Some(Number::Real(1e20)));
        assert_eq!(number("NaN"), None);
    }
}
