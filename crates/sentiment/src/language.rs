//! Whether a text is English: the only language the lexicon and the model speak.

use crate::lexer::{Kind, Tokens};
use whichlang::Lang;

/// Whether a text is surely not English. In doubt it is: technical English is short, and full of names.
pub(crate) fn is_foreign(text: &str, read: &Tokens) -> bool {
    if is_mostly_wide(text, read) {
        return true;
    }
    let (count, known) = (read.count(Kind::Word), read.words_of(u64::MAX));
    let is_strange = match count {
        0..3 => false,
        3 => known == 0,
        _ => known * 3 < count,
    };
    is_strange && whichlang::detect_language(text) != Lang::Eng
}

/// The language of a text that was read or was in another language, as ISO 639-1 has it; Mandarin is `zh`.
pub(crate) fn name(text: &str, is_foreign: bool) -> &'static str {
    if !is_foreign {
        return "en";
    }
    let code = whichlang::detect_language(text).three_letter_code();
    match code {
        "ara" => "ar",
        "cmn" => "zh",
        "deu" => "de",
        "fra" => "fr",
        "hin" => "hi",
        "ita" => "it",
        "jpn" => "ja",
        "kor" => "ko",
        "nld" => "nl",
        "por" => "pt",
        "rus" => "ru",
        "spa" => "es",
        "swe" => "sv",
        "tur" => "tr",
        "vie" => "vi",
        // Letters say that it is not English, and the detector knows no other.
        _ => "",
    }
}

/// More letters beyond ASCII than within it, in what is read: Cyrillic, Chinese, Arabic …
pub(crate) fn is_mostly_wide(text: &str, read: &Tokens) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (mut plain, mut wide) = (0_usize, 0_usize);
    for token in &read.list {
        if matches!(token.kind, Kind::Word | Kind::Code) {
            for character in text[token.start as usize..token.end as usize].chars() {
                if character.is_ascii() {
                    plain += usize::from(character.is_ascii_alphabetic());
                } else {
                    wide += usize::from(character.is_alphabetic());
                }
            }
        }
    }
    wide > plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::read;

    fn foreign(text: &str) -> bool {
        is_foreign(text, &read(text))
    }

    #[test]
    fn other_languages_are_known_as_such() {
        for text in [
            "Die Anwendung stürzt nach dem letzten Update leider ständig ab.",
            "Ich bin sehr enttäuscht von Ihrem Support.",
            "Le bouton ne fonctionne pas depuis hier.",
            "No puedo iniciar sesión en mi cuenta desde ayer.",
            "Il servizio è terribile e nessuno risponde.",
            "Приложение не работает",
            "アプリが動きません",
            "应用程序崩溃了",
        ] {
            assert!(foreign(text), "{text}");
        }
    }

    #[test]
    fn short_and_technical_english_is_english() {
        for text in [
            "",
            "LGTM",
            "NPE in HConnectionManager",
            "Bulk close for 0.94.0",
            "Resolving as duplicate.",
            "Attaching logs, jstack output and hs_err file.",
            "Für Müller: thanks, it works",
            "Thanks José!",
            "mvn clean install -DskipTests",
            "Integrated in Hadoop-Mapreduce-trunk-Commit #1065",
            "👍",
        ] {
            assert!(!foreign(text), "{text}");
        }
    }
}
