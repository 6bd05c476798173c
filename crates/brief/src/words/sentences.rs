//! The sentences of a report.

use jiff::civil::Date;

/// How many tickets were created, and when.
#[derive(Debug, Clone, Copy)]
pub struct Created {
    /// The first day.
    pub from: Date,
    /// The last day, itself included.
    pub to: Date,
    /// How many tickets.
    pub tickets: u64,
    /// How many in as many days before; none when there are no data that old.
    pub before: Option<u64>,
}

impl Created {
    /// How many days there are.
    pub fn days(&self) -> u64 {
        let days = self.from.duration_until(self.to).as_hours() / 24;
        u64::try_from(days).unwrap_or(0) + 1
    }

    /// By how much there are more or fewer tickets than before, as a share of those; none where that says nothing.
    pub fn change(&self) -> Option<f64> {
        let before = self.before.filter(|before| *before > 0)?;
        if self.tickets == 0 || self.tickets == before {
            return None;
        }
        Some(float(self.tickets.abs_diff(before)) / float(before))
    }

    /// Whether there are more tickets than before.
    pub fn is_more(&self) -> bool {
        self.before.is_some_and(|before| self.tickets > before)
    }
}

/// Whole sentences in one language, each with its stop.
pub trait Sentences: Sync {
    /// How many tickets were created, beside the period before.
    fn created(&self, created: &Created) -> String;

    /// How many of all tickets are negative; `before` is the share in so many days before.
    fn negative(&self, negative: u64, all: u64, before: Option<(f64, u64)>) -> String;

    /// The average score, beside the one before.
    fn average(&self, mean: f64, before: Option<f64>) -> String;

    /// The day with the lowest average among those of at least so many tickets.
    fn lowest_day(&self, mean: f64, day: Date, tickets: u64, least: u64) -> String;

    /// The product with the most tickets, and its share of all.
    fn busiest(&self, product: &str, tickets: u64, share: f64) -> String;

    /// The product with the lowest average score.
    fn lowest(&self, product: &str, mean: f64, tickets: u64) -> String;

    /// The product just named has the lowest average score, too.
    fn lowest_too(&self, mean: f64) -> String;

    /// How many negative tickets are open, and the most pressing of them.
    fn open(&self, open: u64, first: &str) -> String;

    /// When the report was made, and from how many texts.
    fn made(&self, moment: &str, texts: u64) -> String;

    /// The report comes later than it was due.
    fn late(&self, due: &str) -> String;

    /// The scorer, and the snapshot of the data.
    fn scored_by(&self, version: &str, snapshot: Option<&str>) -> String;

    /// How many texts were not read.
    fn unread(&self, texts: u64) -> String;

    /// How many of all tickets have no text that was read.
    fn unscored(&self, tickets: u64, all: u64) -> String;

    /// How many tickets have no creation date, and so are in no period.
    fn undated(&self, tickets: u64) -> String;

    /// How many tickets are scored; no sentence.
    fn scored(&self, tickets: u64) -> String;

    /// How many rows of all are shown; no sentence.
    fn shown(&self, shown: usize, all: u64) -> String;
}

/// A count as a float.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

/// `part` of `whole`, which is not zero where it is asked for.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    float(part) / float(whole)
}
