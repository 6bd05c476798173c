//! Whether a phrase is negated: "not urgent", "nicht dringend", "n'est plus urgent".

use crate::{
    fold::fold,
    group::{BOOSTER, NEGATOR},
    key::Key,
    language::Language,
    vader::word,
    words::{Word, Words},
};

/// How many words before a phrase can negate it.
const REACH: usize = 2;
/// How many more are looked at where some only strengthen: "no estoy muy contento".
const MOST: usize = 4;

/// Whether one of the two words before is a negation. Neither a sentence's end nor a comma or another sign lies between.
pub(super) fn is_negated(text: &str, cut: &Words<'_>, at: usize, language: Language) -> bool {
    let mut left = REACH;
    let mut next = &cut.words[at];
    for word in cut.words[..at].iter().rev().take(MOST) {
        let gap = &text[word.start + word.text.len()..next.start];
        if left == 0 || word.sentence != next.sentence || !is_joining(gap) {
            return false;
        }
        match role(word, language) {
            Role::Negation => return true,
            Role::Booster => {}
            Role::Other => left -= 1,
        }
        next = word;
    }
    false
}

enum Role {
    Negation,
    Booster,
    Other,
}

fn role(word: &Word<'_>, language: Language) -> Role {
    if language == Language::English {
        return if is_english_negation(word.text) {
            Role::Negation
        } else {
            Role::Other
        };
    }
    let groups = fold(word.text)
        .and_then(|(folded, length)| Key::new(&folded, 0, length))
        .and_then(|key| language.lexicon().longest(key.wide_hash(), |_| None))
        .map_or(0, |found| found.groups);
    if groups & NEGATOR != 0 {
        Role::Negation
    } else if groups & BOOSTER != 0 {
        Role::Booster
    } else {
        Role::Other
    }
}

fn is_english_negation(word: &str) -> bool {
    let is = |word: &[u8]| {
        let known = word::find(word, 0, word.len());
        let ends = word.len().checked_sub(3).map(|end| &word[end..]);
        known.roles & word::NEGATION != 0
            || known.id == word::NO
            || ends.is_some_and(|end| end.eq_ignore_ascii_case(b"n't"))
    };
    if word.is_ascii() {
        return is(word.as_bytes());
    }
    fold(word).is_some_and(|(folded, length)| is(&folded[..length]))
}

/// Whether words stand in one clause: "nicht dringend", unlike "geht nicht, dringend".
pub(super) fn is_one_clause(text: &str, words: &[Word<'_>]) -> bool {
    words
        .windows(2)
        .all(|pair| is_joining(&text[pair[0].start + pair[0].text.len()..pair[1].start]))
}

/// Blanks, hyphens, quotes and elisions join words to one clause.
fn is_joining(gap: &str) -> bool {
    gap.chars().all(|character| {
        character.is_whitespace() || matches!(character, '\'' | '’' | '-' | '"' | '*' | '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn is_last_negated(text: &str, language: Language) -> bool {
        let mut cut = words(text);
        if language == Language::French {
            cut.split_elisions();
        }
        is_negated(text, &cut, cut.words.len() - 1, language)
    }

    #[test]
    fn the_two_words_before_may_negate() {
        for (language, text, expected) in [
            (Language::English, "It is not very urgent", true),
            (Language::English, "it isn’t really urgent", true),
            (Language::English, "not what I call urgent", false),
            (Language::English, "It does not, urgent", false),
            (Language::German, "Das ist nicht dringend", true),
            (Language::German, "ist überhaupt nicht so dringend", true),
            (Language::German, "Login geht nicht, dringend", false),
            (Language::French, "ce n'est pas urgent", true),
            (Language::French, "ce n’est plus très urgent", true),
            (Language::French, "ça ne marche pas : urgent", false),
            (Language::Spanish, "no estoy muy contento", true),
            (Language::Spanish, "no funciona. Urgente", false),
            (Language::Portuguese, "não é muito urgente", true),
            (Language::Portuguese, "nao urgente", true),
            (Language::Portuguese, "isto é urgente", false),
        ] {
            assert_eq!(is_last_negated(text, language), expected, "{text}");
        }
    }
}
