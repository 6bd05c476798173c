//! Shares in short, and numbers as lengths and places.

/// A share between 0 and 1 in percent with one decimal: `18.3%`. What is not quite nothing or not
/// quite everything never shows as `0%` or `100%`.
pub fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    match text.as_str() {
        "0.0" if share > 0.0 => "<0.1%".into(),
        "100.0" if share < 1.0 => ">99.9%".into(),
        "0.0" => "0%".into(),
        "100.0" => "100%".into(),
        _ => format!("{text}%"),
    }
}

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
    fn a_share_does_not_round_to_none_or_all() {
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.1834), "18.3%");
        assert_eq!(percent(0.0001), "<0.1%");
        assert_eq!(percent(0.9999), ">99.9%");
        assert!((share(1, 4) - 0.25).abs() < f64::EPSILON);
        assert!(share(1, 0).abs() < f64::EPSILON);
    }
}
