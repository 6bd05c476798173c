//! Foreign text made fit to be set: no control characters, no endless word, no missing glyph.

use std::cell::Cell;

use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Glyphs;

/// The most letters in a row without a place to break the line.
const LONGEST_RUN: usize = 24;
/// What stands for letters no font has.
const MISSING: &str = "□";
/// How many of those stand in a row at most.
const MISSING_IN_A_ROW: usize = 3;
/// A place to break the line that does not show.
const BREAK: char = '\u{200b}';

/// Cleans text against the glyphs there are, and remembers whether it had to.
pub struct Cleaner<'a> {
    glyphs: &'a Glyphs,
    replaced: Cell<bool>,
}

impl<'a> Cleaner<'a> {
    /// A cleaner for text that will be set with `glyphs`.
    pub fn new(glyphs: &'a Glyphs) -> Self {
        Self {
            glyphs,
            replaced: Cell::new(false),
        }
    }

    /// Whether any text so far had letters without a glyph.
    pub fn replaced(&self) -> bool {
        self.replaced.get()
    }

    /// The whole text on one logical line.
    pub fn line(&self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let (mut missing, mut run) = (0, 0);
        // What the reader sees as one letter stays or goes as one.
        for letter in text.graphemes(true) {
            let Some(base) = letter.chars().find(|c| !is_invisible(*c)) else {
                continue;
            };
            if base.is_whitespace() || base.is_control() {
                if !clean.ends_with(' ') && !clean.is_empty() {
                    clean.push(' ');
                }
                (missing, run) = (0, 0);
            } else if self.glyphs.has(base) {
                if run >= LONGEST_RUN && !breaks_anyway(base) {
                    clean.push(BREAK);
                    run = 0;
                }
                let joins = joins_letters(base);
                clean.extend(letter.chars().filter(|c| {
                    self.glyphs.has(*c) && (!is_invisible(*c) || joins && is_joiner(*c))
                }));
                missing = 0;
                run = if breaks_anyway(base) { 0 } else { run + 1 };
            } else if !is_pictograph(base) {
                self.replaced.set(true);
                missing += 1;
                if missing <= MISSING_IN_A_ROW {
                    clean.push_str(MISSING);
                }
            }
        }
        clean.truncate(clean.trim_end().len());
        clean
    }

    /// The text cut to about `width` letters; wide letters count twice.
    pub fn clip(&self, text: &str, width: usize) -> String {
        let line = self.line(text);
        let mut used = 0;
        for (at, letter) in line.grapheme_indices(true) {
            used += match letter.chars().next() {
                None | Some(BREAK) => 0,
                Some(c) if breaks_anyway(c) && c != '-' => 2,
                Some(_) => 1,
            };
            if used > width {
                return format!("{}…", line[..at].trim_end_matches([' ', BREAK]));
            }
        }
        line
    }
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

/// Emoji and dingbats: decoration that reads well without.
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
    fn emoji_go_quietly_and_unknown_letters_show_as_boxes() {
        assert_eq!(
            clean("great 👍🏽 work ❤️ 👩‍👩‍👧 1️⃣"),
            ("great work 1".into(), false)
        );
        assert_eq!(clean("ᚠᚢᚦᚨᚱᚲ ok"), ("□□□ ok".into(), true));
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
