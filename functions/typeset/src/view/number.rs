//! Numbers as people read them: grouped, signed, with a real minus sign.

/// Digits in groups of three: `12,480`.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// With sign and `digits` decimals: `+0.27`, `−0.05`, and `0.00` for what rounds to nothing.
pub fn signed(value: f64, digits: usize) -> String {
    let size = format!("{:.digits$}", value.abs());
    if is_zero(&size) {
        size
    } else if value < 0.0 {
        format!("−{size}")
    } else {
        format!("+{size}")
    }
}

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

/// Whether a formatted number shows zero.
pub fn is_zero(text: &str) -> bool {
    !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
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

/// One thing or several: `1 ticket`, `2,000 tickets`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "ticket", "tickets"), "1 ticket");
        assert_eq!(counted(2_000, "ticket", "tickets"), "2,000 tickets");
    }

    #[test]
    fn signs_are_shown_except_on_zero() {
        assert_eq!(signed(0.274, 2), "+0.27");
        assert_eq!(signed(-0.05, 2), "−0.05");
        assert_eq!(signed(-0.004, 2), "0.00");
    }

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
