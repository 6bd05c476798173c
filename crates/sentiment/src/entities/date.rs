//! Calendar dates, in figures and with the names of months.

use super::{
    EntityLabel,
    month::{Needs, month},
    scan::{Found, Text},
};
use crate::words::Word;

/// A date that begins at the word `at`.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if text.byte(start).is_ascii_digit() {
        if matches!(text.before(start), b'.' | b'-' | b',') {
            return None;
        }
        year_first(text, start)
            .or_else(|| day_first(text, start))
            .or_else(|| day_and_name(text, start))
            .or_else(|| without_year(text, start))
    } else {
        name_first(text, text.words[at])
    }
}

fn date(start: usize, end: usize, confidence: f64) -> Found {
    Found::new(start, end, EntityLabel::Date, confidence)
}

/// Whether a date may end here: a "T" before the hour may follow, and a sentence's stop, but no further part.
fn ends(text: Text<'_>, at: usize) -> bool {
    let is_time = matches!(text.byte(at), b'T' | b't') && text.byte(at + 1).is_ascii_digit();
    let goes_on = matches!(text.byte(at), b'-' | b'/' | b'.') && text.byte(at + 1).is_ascii_digit();
    is_time || (text.ends(at) && !goes_on)
}

/// `2026-03-12`, `2026/3/12`.
fn year_first(text: Text<'_>, start: usize) -> Option<Found> {
    let (year, at) = text.number(start, 4, 4)?;
    let sign = text.byte(at);
    let (month, at) = text.number(at + 1, 1, 2)?;
    let (day, end) = text.number(at + 1, 1, 2)?;
    let is_date = matches!(sign, b'-' | b'/' | b'.')
        && text.byte(at) == sign
        && is_year(year)
        && is_day(day, month);
    (is_date && ends(text, end)).then(|| date(start, end, 0.99))
}

/// `12.03.2026`, `3/12/26`, `12-03-2026`, `12/Mar/26`, `12-Mar-2026`.
fn day_first(text: Text<'_>, start: usize) -> Option<Found> {
    let (first, at) = text.number(start, 1, 2)?;
    let sign = text.byte(at);
    if !matches!(sign, b'.' | b'/' | b'-') {
        return None;
    }
    let name = text.any_letters(at + 1);
    let (second, at) = match month(name) {
        Some(month) => (month.number, at + 1 + name.len()),
        None => text.number(at + 1, 1, 2)?,
    };
    // Two figures of year only after slashes: 1.2.26 may be a version and 1-2-26 a range.
    let (year, end) = text.number(
        at + 1,
        if sign == b'/' || !name.is_empty() {
            2
        } else {
            4
        },
        4,
    )?;
    let is_date = text.byte(at) == sign && (is_day(first, second) || is_day(second, first));
    (is_date && (is_year(year) || end - at == 3) && ends(text, end)).then(|| date(start, end, 0.95))
}

/// `03.03.`, `3.3.25` behind "am" or "vom"; `12/03` behind "le", "el", "dia".
fn without_year(text: Text<'_>, start: usize) -> Option<Found> {
    let (day, at) = text.number(start, 1, 2)?;
    let sign = text.byte(at);
    let (month, end) = text.number(at + 1, 1, 2)?;
    let is_padded = end - start == 5;
    if !is_day(day, month) {
        return None;
    }
    let end = match sign {
        // "ab 3.2." may be a version.
        b'.' if text.byte(end) == b'.'
            && (text.is_behind(start, &["am", "vom"])
                || is_padded && text.is_behind(start, &GERMAN_BEFORE)) =>
        {
            let year = text.number(end + 1, 2, 2);
            year.map_or(end + 1, |(_, year_end)| year_end)
        }
        b'/' if is_padded && text.is_behind(start, &ROMANCE_BEFORE) => end,
        _ => return None,
    };
    let goes_on = text.byte(end).is_ascii_digit() || !ends(text, end);
    (!goes_on).then(|| date(start, end, 0.85))
}

const GERMAN_BEFORE: [&str; 8] = ["ab", "am", "bis", "den", "dem", "seit", "vom", "zum"];
const ROMANCE_BEFORE: [&str; 8] = ["le", "du", "au", "el", "del", "al", "dia", "día"];

/// `12 March 2026`, `12th of March`, `3. Mar 2026`, `3. März 2026`, `1er mars`, `3 de mayo de 2026`.
fn day_and_name(text: Text<'_>, start: usize) -> Option<Found> {
    let (day, at) = text.number(start, 1, 2)?;
    let mut at = ordinal_end(text, at);
    at += usize::from(text.byte(at) == b'.');
    let behind = at;
    at = text.skip_space(at);
    let mut is_linked = false;
    for link in ["of ", "de "] {
        if text.goes_on(at, link) {
            at += 3;
            is_linked = true;
            break;
        }
    }
    let name = text.any_letters(at);
    let month = month(name)?;
    let end = at + name.len();
    if !(is_day(day, month.number) && text.ends(end) && at > behind) {
        return None;
    }
    // A short name has a stop: "3 janv. 2026".
    let has_stop = month.needs == Needs::Year && text.byte(end) == b'.';
    let found = with_year(text, start, end + usize::from(has_stop));
    let is_enough = match month.needs {
        Needs::Day => true,
        Needs::Link => is_linked || found.end > end,
        Needs::Year => found.end > end + 1,
    };
    is_enough.then_some(found)
}

