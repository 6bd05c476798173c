//! One number that makes probabilities honest: sums are divided by it.

use crate::fit::ln;
use sentiment::training::softmax;

/// The temperature, in steps of a hundredth from 0.5 to 3, at which texts with these sums and classes are most likely;
/// 1 where there are none.
pub(crate) fn temperature(outcomes: &[([f64; 3], usize)]) -> f32 {
    if outcomes.is_empty() {
        return 1.0;
    }
    let mut best = (f64::INFINITY, 1.0);
    for hundredths in 50_u16..=300 {
        let temperature = f32::from(hundredths) / 100.0;
        let loss: f64 = outcomes
            .iter()
            .map(|(sums, class)| {
                -ln(softmax(sums.map(|sum| sum / f64::from(temperature)))[*class].max(1e-12))
            })
            .sum();
        if loss < best.0 {
            best = (loss, temperature);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_sure_sums_are_cooled() {
        // Right in three of four cases, yet sure by e⁴.
        let outcomes: Vec<_> = (0..40)
            .map(|at| ([4.0, 0.0, -20.0], usize::from(at % 4 == 0)))
            .collect();
        let found = temperature(&outcomes);
        assert!((3.0..=3.0).contains(&found), "{found}");
        let honest: Vec<_> = (0..40)
            .map(|at| ([1.0986, 0.0, -20.0], usize::from(at % 4 == 0)))
            .collect();
        assert!((temperature(&honest) - 1.0).abs() < 0.02);
    }
}
