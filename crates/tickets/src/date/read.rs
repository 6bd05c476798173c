//! The date parser: one pass over the text, no allocation but for month names.

use jiff::civil::{Date, Time};

use super::{
    DateError, Day, Reading, months,
    words::{self, Half},
};

const UNREADABLE: DateError = DateError::Unreadable;

pub(super) fn read(text: &str) -> Result<Reading, DateError> {
    // No layout is longer; a whole description is not worth a look.
    if text.len() > 120 {
        return Err(UNREADABLE);
    }
    let plain = words::plain(text);
    let mut at = Cursor { rest: plain.trim() };
    let (day, timed) = date(&mut at)?;
    at.skip_blanks_and(",T.");
    // At most two: behind the year, and before the time.
    at.skip_word(words::is_filler);
    at.skip_word(words::is_filler);
    let (time, offset) = match timed {
        Some(timed) => timed,
        None if at.rest.is_empty() => (Time::midnight(), None),
        None => time(&mut at)?,
    };
    at.skip_blanks_and("");
    if at.rest.is_empty() {
        Ok(Reading { day, time, offset })
    } else {
        Err(UNREADABLE)
    }
}

/// A text that is a time of the day alone.
pub(super) fn clock(text: &str) -> Option<Time> {
    let plain = words::plain(text);
    let mut at = Cursor { rest: plain.trim() };
    let (time, offset) = time(&mut at).ok()?;
    (at.rest.trim().is_empty() && offset.is_none()).then_some(time)
}

/// A time, and its seconds east of UTC if it says so.
type Timed = (Time, Option<i32>);

/// The day, and the time where that stands before the year.
fn date(at: &mut Cursor<'_>) -> Result<(Day, Option<Timed>), DateError> {
    let mut word = at.word();
    let comma = at.rest.starts_with(',');
    if word.is_some_and(|word| months::is_weekday(word) || (comma && months::month(word).is_none()))
    {
        at.skip_blanks_and(",.");
        word = at.word();
    }
    if let Some(name) = word {
        return month_first(at, name);
    }
    let (first, digits) = at.number(4).ok_or(UNREADABLE)?;
    let mark = at.mark().ok_or(UNREADABLE)?;
    if digits == 4 {
        return year_first(at, first, mark).map(|day| (day, None));
    }
    if digits > 2 {
        return Err(UNREADABLE);
    }
    at.skip_blanks_and("");
    if let Some(mut name) = at.word() {
        // 2/Jan/06, 2 January 2006, 2 de enero de 2006
        let is_of = |word: &str| ["de", "del"].iter().any(|of| word.eq_ignore_ascii_case(of));
        if is_of(name) {
            at.skip_blanks_and("");
            name = at.word().ok_or(UNREADABLE)?;
        }
        let month = months::month(name).ok_or(UNREADABLE)?;
        at.skip_blanks_and("/-.,");
        if at.word().is_some_and(|filler| !is_of(filler)) {
            return Err(UNREADABLE);
        }
        at.skip_blanks_and("");
        return Ok((known(at.year()?, month, first)?, None));
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
    let day = Day::Pair {
        first,
        second,
        year,
    };
    Ok((day, None))
}

/// `Jan/2/06`, `January 2, 2006`, `Oct 31 22:10:47 +0000 2017`.
fn month_first(at: &mut Cursor<'_>, name: &str) -> Result<(Day, Option<Timed>), DateError> {
    let month = months::month(name).ok_or(UNREADABLE)?;
    at.skip_blanks_and("/-.");
    let (day, _) = at.number(2).ok_or(UNREADABLE)?;
    at.skip_blanks_and("/-,.");
    let mut timed = None;
    let digits = at.rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.starts_with(':') {
        timed = Some(time(at)?);
        at.skip_blanks_and("");
    }
    Ok((known(at.year()?, month, day)?, timed))
}

/// `2006-01-02`, `2006/Jan/02`, `2006. 1. 2.`, `2006. január 2.`
fn year_first(at: &mut Cursor<'_>, year: u32, mark: char) -> Result<Day, DateError> {
    let loose = mark == '.';
    if loose {
        at.skip_blanks_and("");
    }
    let month = if let Some(name) = at.word() {
        let month = months::month(name).ok_or(UNREADABLE)?;
        at.mark().ok_or(UNREADABLE)?;
        at.skip_blanks_and("");
        month
    } else {
        let month = small(at.number(2).ok_or(UNREADABLE)?.0)?;
        let again = at.mark().filter(|&second| second == mark);
        again.ok_or(UNREADABLE)?;
        if loose {
            at.skip_blanks_and("");
        }
        month
    };
    let (day, _) = at.number(2).ok_or(UNREADABLE)?;
    known(i16::try_from(year).map_err(|_| UNREADABLE)?, month, day)
}

fn known(year: i16, month: i8, day: u32) -> Result<Day, DateError> {
    Date::new(year, month, small(day)?)
        .map(Day::Known)
        .map_err(|_| DateError::NoSuchDay)
}

fn time(at: &mut Cursor<'_>) -> Result<Timed, DateError> {
    let before = at.half_of_day();
    at.skip_blanks_and("");
    let (hour, _) = at.number(2).ok_or(UNREADABLE)?;
    let point = at.take('.');
    if !point && !at.take(':') && !at.take('h') {
        return Err(UNREADABLE);
    }
    let (minute, _) = at.number(2).ok_or(UNREADABLE)?;
    let (mut second, mut nanosecond) = (0, 0);
    if at.take(':') || (point && at.take('.')) {
        second = at.number(2).ok_or(UNREADABLE)?.0;
        if at.take('.') || at.take(',') {
            let (fraction, digits) = at.number(9).ok_or(UNREADABLE)?;
            nanosecond = fraction * 10_u32.pow(9 - digits);
        }
    }
    at.skip_blanks_and("");
    let hour = match before.or_else(|| at.half_of_day()) {
        None => hour,
        Some(_) if hour > 12 => return Err(DateError::NoSuchDay),
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
    };
    at.skip_blanks_and("");
    at.skip_word(words::is_clock);
    let offset = offset(at)?;
    let nanosecond = i32::try_from(nanosecond).map_err(|_| UNREADABLE)?;
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanosecond);
    time.map(|time| (time, offset))
        .map_err(|_| DateError::NoSuchDay)
}

/// `Z`, `UTC`, `GMT`, `+0200`, `-03:00`, `+02`; seconds east.
fn offset(at: &mut Cursor<'_>) -> Result<Option<i32>, DateError> {
    let named = at.word().map(|name| words::zone(name).ok_or(UNREADABLE));
    let named = named.transpose()?;
    let sign = if at.take('+') {
        1
    } else if at.take('-') {
        -1
    } else {
        return Ok(named);
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

    /// Skips a word of a kind, with a point and blanks behind it.
    fn skip_word(&mut self, is: fn(&str) -> bool) {
        let before = self.rest;
        if self.word().is_some_and(is) {
            self.skip_blanks_and(".,");
        } else {
            self.rest = before;
        }
    }

    /// `AM`, `pm`, `a.m.`, `p. m.`, with any kind of blank inside, and the words of other languages.
    fn half_of_day(&mut self) -> Option<Half> {
        let (half, rest) = words::half_of_day(self.rest)?;
        self.rest = rest;
        Some(half)
    }
}

/// Also the no-break spaces that newer Java versions write before `PM`.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

#[cfg(test)]
mod tests;
