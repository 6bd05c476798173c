//! What a text is found by besides its words: what stands inside of runs of letters that are written without blanks, emoji,
//! and versions.
//!
//! Both databases index these as words of ASCII letters, digits, kana, Han, Hangul and private characters, all of which both
//! take for parts of a word, whatever Unicode they know. Nobody types a private character: what begins with one is found by
//! nothing else.

use crate::{folded, separates};
use std::collections::HashSet;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;

/// So many bytes of such words are kept of a text: PostgreSQL takes about a million of all words.
const MOST_BYTES: usize = 200_000;
/// So many letters of a dense run are one word: what is looked for begins one, or is it.
pub(crate) const GRAM: usize = 3;
/// Of longer chains of numbers the first so many.
const MOST_NUMBERS: usize = 6;

/// Begins what is written as a number.
const CODED: char = '\u{E000}';
/// Begins a version, and stands for its dots.
const VERSION: char = '\u{E001}';
const DOT: char = '\u{E002}';
/// Where letters of Thai, Lao, Myanmar and Khmer are put, of which many are signs that part words.
const SOUTH_EAST: u32 = 0xE100;

/// The words, parted by blanks; each once.
pub fn inside(text: &str) -> String {
    let mut words = Words::default();
    for (_, numbers) in versions(text) {
        for from in 0..numbers.len() {
            for to in from + 2..=numbers.len() {
                words.add(&version(&numbers[from..to]));
            }
        }
    }
    if text.is_ascii() {
        return words.written;
    }
    let letters: Vec<char> = text.nfc().collect();
    for (at, _) in letters.iter().enumerate().filter(|(_, c)| is_dense(**c)) {
        let run = letters[at..].iter().take(GRAM);
        words.add(&gram(run.take_while(|letter| is_dense(**letter))));
    }
    for emoji in emoji(&letters) {
        words.add(&coded(emoji));
    }
    for word in beside_dense(&letters) {
        let folded = folded(&word);
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            words.add(word);
        }
    }
    words.written
}

#[derive(Default)]
struct Words {
    written: String,
    known: HashSet<String>,
}

impl Words {
    fn add(&mut self, word: &str) {
        if self.written.len() + word.len() < MOST_BYTES && self.known.insert(word.to_owned()) {
            self.written.push_str(word);
            self.written.push(' ');
        }
    }
}

/// Words of other letters that touch dense ones: the name in `私のiPhoneが`.
fn beside_dense(letters: &[char]) -> impl Iterator<Item = String> {
    let is_of_run = |letter: &char| is_dense(*letter) || !separates(*letter);
    letters
        .split(move |letter| !is_of_run(letter))
        .filter(|run| run.iter().any(|letter| is_dense(*letter)))
        .flat_map(|run| run.split(|letter| is_dense(*letter)))
        .filter(|word| !word.is_empty())
        .map(|word| word.iter().collect())
}

/// Some dense letters as a word, or the beginning of one.
pub(crate) fn gram<'a>(letters: impl Iterator<Item = &'a char>) -> String {
    let mut word = String::new();
    for &letter in letters {
        match letter {
            'ぁ'..='ヿ' | '\u{4E00}'..='\u{9FA5}' | '가'..='힣' => word.push(letter),
            '\u{E00}'..='\u{17FF}' => {
                let code = SOUTH_EAST + (u32::from(letter) - 0xE00);
                word.extend(char::from_u32(code));
            }
            _ => word.push_str(&coded(&[letter])),
        }
    }
    word
}

/// Some characters by their numbers: a word.
pub(crate) fn coded(characters: &[char]) -> String {
    let mut word = String::from(CODED);
    for character in characters {
        // Writing to a String cannot fail.
        write!(word, "{:05x}", u32::from(*character)).ok();
    }
    word
}

/// The numbers of a version as a word.
pub(crate) fn version(numbers: &[&str]) -> String {
    let mut word = String::from(VERSION);
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            word.push(DOT);
        }
        word.extend(number.chars().take(20));
    }
    word
}

/// The versions of a text, each with where it stands, in bytes, and its numbers.
pub(crate) fn versions(text: &str) -> Vec<(usize, Vec<&str>)> {
    let mut found = Vec::new();
    let mut from = 0;
    let is_in_one = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    for chain in text.as_bytes().split(|byte| !is_in_one(byte)) {
        let start = from;
        from += chain.len() + 1;
        if chain.len() < 3 {
            continue;
        }
        // Two dots in a row part two versions.
        let mut at = start;
        for part in text[start..start + chain.len()].split("..") {
            let bare = part.trim_start_matches('.');
            let place = at + part.len() - bare.len();
            at += part.len() + 2;
            let numbers = bare.trim_end_matches('.').split('.');
            let numbers: Vec<_> = numbers.take(MOST_NUMBERS).collect();
            if numbers.len() > 1 {
                found.push((place, numbers));
            }
        }
    }
    found
}

