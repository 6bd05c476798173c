//! Minimises a smooth function: limited-memory BFGS with a backtracking line search.

/// How many steps the approximation remembers.
const MEMORY: usize = 8;

/// Goes downhill from zeros until the gradient is `tolerance` times its first length, or for at most `steps` steps.
/// `function` writes the gradient and answers the value.
pub(crate) fn minimise(
    size: usize,
    steps: usize,
    tolerance: f64,
    mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    let mut at = vec![0.0; size];
    let mut gradient = vec![0.0; size];
    let mut value = function(&at, &mut gradient);
    let enough = tolerance * length(&gradient);
    let mut history: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..steps {
        if length(&gradient) <= enough {
            break;
        }
        let direction = direction(&gradient, &history);
        let slope = dot(&gradient, &direction);
        let mut step = if history.is_empty() {
            1.0 / length(&gradient).max(1.0)
        } else {
            1.0
        };
        let (mut next, mut next_gradient) = (vec![0.0; size], vec![0.0; size]);
        let mut found = false;
        for _ in 0..30 {
            for ((next, at), direction) in next.iter_mut().zip(&at).zip(&direction) {
                *next = at + step * direction;
            }
            let next_value = function(&next, &mut next_gradient);
            if next_value <= value + 1e-4 * step * slope {
                value = next_value;
                found = true;
                break;
            }
            step *= 0.5;
        }
        if !found {
            break;
        }
        let moved: Vec<f64> = next.iter().zip(&at).map(|(next, at)| next - at).collect();
        let changed: Vec<f64> = next_gradient
            .iter()
            .zip(&gradient)
            .map(|(next, gradient)| next - gradient)
            .collect();
        let curvature = dot(&moved, &changed);
        if curvature > 1e-12 {
            if history.len() == MEMORY {
                history.remove(0);
            }
            history.push((moved, changed, curvature));
        }
        (at, gradient) = (next, next_gradient);
    }
    at
}

fn direction(gradient: &[f64], history: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|value| -value).collect();
    let mut shares = Vec::with_capacity(history.len());
    for (moved, changed, curvature) in history.iter().rev() {
        let share = dot(moved, &direction) / curvature;
        add(&mut direction, -share, changed);
        shares.push(share);
    }
    if let Some((_, changed, curvature)) = history.last() {
        let scale = curvature / dot(changed, changed);
        for value in &mut direction {
            *value *= scale;
        }
    }
    for ((moved, changed, curvature), share) in history.iter().zip(shares.iter().rev()) {
        let back = dot(changed, &direction) / curvature;
        add(&mut direction, share - back, moved);
    }
    direction
}

fn add(to: &mut [f64], factor: f64, values: &[f64]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += factor * value;
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn length(values: &[f64]) -> f64 {
    dot(values, values).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valley_is_found() {
        let found = minimise(2, 100, 1e-8, |at, gradient| {
            let (x, y) = (at[0] - 3.0, at[1] + 2.0);
            gradient[0] = 2.0 * x + y;
            gradient[1] = 20.0 * y + x;
            x * x + 10.0 * y * y + x * y
        });
        assert!(
            (found[0] - 3.0).abs() < 1e-6 && (found[1] + 2.0).abs() < 1e-6,
            "{found:?}"
        );
    }
}
