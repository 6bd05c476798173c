//! What a report says beside what it takes from tickets, in each of its languages: one folder a language.

mod de;
mod en;
mod es;
mod fr;
mod labels;
mod names;
mod pt;
mod sentences;
mod style;

pub use labels::{Cards, Columns, Fields, Headings, Labels, Sentiments, StepLabels};
pub use names::Names;
pub use sentences::{Created, Sentences};
pub use style::{Style, is_zero};

use crate::Language;

/// Everything a report can say in one language.
pub struct Words {
    /// The language as documents name it.
    pub tag: &'static str,
    /// How numbers and dates are written.
    pub style: &'static Style,
    /// Headings, heads of columns and short remarks.
    pub labels: &'static Labels,
    /// What stored keys are called.
    pub names: &'static Names,
    /// Whole sentences.
    pub sentences: &'static dyn Sentences,
}

impl Language {
    /// What a report says in this language.
    pub fn words(self) -> &'static Words {
        match self {
            Self::En => &en::WORDS,
            Self::De => &de::WORDS,
            Self::Fr => &fr::WORDS,
            Self::Es => &es::WORDS,
            Self::Pt => &pt::WORDS,
        }
    }
}
