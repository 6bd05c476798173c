//! Which language a text is in: that of most of its words, of those the lexicons and the model speak.

use crate::{
    lexer::{self, Kind, Token},
    lexicon::{self, Lexicon},
    prose,
    score::readable,
};
use std::cell::LazyCell;
use whichlang::Lang;

/// A language that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
}

crate::names::names!(Language, "language", {
    English => "en", German => "de", French => "fr", Spanish => "es", Portuguese => "pt"
});

impl Language {
    /// How many there are.
    pub(crate) const COUNT: usize = 5;

    pub(crate) const fn lexicon(self) -> &'static Lexicon {
        match self {
            Self::English => &lexicon::ENGLISH,
            Self::German => &lexicon::GERMAN,
            Self::French => &lexicon::FRENCH,
            Self::Spanish => &lexicon::SPANISH,
            Self::Portuguese => &lexicon::PORTUGUESE,
        }
    }

    /// The language of a text, `None` where it is not one of these. `beside` is the language of what stands beside it, which
    /// decides where its own words do not.
    pub fn of_text(text: &str, beside: Option<Self>) -> Option<Self> {
        let plain = prose::plain(readable(text));
        let read = lexer::read_beside(&plain.text, beside);
        read.language.filter(|_| read.speaking() > 0)
    }

    /// The language that most of many texts are in, `None` where they are mixed, few, or in others than these.
    pub fn usual<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut points = [0; Self::COUNT];
        let (mut long, mut foreign) = (0, 0);
        for text in texts {
            let plain = prose::plain(readable(text));
            let read = lexer::read(&plain.text);
            for (all, of_text) in points.iter_mut().zip(spoken(&read.list).1) {
                *all += of_text;
            }
            if read.speaking() >= LONG {
                long += 1;
                foreign += usize::from(read.language.is_none());
            }
        }
        let mut told = Self::ALL.map(|language| (points[language as usize], language));
        told.sort_unstable_by(|one, other| other.cmp(one));
        let [(most, language), (next, _), ..] = told;
        (most >= MANY && next * 6 <= most * 5 && foreign * 3 <= long).then_some(language)
    }

    fn of(detected: Lang) -> Option<Self> {
        match detected {
            Lang::Eng => Some(Self::English),
            Lang::Deu => Some(Self::German),
            Lang::Fra => Some(Self::French),
            Lang::Spa => Some(Self::Spanish),
            Lang::Por => Some(Self::Portuguese),
            _ => None,
        }
    }
}

/// Words by which a text alone tells its language.
const LONG: u32 = 4;

/// Points by which texts together tell theirs.
const MANY: usize = 60;

/// How many words each language's lexicon holds, and points for each, twice for common ones.
fn spoken(tokens: &[Token]) -> ([usize; Language::COUNT], [usize; Language::COUNT]) {
    let mut seen = [0_usize; Language::COUNT];
    let mut points = [0_usize; Language::COUNT];
    for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
        let bits = lexicon::languages(token.hash);
        for (at, (seen, points)) in seen.iter_mut().zip(&mut points).enumerate() {
            let (is_known, is_common) = (bits >> at & 1 == 1, bits >> (at + 8) & 1 == 1);
            *seen += usize::from(is_known);
            *points += usize::from(is_known) + usize::from(is_common);
        }
    }
    (seen, points)
}

/// The language of a text, `None` where it is surely in one that is not spoken here. In doubt it is English: technical
/// English is short, and full of names. `known` is how many words the English lexicon holds; `hint` is the language of
/// what stands beside the text, which decides where its own words do not.
pub(crate) fn told(
    text: &str,
    tokens: &[Token],
    known: usize,
    hint: Option<Language>,
) -> Option<Language> {
    let words = || tokens.iter().filter(|token| token.kind == Kind::Word);
    let count = words().count();
    if known > 0 && known * 5 >= count * 3 && (count > 3 || hint.is_none()) {
        return Some(Language::English);
    }
    if is_mostly_wide(text, tokens) {
        return None;
    }
    let (seen, mut points) = spoken(tokens);
    // Where a text begins so, it denies in Spanish; "in the", as in Portuguese, begins few.
    let is_no =
        |word: &Token| text[word.start as usize..word.end as usize].eq_ignore_ascii_case("no");
    if count > 1 && words().next().is_some_and(is_no) {
        points[Language::Spanish as usize] += 2;
    }
    let points_of = |language: Language| points[language as usize];
    let seen_of = |language: Language| seen[language as usize];
    let others = points[1..].iter().copied().max().unwrap_or_default();
    if points_of(Language::English) > others && seen_of(Language::English) * 3 >= count {
        return Some(Language::English);
    }
    let rank = |language: Language| {
        let is_english = language == Language::English;
        (points_of(language), hint == Some(language), is_english)
    };
    let most = Language::ALL.map(rank).into_iter().max();
    let mut first = Language::ALL
        .into_iter()
        .filter(|language| Some(rank(*language)) == most);
    // Looked at where nothing else tells: that takes longer than all of this.
    let detected =
        LazyCell::new(|| Language::of(whichlang::detect_language(&prose::own(text).text)));
    let likeliest = first.next_back().unwrap_or(Language::English);
    let is_alone = first.next().is_none();
    let is_tied = |detected: &Language| Some(rank(*detected)) == most;
    let likeliest = if is_alone {
        likeliest
    } else {
        detected.filter(is_tied).unwrap_or(likeliest)
    };
    let leads = points_of(likeliest) > points_of(Language::English) || hint == Some(likeliest);
    if count < 4 {
        return match likeliest {
            likeliest if leads && seen_of(likeliest) * 2 >= count.max(1) => Some(likeliest),
            _ if known > 0 => Some(Language::English),
            _ if count < 3 => Some(hint.unwrap_or(Language::English)),
            _ => detected.or(hint),
        };
    }
    if leads && seen_of(likeliest) * 3 >= count * 2 {
        return Some(likeliest);
    }
    match *detected {
        // Its relatives hold many of its words, too.
        None if seen_of(likeliest) * 3 < count * 2 => {
            let is_english = (known * 3 >= count).then_some(Language::English);
            let is_beside = |hint: &Language| count < 8 && seen_of(*hint) * 4 >= count;
            is_english.or(hint.filter(is_beside))
        }
        _ if leads && seen_of(likeliest) * 2 >= count => Some(likeliest),
        Some(found)
            if found != Language::English && (seen_of(found) * 3 >= count || known * 3 < count) =>
        {
            Some(found)
        }
        _ => Some(Language::English),
    }
}

