//! Times of day.

use super::{
    EntityLabel, hours,
    scan::{Found, Text},
};

/// `14:05`, `14:05:09.123Z`, `2:05 PM`, `9am`, each with an optional zone; `14:30 Uhr`, `14 Uhr`, `14h30`, `às 14h`.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if matches!(text.before(start), b':' | b'.' | b'/') {
        return None;
    }
    starting(text, start)
}

/// The time right behind a date's "T".
pub(super) fn behind_date(text: Text<'_>, date_end: usize) -> Option<Found> {
    matches!(text.byte(date_end), b'T' | b't')
        .then(|| starting(text, date_end + 1))
        .flatten()
}

fn starting(text: Text<'_>, start: usize) -> Option<Found> {
    let (hour, mut end) = text.number(start, 1, 2)?;
    let has_minutes = text.byte(end) == b':';
    if has_minutes {
        let (minute, minute_end) = text.number(end + 1, 2, 2)?;
        end = minute_end;
        if minute > 59 {
            return None;
        }
        if text.byte(end) == b':' {
            let (second, second_end) = text.number(end + 1, 2, 2)?;
            end = second_end;
            if second > 60 {
                return None;
            }
            if matches!(text.byte(end), b'.' | b',') && text.byte(end + 1).is_ascii_digit() {
                end = text.digits(end + 1, 9);
            }
        }
    }
    if hour < 24
        && let Some(end) = hours::end(text, start, (hour, end), has_minutes)
    {
        return Some(Found::new(start, end, EntityLabel::Time, 0.95));
    }
    let half = half_end(text, end);
    if hour > 23
        || (half.is_some() && !(1..=12).contains(&hour))
        || !(has_minutes || half.is_some())
    {
        return None;
    }
    end = half.unwrap_or(end);
    end = zone_end(text, end).unwrap_or(end);
    let goes_on = text.byte(end) == b':'
        || (matches!(text.byte(end), b'.' | b',') && text.byte(end + 1).is_ascii_digit());
    let confidence = if has_minutes { 0.95 } else { 0.9 };
    (text.ends(end) && !goes_on).then(|| Found::new(start, end, EntityLabel::Time, confidence))
}

/// Behind `am` or `pm`, also `a.m.`, if it stands here.
fn half_end(text: Text<'_>, end: usize) -> Option<usize> {
    let at = text.skip_space(end);
    let forms = ["a.m.", "p.m.", "am", "pm"];
    let end = at + forms.into_iter().find(|form| text.goes_on(at, form))?.len();
    // "3 am" is a time, "2 am" of "I am" is not in doubt: a number stands before.
    text.ends(end).then_some(end)
}

/// Behind a zone: `Z`, `+01:00`, `UTC`, `CET` and the like.
fn zone_end(text: Text<'_>, end: usize) -> Option<usize> {
    if text.byte(end) == b'Z' {
        return Some(end + 1);
    }
    if matches!(text.byte(end), b'+' | b'-') {
        let (hour, hour_end) = text
            .number(end + 1, 2, 2)
            .or_else(|| text.number(end + 1, 4, 4))?;
        let minutes = text
            .number(hour_end + 1, 2, 2)
            .filter(|_| text.byte(hour_end) == b':');
        return (hour <= 14 || hour_end - end == 5)
            .then(|| minutes.map_or(hour_end, |(_, end)| end));
    }
    let at = text.skip_space(end);
    let name = text.letters(at);
    let is_zone = matches!(
        name,
        "UTC"
            | "GMT"
            | "CET"
            | "CEST"
            | "EST"
            | "EDT"
            | "CST"
            | "CDT"
            | "MST"
            | "MDT"
            | "PST"
            | "PDT"
            | "BST"
            | "IST"
            | "JST"
    );
    (is_zone && at > end).then(|| at + name.len())
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn clock_times_are_found() {
        for text in [
            "14:05",
            "9:00",
            "23:59:60",
            "10:00:05.123Z",
            "2:05 PM",
            "9am",
            "11 p.m.",
            "08:30 CET",
            "14:05:00+01:00",
            "7:15pm EST",
        ] {
            assert_eq!(found(&format!("at {text}, yes")), [format!("TIME {text}")]);
        }
    }

    #[test]
    fn other_colons_are_not() {
        for text in [
            "24:00",
            "12:60",
            "1:2",
            "ratio 10:5",
            "10:00:00:00",
            "13pm",
            "line 12:345",
            "3 amps",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
