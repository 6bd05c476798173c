//! What somebody typed, as what texts are found by.

use crate::inside::{GRAM, coded, emoji, gram, is_dense, is_emoji, version, versions};
use unicode_normalization::UnicodeNormalization as _;

/// The most words looked for, and the most of what stands inside of words; further ones are ignored.
const MOST: usize = 16;

/// What stands inside of words or between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As it is indexed.
    pub word: String,
    /// Whether it is the beginning of such a word.
    pub is_beginning: bool,
}

/// What is looked for: all of it must occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Words in small letters, digits and underscores; the last one at least as a beginning.
    pub words: Vec<String>,
    /// What else, as [`inside`](crate::inside) knows it.
    pub parts: Vec<Part>,
    /// The same, as it stands in texts.
    pub runs: Vec<String>,
}

impl Sought {
    /// What was typed; none where nothing of it can be looked for.
    pub fn new(typed: &str) -> Option<Self> {
        let typed: String = typed.nfc().collect();
        let mut sought = Self::default();
        let versions = versions(&typed);
        let within: Vec<_> = versions
            .iter()
            .map(|(at, numbers)| (*at, at + numbers.join(".").len()))
            .collect();
        for (at, word) in words(&typed) {
            let end = at + word.len();
            let is_of_version = within.iter().any(|(from, to)| {
                // `v2` of `v2.3.1` is its first number, too.
                let v = usize::from(word.starts_with(['v', 'V']));
                at + v >= *from && end <= *to
            });
            if !is_of_version && sought.words.len() < MOST {
                sought.words.push(word.to_lowercase());
            }
        }
        for ((_, numbers), (_, end)) in versions.iter().zip(within) {
            let word = version(numbers);
            sought.add(word, end == typed.trim_end().len());
            sought.runs.push(numbers.join("."));
        }
        for run in typed.split(|letter| !is_dense(letter)) {
            sought.add_run(run);
        }
        let characters: Vec<char> = typed.chars().collect();
        for emoji in emoji(&characters) {
            sought.add(coded(emoji), false);
            sought.runs.push(emoji.iter().collect());
        }
        (!sought.words.is_empty() || !sought.parts.is_empty()).then_some(sought)
    }

    fn add_run(&mut self, run: &str) {
        let letters: Vec<char> = run.chars().collect();
        match letters.len() {
            0 => return,
            1..GRAM => self.add(gram(letters.iter()), true),
            _ => {
                for letters in letters.windows(GRAM) {
                    self.add(gram(letters.iter()), false);
                }
            }
        }
        self.runs.push(run.to_owned());
    }

    fn add(&mut self, word: String, is_beginning: bool) {
        if self.parts.len() < MOST {
            self.parts.push(Part { word, is_beginning });
        }
    }
}

/// The words of what was typed, each with its place: neither dense letters nor emoji are parts of them.
fn words(typed: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_word =
        |sign: char| (sign.is_alphanumeric() || sign == '_') && !is_dense(sign) && !is_emoji(sign);
    typed
        .split(move |sign| !is_of_word(sign))
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| (word.as_ptr().addr() - typed.as_ptr().addr(), word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inside;

    fn sought(typed: &str) -> Sought {
        Sought::new(typed).unwrap()
    }

    /// Whether a text is found, by its words as these tests write them: parted by blanks.
    fn finds(typed: &str, text: &str) -> bool {
        let sought = sought(typed);
        let inside = inside(text);
        let of_text: Vec<_> = text.split(' ').chain(inside.split_whitespace()).collect();
        let last = sought.words.len().saturating_sub(1);
        let words = sought.words.iter().enumerate().all(|(at, word)| {
            let is = |other: &&str| *other == word || (at == last && other.starts_with(word));
            of_text.iter().any(is)
        });
        let parts = sought.parts.iter().all(|part| {
            let is = |other: &&str| {
                *other == part.word || (part.is_beginning && other.starts_with(&part.word))
            };
            of_text.iter().any(is)
        });
        words && parts
    }

    #[test]
    fn what_stands_inside_is_found() {
        let text = "プリンタが壊れました";
        for typed in [
            "壊れ",
            "壊",
            "た",
            "プリンタ",
            "プリンタ 壊れ",
            "壊れました",
            text,
        ] {
            assert!(finds(typed, text), "{typed}");
        }
        assert!(!finds("壊し", text) && !finds("タン", text));
        assert!(!finds("東京都", "東京と京都"));
        assert!(finds("iphone", "私のiPhoneが") && finds("iphoneが", "私のiPhoneが"));
        assert!(finds("พัง", "เครื่องพิมพ์พังแล้ว") && finds("พิมพ์", "เครื่องพิมพ์พังแล้ว"));
        assert!(finds("고장", "프린터가고장났어요") && finds("비밀", "비밀번호"));
    }

    #[test]
    fn versions_are_found_whole_and_in_part() {
        for typed in ["2.3.1", "2.3", "3.1", "v2.3.1", "2.3.", "V2.3"] {
            assert!(finds(typed, "v2.3.1"), "{typed}");
        }
        assert!(finds("2.3 crash", "crash v2.3.1") && finds("2.3", "2.31"));
        assert!(!finds("2.3 crash", "crash 2.31") && !finds("2.3.1", "2 3 1"));
        assert!(!finds("2.3.1", "12.3.1"));
    }

    #[test]
    fn emoji_are_found() {
        assert!(finds("😡", "😡 angry") && finds("😡 ang", "so😡 angry"));
        assert!(finds("👩🏽\u{200D}💻", "👩🏽\u{200D}💻") && finds("💻", "👩🏽\u{200D}💻"));
        assert!(finds("❤", "❤\u{FE0F}") && !finds("😀", "😡") && !finds("🇩🇪", "🇪🇩"));
    }

    #[test]
    fn words_stay_what_they_were() {
        let sought = sought("a' | b & c:* <-> \"größe_x\" 5-1");
        assert_eq!(sought.words, ["a", "b", "c", "größe_x", "5", "1"]);
        assert_eq!((sought.parts.len(), sought.runs.len()), (0, 0));
        assert_eq!(
            self::sought("log abc2.3.1rc2").words,
            ["log", "abc2", "1rc2"]
        );
        for nothing in ["", "  ", "\"*()^:-+", "\0", "_", ".."] {
            assert_eq!(Sought::new(nothing), None, "{nothing:?}");
        }
    }
}
