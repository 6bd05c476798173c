//! The names of months in the languages that are read.

use crate::fold::fold;

/// What a month's name needs beside it to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// A day is enough: `12 March`, `12 mars`, `3. Oktober`.
    Day,
    /// A "de" or a year: `3 de mayo`, `3 mayo 2025`; "mayo" alone is a sauce.
    Link,
    /// A year: `3 ago 2025`; short forms are words of other languages.
    Year,
}

/// A month by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub number: u32,
    pub needs: Needs,
    pub is_english: bool,
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// German and French without their accents, where English writes them otherwise or small.
const DAYS: [(&str, u32); 21] = [
    ("januar", 1),
    ("jaenner", 1),
    ("janvier", 1),
    ("februar", 2),
    ("feber", 2),
    ("fevrier", 2),
    ("maerz", 3),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juni", 6),
    ("juin", 6),
    ("juli", 7),
    ("juillet", 7),
    ("aout", 8),
    ("septembre", 9),
    ("oktober", 10),
    ("octobre", 10),
    ("novembre", 11),
    ("dezember", 12),
    ("decembre", 12),
];

/// Spanish and Portuguese without their accents; "marco" is a man unless it is written "março".
const LINKED: [(&str, u32); 23] = [
    ("enero", 1),
    ("janeiro", 1),
    ("febrero", 2),
    ("fevereiro", 2),
    ("marzo", 3),
    ("marco", 3),
    ("abril", 4),
    ("mayo", 5),
    ("maio", 5),
    ("junio", 6),
    ("junho", 6),
    ("julio", 7),
    ("julho", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("setiembre", 9),
    ("setembro", 9),
    ("octubre", 10),
    ("outubro", 10),
    ("noviembre", 11),
    ("novembro", 11),
    ("diciembre", 12),
    ("dezembro", 12),
];

const SHORT: [(&str, u32); 27] = [
    ("ene", 1),
    ("jaen", 1),
    ("jan", 1),
    ("janv", 1),
    ("feb", 2),
    ("fev", 2),
    ("fevr", 2),
    ("mar", 3),
    ("maer", 3),
    ("mrz", 3),
    ("abr", 4),
    ("avr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("juil", 7),
    ("ago", 8),
    ("sep", 9),
    ("sept", 9),
    ("set", 9),
    ("okt", 10),
    ("oct", 10),
    ("out", 10),
    ("nov", 11),
    ("dez", 12),
    ("dec", 12),
    ("dic", 12),
];

/// The month of a name: English ones and their first three letters with a capital, all others in any case.
pub(super) fn month(name: &str) -> Option<Month> {
    if !(3..=11).contains(&name.len()) {
        return None;
    }
    let english = |known: &&str| {
        *known == name || known[..3] == *name || (name == "Sept" && **known == *"September")
    };
    if let Some((number, _)) = (1..).zip(ENGLISH).find(|(_, known)| english(known)) {
        return Some(Month {
            number,
            needs: Needs::Day,
            is_english: true,
        });
    }
    if name.eq_ignore_ascii_case("marco") {
        return None;
    }
    let (folded, length) = fold(name)?;
    let folded = std::str::from_utf8(&folded[..length]).ok()?;
    let of = |list: &[(&str, u32)], needs| {
        let (_, number) = list.iter().find(|(known, _)| *known == folded)?;
        Some(Month {
            number: *number,
            needs,
            is_english: false,
        })
    };
    of(&DAYS, Needs::Day)
        .or_else(|| of(&LINKED, Needs::Link))
        .or_else(|| of(&SHORT, Needs::Year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name() {
        for (name, number, needs) in [
            ("March", 3, Needs::Day),
            ("Mar", 3, Needs::Day),
            ("Sept", 9, Needs::Day),
            ("März", 3, Needs::Day),
            ("Jänner", 1, Needs::Day),
            ("février", 2, Needs::Day),
            ("Août", 8, Needs::Day),
            ("março", 3, Needs::Link),
            ("setiembre", 9, Needs::Link),
            ("dic", 12, Needs::Year),
            ("févr", 2, Needs::Year),
        ] {
            let found = month(name).map(|month| (month.number, month.needs));
            assert_eq!(found, Some((number, needs)), "{name}");
        }
        for name in ["march", "Marco", "Märchen", "mer", "", "de"] {
            assert_eq!(month(name), None, "{name}");
        }
    }
}
