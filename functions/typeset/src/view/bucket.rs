//! Days folded into the steps of a chart: days, weeks or months, whichever the paper can show.

use brief::{Counts, Day, StepLabels, Style, Words};
use jiff::{Span, civil::Date};

use super::number::real;

/// The most days drawn one by one.
const DAILY: u64 = 62;
/// The most days drawn as weeks.
const WEEKLY: u64 = 400;

/// How long one step of a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// A week, Monday to Sunday; the first and the last may be cut by the period.
    Week,
    /// A calendar month; the first and the last may be cut by the period.
    Month,
}

/// One step of the charts, whether or not it has tickets.
#[derive(Debug, Clone, PartialEq)]
pub struct Bucket {
    /// Its first day.
    pub start: Date,
    /// Scored tickets by sentiment.
    pub counts: Counts,
    /// Mean compound score, each day weighted by its scored tickets; `None` without any.
    pub compound: Option<f64>,
}

impl Step {
    /// The step that suits a period of `days`.
    pub fn for_days(days: u64) -> Self {
        if days <= DAILY {
            Self::Day
        } else if days <= WEEKLY {
            Self::Week
        } else {
            Self::Month
        }
    }

    /// The first day of the step `day` lies in.
    fn start_of(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => day
                .checked_sub(Span::new().days(day.weekday().to_monday_zero_offset()))
                .unwrap_or(day),
            Self::Month => day.first_of_month(),
        }
    }

    /// The first day of the next step; `None` at the end of time.
    fn after(self, start: Date) -> Option<Date> {
        let span = match self {
            Self::Day => Span::new().days(1),
            Self::Week => Span::new().days(7),
            Self::Month => Span::new().months(1),
        };
        start.checked_add(span).ok()
    }

    /// What the charts say of such steps.
    pub fn labels(self, words: &Words) -> &StepLabels {
        let [day, week, month] = &words.labels.steps;
        match self {
            Self::Day => day,
            Self::Week => week,
            Self::Month => month,
        }
    }

    /// A step in words, as on an axis.
    pub fn label(self, start: Date, style: &Style) -> String {
        match self {
            Self::Day | Self::Week => style.short(start),
            Self::Month => style.month(start),
        }
    }
}

/// Every step from `from` to `to`, both included, with the days that fall into it.
///
/// `days` must be in order and within the period, as [`brief::Report::check`] sees to.
pub fn fold(step: Step, from: Date, to: Date, days: &[Day]) -> Vec<Bucket> {
    let mut buckets = Vec::new();
    let mut rest = days;
    let mut next = Some(step.start_of(from));
    while let Some(start) = next.filter(|start| *start <= to) {
        next = step.after(start);
        let inside = rest.partition_point(|day| next.is_none_or(|next| day.date < next));
        let (now, later) = rest.split_at(inside);
        rest = later;
        buckets.push(bucket(start.max(from), now));
    }
    buckets
}

fn bucket(start: Date, days: &[Day]) -> Bucket {
    let counts = days
        .iter()
        .fold(Counts::default(), |sum, day| sum.plus(day.counts));
    let (mut sum, mut weight) = (0.0, 0.0);
    for day in days {
        if let Some(compound) = day.compound {
            let tickets = real(day.counts.total());
            sum += compound * tickets;
            weight += tickets;
        }
    }
    Bucket {
        start,
        counts,
        compound: (weight > 0.0).then(|| sum / weight),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(date: Date, compound: f64, positive: u64) -> Day {
        Day {
            date,
            compound: Some(compound),
            counts: Counts {
                positive,
                ..Counts::default()
            },
        }
    }

    #[test]
    fn days_without_tickets_are_there_but_have_no_mood() {
        let days = [
            day(date(2026, 10, 1), 0.5, 1),
            day(date(2026, 10, 3), -0.5, 1),
        ];
        let buckets = fold(Step::Day, date(2026, 10, 1), date(2026, 10, 3), &days);
        let moods: Vec<_> = buckets.iter().map(|b| b.compound).collect();
        assert_eq!(moods, [Some(0.5), None, Some(-0.5)]);
    }

    #[test]
    fn weeks_begin_on_monday_and_weigh_days_by_tickets() {
        // 1 October 2026 is a Thursday.
        let days = [
            day(date(2026, 10, 1), 1.0, 3),
            day(date(2026, 10, 4), 0.0, 1),
            day(date(2026, 10, 5), -1.0, 2),
        ];
        let buckets = fold(Step::Week, date(2026, 10, 1), date(2026, 10, 8), &days);
        let starts: Vec<_> = buckets.iter().map(|b| b.start).collect();
        assert_eq!(starts, [date(2026, 10, 1), date(2026, 10, 5)]);
        assert_eq!(buckets[0].compound, Some(0.75));
        assert_eq!(buckets[1].compound, Some(-1.0));
    }

    #[test]
    fn a_year_is_weeks_and_a_decade_months() {
        assert_eq!(Step::for_days(62), Step::Day);
        assert_eq!(Step::for_days(366), Step::Week);
        assert_eq!(Step::for_days(3660), Step::Month);
        let months = fold(Step::Month, date(2016, 1, 15), date(2025, 12, 31), &[]);
        assert_eq!(months.len(), 120);
    }
}
