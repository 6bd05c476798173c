//! The date parser: one pass over the text, no allocation but for month names.

use jiff::civil::{Date, Time};

use super::{DateError, Day, Reading, months};

const UNREADABLE: DateError = DateError::Unreadable;

pub(super) fn read(text: &str) -> Result<Reading, DateError> {
    // No layout is longer; a whole description is not worth a look.
    if text.len() > 120 {
        return Err(UNREADABLE);
    }
    let mut at = Cursor { rest: text.trim() };
    let day = date(&mut at)?;
    at.skip_blanks_and(",T");
    let (time, offset) = if at.rest.is_empty() {
        (Time::midnight(), None)
    } else {
        time(&mut at)?
    };
    at.skip_blanks_and("");
    if at.rest.is_empty() {
        Ok(Reading { day, time, offset })
    } else {
        Err(UNREADABLE)
    }
}

fn date(at: &mut Cursor<'_>) -> Result<Day, DateError> {
    let mut word = at.word();
    if word.is_some_and(months::is_weekday) {
        at.skip_blanks_and(",.");
        word = at.word();
    }
    if let Some(name) = word {
        // Jan/2/06, January 2, 2006
        let month = months::month(name).ok_or(UNREADABLE)?;
        at.skip_blanks_and("/-.");
        let (day, _) = at.number(2).ok_or(UNREADABLE)?;
        at.skip_blanks_and("/-,.");
        return known(at.year()?, month, day);
    }
    let (first, digits) = at.number(4).ok_or(UNREADABLE)?;
    let mark = at.mark().ok_or(UNREADABLE)?;
    if digits == 4 {
        // 2006-01-02, 2006/Jan/02
        let month = match at.word() {
            Some(name) => months::month(name).ok_or(UNREADABLE)?,
            None => small(at.number(2).ok_or(UNREADABLE)?.0)?,
        };
        at.mark()
            .filter(|&second| second == mark)
            .ok_or(UNREADABLE)?;
        let (day, _) = at.number(2).ok_or(UNREADABLE)?;
        return known(i16::try_from(first).map_err(|_| UNREADABLE)?, month, day);
    }
    if digits > 2 {
        return Err(UNREADABLE);
    }
    at.skip_blanks_and("");
    if let Some(mut name) = at.word() {
        // 2/Jan/06, 2 January 2006, 2 de enero de 2006
        if name.eq_ignore_ascii_case("de") {
            at.skip_blanks_and("");
            name = at.word().ok_or(UNREADABLE)?;
        }
        let month = months::month(name).ok_or(UNREADABLE)?;
        at.skip_blanks_and("/-.,");
        if at
            .word()
            .is_some_and(|filler| !filler.eq_ignore_ascii_case("de"))
        {
            return Err(UNREADABLE);
        }
        at.skip_blanks_and("");
        return known(at.year()?, month, first);
    }
    // 2/1/06, 2-1-2006, 2.1.2006
    let (second, _) = at.number(2).ok_or(UNREADABLE)?;
    at.mark().filter(|&again| again == mark).ok_or(UNREADABLE)?;
    at.skip_blanks_and("");
    let year = at.year()?;
    let (first, second) = (small(first)?, small(second)?);
    let plausible = |number: i8| (1..=31).contains(&number);
    if !plausible(first) || !plausible(second) || (first > 12 && second > 12) {
        return Err(DateError::NoSuchDay);
    }
    Ok(Day::Pair {
        first,
        second,
        year,
    })
}

fn known(year: i16, month: i8, day: u32) -> Result<Day, DateError> {
    Date::new(year, month, small(day)?)
        .map(Day::Known)
        .map_err(|_| DateError::NoSuchDay)
}

