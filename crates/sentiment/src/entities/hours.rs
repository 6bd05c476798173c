//! Hours as German, French, Spanish and Portuguese write them.

use super::scan::Text;

/// What says that a time of day follows, and no duration: "à 14h", "a las 14 horas".
const BEFORE: [&str; 12] = [
    "à", "as", "avant", "das", "dès", "las", "pelas", "vers", "às", "la", "les", "jusqu'à",
];

/// Hours before this are as often a duration: "1h30 d'attente".
const EARLY: u32 = 6;

/// Where a time of day ends whose hour, and perhaps minutes behind a colon, end at `end`: `14:30 Uhr`, `14.30 Uhr`,
/// `14 Uhr`, `14h30`, `14 h 30`, `14:30h`, and behind a preposition `14h`, `14 heures`.
pub(super) fn end(
    text: Text<'_>,
    start: usize,
    (hour, end): (u32, usize),
    has_minutes: bool,
) -> Option<usize> {
    if has_minutes {
        return word_end(text, end, &["Uhr", "hs", "horas", "h"]);
    }
    if text.byte(end) == b'.' {
        let (minute, minute_end) = text.number(end + 1, 2, 2)?;
        return word_end(text, minute_end, &["Uhr"]).filter(|_| minute < 60);
    }
    if let Some(end) = word_end(text, end, &["Uhr"]) {
        return Some(end);
    }
    let at = text.skip_space(end);
    if text.byte(at).eq_ignore_ascii_case(&b'h')
        && let Some((minute, minute_end)) = text.number(text.skip_space(at + 1), 2, 2)
    {
        let end = word_end(text, minute_end, &["min", "m"]).unwrap_or(minute_end);
        let is_time = minute < 60 && text.ends(end) && (hour >= EARLY || is_told(text, start));
        return is_time.then_some(end);
    }
    let words = ["h", "hs", "heures", "heure", "horas", "hora"];
    word_end(text, end, &words).filter(|_| is_told(text, start))
}

/// Behind one of these words, perhaps with a space before it, if none goes on there.
fn word_end(text: Text<'_>, end: usize, words: &[&str]) -> Option<usize> {
    let at = text.skip_space(end);
    let mut ends = words.iter().filter(|word| text.goes_on(at, word));
    ends.find_map(|word| text.ends(at + word.len()).then_some(at + word.len()))
}

fn is_told(text: Text<'_>, start: usize) -> bool {
    text.is_behind(start, &BEFORE) || text.is_behind(start, &["À", "Às"])
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn hours_have_a_word_or_a_letter() {
        for (text, time) in [
            ("Um 14:30 Uhr, bitte", "14:30 Uhr"),
            ("bis 14 Uhr.", "14 Uhr"),
            ("ab 14.30 Uhr", "14.30 Uhr"),
            ("à 14h30 précises", "14h30"),
            ("vers 18 h 05", "18 h 05"),
            ("jusqu’à 18h", "18h"),
            ("às 14h de hoje", "14h"),
            ("das 9h às 18:30h", "9h"),
            ("às 9h30min", "9h30min"),
            ("a las 16:45 h", "16:45 h"),
            ("a las 5 horas", "5 horas"),
            ("à 1h30 du matin", "1h30"),
        ] {
            assert_eq!(found(text).first(), Some(&format!("TIME {time}")), "{text}");
        }
    }

    #[test]
    fn durations_are_no_times() {
        for text in [
            "depuis 3h",
            "1h30 d'attente",
            "hace 14 horas",
            "24 Uhren",
            "in 2 h",
            "14h75",
            "il y a 5 heures",
            "25 Uhr",
            "14 hours",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
