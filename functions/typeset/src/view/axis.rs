//! Axes: round steps that cover the data, and labels that do not collide.

use brief::Style;
use serde::Serialize;

use super::bucket::{Bucket, Step};
use super::number::{position, real};

/// A line or label at a place along an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Where, as a fraction of the axis.
    pub at: f64,
    /// What it says.
    pub label: String,
}

/// A vertical axis; places are fractions of its height from the bottom.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Where zero lies.
    pub zero: f64,
    /// The lines, bottom up.
    pub ticks: Vec<Tick>,
    #[serde(skip)]
    low: f64,
    #[serde(skip)]
    span: f64,
}

impl Axis {
    /// An axis for compound scores: zero always on it, with room on both sides.
    pub fn of_scores(scores: impl Iterator<Item = f64> + Clone, style: &Style) -> Self {
        let least = scores.clone().fold(0.0, f64::min);
        let most = scores.fold(0.0, f64::max);
        let step = match most - least {
            range if range > 1.0 => 0.5,
            range if range > 0.45 => 0.25,
            _ => 0.1,
        };
        let below = (-least / step).ceil().max(1.0);
        let above = (most / step).ceil().max(1.0);
        let (low, span) = (-below * step, (below + above) * step);
        let digits = if step < 0.2 { 1 } else { 2 };
        let ticks = std::iter::successors(Some(-below), |k| Some(k + 1.0))
            .take_while(|k| *k <= above)
            .map(|k| Tick {
                at: (k + below) / (below + above),
                label: style.signed(k * step, digits),
            })
            .collect();
        Self {
            zero: below / (below + above),
            ticks,
            low,
            span,
        }
    }

    /// An axis for counts up to `most`, from zero, in steps of 1, 2 or 5 times a power of ten.
    pub fn of_counts(most: u64, style: &Style) -> Self {
        let step = [1, 2, 5]
            .into_iter()
            .cycle()
            .zip((0..60).map(|i| 10_u64.saturating_pow(i / 3)))
            .map(|(digit, power)| power.saturating_mul(digit))
            .find(|step| most <= step.saturating_mul(4))
            .unwrap_or(u64::MAX);
        let steps = most.div_ceil(step).max(1);
        let ticks = (0..=steps)
            .map(|k| Tick {
                at: real(k) / real(steps),
                label: style.grouped(k.saturating_mul(step)),
            })
            .collect();
        Self {
            zero: 0.0,
            ticks,
            low: 0.0,
            span: real(steps) * real(step),
        }
    }

    /// Where a value lies.
    pub fn place(&self, value: f64) -> f64 {
        (value - self.low) / self.span
    }
}

/// The middle of step `index` of `count`, as a fraction of the width.
pub fn middle(index: usize, count: usize) -> f64 {
    (position(index) + 0.5) / position(count)
}

/// Labels under the steps, about `wanted` of them at even distances; weeks are labelled where a
/// month begins.
pub fn labels(step: Step, buckets: &[Bucket], wanted: usize, style: &Style) -> Vec<Tick> {
    let tick = |i: usize, label: String| Tick {
        at: middle(i, buckets.len()),
        label,
    };
    if step == Step::Week {
        let month = |i: usize| buckets[i].start.month();
        return (0..buckets.len())
            .filter(|&i| i == 0 || month(i) != month(i - 1))
            .map(|i| tick(i, style.month_name(buckets[i].start).to_owned()))
            .collect();
    }
    (0..buckets.len())
        .step_by(buckets.len().div_ceil(wanted).max(1))
        .map(|i| tick(i, step.label(buckets[i].start, style)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::bucket::fold;
    use super::*;
    use brief::Language;
    use jiff::civil::{Date, date};

    fn english() -> &'static Style {
        Language::En.words().style
    }

    fn labels_of(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn a_score_axis_always_shows_zero_and_both_sides() {
        let axis = Axis::of_scores([0.05, 0.31].into_iter(), english());
        assert_eq!(
            labels_of(&axis),
            ["−0.1", "0.0", "+0.1", "+0.2", "+0.3", "+0.4"]
        );
        assert!((axis.zero - 0.2).abs() < 1e-9);
        assert!((axis.place(0.4) - 1.0).abs() < 1e-9);
        let whole = Axis::of_scores([-1.0, 1.0].into_iter(), english());
        assert_eq!(
            labels_of(&whole),
            ["−1.00", "−0.50", "0.00", "+0.50", "+1.00"]
        );
        assert_eq!(
            labels_of(&Axis::of_scores([].into_iter(), english())),
            ["−0.1", "0.0", "+0.1"]
        );
    }

    #[test]
    fn a_count_axis_is_round_and_never_empty() {
        assert_eq!(labels_of(&Axis::of_counts(0, english())), ["0", "1"]);
        assert_eq!(
            labels_of(&Axis::of_counts(3, english())),
            ["0", "1", "2", "3"]
        );
        assert_eq!(
            labels_of(&Axis::of_counts(97, english())),
            ["0", "50", "100"]
        );
        assert_eq!(
            labels_of(&Axis::of_counts(7_200, english())),
            ["0", "2,000", "4,000", "6,000", "8,000"]
        );
        assert!(Axis::of_counts(u64::MAX, english()).place(real(u64::MAX)) <= 1.0);
    }

    fn marks(step: Step, from: Date, to: Date) -> Vec<String> {
        let labels = labels(step, &fold(step, from, to, &[]), 8, english());
        labels.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn days_are_labelled_at_even_distances_and_weeks_by_month() {
        let days = marks(Step::Day, date(2026, 10, 1), date(2026, 10, 31));
        assert_eq!(days.len(), 8);
        assert_eq!(days[1], "5\u{a0}Oct");
        let weeks = marks(Step::Week, date(2026, 9, 10), date(2026, 12, 1));
        assert_eq!(weeks, ["Sep", "Oct", "Nov"]);
        assert_eq!(
            marks(Step::Day, date(2026, 10, 1), date(2026, 10, 1)),
            ["1\u{a0}Oct"]
        );
    }
}
