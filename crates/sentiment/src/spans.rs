//! The words that made a score, so that a reader can see why.

use crate::{
    Scorer,
    place::Place,
    score::readable,
    vader::{moved_by, round_to},
};
use serde::Serialize;

/// A word that moved the score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Span {
    /// Where it starts: characters (Unicode scalar values, not bytes) before it in the text.
    pub start: u32,
    /// The character behind its last one.
    pub end: u32,
    /// What it adds to the sum behind the compound, after negations, intensifiers and "but": about −6 to 6, negative
    /// for a negative mood, never 0; three decimals.
    pub weight: f64,
}

impl Scorer {
    /// The words of a text that moved its score, in order; a text without any is neutral. Emphasis by exclamation and
    /// question marks belongs to no word. An emoji is a word, and comes once for each word of its name that counts.
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let text = readable(text);
        let mut place = Place::new(text);
        let mut spans = Vec::new();
        for ((start, end), valence) in moved_by(text) {
            let start = place.characters_before(start);
            let length = crate::place::length(&text[place.byte()..end]);
            spans.push(Span {
                start,
                end: start + length,
                weight: round_to(valence, 1_000.0),
            });
        }
        spans
    }
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
    fn weights_are_those_in_their_neighbourhood() {
        assert_eq!(
            spans("Größe: not good. It is really very bad!"),
            [("good".into(), -1.406), ("bad".into(), -3.071)]
        );
        assert_eq!(spans("The keyboard stands there."), []);
    }

    #[test]
    fn emoji_and_emoticons_are_words() {
        assert_eq!(
            spans("日本 😍 :("),
            [("😍".into(), 2.0), (":(".into(), -1.9)]
        );
    }
}
