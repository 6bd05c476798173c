//! Foreign text made fit to be set: no control characters, no endless word, no missing glyph; pictures stay whole.

use std::borrow::Cow;
use std::cell::Cell;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Glyphs;

/// The most letters in a row without a place to break the line.
const LONGEST_RUN: usize = 24;
/// The same where a column is narrow.
const SHORT_RUN: usize = 12;
/// What stands for letters no font has.
const MISSING: &str = "□";
/// How many of those stand in a row at most.
const MISSING_IN_A_ROW: usize = 3;
/// A place to break the line that does not show.
const BREAK: char = '\u{200b}';

/// Cleans text against the glyphs there are, and remembers whether it had to.
pub struct Cleaner<'a> {
    glyphs: &'a Glyphs,
    missing: Cell<u64>,
    first: Cell<Option<char>>,
}

impl<'a> Cleaner<'a> {
    /// A cleaner for text that will be set with `glyphs`.
    pub fn new(glyphs: &'a Glyphs) -> Self {
        Self {
            glyphs,
            missing: Cell::new(0),
            first: Cell::new(None),
        }
    }

    /// Whether any text so far had letters without a glyph.
    pub fn replaced(&self) -> bool {
        self.missing.get() > 0
    }

    /// How many letters so far had no glyph, and the first of them.
    pub fn missing(&self) -> Option<(u64, char)> {
        Some((self.missing.get(), self.first.get()?))
    }

    fn misses(&self, c: char) {
        self.missing.set(self.missing.get() + 1);
        self.first.set(self.first.get().or(Some(c)));
    }

    /// The whole text on one logical line.
    pub fn line(&self, text: &str) -> String {
        self.broken(text, LONGEST_RUN)
    }

    /// The whole text on one logical line that may break after so many letters in a row.
    fn broken(&self, text: &str, longest_run: usize) -> String {
        let mut clean = String::with_capacity(text.len());
        let (mut missing, mut run) = (0, 0);
        let text = self.spelled(text);
        // What the reader sees as one letter stays or goes as one.
        for letter in text.graphemes(true) {
            let Some(base) = letter.chars().find(|c| !is_invisible(*c)) else {
                continue;
            };
            if (base.is_whitespace() && !is_fixed(base)) || base.is_control() {
                if !clean.ends_with(' ') && !clean.is_empty() {
                    clean.push(' ');
                }
                (missing, run) = (0, 0);
            } else if self.glyphs.has(base) {
                if run >= longest_run && !breaks_anyway(base) {
                    clean.push(BREAK);
                    run = 0;
                }
                clean.extend(self.kept(letter, base));
                missing = 0;
                run = if breaks_anyway(base) { 0 } else { run + 1 };
            } else {
                self.misses(base);
                missing += 1;
                if missing <= MISSING_IN_A_ROW {
                    clean.push_str(MISSING);
                }
            }
        }
        clean.truncate(clean.trim_end().len());
        clean
    }

    /// The text, where no font has a sign, with the letters it stands for: ligatures, letters with more than one accent.
    fn spelled<'b>(&self, text: &'b str) -> Cow<'b, str> {
        let is_set = |c: &char| self.glyphs.has(*c) || is_invisible(*c) || c.is_control();
        if text.chars().all(|c| is_set(&c)) {
            return Cow::Borrowed(text);
        }
        let mut spelled = String::with_capacity(text.len());
        for c in text.chars() {
            let parts: Vec<char> = c.nfkd().filter(|part| self.glyphs.has(*part)).collect();
            if is_set(&c) || parts.is_empty() {
                spelled.push(c);
            } else {
                spelled.extend(parts);
            }
        }
        Cow::Owned(spelled)
    }

    /// What is set of one letter: all that has a glyph, and of what does not show the parts that shape it.
    fn kept<'b>(&'b self, letter: &'b str, base: char) -> impl Iterator<Item = char> + 'b {
        let picture = is_pictograph(base) || letter.contains(['\u{fe0f}', '\u{20e3}']);
        let joins = joins_letters(base);
        letter.chars().filter(move |c| {
            if is_invisible(*c) {
                let shapes = joins && is_joiner(*c) || picture && is_part_of_picture(*c);
                return shapes && self.glyphs.has(*c);
            }
            if !self.glyphs.has(*c) {
                self.misses(*c);
                return false;
            }
            true
        })
    }

    /// The text cut to about `width` letters; wide letters count twice.
    pub fn clip(&self, text: &str, width: usize) -> String {
        cut(self.line(text), width)
    }

    /// The same for a narrow column.
    pub fn clip_narrow(&self, text: &str, width: usize) -> String {
        cut(self.broken(text, SHORT_RUN), width)
    }
}