/// The name of a language that is not spoken here, as ISO 639-1 has it; Mandarin is `zh`.
pub(crate) fn name_of_foreign(text: &str) -> &'static str {
    match whichlang::detect_language(&prose::own(text).text).three_letter_code() {
        "ara" => "ar",
        "cmn" => "zh",
        "hin" => "hi",
        "ita" => "it",
        "jpn" => "ja",
        "kor" => "ko",
        "nld" => "nl",
        "rus" => "ru",
        "swe" => "sv",
        "tur" => "tr",
        "vie" => "vi",
        // Letters say that it is none of those that are spoken here, and the detector knows no other.
        _ => "",
    }
}

/// More letters beyond ASCII than within it, in what is read: Cyrillic, Chinese, Arabic …
pub(crate) fn is_mostly_wide(text: &str, tokens: &[Token]) -> bool {
    // Bytes that begin a character of two bytes or more.
    let most = text.bytes().filter(|byte| *byte >= 0xC0).count();
    let (mut plain, mut wide) = (0_usize, 0_usize);
    for token in tokens {
        if plain >= most {
            return false;
        }
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

    #[test]
    fn languages_are_told_by_their_words() {
        for (language, texts) in [
            (
                Language::German,
                &[
                    "Die Anwendung stürzt nach dem letzten Update leider ständig ab.",
                    "Ich bin sehr enttäuscht von Ihrem Support.",
                    "funktioniert nicht",
                    "Vielen Dank!",
                    "Wo bleibt mein Paket???",
                ][..],
            ),
            (
                Language::French,
                &[
                    "Le bouton ne fonctionne pas depuis hier.",
                    "C'est nul",
                    "Merci beaucoup",
                    "toujours pas de réponse",
                ],
            ),
            (
                Language::Spanish,
                &[
                    "No puedo iniciar sesión en mi cuenta desde ayer.",
                    "muchas gracias",
                    "no me funciona la cuenta",
                    "NO FUNCIONA",
                    "no funciona nada",
                    "No puedo entrar",
                ],
            ),
            (
                Language::Portuguese,
                &[
                    "Não consigo entrar na minha conta desde ontem.",
                    "muito obrigado",
                    "nao funciona nada, pessimo",
                    "No aplicativo a fatura aparece em dobro",
                    "No site não abre",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(read(text).language, Some(language), "{text}");
            }
        }
    }

    #[test]
    fn many_short_texts_tell_their_language_together() {
        let titles = [
            "Impresora no funciona",
            "Solicitud de usuario para el sistema",
            "Sin internet en la oficina de compras",
            "Cambio de tóner",
            "El equipo no enciende desde ayer",
            "Ticket desde el portal",
            "Error al abrir el correo",
        ];
        let many = || titles.into_iter().cycle().take(28);
        assert_eq!(Language::usual(many()), Some(Language::Spanish));
        assert_eq!(Language::usual(titles.into_iter().take(2)), None);
        let english = ["The printer in the office does not work since yesterday"];
        assert_eq!(
            Language::usual(english.into_iter().cycle().take(20)),
            Some(Language::English)
        );
        assert_eq!(
            Language::usual(many().chain(english.into_iter().cycle().take(13))),
            None
        );
        let foreign = ["Il servizio è terribile e nessuno risponde al telefono"];
        assert_eq!(Language::usual(foreign.into_iter().cycle().take(20)), None);
        let beside = Some(Language::Spanish);
        for short in [
            "servinte con fallas",
            "Ticket desde Sharepoint-Karen Meza",
            "tóner",
        ] {
            assert_eq!(Language::of_text(short, beside), beside, "{short}");
        }
        for other in [
            "Der Drucker geht nicht",
            "The printer is broken again",
            "Не работает",
        ] {
            assert_ne!(Language::of_text(other, beside), beside, "{other}");
        }
    }

    #[test]
    fn other_languages_are_known_as_such() {
        for text in [
            "Il servizio è terribile e nessuno risponde.",
            "Приложение не работает",
            "アプリが動きません",
            "应用程序崩溃了",
            "De app werkt sinds gisteren niet meer en niemand antwoordt.",
        ] {
            assert_eq!(read(text).language, None, "{text}");
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
            assert_eq!(read(text).language, Some(Language::English), "{text}");
        }
    }
}
