//! Titles and forms of address before a last name.

use super::scan::Text;
use crate::Language::{French, Portuguese, Spanish};

/// Before "Frau", which is somebody's wife then, or any woman.
const WIFE: [&str; 25] = [
    "meine", "meiner", "deine", "deiner", "seine", "seiner", "ihre", "ihrer", "unsere", "eure",
    "eine", "einer", "keine", "diese", "dieser", "die", "der", "jede", "jeder", "junge", "jungen",
    "ältere", "älteren", "nette", "netten",
];

/// Whether the word `at` is a title; those that are other words elsewhere only count in their languages.
pub(super) fn is_title(text: Text<'_>, at: usize) -> bool {
    let word = text.words[at];
    let stops = || text.byte(word.start + word.text.len()) == b'.';
    match word.text {
        "Frau" => !text.is_behind(word.start, &WIFE),
        // An initial in English.
        "M" => stops() && text.is_in(&[French]),
        // Senior, and first names, in English.
        "Sr" => text.is_in(&[Spanish, Portuguese]),
        "D" => stops() && text.is_in(&[Spanish, Portuguese]),
        "Don" | "don" => text.is_in(&[Spanish]),
        "Dona" | "dona" | "Eng" => text.is_in(&[Portuguese]),
        known => is_in_any_text(known),
    }
}

/// Titles with or without a full stop, in any text; the last ones are written small within a sentence.
fn is_in_any_text(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Miss"
            | "Mx"
            | "Dr"
            | "Prof"
            | "Herr"
            | "Herrn"
            | "Professor"
            | "Doktor"
            | "Professorin"
            | "Mme"
            | "Mlle"
            | "Monsieur"
            | "Madame"
            | "Mademoiselle"
            | "Maître"
            | "Sra"
            | "Srta"
            | "Señor"
            | "Señora"
            | "Señorita"
            | "Senhor"
            | "Senhora"
            | "Doña"
            | "Dra"
            | "Profa"
            | "monsieur"
            | "madame"
            | "mademoiselle"
            | "señor"
            | "señora"
            | "señorita"
            | "senhor"
            | "senhora"
            | "doña"
            | "sra"
    )
}
