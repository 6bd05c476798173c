//! The mood of a text and of its sentences, asked only where something depends on it.

use crate::{
    Language, Scorer,
    lexer::{self, Tokens},
    score::of_tokens,
};
use std::cell::OnceCell;

/// A text, its language, and what is known of its mood so far.
#[derive(Debug)]
pub(super) struct Mood<'a> {
    pub text: &'a str,
    /// `None` where it is not spoken here.
    pub language: Option<Language>,
    read: OnceCell<Tokens>,
    whole: OnceCell<f64>,
}

impl<'a> Mood<'a> {
    /// Of a text in a language.
    pub(super) fn of_text(text: &'a str, language: Option<Language>) -> Self {
        Self {
            text,
            language,
            read: OnceCell::new(),
            whole: OnceCell::new(),
        }
    }

    /// Of a text that was read.
    pub(super) fn of_tokens(text: &'a str, read: Tokens) -> Self {
        Self {
            language: read.language,
            read: OnceCell::from(read),
            ..Self::of_text(text, None)
        }
    }

    /// The compound of the whole text.
    pub(super) fn whole(&self) -> f64 {
        *self.whole.get_or_init(|| {
            let read = || lexer::read_beside(self.text, self.beside());
            let read = self.read.get_or_init(read);
            if read.speaking() == 0 || read.language.is_none() {
                return 0.0;
            }
            of_tokens(read, self.text).compound
        })
    }

    /// The compound of the bytes of a part.
    pub(super) fn of_part(&self, (start, end): (usize, usize)) -> f64 {
        if (start, end) == (0, self.text.len()) {
            return self.whole();
        }
        let part = &self.text[start..end];
        Scorer::new()
            .read_beside(part, self.beside())
            .score
            .compound
    }

    /// The language that decides where the words of a part do not; in doubt it is English anyway.
    fn beside(&self) -> Option<Language> {
        self.language
            .filter(|language| *language != Language::English)
    }
}
