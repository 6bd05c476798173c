//! Foreign text made fit to be set: no control characters, no endless word, no missing glyph.

use std::cell::Cell;

use typst::text::FontBook;

/// The longest run of characters without a place to break the line.
const LONGEST_RUN: usize = 24;
/// What stands for a character no font has; at most this many in a row.
const MISSING: &str = "□";
const MISSING_IN_A_ROW: usize = 3;

/// Cleans text against the glyphs of a set of fonts, and remembers whether it had to.
pub struct Cleaner<'a> {
    fonts: &'a FontBook,
    replaced: Cell<bool>,
}

impl<'a> Cleaner<'a> {
    /// A cleaner for text set in `fonts`.
    pub fn new(fonts: &'a FontBook) -> Self {
        Self {
            fonts,
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
        let mut missing = 0;
        let mut run = 0;
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                if !clean.ends_with(' ') && !clean.is_empty() {
                    clean.push(' ');
                }
                (missing, run) = (0, 0);
            } else if is_invisible(c) {
                // Neither drawn nor announced: marks of direction could hide what a text says.
            } else if self.has(c) {
                if run >= LONGEST_RUN && !breaks_anyway(c) {
                    clean.push('\u{200b}');
                    run = 0;
                }
                clean.push(c);
                missing = 0;
                run = if breaks_anyway(c) { 0 } else { run + 1 };
            } else if !is_pictograph(c) {
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
        for (at, c) in line.char_indices() {
            used += match c {
                '\u{200b}' | '\u{300}'..='\u{36f}' => 0,
                '\u{1100}'.. => 2,
                _ => 1,
            };
            if used > width {
                return format!("{}…", line[..at].trim_end());
            }
        }
        line
    }

    fn has(&self, c: char) -> bool {
        (0..)
            .map_while(|index| self.fonts.info(index))
            .any(|font| font.coverage.contains(c.into()))
    }
}

/// Direction marks, joiners, variation selectors, tags, byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{20e3}' | '\u{e0000}'..='\u{e0fff}')
}

/// Emoji and dingbats: decoration that reads well without.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Letters of scripts that break the line between any two.
fn breaks_anyway(c: char) -> bool {
    matches!(c, '-' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::embedded;

    fn clean(text: &str) -> (String, bool) {
        let fonts = embedded();
        let book = FontBook::from_fonts(&fonts);
        let cleaner = Cleaner::new(&book);
        (cleaner.line(text), cleaner.replaced())
    }

    #[test]
    fn covered_text_stays_as_it_is() {
        let text = "Größe, Où, Łódź, Где мой возврат?, Πού είναι; €5 → ok #let *x* $y$ \\u{1}";
        assert_eq!(clean(text), (text.into(), false));
    }

    #[test]
    fn controls_and_marks_of_direction_go() {
        assert_eq!(
            clean("  a\u{0}b\r\n\tc \u{202e}txt.exe\u{feff} ").0,
            "a b c txt.exe"
        );
    }

    #[test]
    fn emoji_go_quietly_and_unknown_letters_show_as_boxes() {
        assert_eq!(clean("great 👍🏽 work ❤️"), ("great work".into(), false));
        assert_eq!(clean("ᚠᚢᚦᚨᚱᚲ ok"), ("□□□ ok".into(), true));
    }

    #[test]
    fn an_endless_word_may_break() {
        let clean = clean(&"x".repeat(60)).0;
        assert_eq!(clean.matches('\u{200b}').count(), 2);
    }

    #[test]
    fn clipping_counts_wide_letters_twice() {
        let fonts = embedded();
        let book = FontBook::from_fonts(&fonts);
        let cleaner = Cleaner::new(&book);
        assert_eq!(cleaner.clip("abc def", 7), "abc def");
        assert_eq!(cleaner.clip("abc def", 6), "abc de…");
        assert_eq!(cleaner.clip("abc def", 4), "abc…");
    }
}
