//! How amounts of money are written: groups of digits, dashes for no cents, "million" behind them.

use super::scan::Text;

/// Groups behind the first: no amount of a ticket is longer, and rows of figures are.
const MOST_GROUPS: usize = 4;

/// Where `1 234,56`, `12 500` or Swiss `1'234.50` ends: a group of up to three digits, then groups of three with a
/// blank or an apostrophe between. `None` for all else, and where no second group follows.
pub(super) fn grouped(text: Text<'_>, from: usize) -> Option<usize> {
    let (_, first) = text.number(from, 1, 3)?;
    let mut end = first;
    for _ in 0..MOST_GROUPS {
        let next = match text.byte(end) {
            b'\'' => end + 1,
            _ if text.goes_on(end, "’") => end + "’".len(),
            _ => text.skip_space(end),
        };
        match text.number(next, 3, 3) {
            Some((_, behind)) if next > end => end = behind,
            _ => break,
        }
    }
    if end == first || text.byte(from) == b'0' {
        return None;
    }
    let cents = text.number(end + 1, 1, 2);
    let cents = cents.filter(|_| matches!(text.byte(end), b',' | b'.'));
    Some(cents.map_or(end, |(_, end)| end))
}

/// Whether an amount has a part that only money has: two digits of cents, or a dash for none.
pub(super) fn has_cents(text: Text<'_>, start: usize, end: usize) -> bool {
    let digits = text.text[start..end].bytes().rev();
    let digits = digits.take_while(u8::is_ascii_digit).count();
    let is_cents = digits == 2 && end - start > 3 && matches!(text.byte(end - 3), b'.' | b',');
    is_cents || text.text[start..end].ends_with(['-', '–', '—'])
}

/// Behind the dash that stands for no cents: `20.–`, `20,-`, `20.--`.
pub(super) fn dash_end(text: Text<'_>, end: usize) -> usize {
    if !matches!(text.byte(end), b'.' | b',') {
        return end;
    }
    let dash = ["–", "—", "--", "-"]
        .into_iter()
        .find(|dash| text.goes_on(end + 1, dash));
    match dash.map(|dash| end + 1 + dash.len()) {
        Some(behind) if text.ends(behind) => behind,
        _ => end,
    }
}

/// Words for a factor behind a number.
const FACTORS: [&str; 22] = [
    "million",
    "billion",
    "thousand",
    "Millionen",
    "Milliarden",
    "Milliarde",
    "Tausend",
    "Mio.",
    "Mio",
    "Mrd.",
    "Mrd",
    "Tsd.",
    "millions",
    "milliards",
    "mille",
    "millones",
    "millón",
    "mil",
    "milhões",
    "milhão",
    "mil millones",
    "bilhões",
];

/// Behind a factor: `5k`, `2M`, `3 million`, `3 Mio.`, `2 milhões de`, `5 millions d'`.
pub(super) fn factor_end(text: Text<'_>, end: usize) -> usize {
    if matches!(text.byte(end), b'k' | b'K' | b'm' | b'M') && text.ends(end + 1) {
        return end + 1;
    }
    let at = text.skip_space(end);
    if matches!(text.byte(at), b'k' | b'K' | b'M') && text.goes_on(at + 1, "€") {
        return at + 1;
    }
    if at == end || !text.text[at..].starts_with(|first: char| first.is_ascii_alphabetic()) {
        return end;
    }
    let behind = FACTORS
        .into_iter()
        .filter(|word| text.goes_on(at, word))
        .map(|word| at + word.len())
        .filter(|behind| text.ends(*behind))
        .max();
    behind.unwrap_or(end)
}

/// Behind the "de" between a factor and a currency: `2 millones de euros`, `3 millions d'euros`.
pub(super) fn link_end(text: Text<'_>, end: usize) -> usize {
    let links = [" de ", " d'", " d’"];
    let link = links.into_iter().find(|link| text.goes_on(end, link));
    end + link.map_or(0, str::len)
}
