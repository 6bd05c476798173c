//! The words a text is found by, and those that are looked for.
//!
//! PostgreSQL's are cut here as its function `search_words` cuts them, which takes several times as long as everything else
//! that is done to insert a text: Latin letters lose their accents, capitals become small, everything that is neither letter
//! nor digit parts two words. SQLite's index cuts its own. What no such cut finds, both get from [`inside`].

mod inside;
mod letters;
mod sought;

pub use inside::{inside, is_dense};
pub use sought::{Part, Sought};

use letters::{SEPARATORS, small};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;

/// The longest texts are found by their first so many characters.
const LONGEST_TEXT: usize = 200_000;
/// Longer words are found by so many characters.
const LONGEST_WORD: usize = 500;
/// PostgreSQL knows no later place in a text.
const LAST_PLACE: usize = 16_383;

/// A text's words with their places, from 1, in PostgreSQL's text form of a `tsvector`.
pub fn words(text: &str) -> String {
    let text = match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    let mut written = String::with_capacity(text.len() * 2);
    if text.is_ascii() {
        let separates = |byte: &u8| !byte.is_ascii_alphanumeric();
        let words = text.as_bytes().split(separates);
        let words = words.filter(|word| !word.is_empty());
        for (word, place) in words.zip(1..) {
            let word = &word[..word.len().min(LONGEST_WORD)];
            let letters = word.iter().map(u8::to_ascii_lowercase);
            written.extend(letters.map(char::from));
            place_at(place, &mut written);
        }
        return written;
    }
    let folded = folded(text);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    for (word, place) in words.zip(1..) {
        written.extend(word.chars().take(LONGEST_WORD));
        place_at(place, &mut written);
    }
    written
}

fn place_at(place: usize, written: &mut String) {
    // Writing to a String cannot fail.
    write!(written, ":{} ", place.min(LAST_PLACE)).ok();
}

/// A text in small letters, with blanks for all that parts words.
fn folded(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut after_latin = false;
    for letter in text.nfd() {
        if after_latin && matches!(letter, '\u{300}'..='\u{36F}') {
            continue;
        }
        after_latin = letter.is_ascii_alphabetic();
        bare.push(letter);
    }
    let fold = |letter: char| {
        let letter = small(letter);
        if separates(letter) { ' ' } else { letter }
    };
    bare.nfc().map(fold).collect()
}

fn separates(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_alphanumeric();
    }
    let after = SEPARATORS.partition_point(|(first, _)| *first <= letter);
    after > 0 && letter <= SEPARATORS[after - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use stores::{Dialect, Records};
    use unicode_normalization::char::is_combining_mark;

    #[test]
    fn words_are_cut_and_folded() {
        assert_eq!(words("It's THE app!"), "it:1 s:2 the:3 app:4 ");
        assert_eq!(words("Größe_x 1e5x, naïve"), "große:1 x:2 1e5x:3 naive:4 ");
        assert_eq!(words(" …—! "), "");
        let long = format!("é {} b", "a".repeat(600));
        assert_eq!(words(&long), format!("e:1 {}:2 b:3 ", "a".repeat(500)));
    }

    /// Whatever stands in a text, the words are those by which the database looks for it.
    #[test]
    fn the_database_cuts_the_same_words() {
        let records = Records::in_memory();
        // Of a word that stands in a text more than 256 times, the database keeps places of its own choice.
        let statement = "SELECT given FROM (SELECT r ->> 0, search_words(r ->> 0), (r ->> 1)::tsvector \
             FROM jsonb_array_elements($1) AS a (r)) AS cut (given, there, here) \
             WHERE strip(there) <> strip(here) OR (length(given) < 10000 AND there <> here)";
        let other = async |texts: &[String]| -> Vec<(String,)> {
            let rows = texts.iter().map(|text| (text, words(text)));
            let rows = serde_json::to_string(&rows.collect::<Vec<_>>()).unwrap();
            let params = (stores::Value::Json(rows),);
            records.query(statement, params).await.unwrap()
        };
        block_on(async {
            if records.dialect().await != Dialect::Postgres {
                return;
            }
            // Every character by itself, in a word, and behind a letter with an accent; not there a sign on a letter that
            // the database's Unicode may be too old to know for one.
            let characters: Vec<char> = ('\u{1}'..='\u{1FFFF}').collect();
            let is_known = |letter: char| letter < '\u{370}' || !is_combining_mark(letter);
            let text = |letter: &char| {
                let accented = if is_known(*letter) { "e\u{301}" } else { "" };
                format!("{letter} A{letter}b {accented}{letter}")
            };
            for some in characters.chunks(8_000) {
                let texts: Vec<String> = some.iter().map(text).collect();
                assert_eq!(other(&texts).await, []);
            }
            let whole = [
                "Ce n'est pas ça : 12,5 % d'été — l’œuvre ŒUVRE",
                "Ελληνικά ΆΣ, Русский Й й, 日本語のテキスト、한국어",
                "1e5x 0x1F a.b@c.de https://example.com/x?y=1 -5.2e-7",
                "e\u{323}\u{301} o\u{308}\u{304} \u{1E69}",
            ];
            let mut texts: Vec<String> = whole.map(str::to_owned).to_vec();
            texts.push("wort und ö ".repeat(30_000));
            texts.push("word ".repeat(20_000));
            texts.push(format!("é {}", "x".repeat(3_000)));
            assert_eq!(other(&texts).await, []);
        });
    }
}
