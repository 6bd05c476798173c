//! The exponential function, the same to the last bit on every machine.

/// e to the power of `value`, which is cut to −700..700; relative error below 10⁻¹⁴.
pub(crate) fn exp(value: f64) -> f64 {
    if value == 0.0 {
        return 1.0;
    }
    let value = value.clamp(-700.0, 700.0);
    let twos = (value * std::f64::consts::LOG2_E).round();
    let rest = value - twos * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for step in (1..=16).rev() {
        sum = 1.0 + rest / f64::from(step) * sum;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between −1,010 and 1,010")]
    let exponent = (twos as i64 + 1_023).cast_unsigned();
    sum * f64::from_bits(exponent << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_exponential_function() {
        for value in [-50.0, -3.5, -0.1, 0.0, 0.3, 1.0, 20.0] {
            assert!(
                (exp(value) / f64::exp(value) - 1.0).abs() < 1e-13,
                "{value}"
            );
        }
    }
}
