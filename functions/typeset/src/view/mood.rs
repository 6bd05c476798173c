//! The mood line: mean compound score per step, broken where there are no tickets.

use brief::number::signed;
use serde::Serialize;

use super::axis::{Axis, Tick, labels, middle};
use super::bucket::{Bucket, Step};

/// A point as fractions of width (from the left) and height (from the bottom).
pub type Point = [f64; 2];

/// What the mood chart draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mood {
    /// "per day", "per week" or "per month".
    pub step: &'static str,
    /// The vertical axis.
    pub axis: Axis,
    /// Runs of points without a gap; a run of one is drawn as a dot.
    pub runs: Vec<Vec<Point>>,
    /// Labels under the axis.
    pub labels: Vec<Tick>,
    /// Whether there are few enough points to mark each.
    pub dots: bool,
    /// Lowest and highest in words; empty without points.
    pub extremes: String,
    /// The chart in words, for those who cannot see it.
    pub alt: String,
}

impl Mood {
    /// The chart of `buckets`.
    pub fn of(step: Step, buckets: &[Bucket]) -> Self {
        let axis = Axis::of_scores(buckets.iter().filter_map(|b| b.compound));
        let points: Vec<Option<Point>> = buckets
            .iter()
            .enumerate()
            .map(|(i, b)| Some([middle(i, buckets.len()), axis.place(b.compound?)]))
            .collect();
        let runs = points
            .split(Option::is_none)
            .filter(|run| !run.is_empty())
            .map(|run| run.iter().flatten().copied().collect())
            .collect();
        let extremes = extremes(step, buckets).unwrap_or_default();
        Self {
            step: step.name(),
            runs,
            labels: labels(step, buckets, 8),
            dots: buckets.len() <= 31,
            alt: alt(step, buckets, &extremes),
            extremes,
            axis,
        }
    }
}

fn scored(buckets: &[Bucket]) -> impl Iterator<Item = (&Bucket, f64)> {
    buckets.iter().filter_map(|b| Some((b, b.compound?)))
}

fn extremes(step: Step, buckets: &[Bucket]) -> Option<String> {
    let (low, least) = scored(buckets).min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (high, most) = scored(buckets).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (least, most) = (signed(least, 2), signed(most, 2));
    if least == most {
        return Some(format!("{least} throughout"));
    }
    let (low, high) = (step.label(low.start), step.label(high.start));
    Some(format!(
        "Lowest {least} ({low})  ·  highest {most} ({high})"
    ))
}

fn alt(step: Step, buckets: &[Bucket], extremes: &str) -> String {
    let with = scored(buckets).count();
    if with == 0 {
        return "Line chart of the mood: no scored tickets in this period.".into();
    }
    format!(
        "Line chart of the mean compound score per {}. {extremes}. {} of {} {}s have no scored tickets.",
        step.name(),
        buckets.len() - with,
        buckets.len(),
        step.name(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use brief::Counts;
    use jiff::civil::date;

    fn buckets(moods: &[Option<f64>]) -> Vec<Bucket> {
        (1..)
            .zip(moods)
            .map(|(day, &compound)| Bucket {
                start: date(2026, 10, day),
                counts: Counts::default(),
                compound,
            })
            .collect()
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let mood = Mood::of(
            Step::Day,
            &buckets(&[Some(0.2), None, Some(-0.1), Some(0.1)]),
        );
        let lengths: Vec<_> = mood.runs.iter().map(Vec::len).collect();
        assert_eq!(lengths, [1, 2]);
        assert_eq!(
            mood.extremes,
            "Lowest −0.10 (3 Oct)  ·  highest +0.20 (1 Oct)"
        );
        assert!(mood.alt.contains("1 of 4 days"), "{}", mood.alt);
    }

    #[test]
    fn nothing_scored_draws_nothing_and_says_so() {
        let mood = Mood::of(Step::Day, &buckets(&[None, None]));
        assert!(mood.runs.is_empty());
        assert!(mood.alt.contains("no scored tickets"));
    }

    #[test]
    fn one_day_is_one_dot_in_the_middle() {
        let mood = Mood::of(Step::Day, &buckets(&[Some(-0.25)]));
        assert_eq!(mood.runs.len(), 1);
        assert!((mood.runs[0][0][0] - 0.5).abs() < 1e-9);
        assert_eq!(mood.extremes, "−0.25 throughout");
    }
}
