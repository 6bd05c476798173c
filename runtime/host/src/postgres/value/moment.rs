//! Dates and times: PostgreSQL counts from 2000-01-01, in days or microseconds, in the proleptic Gregorian calendar.

/// Year, month, day; year 0 is 1 BC.
pub(super) type Date = (i32, u8, u8);
/// Hour, minute, second, nanosecond.
pub(super) type Time = (u8, u8, u8, u32);
/// Both.
pub(super) type Datetime = (i32, u8, u8, u8, u8, u8, u32);

/// Why a day has no date.
pub(super) const DATE: &str = "it is no date with a year, but infinite or out of range";
/// Why a moment has no date.
pub(super) const MOMENT: &str = "it is no moment with a year, but infinite or out of range";

const DAY: i64 = 86_400_000_000;
/// From 1970-01-01 to 2000-01-01, in days.
const EPOCH_DAYS: i64 = 10_957;
/// The same in seconds.
const EPOCH_SECONDS: i64 = EPOCH_DAYS * 86_400;
/// Days from 0000-03-01 to 2000-01-01.
const FROM_MARCH: i64 = 730_425;
/// Days of 400 years.
const ERA: i64 = 146_097;

/// The date of a day; `None` for `infinity`.
pub(super) fn date(days: i32) -> Option<Date> {
    if days == i32::MAX || days == i32::MIN {
        return None;
    }
    civil(i64::from(days))
}

/// The day of a date; `None` if there is none.
pub(super) fn days((year, month, day): Date) -> Option<i32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last.
    let (year, month) = (i64::from(year), i64::from(month));
    let shifted = if month > 2 { year } else { year - 1 };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let days = era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - FROM_MARCH;
    i32::try_from(days)
        .ok()
        .filter(|days| *days < i32::MAX && *days > i32::MIN)
}

fn civil(days: i64) -> Option<Date> {
    let days = days + FROM_MARCH;
    let era = days.div_euclid(ERA);
    let of_era = days.rem_euclid(ERA);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year + i64::from(month <= 2);
    Some((
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    ))
}

/// The time of a day from its microseconds; 24:00:00 is one.
pub(super) fn time(micros: i64) -> Option<Time> {
    if !(0..=DAY).contains(&micros) {
        return None;
    }
    let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
    Some((
        u8::try_from(seconds / 3600).ok()?,
        u8::try_from(seconds / 60 % 60).ok()?,
        u8::try_from(seconds % 60).ok()?,
        u32::try_from(rest * 1000).ok()?,
    ))
}

/// The microseconds of a time; nanoseconds are cut off.
pub(super) fn micros((hour, minute, second, nano): Time) -> Option<i64> {
    if minute > 59 || second > 59 || nano > 999_999_999 {
        return None;
    }
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    let micros = seconds * 1_000_000 + i64::from(nano) / 1000;
    (micros <= DAY).then_some(micros)
}

/// The date and time of a moment; `None` for `infinity`.
pub(super) fn datetime(moment: i64) -> Option<Datetime> {
    if moment == i64::MAX || moment == i64::MIN {
        return None;
    }
    let (year, month, day) = civil(moment.div_euclid(DAY))?;
    let (hour, minute, second, nano) = time(moment.rem_euclid(DAY))?;
    Some((year, month, day, hour, minute, second, nano))
}

/// The moment of a date and time.
pub(super) fn moment((year, month, day, hour, minute, second, nano): Datetime) -> Option<i64> {
    let days = i64::from(days((year, month, day))?);
    let micros = micros((hour, minute, second, nano)).filter(|micros| *micros < DAY)?;
    days.checked_mul(DAY)?.checked_add(micros)
}

/// The moment of so many seconds since 1970-01-01, UTC.
pub(super) fn moment_of_seconds(seconds: i64) -> Option<i64> {
    seconds.checked_sub(EPOCH_SECONDS)?.checked_mul(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days_since, expected) in [
            (0, (2000, 1, 1)),
            (59, (2000, 2, 29)),
            (60, (2000, 3, 1)),
            (-1, (1999, 12, 31)),
            (-10_957, (1970, 1, 1)),
            (-36_524 - 1, (1899, 12, 31)),
            // 0001-01-01 BC, as PostgreSQL says: date '0001-01-01 BC' - date '2000-01-01'.
            (-730_485, (0, 1, 1)),
        ] {
            assert_eq!(date(days_since), Some(expected));
            assert_eq!(days(expected), Some(days_since));
        }
        for day in (-1_000_000..1_000_000).step_by(37) {
            assert_eq!(days(date(day).unwrap()), Some(day));
        }
        assert_eq!(date(i32::MAX), None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for wrong in [
            (2001, 2, 29),
            (1900, 2, 29),
            (2000, 13, 1),
            (2000, 4, 31),
            (2000, 1, 0),
        ] {
            assert_eq!(days(wrong), None, "{wrong:?}");
        }
        assert_eq!(days((i32::MAX, 1, 1)), None);
    }

    #[test]
    fn moments_come_back() {
        let at = (1969, 12, 31, 23, 59, 59, 999_999_000);
        assert_eq!(datetime(moment(at).unwrap()), Some(at));
        assert_eq!(moment_of_seconds(0), moment((1970, 1, 1, 0, 0, 0, 0)));
        assert_eq!(moment((2000, 1, 1, 24, 0, 0, 0)), None);
        assert_eq!(micros((24, 0, 0, 0)).and_then(time), Some((24, 0, 0, 0)));
        assert_eq!(micros((24, 0, 0, 1000)), None);
        assert_eq!(micros((1, 60, 0, 0)), None);
    }
}
