//! Numbers as lengths and places.

/// A count as a float, for shares and heights.
#[expect(
    clippy::cast_precision_loss,
    reason = "a bar's length needs no more than 52 bits"
)]
pub fn real(count: u64) -> f64 {
    count as f64
}

/// An index as a float, for positions.
pub fn position(index: usize) -> f64 {
    real(u64::try_from(index).unwrap_or(u64::MAX))
}

/// `part` of `whole`, 0 when there is no whole.
pub fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        real(part) / real(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_nothing() {
        assert!((share(1, 4) - 0.25).abs() < f64::EPSILON);
        assert!(share(1, 0).abs() < f64::EPSILON);
    }
}
