//! The signals of a single text.

use super::{
    find::{Found, find},
    mood::Mood,
    vocabulary::{AspectMood, EmotionStrength, IssueCategory},
};
use crate::{
    Language, lexer, prose,
    score::readable,
    vader::round_to,
    words::{Word, Words, words},
};
use serde::Serialize;

/// What a text says beside its mood. Each list is sorted: strongest, best or most mentioned first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signals {
    /// How emphatic the text is, 0 to 1, three decimals: 0.5, + 0.15 per intensifier, − 0.1 per diminisher, + 0.05 per
    /// exclamation mark (at most 0.2), + 0.05 per word in capitals among others (at most 0.15).
    pub intensity: f64,
    /// How urgent it sounds, 0 to 1, three decimals: one minus the product of (1 − weight) over the different urgent
    /// phrases; where there is one, + 0.05 per exclamation mark (at most 0.1), + 0.05 per word in capitals (at most
    /// 0.1) and + 0.1 for a compound of −0.5 or less; a calming phrase ("no rush") leaves three tenths of it.
    pub urgency: f64,
    /// Emotions found.
    pub emotions: Vec<EmotionStrength>,
    /// Categories with the sum of the weights of their different phrases, two decimals.
    pub categories: Vec<(IssueCategory, f64)>,
    /// Aspects, with the mood of the sentences that name them.
    pub aspects: Vec<AspectMood>,
}

impl Signals {
    /// Reads a text by the phrases of its language; as with [`crate::Scorer::score`], its first [`crate::MAX_CHARACTERS`]. A
    /// text in a language that is not spoken here says nothing but by its marks.
    pub fn of(text: &str) -> Self {
        let plain = prose::plain(readable(text));
        let own = prose::own(&plain.text);
        let text = &*own.text;
        Self::of_mood(&Mood::of_tokens(text, lexer::read(text)), words(text))
    }

    /// Reads a text whose language is known, as [`crate::Read::language`] tells it; `None` for one that is not
    /// spoken here.
    pub fn of_in(text: &str, language: Option<Language>) -> Self {
        let plain = prose::plain(readable(text));
        let own = prose::own(&plain.text);
        let text = &*own.text;
        Self::of_mood(&Mood::of_text(text, language), words(text))
    }

    fn of_mood(mood: &Mood<'_>, mut cut: Words<'_>) -> Self {
        let text = mood.text;
        let marks = count(text.bytes().filter(|&byte| byte == b'!'));
        let capitals = count(cut.words.iter().filter(|word| word.is_capitals()));
        let shouted = if cut.words.iter().all(Word::is_capitals) {
            0.0
        } else {
            capitals
        };
        if mood.language == Some(Language::French) {
            cut.split_elisions();
        }
        let found = mood.language.map(|language| find(text, &cut, language));
        let found = found.unwrap_or_default();
        let intensity = 0.5 + 0.15 * found.intensifiers - 0.1 * found.diminishers
            + (0.05 * marks).min(0.2)
            + (0.05 * shouted).min(0.15);
        Self {
            intensity: round_to(intensity.clamp(0.0, 1.0), 1_000.0),
            urgency: urgency(&found, mood, marks, capitals),
            emotions: found.emotions(),
            categories: found.categories(),
            aspects: found.aspects(|sentence| mood.of_part(cut.sentences[sentence])),
        }
    }
}

fn urgency(found: &Found, mood: &Mood<'_>, marks: f64, capitals: f64) -> f64 {
    let mut urgency = either(found.urgent.iter().copied());
    if urgency > 0.0 {
        let angry = if mood.whole() <= -0.5 { 0.1 } else { 0.0 };
        urgency += (0.05 * marks).min(0.1) + (0.05 * capitals).min(0.1) + angry;
    }
    if found.is_calm {
        urgency *= 0.3;
    }
    round_to(urgency.min(1.0), 1_000.0)
}

fn count<T>(items: impl Iterator<Item = T>) -> f64 {
    // More than 255 of anything counts like 255: every use is capped far below.
    f64::from(u8::try_from(items.take(255).count()).unwrap_or(u8::MAX))
}

/// One minus the product of (1 − weight): 0 for none, closer to 1 with each.
pub(super) fn either(weights: impl Iterator<Item = f64>) -> f64 {
    1.0 - weights.map(|weight| 1.0 - weight).product::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Aspect, Emotion, Label};

    fn emotions(text: &str) -> Vec<Emotion> {
        Signals::of(text)
            .emotions
            .into_iter()
            .map(|found| found.emotion)
            .collect()
    }

    fn categories(text: &str) -> Vec<IssueCategory> {
        Signals::of(text)
            .categories
            .into_iter()
            .map(|found| found.0)
            .collect()
    }

    #[test]
    fn intensity_counts_what_emphasizes() {
        for (text, expected) in [
            ("It is slow.", 0.5),
            ("It is very slow.", 0.65),
            ("It is a bit slow", 0.4),
            ("It is SO slow!!", 0.8),
            ("ALL IN CAPITALS", 0.5),
            ("very very very very slow!!!!!!!!", 1.0),
        ] {
            let found = Signals::of(text).intensity;
            assert!((found - expected).abs() < 1e-9, "{text}: {found}");
        }
    }

    #[test]
    fn urgency_is_above_its_line_only_when_it_is_urgent() {
        for text in [
            "URGENT: please fix asap",
            "Production is down!",
            "This is a blocker, we cannot work",
            "It's urgent",
        ] {
            let found = Signals::of(text).urgency;
            assert!(found > 0.6, "{text}: {found}");
        }
        for text in [
            "Please add dark mode",
            "This is not urgent",
            "No rush, but it is important",
            "Done today",
            "",
        ] {
            let found = Signals::of(text).urgency;
            assert!(found <= 0.3, "{text}: {found}");
        }
    }

    #[test]
    fn emotions_are_read_and_negations_respected() {
        assert_eq!(
            emotions("I am fed up, this is unacceptable!"),
            [Emotion::Angry, Emotion::Frustrated]
        );
        assert_eq!(
            emotions("We are not happy with the answer."),
            [Emotion::Disappointed]
        );
        assert_eq!(emotions("I'm not angry, don't worry"), []);
        assert_eq!(
            emotions("Thank you so much, works perfectly now"),
            [Emotion::Grateful, Emotion::Satisfied]
        );
        assert_eq!(
            emotions("I can’t figure out what this means"),
            [Emotion::Confused]
        );
    }

    #[test]
    fn categories_come_best_first() {
        assert_eq!(
            categories("Password reset: cannot log in with SSO")[0],
            IssueCategory::Login
        );
        assert_eq!(
            categories("The page is slow and times out")[0],
            IssueCategory::Performance
        );
        assert_eq!(
            categories("I was charged twice, please refund the invoice")[0],
            IssueCategory::Billing
        );
        assert_eq!(
            categories("It would be nice to have tabs, please add them")[0],
            IssueCategory::FeatureRequest
        );
        assert_eq!(categories("Hello there"), []);
    }

    #[test]
    fn aspects_take_the_mood_of_their_sentence() {
        let found = Signals::of(
            "The support team was wonderful. Sadly the price is terrible! Support rocks.",
        )
        .aspects;
        let found: Vec<_> = found
            .into_iter()
            .map(|mood| (mood.aspect, mood.mentions, mood.label))
            .collect();
        assert_eq!(
            found,
            [
                (Aspect::CustomerService, 2, Label::Positive),
                (Aspect::Value, 1, Label::Negative)
            ]
        );
    }
}