/// The line cut to about `width` letters; wide letters count twice.
fn cut(line: String, width: usize) -> String {
    let mut used = 0;
    for (at, letter) in line.grapheme_indices(true) {
        used += match letter.chars().next() {
            None | Some(BREAK) => 0,
            Some(c) if is_pictograph(c) || breaks_anyway(c) && c != '-' => 2,
            Some(_) => 1,
        };
        if used > width {
            return format!("{}…", line[..at].trim_end_matches([' ', BREAK]));
        }
    }
    line
}

/// Direction marks, joiners, variation selectors, tags, byte order marks: they could hide what a
/// text says.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Joiners, which scripts with joined letters need to spell.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Letters of Arabic and the scripts of India.
fn joins_letters(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}')
}

/// What makes one picture of several, or says that a picture is meant: joiner, selectors, keycap, tags of flags.
fn is_part_of_picture(c: char) -> bool {
    matches!(
        c,
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}'
    )
}

/// Blanks that hold together what they stand between.
fn is_fixed(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

/// Whether a text begins with a letter that is written from right to left.
pub fn is_rightward(text: &str) -> bool {
    let letter = text.chars().find(|c| c.is_alphabetic());
    letter.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'),
    )
}

/// Emoji and dingbats.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Letters of scripts that break the line between any two.
fn breaks_anyway(c: char) -> bool {
    matches!(c, '-' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::embedded;
    use typst::text::FontBook;

    fn with_cleaner<T>(test: impl FnOnce(&Cleaner) -> T) -> (T, bool) {
        let glyphs = Glyphs::of(&FontBook::from_fonts(&embedded()));
        let cleaner = Cleaner::new(&glyphs);
        let result = test(&cleaner);
        (result, cleaner.replaced())
    }

    fn clean(text: &str) -> (String, bool) {
        with_cleaner(|cleaner| cleaner.line(text))
    }

    #[test]
    fn text_with_glyphs_stays_as_it_is() {
        for text in [
            "Größe, Où, Łódź, Где мой возврат?, Πού είναι; €5 → ok #let *x* $y$ \\u{1}",
            "التحديث הַתַּשְׁלוּם ระบบชำระเงิน भुगतान नहीं हुआ",
            "می\u{200c}خواهم 支払いページ 결제 페이지",
        ] {
            assert_eq!(clean(text), (text.into(), false));
        }
    }

    #[test]
    fn controls_and_marks_of_direction_go() {
        let text = "  a\u{0}b\r\n\tc \u{202e}txt.exe\u{feff} e\u{200d}f ";
        assert_eq!(clean(text).0, "a b c txt.exe ef");
    }

    #[test]
    fn pictures_stay_whole_and_unknown_letters_show_as_boxes() {
        for text in [
            "great 👍🏽 work ❤\u{fe0f} 👩\u{200d}👩\u{200d}👧 1\u{fe0f}\u{20e3}",
            "🏳\u{fe0f}\u{200d}🌈 🇩🇪 👨🏿\u{200d}💻 🤷🏻\u{200d}♀\u{fe0f}",
        ] {
            assert_eq!(clean(text), (text.into(), false));
        }
        assert_eq!(clean("ᚠᚢᚦᚨᚱᚲ ok"), ("□□□ ok".into(), true));
        // A joiner or a tag that belongs to no picture could hide something.
        assert_eq!(clean("a\u{200d}b\u{e0061}c").0, "abc");
    }

    #[test]
    fn ligatures_are_spelled_and_accents_that_no_font_has_go() {
        assert_eq!(clean("ﬁrst oﬀer ŉ"), ("first offer ʼn".into(), false));
        assert!(["Ἀ", "Α", "Α\u{313}"].contains(&clean("Ἀ").0.as_str()));
        assert!(!clean("Ἀθῆναι ŉ ﬃ ﬆ").1);
    }

    #[test]
    fn blanks_that_do_not_break_stay() {
        assert_eq!(
            clean("18,3\u{202f}% 9.\u{a0}Nov").0,
            "18,3\u{202f}% 9.\u{a0}Nov"
        );
    }

    #[test]
    fn the_first_letter_says_the_direction() {
        assert!(is_rightward("\"502: مرحبا") && is_rightward("התשלום API"));
        assert!(!is_rightward("API התשלום") && !is_rightward("502"));
    }

    #[test]
    fn an_endless_word_may_break_but_not_within_a_letter() {
        assert_eq!(clean(&"x".repeat(60)).0.matches(BREAK).count(), 2);
        let accents = "e\u{301}".repeat(30);
        assert!(!clean(&accents).0.contains("\u{200b}\u{301}"));
    }

    #[test]
    fn clipping_counts_wide_letters_twice() {
        let clip = |text: &str, width| with_cleaner(|cleaner| cleaner.clip(text, width)).0;
        assert_eq!(clip("abc def", 7), "abc def");
        assert_eq!(clip("abc def", 6), "abc de…");
        assert_eq!(clip("abc def", 4), "abc…");
        assert_eq!(clip("支払い", 4), "支払…");
    }
}
