//! The words that made a score, so that a reader can see why.

use crate::{
    Language, Scorer, features,
    group::{NEGATIVE, POSITIVE},
    lexer::{self, Kind, Tokens},
    model,
    place::Place,
    prose,
    score::{of_tokens, readable},
    vader::{self, round_to},
};
use serde::Serialize;

/// A word or phrase that moved the score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Span {
    /// Where it starts: characters (Unicode scalar values, not bytes) before it in the text.
    pub start: u32,
    /// The character behind its last one.
    pub end: u32,
    /// How far it moved the score, after negations and intensifiers: about −6 to 6, negative for a negative mood, never
    /// 0; three decimals.
    pub weight: f64,
}

/// A range of bytes and what it weighs.
type Moved = ((usize, usize), f64);

/// A single word outside the lexicon is shown from this weight on.
const LEAST_WEIGHT: f64 = 0.25;

impl Scorer {
    /// The words of a text that moved its score, in order; a text without any is neutral. Emphasis by exclamation and
    /// question marks belongs to no word. Words that speak against the score are left out where they would outweigh
    /// those that speak for it: the score then lies in how the words stand together.
    pub fn spans(&self, text: &str) -> Vec<Span> {
        self.spans_beside(text, None)
    }

    /// The words of a text that was read beside others in a language.
    pub fn spans_beside(&self, text: &str, beside: Option<Language>) -> Vec<Span> {
        let text = readable(text);
        let moved = if self.is_vader {
            vader::moved_by(text)
        } else {
            moved_by(text, beside)
        };
        let mut place = Place::new(text);
        let mut spans = Vec::new();
        for ((start, end), weight) in moved {
            let start = place.characters_before(start);
            let length = crate::place::length(&text[place.byte()..end]);
            spans.push(Span {
                start,
                end: start + length,
                weight: round_to(weight, 1_000.0),
            });
        }
        spans.retain(|span| span.weight != 0.0);
        spans
    }
}

/// What moved a text's score, by places in it as it came.
fn moved_by(text: &str, beside: Option<Language>) -> Vec<Moved> {
    let plain = prose::plain(text);
    let text = &*plain.text;
    let read = lexer::read_beside(text, beside);
    let Some(language) = read.language.filter(|_| read.speaking() > 0) else {
        return Vec::new();
    };
    let score = of_tokens(&read, text);
    let mut moved = of_phrases(&read, language);
    let sum: f64 = moved.iter().map(|(_, weight)| weight).sum();
    if sum * score.compound < 0.0 {
        moved.retain(|(_, weight)| weight * score.compound > 0.0);
    }
    let moved = moved.into_iter();
    moved.map(|moved| came_from(&plain, moved)).collect()
}

/// What moved the score, by its place in the text that a text was made of.
fn came_from(made: &prose::Plain<'_>, ((start, end), weight): Moved) -> Moved {
    let range = made.original(start..end);
    ((range.start, range.end), weight)
}

/// Phrases and faces with a mood, and the single words beside them that lean to one side.
fn of_phrases(read: &Tokens, language: Language) -> Vec<Moved> {
    let bytes = |at: usize| {
        let token = read.list[at];
        (token.start as usize, token.end as usize)
    };
    let mut moved = Vec::with_capacity(read.hits.len());
    let mut is_known = vec![false; read.list.len()];
    for hit in &read.hits {
        is_known[hit.at..hit.at + hit.words].fill(true);
        if hit.groups & (POSITIVE | NEGATIVE) != 0 {
            let ((start, _), (_, end)) = (bytes(hit.at), bytes(hit.at + hit.words - 1));
            moved.push(((start, end), f64::from(hit.valence())));
        }
    }
    let count = u16::try_from(read.list.len()).unwrap_or(u16::MAX);
    let value = f64::from(model::GRAM_VALUE) / f64::from(2 * count.max(1)).sqrt();
    for (at, token) in read.list.iter().enumerate() {
        let weight = match token.kind {
            Kind::Smile => 2.0,
            Kind::Frown => -2.0,
            Kind::Word if !is_known[at] => {
                2.0 * value
                    * f64::from(model::lean(
                        features::single(language, token.hash),
                        language,
                    ))
            }
            _ => continue,
        };
        if weight.abs() >= LEAST_WEIGHT {
            moved.push((bytes(at), weight));
        }
    }
    moved.sort_by_key(|(range, _)| *range);
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Vec<(String, f64)> {
        let characters: Vec<char> = text.chars().collect();
        let slice = |span: &Span| {
            characters[span.start as usize..span.end as usize]
                .iter()
                .collect()
        };
        Scorer::new()
            .spans(text)
            .iter()
            .map(|span| (slice(span), span.weight))
            .collect()
    }

    #[test]
    fn phrases_weigh_as_they_stand() {
        assert_eq!(spans("Größe: not good."), [("not good".into(), -4.0)]);
        assert_eq!(
            spans("Größe: 5. Thank you very much!"),
            [("Thank you very much".into(), 2.0)]
        );
        assert_eq!(spans("The keyboard stands there."), []);
        assert_eq!(spans("It is `awful()`"), []);
        assert_eq!(spans("Sono molto deluso dal vostro supporto"), []);
        let german = spans("Das ist leider gar nicht so gut, ich bin enttäuscht");
        assert_eq!(german.last(), Some(&("enttäuscht".into(), -3.0)));
    }

    #[test]
    fn places_are_those_of_the_text_as_it_came() {
        assert_eq!(
            spans("<p>Gr&ouml;&szlig;e: <b>not</b> good.</p>"),
            [("not</b> good".into(), -4.0)]
        );
        assert_eq!(
            spans("&gt; awful\n&lt;b&gt;awful&lt;/b&gt; &uuml;"),
            [("awful".into(), -4.0)]
        );
    }

    #[test]
    fn faces_are_words() {
        assert_eq!(spans("ok 😍 :)"), [("😍".into(), 2.0), (":)".into(), 2.0)]);
    }

    #[test]
    fn words_in_vader_mode_are_vaders() {
        let spans = Scorer::vader().spans("Größe: not good. It is really very bad!");
        let weights: Vec<f64> = spans.iter().map(|span| span.weight).collect();
        assert_eq!(weights, [-1.406, -3.071]);
    }
}
