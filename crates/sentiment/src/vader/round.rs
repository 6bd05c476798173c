//! Rounding to decimals as Python's `round` does it: by the exact binary value, halves to even.

/// `value` rounded to a number of thousandths or ten-thousandths, `scale` being 1,000 or 10,000. For |value| ≤ 1.
pub(crate) fn round_to(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    let below = product.floor();
    let past_half = product - below - 0.5;
    // Only next to a half can the rounding of the product have crossed it: there, take its exact error in.
    let exact = if past_half.abs() < 1e-9 {
        past_half + value.mul_add(scale, -product)
    } else {
        past_half
    };
    let is_odd = || below.rem_euclid(2.0) != 0.0;
    let rounded = if exact > 0.0 || (exact == 0.0 && is_odd()) {
        below + 1.0
    } else {
        below
    };
    rounded / scale + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(
        clippy::float_cmp,
        reason = "rounding answers the nearest double exactly"
    )]
    fn halves_are_judged_by_their_binary_value() {
        // What Python 3.11 answers.
        assert_eq!(round_to(0.03125, 10_000.0), 0.0312);
        assert_eq!(round_to(0.09375, 10_000.0), 0.0938);
        assert_eq!(round_to(0.0005, 1_000.0), 0.001);
        assert_eq!(round_to(0.0015, 1_000.0), 0.002);
        assert_eq!(round_to(0.0025, 1_000.0), 0.003);
        assert_eq!(round_to(0.5005, 1_000.0), 0.5);
        assert_eq!(round_to(-0.03125, 10_000.0), -0.0312);
        assert_eq!(round_to(-0.00055, 10_000.0), -0.0006);
        assert_eq!(round_to(1.0, 10_000.0), 1.0);
        assert_eq!(round_to(0.44045, 10_000.0), 0.4405);
    }
}
