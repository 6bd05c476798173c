//! Which of some texts fit the words best: BM25 among these texts, the same on both databases.
//!
//! All of them hold all the words, so no word is rarer than another. Nothing outside of the workspace counts.

use crate::full_text::Words;

/// How fast further occurrences of a word count for less.
const SATURATION: f64 = 1.2;
/// How much longer texts count for less.
const LENGTH: f64 = 0.75;

/// How well a text fits; larger is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub(super) id: i64,
    pub(super) score: f64,
}

/// The texts, the best first, the older one of two equals.
pub(super) fn best_first(words: &Words, texts: &[(i64, String)]) -> Vec<Ranked> {
    let counted: Vec<_> = texts
        .iter()
        .map(|(id, text)| (*id, words.occurrences(text)))
        .collect();
    let lengths: f64 = counted
        .iter()
        .map(|(_, (_, length))| f64::from(*length))
        .sum();
    let mean = (lengths / count(counted.len())).max(1.0);
    let mut ranked: Vec<_> = counted
        .into_iter()
        .map(|(id, (found, length))| {
            let room = SATURATION * (1.0 - LENGTH + LENGTH * f64::from(length) / mean);
            let weight = |times: f64| times * (SATURATION + 1.0) / (times + room);
            let score = found.into_iter().map(f64::from).map(weight).sum();
            Ranked { id, score }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
    ranked
}

/// Few enough texts to be told apart by an `f64`.
fn count(texts: usize) -> f64 {
    u32::try_from(texts).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(typed: &str, texts: &[&str]) -> Vec<i64> {
        let texts: Vec<_> = (1..)
            .zip(texts.iter().map(|&text| text.to_owned()))
            .collect();
        let ranked = best_first(&Words::new(typed).unwrap(), &texts);
        assert!(ranked.iter().all(|text| text.score > 0.0));
        ranked.into_iter().map(|text| text.id).collect()
    }

    #[test]
    fn more_of_the_words_in_a_shorter_text_is_better() {
        let long = "login fails since the update of last week, and nobody knows why";
        assert_eq!(
            order("login", &[long, "login fails", "login, login!"]),
            [3, 2, 1]
        );
        assert_eq!(
            order(
                "login fails",
                &["login login fails", "fails: login fails fails"]
            ),
            [1, 2]
        );
    }

    #[test]
    fn equals_come_in_their_order() {
        assert_eq!(
            order("words", &["the words", "words too", "no words"]),
            [1, 2, 3]
        );
        assert_eq!(order("words", &[]), [0_i64; 0]);
    }
}
