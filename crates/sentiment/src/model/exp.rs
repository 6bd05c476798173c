//! The exponential function, the same to the last bit on every machine.

/// e to the power of `value`, which is cut to −700..700; relative error below 10⁻¹⁴.
pub(crate) fn exp(value: f64) -> f64 {
    let [power] = exp_of([value]);
    power
}

/// The same of several numbers, side by side as machines compute them.
pub(crate) fn exp_of<const COUNT: usize>(values: [f64; COUNT]) -> [f64; COUNT] {
    let values = values.map(|value| value.clamp(-700.0, 700.0));
    let twos = values.map(|value| whole(value * std::f64::consts::LOG2_E));
    let mut rests = values;
    for (rest, twos) in rests.iter_mut().zip(twos) {
        *rest -= f64::from(twos) * std::f64::consts::LN_2;
    }
    let mut sums = [1.0; COUNT];
    for step in (1..=16).rev() {
        for (sum, rest) in sums.iter_mut().zip(rests) {
            *sum = 1.0 + rest / f64::from(step) * *sum;
        }
    }
    for (sum, twos) in sums.iter_mut().zip(twos) {
        *sum *= f64::from_bits(u64::from((twos + 1_023).cast_unsigned()) << 52);
    }
    sums
}

/// The nearest whole number of one between −1,010 and 1,010, halves away from zero: `round` is a call on most machines.
#[inline]
fn whole(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "between −1,010 and 1,010")]
    let cut = value as i32;
    let rest = value - f64::from(cut);
    cut + i32::from(rest >= 0.5) - i32::from(rest <= -0.5)
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

    #[test]
    fn many_side_by_side_are_the_same_as_one() {
        let values = [-900.0, -0.0, 0.0, 0.7, f64::NEG_INFINITY];
        assert_eq!(
            exp_of(values).map(f64::to_bits),
            values.map(exp).map(f64::to_bits)
        );
        assert_eq!(
            exp_of([-0.0, 0.0]).map(f64::to_bits),
            [1.0_f64; 2].map(f64::to_bits)
        );
    }

    #[test]
    fn whole_numbers_are_those_of_round() {
        for value in [
            0.5,
            -0.5,
            1.5,
            -2.5,
            0.499_999_999_999_999_94,
            -7.2,
            1_009.5,
        ] {
            assert!(
                (f64::from(whole(value)) - value.round()).abs() < 0.1,
                "{value}"
            );
        }
    }
}
