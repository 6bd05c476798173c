//! How many tickets feel how, and their mean.

use std::ops::AddAssign;

use sentiment::Label;

/// Tickets by their ultimate sentiment, with what means are made of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mood {
    /// Positive tickets.
    pub positive: u64,
    /// Neutral tickets.
    pub neutral: u64,
    /// Negative tickets.
    pub negative: u64,
    /// The comments on these tickets.
    pub comments: u64,
    /// The sum of the tickets' compound scores.
    pub compound_sum: f64,
}

impl Mood {
    /// Tickets of one sentiment.
    pub(crate) fn of(label: Label, tickets: u64, comments: u64, compound_sum: f64) -> Self {
        let mut mood = Self {
            comments,
            compound_sum,
            ..Self::default()
        };
        match label {
            Label::Positive => mood.positive = tickets,
            Label::Negative => mood.negative = tickets,
            Label::Neutral => mood.neutral = tickets,
        }
        mood
    }

    /// All tickets.
    pub fn total(&self) -> u64 {
        self.positive + self.neutral + self.negative
    }

    /// The mean compound score, −1 to 1: sum ÷ tickets, to six decimals; none without tickets.
    pub fn compound(&self) -> Option<f64> {
        ratio(self.compound_sum, self.total())
    }

    /// Negative tickets ÷ all tickets, 0 to 1, to six decimals; none without tickets.
    pub fn negative_share(&self) -> Option<f64> {
        ratio(float(self.negative), self.total())
    }

    /// Comments ÷ tickets, to six decimals; none without tickets.
    pub fn comments_per_ticket(&self) -> Option<f64> {
        ratio(float(self.comments), self.total())
    }
}

impl AddAssign for Mood {
    fn add_assign(&mut self, other: Self) {
        self.positive += other.positive;
        self.neutral += other.neutral;
        self.negative += other.negative;
        self.comments += other.comments;
        self.compound_sum += other.compound_sum;
    }
}

/// How much `now` is above `before`, in percent of the size of `before`, to two decimals; none when `before` is zero.
pub fn percent_change(now: f64, before: f64) -> Option<f64> {
    let change = (now - before) / before.abs() * 100.0;
    (before != 0.0).then(|| (change * 100.0).round() / 100.0)
}

pub(crate) fn ratio(sum: f64, parts: u64) -> Option<f64> {
    // Scores have four decimals: what a sum has beyond the eighth is where its parts were added up, file by file, in
    // another order, and a mean that lies between two sixth decimals would go up or down with it: halves go up. `+ 0.0`
    // turns a negative zero, which JSON would show, into zero.
    let sum = (sum * 1e8).round();
    (parts > 0).then(|| (sum / (float(parts) * 1e2) + 0.5).floor() / 1e6 + 0.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_of_what_is_there() {
        let nothing = Mood::default();
        assert_eq!(
            (
                nothing.compound(),
                nothing.negative_share(),
                nothing.comments_per_ticket()
            ),
            (None, None, None)
        );
        let mut mood = Mood::of(Label::Negative, 1, 3, -0.8);
        mood += Mood::of(Label::Positive, 2, 0, 0.1 + 0.2);
        assert_eq!(mood.total(), 3);
        assert_eq!(mood.compound(), Some(-0.166_667));
        assert_eq!(mood.negative_share(), Some(0.333_333));
        assert_eq!(mood.comments_per_ticket(), Some(1.0));
        assert!(
            Mood::of(Label::Neutral, 1, 0, -1e-9)
                .compound()
                .is_some_and(f64::is_sign_positive)
        );
    }

    #[test]
    fn a_mean_does_not_depend_on_the_order_of_its_sum() {
        let scores = [0.9, 0.1, 0.3, 0.0094, 0.2, 0.1, 0.1, 0.2847];
        let (mut there, mut back) = (0.0_f64, 0.0_f64);
        for at in 0..scores.len() {
            there += scores[at];
            back += scores[scores.len() - 1 - at];
        }
        assert!((there - back).abs() > 0.0, "{there} {back}");
        assert_eq!(
            (ratio(there, 8), ratio(back, 8)),
            (Some(0.249_263), Some(0.249_263))
        );
    }

    #[test]
    fn a_change_needs_something_to_change_from() {
        assert_eq!(percent_change(3.0, 0.0), None);
        assert_eq!(percent_change(3.0, 2.0), Some(50.0));
        assert_eq!(percent_change(0.0, 3.0), Some(-100.0));
        // From −0.2 up to 0.1 is better, so the change is positive.
        assert_eq!(percent_change(0.1, -0.2), Some(150.0));
        assert_eq!(percent_change(2.0, 3.0), Some(-33.33));
    }
}
