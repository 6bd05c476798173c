//! Ticket volume: stacked columns per step, and the bar of the whole period.

use brief::{Counts, Words};
use serde::Serialize;

use super::axis::{Axis, Tick, labels, middle};
use super::bucket::{Bucket, Step};
use super::number::{real, share};

/// What the volume chart draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Volume {
    /// The vertical axis.
    pub axis: Axis,
    /// The columns, left to right; empty steps are left out.
    pub columns: Vec<Column>,
    /// How many steps the width holds, empty ones included.
    pub steps: usize,
    /// Labels under the axis.
    pub labels: Vec<Tick>,
    /// The chart in words.
    pub alt: String,
}

/// One column; heights are fractions of the axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Its middle, as a fraction of the width.
    pub at: f64,
    /// Negative, at the bottom.
    pub negative: f64,
    /// Neutral, above it.
    pub neutral: f64,
    /// Positive, on top.
    pub positive: f64,
}

impl Volume {
    /// The chart of `buckets`.
    pub fn of(step: Step, buckets: &[Bucket], words: &Words) -> Self {
        let most = buckets.iter().map(|b| b.counts.total()).max().unwrap_or(0);
        let axis = Axis::of_counts(most, words.style);
        let columns = buckets
            .iter()
            .enumerate()
            .filter(|(_, b)| b.counts.total() > 0)
            .map(|(i, b)| Column {
                at: middle(i, buckets.len()),
                negative: axis.place(real(b.counts.negative)),
                neutral: axis.place(real(b.counts.neutral)),
                positive: axis.place(real(b.counts.positive)),
            })
            .collect();
        let alt = format!(
            "{}: {}.",
            step.labels(words).columns,
            words.style.grouped(most)
        );
        Self {
            axis,
            columns,
            steps: buckets.len(),
            labels: labels(step, buckets, 8, words.style),
            alt,
        }
    }
}

/// One part of the distribution bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slice {
    /// Which sentiment, in words.
    pub label: &'static str,
    /// Which colour: `positive`, `neutral` or `negative`.
    pub tone: &'static str,
    /// Its part of the whole, 0 to 1.
    pub share: f64,
    /// Its share in words.
    pub percent: String,
    /// Its count in words.
    pub count: String,
}

/// The distribution over the whole period, best first.
pub fn slices(counts: Counts, words: &Words) -> [Slice; 3] {
    let (style, labels) = (words.style, &words.labels.sentiments);
    let slice = |label, tone, count| {
        let share = share(count, counts.total());
        Slice {
            label,
            tone,
            share,
            percent: if counts.total() == 0 {
                "–".into()
            } else {
                style.percent(share)
            },
            count: style.grouped(count),
        }
    };
    [
        slice(labels.positive, "positive", counts.positive),
        slice(labels.neutral, "neutral", counts.neutral),
        slice(labels.negative, "negative", counts.negative),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use brief::Language;
    use jiff::civil::date;

    fn bucket(positive: u64, negative: u64) -> Bucket {
        Bucket {
            start: date(2026, 10, 1),
            counts: Counts {
                positive,
                neutral: 0,
                negative,
            },
            compound: None,
        }
    }

    #[test]
    fn columns_stand_in_their_step_and_empty_ones_do_not() {
        let volume = Volume::of(
            Step::Day,
            &[bucket(3, 1), bucket(0, 0), bucket(0, 2)],
            Language::En.words(),
        );
        assert_eq!((volume.steps, volume.columns.len()), (3, 2));
        assert!((volume.columns[0].positive - 0.75).abs() < 1e-9);
        assert!((volume.columns[1].at - 5.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn shares_of_nothing_are_not_zero_percent() {
        let percents = |counts| slices(counts, Language::En.words()).map(|slice| slice.percent);
        assert_eq!(percents(Counts::default()), ["–", "–", "–"]);
        let all_bad = Counts {
            negative: 5,
            ..Counts::default()
        };
        assert_eq!(percents(all_bad), ["0%", "0%", "100%"]);
    }
}