fn time(at: &mut Cursor<'_>) -> Result<(Time, Option<i32>), DateError> {
    let (hour, _) = at.number(2).ok_or(UNREADABLE)?;
    if !at.take(':') {
        return Err(UNREADABLE);
    }
    let (minute, _) = at.number(2).ok_or(UNREADABLE)?;
    let (mut second, mut nanosecond) = (0, 0);
    if at.take(':') {
        second = at.number(2).ok_or(UNREADABLE)?.0;
        if at.take('.') || at.take(',') {
            let (fraction, digits) = at.number(9).ok_or(UNREADABLE)?;
            nanosecond = fraction * 10_u32.pow(9 - digits);
        }
    }
    at.skip_blanks_and("");
    let hour = match at.half_of_day() {
        None => hour,
        Some(_) if hour > 12 => return Err(DateError::NoSuchDay),
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
    };
    at.skip_blanks_and("");
    let offset = offset(at)?;
    let nanosecond = i32::try_from(nanosecond).map_err(|_| UNREADABLE)?;
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanosecond);
    time.map(|time| (time, offset))
        .map_err(|_| DateError::NoSuchDay)
}

/// `Z`, `UTC`, `GMT`, `+0200`, `-03:00`, `+02`; seconds east.
fn offset(at: &mut Cursor<'_>) -> Result<Option<i32>, DateError> {
    let named = match at.word() {
        None => false,
        Some(name)
            if ["z", "utc", "gmt"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known)) =>
        {
            true
        }
        Some(_) => return Err(UNREADABLE),
    };
    let sign = if at.take('+') {
        1
    } else if at.take('-') {
        -1
    } else {
        return Ok(named.then_some(0));
    };
    let (hours, minutes) = match at.number(4).ok_or(UNREADABLE)? {
        (both, 4) => (both / 100, both % 100),
        (hours, 1 | 2) if at.take(':') => (hours, at.number(2).ok_or(UNREADABLE)?.0),
        (hours, 1 | 2) => (hours, 0),
        _ => return Err(UNREADABLE),
    };
    if hours > 18 || minutes > 59 {
        return Err(DateError::NoSuchDay);
    }
    i32::try_from(hours * 3600 + minutes * 60)
        .map(|seconds| Some(sign * seconds))
        .map_err(|_| UNREADABLE)
}

fn small(number: u32) -> Result<i8, DateError> {
    i8::try_from(number).map_err(|_| DateError::NoSuchDay)
}

enum Half {
    Morning,
    Afternoon,
}

/// What is left to read.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Up to `most` digits and how many they were; more digits than that are no number here.
    fn number(&mut self, most: usize) -> Option<(u32, u32)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most {
            return None;
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        let value = number
            .bytes()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        Some((value, u32::try_from(digits).ok()?))
    }

    /// A year of four digits, or of two: 70 to 99 are in the 20th century, the others in the 21st.
    fn year(&mut self) -> Result<i16, DateError> {
        let (year, digits) = self.number(4).ok_or(UNREADABLE)?;
        let year = i16::try_from(year).map_err(|_| UNREADABLE)?;
        match digits {
            4 => Ok(year),
            2 if year >= 70 => Ok(1900 + year),
            2 => Ok(2000 + year),
            _ => Err(UNREADABLE),
        }
    }

    /// A run of letters; `T` between date and time is none.
    fn word(&mut self) -> Option<&'a str> {
        let end = self
            .rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(word)
    }

    /// What stands between the parts of a date.
    fn mark(&mut self) -> Option<char> {
        let mark = self
            .rest
            .chars()
            .next()
            .filter(|&c| "/-. ".contains(c) || is_blank(c))?;
        self.rest = &self.rest[mark.len_utf8()..];
        Some(mark)
    }

    fn take(&mut self, expected: char) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_blanks_and(&mut self, others: &str) {
        self.rest = self
            .rest
            .trim_start_matches(|c| is_blank(c) || others.contains(c));
    }

    /// `AM`, `pm`, `a.m.`, `p. m.`, with any kind of blank inside.
    fn half_of_day(&mut self) -> Option<Half> {
        let mut chars = self
            .rest
            .char_indices()
            .filter(|&(_, c)| c != '.' && !is_blank(c));
        let (_, first) = chars.next()?;
        let (index, second) = chars.next()?;
        let half = match (first.to_ascii_lowercase(), second.to_ascii_lowercase()) {
            ('a', 'm') => Half::Morning,
            ('p', 'm') => Half::Afternoon,
            _ => return None,
        };
        let rest = &self.rest[index + second.len_utf8()..];
        if rest.starts_with(char::is_alphabetic) {
            return None;
        }
        self.rest = rest.trim_start_matches('.');
        Some(half)
    }
}