/// `March 12, 2026`, `Mar 12`, `March 2026`, `mars 2026`, `mayo de 2026`.
fn name_first(text: Text<'_>, word: Word<'_>) -> Option<Found> {
    let (name, start) = (word.text, word.start);
    let mut at = start + name.len();
    // Most words end the search here.
    if text.byte(at) != b' ' || !matches!(text.byte(at + 1), b'0'..=b'9' | b'd') {
        return None;
    }
    let month = month(name)?;
    if !month.is_english {
        at = link_end(text, at);
    }
    if let Some((year, end)) = text.number(at + 1, 4, 4) {
        let is_date = is_year(year) && text.ends(end) && month.needs != Needs::Year;
        return is_date.then(|| date(start, end, 0.9));
    }
    if !month.is_english {
        return None;
    }
    let (day, end) = text.number(at + 1, 1, 2)?;
    let end = ordinal_end(text, end);
    // "May 3 of them": the month that is also a word needs a year.
    let found = with_year(text, start, end);
    let is_word = matches!(name, "May" | "Mar" | "Jan" | "March") && found.end == end;
    (is_day(day, month.number) && ends(text, end) && !is_word && text.byte(end) != b'%')
        .then_some(found)
}

/// Whether a year or a "de" stands behind the word `at`, and it begins as a month may.
pub(super) fn is_dated(text: Text<'_>, at: usize) -> bool {
    let first = text.words[at].text.as_bytes()[0];
    if !matches!(first, b'a' | b'd'..=b'f' | b'j' | b'm'..=b'o' | b's' | 0x80..) {
        return false;
    }
    let next = text.words.get(at + 1).map_or("", |next| next.text);
    next.len() == 4 && next.as_bytes()[0].is_ascii_digit() || matches!(next, "de" | "del")
}

/// Behind "de" or "del" before a year.
fn link_end(text: Text<'_>, at: usize) -> usize {
    let link = [" del", " de"].into_iter();
    let mut link = link.filter(|link| text.goes_on(at, link) && text.byte(at + link.len()) == b' ');
    at + link.next().map_or(0, str::len)
}

fn with_year(text: Text<'_>, start: usize, end: usize) -> Found {
    let at = text.skip_space(link_end(text, end + usize::from(text.byte(end) == b',')));
    match text.number(at, 4, 4) {
        Some((year, year_end)) if at > end && is_year(year) && text.ends(year_end) => {
            date(start, year_end, 0.97)
        }
        _ => date(start, end, 0.85),
    }
}

fn ordinal_end(text: Text<'_>, at: usize) -> usize {
    let is_ordinal = ["st", "nd", "rd", "th", "er", "º", "°"]
        .iter()
        .any(|end| text.goes_on(at, end));
    if is_ordinal && text.ends(at + 2) {
        at + 2
    } else {
        at
    }
}

fn is_year(year: u32) -> bool {
    (1970..2100).contains(&year)
}

fn is_day(day: u32, month: u32) -> bool {
    (1..=12).contains(&month)
        && (1..=[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1]).contains(&day)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn figures_and_names_are_dates() {
        for text in [
            "2026-03-12",
            "2026/3/1",
            "12.03.2026",
            "3/12/26",
            "31/12/2025",
            "12/Mar/26",
            "12-Mar-2026",
            "12 March 2026",
            "12th of March",
            "3rd Sept 2026",
            "March 12, 2026",
            "Mar 12, 2026",
            "June 5",
            "March 2026",
        ] {
            assert_eq!(found(&format!("on {text}.")), [format!("DATE {text}")]);
        }
    }

    #[test]
    fn a_timestamp_is_a_date_and_a_time() {
        assert_eq!(
            found("2026-03-12T10:00:05.123Z"),
            ["DATE 2026-03-12", "TIME 10:00:05.123Z"]
        );
        assert_eq!(
            found("12/Mar/26 2:05 PM"),
            ["DATE 12/Mar/26", "TIME 2:05 PM"]
        );
    }

    #[test]
    fn other_figures_are_not() {
        for text in [
            "2026-13-01",
            "32/01/2026",
            "4/5",
            "1-2-26",
            "30 February",
            "May 3 of them",
            "20260312",
            "3 marches",
            "555-12-1234",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
