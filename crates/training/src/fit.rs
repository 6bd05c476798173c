//! Fits one head: multinomial logistic regression with a quadratic penalty.

use crate::lbfgs::minimise;

/// A text as numbers: places with values, the number of its class, its weight.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub features: Vec<(usize, f64)>,
    pub class: usize,
    pub weight: f64,
}

/// What is fitted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// How many places there are; place 0 is the constant and not penalised.
    pub features: usize,
    /// How many classes there are: one sum each.
    pub classes: usize,
    /// The penalty: half of it times the sum of the squared weights is added to the loss.
    pub penalty: f64,
}

const STEPS: usize = 150;
const TOLERANCE: f64 = 1e-4;

/// The weights, a row of classes per place.
pub(crate) fn fit(rows: &[Row], shape: Shape) -> Vec<f64> {
    let Shape {
        features,
        classes,
        penalty,
    } = shape;
    minimise(features * classes, STEPS, TOLERANCE, |weights, gradient| {
        let mut loss = 0.0;
        for (weight, gradient) in weights.iter().zip(gradient.iter_mut()).skip(classes) {
            loss += 0.5 * penalty * weight * weight;
            *gradient = penalty * weight;
        }
        gradient[..classes].fill(0.0);
        let mut sums = vec![0.0; classes];
        for row in rows {
            sums.fill(0.0);
            for &(feature, value) in &row.features {
                for (sum, weight) in sums.iter_mut().zip(&weights[feature * classes..]) {
                    *sum += value * weight;
                }
            }
            loss += row.weight * errors(&mut sums, row.class);
            for &(feature, value) in &row.features {
                for (error, gradient) in sums.iter().zip(&mut gradient[feature * classes..]) {
                    *gradient += row.weight * value * error;
                }
            }
        }
        loss
    })
}

/// Turns sums into probabilities less the truth, and answers the loss.
fn errors(sums: &mut [f64], class: usize) -> f64 {
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let mut total = 0.0;
    for sum in sums.iter_mut() {
        *sum = sentiment::training::exp(*sum - most);
        total += *sum;
    }
    for sum in sums.iter_mut() {
        *sum /= total;
    }
    let loss = -ln(sums[class].max(1e-300));
    sums[class] -= 1.0;
    loss
}

/// The natural logarithm, by Newton's method on the exponential function of the scorer, so that it is the same on
/// every machine.
pub(crate) fn ln(value: f64) -> f64 {
    let bits = value.to_bits();
    #[expect(clippy::cast_precision_loss, reason = "an exponent of eleven bits")]
    let exponent = (((bits >> 52) & 0x7FF) as f64) - 1_023.0;
    let mut found = exponent * std::f64::consts::LN_2;
    for _ in 0..6 {
        let power = sentiment::training::exp(found);
        found += 2.0 * (value - power) / (value + power);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one() {
        for value in [1e-300_f64, 1e-9, 0.3, 1.0, 2.0, 12_345.6] {
            assert!(
                (ln(value) - value.ln()).abs() < 1e-9,
                "{value}: {}",
                ln(value)
            );
        }
    }

    #[test]
    fn what_tells_classes_apart_is_found() {
        let row = |feature: usize, class| Row {
            features: vec![(0, 1.0), (feature, 1.0)],
            class,
            weight: 1.0,
        };
        let rows = vec![row(1, 0), row(1, 0), row(2, 1), row(2, 1)];
        let shape = Shape {
            features: 3,
            classes: 2,
            penalty: 0.1,
        };
        let weights = fit(&rows, shape);
        assert!(
            weights[2] > 0.5 && weights[3] < -0.5 && weights[5] > 0.5,
            "{weights:?}"
        );
    }
}
