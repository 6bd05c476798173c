//! Moments as a calendar in UTC.

use jiff::civil::DateTime;
use jiff::{Timestamp, tz::TimeZone};

/// Year, month, day, hour, minute, second, nanosecond in UTC.
pub type Civil = (i32, u8, u8, u8, u8, u8, u32);

/// The calendar's words for so many µs since the epoch; none beyond the years −9999 to 9999.
pub fn civil(micros: i64) -> Option<Civil> {
    let at = Timestamp::from_microsecond(micros).ok()?;
    let at = TimeZone::UTC.to_datetime(at);
    let small = |value: i8| u8::try_from(value).ok();
    Some((
        at.year().into(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
        u32::try_from(at.subsec_nanosecond()).ok()?,
    ))
}

/// The µs since the epoch of a date and time; none where there is no such moment.
pub fn micros((year, month, day, hour, minute, second, nanosecond): Civil) -> Option<i64> {
    let small = |value: u8| i8::try_from(value).ok();
    let at = DateTime::new(
        year.try_into().ok()?,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        nanosecond.try_into().ok()?,
    );
    let at = TimeZone::UTC.to_timestamp(at.ok()?).ok()?;
    Some(at.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back() {
        for at in [
            0,
            -1,
            1_772_352_000_123_456,
            253_402_207_199_999_999,
            -377_705_023_201_000_000,
        ] {
            assert_eq!(civil(at).and_then(micros), Some(at), "{at}");
        }
        assert_eq!(civil(1_500_000), Some((1970, 1, 1, 0, 0, 1, 500_000_000)));
        assert_eq!(civil(i64::MAX), None);
        assert_eq!(micros((2001, 2, 29, 0, 0, 0, 0)), None);
    }
}
