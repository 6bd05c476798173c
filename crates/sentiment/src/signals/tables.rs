//! The phrases of `data/signals.*.tsv`, a table for each language.

use super::vocabulary::{Aspect, Emotion, IssueCategory};
use crate::{
    language::Language,
    phrases::{Phrase, Phrases},
    table::{Entry, Table},
};

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Intensifier,
    Diminisher,
    Urgent,
    Calm,
    Emotion(Emotion),
    Category(IssueCategory),
    Aspect(Aspect),
}

/// A phrase's meaning and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signal {
    pub meaning: Meaning,
    pub hundredths: u8,
}

include!(concat!(env!("OUT_DIR"), "/signals.rs"));

/// The phrases of a language.
pub(super) const fn phrases(language: Language) -> Phrases<Signal> {
    let (firsts, list) = match language {
        Language::English => (&ENGLISH, ENGLISH_PHRASES),
        Language::German => (&GERMAN, GERMAN_PHRASES),
        Language::French => (&FRENCH, FRENCH_PHRASES),
        Language::Spanish => (&SPANISH, SPANISH_PHRASES),
        Language::Portuguese => (&PORTUGUESE, PORTUGUESE_PHRASES),
    };
    Phrases { firsts, list }
}

/// The most phrases a language has.
pub(super) const MOST: usize = {
    let mut most = 0;
    let mut at = 0;
    while at < Language::COUNT {
        let count = phrases(Language::ALL[at]).list.len();
        most = if count > most { count } else { most };
        at += 1;
    }
    most
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_emotion_category_and_aspect_has_phrases_in_each_language() {
        for language in Language::ALL {
            let meanings: Vec<_> = phrases(language)
                .list
                .iter()
                .map(|phrase| phrase.meaning.meaning)
                .collect();
            let has = |meaning| assert!(meanings.contains(&meaning), "{language:?}: {meaning:?}");
            Emotion::ALL.map(Meaning::Emotion).into_iter().for_each(has);
            Aspect::ALL.map(Meaning::Aspect).into_iter().for_each(has);
            IssueCategory::ALL
                .into_iter()
                .filter(|&category| category != IssueCategory::General)
                .map(Meaning::Category)
                .for_each(has);
            [
                Meaning::Intensifier,
                Meaning::Diminisher,
                Meaning::Urgent,
                Meaning::Calm,
            ]
            .into_iter()
            .for_each(has);
        }
    }

    /// Every line of the lists is found as a whole where its words stand in a text.
    #[test]
    fn every_phrase_is_found() {
        for (language, list) in [
            (Language::English, include_str!("../../data/signals.en.tsv")),
            (Language::German, include_str!("../../data/signals.de.tsv")),
            (Language::French, include_str!("../../data/signals.fr.tsv")),
            (Language::Spanish, include_str!("../../data/signals.es.tsv")),
            (
                Language::Portuguese,
                include_str!("../../data/signals.pt.tsv"),
            ),
        ] {
            for line in list.lines().filter(|line| !line.starts_with("# ")) {
                let phrase = line.rsplit('\t').next().unwrap();
                let mut cut = crate::words::words(phrase);
                if language == Language::French {
                    cut.split_elisions();
                }
                let phrases = phrases(language);
                let longest = phrases.starting(&cut.words).map(|(_, count)| count).max();
                assert_eq!(longest, Some(cut.words.len()), "{language:?}: {phrase}");
            }
        }
    }
}
