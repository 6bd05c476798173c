//! The mood line: mean compound score per step, broken where there are no tickets.

use brief::Words;
use serde::Serialize;

use super::axis::{Axis, Tick, labels, middle};
use super::bucket::{Bucket, Step};

/// A point as fractions of width (from the left) and height (from the bottom).
pub type Point = [f64; 2];

/// What the mood chart draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mood {
    /// What is drawn, in words.
    pub remark: &'static str,
    /// The vertical axis.
    pub axis: Axis,
    /// Runs of points without a gap; a run of one is drawn as a dot.
    pub runs: Vec<Vec<Point>>,
    /// Labels under the axis.
    pub labels: Vec<Tick>,
    /// Whether there are few enough points to mark each.
    pub dots: bool,
    /// The chart in words, for those who cannot see it.
    pub alt: String,
}

impl Mood {
    /// The chart of `buckets`.
    pub fn of(step: Step, buckets: &[Bucket], words: &'static Words) -> Self {
        let axis = Axis::of_scores(buckets.iter().filter_map(|b| b.compound), words.style);
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
        Self {
            remark: step.labels(words).remark,
            runs,
            labels: labels(step, buckets, 8, words.style),
            dots: buckets.len() <= 31,
            alt: alt(step, buckets, words),
            axis,
        }
    }
}

/// The chart in words. Its lowest step is named as such: a summary names the lowest day.
fn alt(step: Step, buckets: &[Bucket], words: &Words) -> String {
    let labels = step.labels(words);
    let scored = || buckets.iter().filter_map(|b| Some((b, b.compound?)));
    let low = scored().min_by(|a, b| a.1.total_cmp(&b.1));
    let high = scored().max_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(low), Some(high)) = (low, high) else {
        return format!("{}: {}.", labels.line, words.labels.no_scored);
    };
    let told = |(bucket, mean): (&Bucket, f64)| {
        let start = step.label(bucket.start, words.style);
        format!("{start} ({})", words.style.score(mean))
    };
    format!(
        "{}; {} {}, {} {}; {}: {}.",
        labels.line,
        labels.lowest,
        told(low),
        labels.highest,
        told(high),
        labels.gaps,
        words
            .style
            .grouped((buckets.len() - scored().count()) as u64),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use brief::{Counts, Language};
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
            Language::En.words(),
        );
        let lengths: Vec<_> = mood.runs.iter().map(Vec::len).collect();
        assert_eq!(lengths, [1, 2]);
        let alt = "Line chart of the average score per day; lowest day 3 Oct (−0.10), highest day 1 Oct (+0.20); \
                   days without scored tickets: 1.";
        assert_eq!(mood.alt.replace('\u{a0}', " "), alt);
    }

    #[test]
    fn nothing_scored_draws_nothing_and_says_so() {
        let mood = Mood::of(Step::Day, &buckets(&[None, None]), Language::En.words());
        assert!(mood.runs.is_empty());
        assert!(mood.alt.contains("No scored tickets"));
    }

    #[test]
    fn one_day_is_one_dot_in_the_middle() {
        let mood = Mood::of(Step::Day, &buckets(&[Some(-0.25)]), Language::De.words());
        assert_eq!(mood.runs.len(), 1);
        assert!((mood.runs[0][0][0] - 0.5).abs() < 1e-9);
        assert!(
            mood.alt.contains("niedrigster Tag 1.\u{a0}Okt. (−0,25)"),
            "{}",
            mood.alt
        );
    }
}