/// Also the no-break spaces that newer Java versions write before `PM`.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{DateOrder, Zone};

    fn utc(text: &str) -> Result<String, DateError> {
        let at = read(text)?.instant(Some(DateOrder::DayFirst), &Zone::UTC)?;
        Ok(at.to_string())
    }

    #[test]
    fn the_layouts_of_real_exports() {
        for (text, expected) in [
            ("2/Jan/06 3:04 PM", "2006-01-02T15:04:00Z"),
            ("02/Jan/06 15:04", "2006-01-02T15:04:00Z"),
            ("2006-01-02 15:04", "2006-01-02T15:04:00Z"),
            ("2/Jan/2006 12:04 AM", "2006-01-02T00:04:00Z"),
            ("2006-01-02 15:04:05", "2006-01-02T15:04:05Z"),
            ("Jan/2/06 12:04 pm", "2006-01-02T12:04:00Z"),
            ("2/Jan/06", "2006-01-02T00:00:00Z"),
            ("12-11-2024 14:42", "2024-11-12T14:42:00Z"),
            ("22/08/2024", "2024-08-22T00:00:00Z"),
            ("16.02.2017 15:26", "2017-02-16T15:26:00Z"),
            ("28/5/25 17:00", "2025-05-28T17:00:00Z"),
            ("2025-11-15T04:00:00.000+0000", "2025-11-15T04:00:00Z"),
            ("2025-11-15T04:00:00Z", "2025-11-15T04:00:00Z"),
            ("2025-11-15 04:00:00 UTC", "2025-11-15T04:00:00Z"),
            ("2025-11-15T04:00:00-03:30", "2025-11-15T07:30:00Z"),
            ("02/September/24 9:47 AM", "2024-09-02T09:47:00Z"),
            ("18/jul/26 9:10 AM", "2026-07-18T09:10:00Z"),
            ("03/dic/25", "2025-12-03T00:00:00Z"),
            ("18/jul./26 9:10 p. m.", "2026-07-18T21:10:00Z"),
            ("18. Mär. 2026 09:10", "2026-03-18T09:10:00Z"),
            ("18/août/26 09:10", "2026-08-18T09:10:00Z"),
            ("18 de março de 2026 09:10", "2026-03-18T09:10:00Z"),
            ("January 2, 2026 3:04:05 PM", "2026-01-02T15:04:05Z"),
            ("Fri, 02 Jan 2026 15:04:05 +0100", "2026-01-02T14:04:05Z"),
            ("2/Jan/70 3:04\u{202f}PM", "1970-01-02T15:04:00Z"),
            ("2026/03/18 9:10", "2026-03-18T09:10:00Z"),
        ] {
            assert_eq!(utc(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_none() {
        for text in [
            "",
            "soon",
            "10042",
            "2026",
            "1.2.3",
            "v2/3",
            "12/Foo/26",
            "2/Jan/06 3",
            "2/Jan/06 3:04 XM",
            "2026-01/02",
            "1/2/3",
            "2/Jan/06 3:04 PM and more",
            "1_*:*_1_*:*_86400",
            "T",
            "Jan",
            "2/Jan/006",
            "2/Jan/06 3:04 PMX",
        ] {
            assert!(utc(text).is_err(), "{text}: {:?}", utc(text));
        }
        for text in [
            "31/Feb/26",
            "2026-13-01",
            "2/Jan/26 25:00",
            "2/Jan/26 13:00 PM",
            "32/13/26",
            "0/1/26",
        ] {
            assert_eq!(utc(text), Err(DateError::NoSuchDay), "{text}");
        }
        assert_eq!(utc("2101-01-01"), Err(DateError::OutOfRange));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9a-zé:/. ,TZ+\u{202f}-]{0,24}") {
            let _ = utc(&text);
        }

        #[test]
        fn every_minute_reads_back(minutes in 0_i64..60_000_000) {
            let at = jiff::Timestamp::from_second(minutes * 60).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
            for layout in ["%d/%b/%y %I:%M %p", "%-d/%b/%Y %H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %-I:%M %p", "%d/%B/%y %H:%M"] {
                let year = i64::from(at.year());
                if (1970..=2069).contains(&year) {
                    prop_assert_eq!(utc(&at.strftime(layout).to_string()), Ok(at.timestamp().to_string()));
                }
            }
        }
    }
}
