//! The mood that the lexicon alone finds, as sums and strongest values.

/// How many features it makes.
pub(super) const FEATURES: usize = 21;

/// Sums and strongest values of both moods; which came first and last.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Mood {
    pub positive: f32,
    pub negative: f32,
    most_positive: f32,
    most_negative: f32,
    positives: u16,
    negatives: u16,
    first: f32,
    last: f32,
}

impl Mood {
    /// Adds the valence of a phrase.
    pub(super) fn add(&mut self, valence: f32) {
        if valence > 0.0 {
            self.positive += valence;
            self.most_positive = self.most_positive.max(valence);
            self.positives = self.positives.saturating_add(1);
        } else if valence < 0.0 {
            self.negative -= valence;
            self.most_negative = self.most_negative.max(-valence);
            self.negatives = self.negatives.saturating_add(1);
        } else {
            return;
        }
        if self.first == 0.0 {
            self.first = valence;
        }
        self.last = valence;
    }

    /// Both sums against each other, −1 to 1.
    pub(crate) fn compound(&self) -> f32 {
        let sum = self.positive - self.negative;
        sum / (sum * sum + 8.0).sqrt()
    }

    /// Tells the features by their place.
    pub(super) fn features(&self, words: usize, tell: &mut impl FnMut(usize, f32)) {
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        let (positive, negative) = (self.positive, self.negative);
        tell(0, positive / (1.0 + positive));
        tell(1, negative / (1.0 + negative));
        tell(2, positive.sqrt());
        tell(3, negative.sqrt());
        for (at, strength) in [1.0, 2.0, 3.0, 4.0].into_iter().enumerate() {
            tell(4 + at, is(self.most_positive >= strength));
            tell(8 + at, is(self.most_negative >= strength));
        }
        tell(12, self.compound());
        tell(13, is(positive == 0.0 && negative == 0.0));
        tell(14, is(positive > 0.0 && negative > 0.0));
        tell(15, is(self.first > 0.0));
        tell(16, is(self.first < 0.0));
        tell(17, is(self.last > 0.0));
        tell(18, is(self.last < 0.0));
        tell(19, share(self.positives, words));
        tell(20, share(self.negatives, words));
    }
}

/// Four times the share of the words, at most 1.
fn share(count: u16, words: usize) -> f32 {
    let words = u16::try_from(words.max(1)).unwrap_or(u16::MAX);
    (4.0 * f32::from(count) / f32::from(words)).min(1.0)
}
