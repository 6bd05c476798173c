//! Moments as a calendar in UTC.

use jiff::civil::DateTime;
use jiff::{Timestamp, tz::TimeZone};

/// Year, month, day, hour, minute, second, nanosecond in UTC.
pub type Civil = (i32, u8, u8, u8, u8, u8, u32);

/// The calendar's words for a moment.
pub fn civil(at: Timestamp) -> Civil {
    let at = TimeZone::UTC.to_datetime(at);
    (
        at.year().into(),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
        at.hour().unsigned_abs(),
        at.minute().unsigned_abs(),
        at.second().unsigned_abs(),
        at.subsec_nanosecond().unsigned_abs(),
    )
}

/// The moment of a date and time; none where there is no such moment.
pub fn moment((year, month, day, hour, minute, second, nanosecond): Civil) -> Option<Timestamp> {
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
    TimeZone::UTC.to_timestamp(at.ok()?).ok()
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
            let at = Timestamp::from_microsecond(at).unwrap();
            assert_eq!(moment(civil(at)), Some(at), "{at}");
        }
        let at = Timestamp::from_microsecond(1_500_000).unwrap();
        assert_eq!(civil(at), (1970, 1, 1, 0, 0, 1, 500_000_000));
        assert_eq!(moment((2001, 2, 29, 0, 0, 0, 0)), None);
    }
}