/// The emoji among some characters, without what only varies them; flags whole.
pub(crate) fn emoji(characters: &[char]) -> Vec<&[char]> {
    let mut found = Vec::new();
    let mut rest = characters;
    while let [first, behind @ ..] = rest {
        let is_flag = is_of_flag(*first) && behind.first().is_some_and(|next| is_of_flag(*next));
        let (taken, left) = rest.split_at(if is_flag { 2 } else { 1 });
        if is_emoji(*first) {
            found.push(taken);
        }
        rest = left;
    }
    found
}

fn is_of_flag(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Whether a character is a picture: none of them is a part of a word.
pub(crate) fn is_emoji(character: char) -> bool {
    let is_picture = matches!(character,
        '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '〰' | '〽' | '㊗' | '㊙' | '\u{1F000}'..='\u{1FAFF}');
    let varies = matches!(character, '\u{1F3FB}'..='\u{1F3FF}');
    is_picture && !varies && separates(character)
}

/// Whether a letter, or a sign on one, is of a script that is written without blanks.
pub fn is_dense(letter: char) -> bool {
    let after = DENSE.partition_point(|(first, _)| *first <= letter);
    after > 0 && letter <= DENSE[after - 1].1
}

/// Letters of scripts that are written without blanks, and signs on them: first and last of each range, in order.
const DENSE: &[(char, char)] = &[
    // Thai and Lao, without digits.
    ('\u{E01}', '\u{E3A}'),
    ('\u{E40}', '\u{E4E}'),
    ('\u{E81}', '\u{ECE}'),
    ('\u{EDC}', '\u{EDF}'),
    // Myanmar, parts of Hangul, Khmer.
    ('\u{1000}', '\u{103F}'),
    ('\u{1050}', '\u{108F}'),
    ('\u{1100}', '\u{11FF}'),
    ('\u{1780}', '\u{17D3}'),
    // Kana, Bopomofo, Hangul, Han.
    ('々', '〇'),
    ('〡', '〩'),
    ('〱', '〵'),
    ('〻', '〻'),
    ('ぁ', 'ゖ'),
    ('\u{3099}', '\u{309A}'),
    ('ゝ', 'ゟ'),
    ('ァ', 'ヺ'),
    ('ー', 'ヿ'),
    ('ㄅ', 'ㄯ'),
    ('ㄱ', 'ㆎ'),
    ('ㆠ', 'ㆿ'),
    ('ㇰ', 'ㇿ'),
    ('㐀', '䶿'),
    ('一', '\u{9FFF}'),
    ('가', '힣'),
    ('\u{F900}', '\u{FAFF}'),
    ('ｦ', 'ﾟ'),
    ('ﾡ', 'ￜ'),
    ('\u{20000}', '\u{323AF}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        inside(text).split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn runs_without_blanks_are_found_from_each_letter_on() {
        assert_eq!(
            words("壊れました!"),
            ["壊れま", "れまし", "ました", "した", "た"]
        );
        assert_eq!(words("印 刷"), ["印", "刷"]);
        assert_eq!(
            words("私のiPhone 15が"),
            ["私の", "の", "が", "iphone", "15"]
        );
        // Thai: a letter with its signs, each of them one of three.
        assert_eq!(words("พัง")[0].chars().count(), 3);
        assert_eq!(words("plain words, größe"), [""; 0]);
    }

    #[test]
    fn versions_are_found_by_each_of_their_stretches() {
        let expected = [
            version(&["2", "3"]),
            version(&["2", "3", "1"]),
            version(&["3", "1"]),
        ];
        for text in ["v2.3.1", "(2.3.1)", "update to 2.3.1.", "größe 2.3.1-rc1"] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(versions("a..1.2..3.4. 5 6.").len(), 2);
        assert_eq!(versions("é 1.2")[0].0, 3);
        assert_eq!(words("7, 8. and ..."), [""; 0]);
    }

    #[test]
    fn emoji_are_words_without_what_varies_them() {
        assert_eq!(words("😡angry"), [coded(&['😡'])]);
        assert_eq!(
            words("👩🏽\u{200D}💻 ❤\u{FE0F}"),
            [coded(&['👩']), coded(&['💻']), coded(&['❤'])]
        );
        assert_eq!(words("🇩🇪"), [coded(&['🇩', '🇪'])]);
        assert_eq!(words("┌──┐ € §"), [""; 0]);
    }

    #[test]
    fn of_very_long_texts_the_beginning_is_found() {
        let text: String = ('\u{4E00}'..'\u{9FA5}').cycle().take(300_000).collect();
        assert!((190_000..=MOST_BYTES).contains(&inside(&text).len()));
    }
}
