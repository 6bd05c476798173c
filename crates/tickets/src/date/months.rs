//! Month names, short and full, in the languages exports come in.

/// Spellings by month, January first: English, German, Spanish, French, Portuguese, Italian, Dutch.
/// No spelling means different months in different languages.
const NAMES: [&[&str]; 12] = [
    &[
        "jan", "january", "januar", "jän", "jänner", "ene", "enero", "janv", "janvier", "janeiro",
        "gen", "gennaio", "januari",
    ],
    &[
        "feb",
        "february",
        "februar",
        "febrero",
        "févr",
        "fév",
        "fevr",
        "février",
        "fevrier",
        "fev",
        "fevereiro",
        "febbraio",
        "februari",
    ],
    &[
        "mar", "march", "mär", "mrz", "märz", "maerz", "marzo", "mars", "março", "marco", "mrt",
        "maart",
    ],
    &["apr", "april", "abr", "abril", "avr", "avril", "aprile"],
    &["may", "mai", "mayo", "maio", "mag", "maggio", "mei"],
    &[
        "jun", "june", "juni", "junio", "juin", "junho", "giu", "giugno",
    ],
    &[
        "jul", "july", "juli", "julio", "juil", "juillet", "julho", "lug", "luglio",
    ],
    &["aug", "august", "ago", "agosto", "août", "aout", "augustus"],
    &[
        "sep",
        "sept",
        "september",
        "septiembre",
        "septembre",
        "set",
        "setembro",
        "setiembre",
        "settembre",
    ],
    &[
        "oct", "october", "okt", "oktober", "octubre", "octobre", "out", "outubro", "ott",
        "ottobre",
    ],
    &["nov", "november", "noviembre", "novembre", "novembro"],
    &[
        "dec",
        "december",
        "dez",
        "dezember",
        "dic",
        "diciembre",
        "déc",
        "décembre",
        "decembre",
        "dezembro",
        "dicembre",
    ],
];

/// The month, 1 to 12, that a word names; case and a final point do not matter.
pub(super) fn month(word: &str) -> Option<i8> {
    english(word).or_else(|| any(word))
}

/// The short English names, which nearly every export has, without an allocation.
fn english(word: &str) -> Option<i8> {
    let name: [u8; 3] = word.as_bytes().try_into().ok()?;
    Some(match &name.map(|letter| letter | 0x20) {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

fn any(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let index = NAMES
        .iter()
        .position(|names| names.contains(&lower.as_str()))?;
    i8::try_from(index + 1).ok()
}

/// Whether a word names a day of the week in English, short or full (as in mail dates).
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let lower = word.to_lowercase();
    lower.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_several_languages() {
        let found: Vec<_> = ["Jan", "dic", "AOÛT", "Mär", "set", "févr.", "Mai", "foo"]
            .map(month)
            .into_iter()
            .collect();
        assert_eq!(
            found,
            [
                Some(1),
                Some(12),
                Some(8),
                Some(3),
                Some(9),
                Some(2),
                Some(5),
                None
            ]
        );
        assert!(is_weekday("Thu") && is_weekday("monday") && !is_weekday("mo"));
    }

    #[test]
    fn the_short_way_agrees_with_the_table() {
        for names in NAMES {
            assert!(
                names
                    .iter()
                    .all(|name| english(name).is_none_or(|month| Some(month) == any(name)))
            );
        }
    }

    #[test]
    fn no_spelling_stands_for_two_months() {
        let mut all: Vec<_> = NAMES.iter().flat_map(|names| names.iter()).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
