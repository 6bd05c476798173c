//! Looks the phrases up and sums them.

use super::{
    negation::{is_negated, is_one_clause},
    of_text::either,
    tables::{MOST, Meaning, phrases},
    vocabulary::{Aspect, AspectMood, Emotion, EmotionStrength, IssueCategory},
};
use crate::{Label, language::Language, vader::round_to, words::Words};

/// What was found in a text, every phrase counted once; intensifiers and diminishers each time.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub intensifiers: f64,
    pub diminishers: f64,
    pub is_calm: bool,
    pub urgent: Vec<f64>,
    emotional: Vec<(Emotion, f64)>,
    topical: Vec<(IssueCategory, f64)>,
    /// Sentence and aspect, each pair once.
    judged: Vec<(usize, Aspect)>,
}

/// Finds all phrases of a language.
pub(super) fn find(text: &str, cut: &Words<'_>, language: Language) -> Found {
    let phrases = phrases(language);
    let mut found = Found::default();
    let mut seen = [0_u64; MOST.div_ceil(64)];
    for (at, first) in cut.words.iter().enumerate() {
        for (place, count) in phrases.starting(&cut.words[at..]) {
            let signal = phrases.list[place].meaning;
            let bit = 1 << (place % 64);
            let is_new = seen[place / 64] & bit == 0;
            let weight = f64::from(signal.hundredths) / 100.0;
            match signal.meaning {
                // "not urgent", "never disappointed" say the opposite; nothing is concluded from them.
                Meaning::Urgent | Meaning::Emotion(_)
                    if is_new && is_negated(text, cut, at, language) =>
                {
                    continue;
                }
                Meaning::Intensifier => found.intensifiers += 1.0,
                Meaning::Diminisher => found.diminishers += 1.0,
                Meaning::Calm => {
                    found.is_calm |= is_one_clause(text, &cut.words[at..at + count]);
                }
                Meaning::Urgent if is_new => found.urgent.push(weight),
                Meaning::Emotion(emotion) if is_new => found.emotional.push((emotion, weight)),
                Meaning::Category(category) if is_new => found.topical.push((category, weight)),
                Meaning::Aspect(aspect) => found.judge(first.sentence, aspect),
                _ => {}
            }
            seen[place / 64] |= bit;
        }
    }
    found
}

impl Found {
    fn judge(&mut self, sentence: usize, aspect: Aspect) {
        let here = self
            .judged
            .iter()
            .rev()
            .take_while(|known| known.0 == sentence);
        if !here.into_iter().any(|known| known.1 == aspect) {
            self.judged.push((sentence, aspect));
        }
    }

    /// Emotions, strongest first.
    pub(super) fn emotions(&self) -> Vec<EmotionStrength> {
        let of = |emotion| {
            let weights = self
                .emotional
                .iter()
                .filter(|found| found.0 == emotion)
                .map(|found| found.1);
            EmotionStrength {
                emotion,
                strength: round_to(either(weights), 1_000.0),
            }
        };
        let mut emotions: Vec<_> = Emotion::ALL
            .into_iter()
            .map(of)
            .filter(|found| found.strength > 0.0)
            .collect();
        emotions.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        emotions
    }

    /// Categories by the sum of their weights, highest first.
    pub(super) fn categories(&self) -> Vec<(IssueCategory, f64)> {
        let of = |category| {
            let weights = self
                .topical
                .iter()
                .filter(|found| found.0 == category)
                .map(|found| found.1);
            (category, weights.sum::<f64>())
        };
        let mut categories: Vec<_> = IssueCategory::ALL
            .into_iter()
            .map(of)
            .filter(|found| found.1 > 0.0)
            .collect();
        categories.sort_by(|a, b| b.1.total_cmp(&a.1));
        categories
    }

    /// Aspects, most mentioned first, each with the mean of what `compound` says of its sentences.
    pub(super) fn aspects(&self, compound: impl Fn(usize) -> f64) -> Vec<AspectMood> {
        let mut sums = [(0_u32, 0.0); Aspect::ALL.len()];
        let mut last = None;
        for &(sentence, aspect) in &self.judged {
            let compound = match last {
                Some((known, compound)) if known == sentence => compound,
                _ => compound(sentence),
            };
            last = Some((sentence, compound));
            let sum = &mut sums[aspect as usize];
            *sum = (sum.0 + 1, sum.1 + compound);
        }
        let named = Aspect::ALL
            .into_iter()
            .zip(sums)
            .filter(|(_, sum)| sum.0 > 0);
        sorted(
            named
                .map(|(aspect, (mentions, sum))| AspectMood::of(aspect, mentions, sum))
                .collect(),
        )
    }
}

/// Aspects, most mentioned first.
pub(super) fn sorted(mut aspects: Vec<AspectMood>) -> Vec<AspectMood> {
    aspects.sort_by_key(|found| (std::cmp::Reverse(found.mentions), found.aspect));
    aspects
}

impl AspectMood {
    /// The mood of `mentions` sentences whose compounds add up to `sum`.
    pub(super) fn of(aspect: Aspect, mentions: u32, sum: f64) -> Self {
        let compound = round_to(sum / f64::from(mentions), 10_000.0);
        Self {
            aspect,
            mentions,
            label: Label::of(compound),
            compound,
        }
    }
}
