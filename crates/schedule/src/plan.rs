//! The civil times that a rule plans, one after the other, on a calendar without zones.

use jiff::{
    ToSpan as _,
    civil::{Date, DateTime, Time},
};

use crate::{
    Error, On, Repeat, Weekday,
    cron::Expression,
    error::cut,
    monthly::{checked, day_of},
};

/// When a rule fires by the clock on the wall. It always fires again, as long as there are years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    Daily(Time),
    /// On days in their order, at least one.
    Weekly(Vec<Weekday>, Time),
    Monthly(On, Time),
    Cron(Box<Expression>),
}

impl Plan {
    pub fn new(repeat: &Repeat) -> Result<Self, Error> {
        Ok(match repeat {
            Repeat::Daily { time } => Self::Daily(time_of_day(time)?),
            Repeat::Weekly { days, time } => {
                let mut days = days.clone();
                days.sort_unstable();
                days.dedup();
                if days.is_empty() {
                    return Err(Error::NoDays);
                }
                Self::Weekly(days, time_of_day(time)?)
            }
            Repeat::Monthly { on, time } => Self::Monthly(checked(*on)?, time_of_day(time)?),
            Repeat::Cron { expression } => Self::Cron(Box::new(Expression::new(expression)?)),
        })
    }

    /// As it is written.
    pub fn repeat(&self) -> Repeat {
        let written = |time: &Time| time.strftime("%H:%M").to_string();
        match self {
            Self::Daily(time) => Repeat::Daily {
                time: written(time),
            },
            Self::Weekly(days, time) => Repeat::Weekly {
                days: days.clone(),
                time: written(time),
            },
            Self::Monthly(on, time) => Repeat::Monthly {
                on: *on,
                time: written(time),
            },
            Self::Cron(expression) => Repeat::Cron {
                expression: expression.as_str().to_owned(),
            },
        }
    }

    /// The first planned time strictly after a civil time; `None` beyond the last year.
    pub fn after(&self, civil: DateTime) -> Option<DateTime> {
        match self {
            Self::Daily(time) => on_days(civil, *time, |_| true),
            Self::Weekly(days, time) => on_days(civil, *time, |day| {
                let weekday = day.weekday();
                days.iter().any(|chosen| weekday == (*chosen).into())
            }),
            Self::Monthly(on, time) => {
                let here = day_of(*on, civil.date())?.to_datetime(*time);
                if here > civil {
                    return Some(here);
                }
                let next = civil.date().first_of_month().checked_add(1.month()).ok()?;
                Some(day_of(*on, next)?.to_datetime(*time))
            }
            Self::Cron(expression) => expression.after(civil),
        }
    }
}

/// The first of the chosen days on which the time lies after another; at least one day of each week is chosen.
fn on_days(after: DateTime, time: Time, chosen: impl Fn(Date) -> bool) -> Option<DateTime> {
    let mut day = after.date();
    // A week, and today again where its time is over.
    for _ in 0..8 {
        let planned = day.to_datetime(time);
        if chosen(day) && planned > after {
            return Some(planned);
        }
        day = day.tomorrow().ok()?;
    }
    None
}

/// A time of day as `HH:MM`.
fn time_of_day(text: &str) -> Result<Time, Error> {
    let wrong = || Error::NoTime(cut(text));
    let digits = |at: std::ops::Range<usize>| {
        let part = text.get(at)?;
        let plain = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i8>().ok().filter(|_| plain)
    };
    if text.len() != 5 || text.as_bytes()[2] != b':' {
        return Err(wrong());
    }
    let (hour, minute) = digits(0..2).zip(digits(3..5)).ok_or_else(wrong)?;
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_hours_and_minutes_of_one_day() {
        assert_eq!(time_of_day("07:05").unwrap(), jiff::civil::time(7, 5, 0, 0));
        assert_eq!(
            time_of_day("23:59").unwrap(),
            jiff::civil::time(23, 59, 0, 0)
        );
        for text in [
            "25:00", "24:00", "12:60", "7:00", "0700", "07:00:00", "+7:00", "-1:00", "", "07-00",
            "7 :00", "seven", "0７:0",
        ] {
            assert_eq!(time_of_day(text), Err(Error::NoTime(text.into())), "{text}");
        }
    }

    #[test]
    fn a_week_begins_anew_after_its_last_day() {
        let plan = |days: &[Weekday]| {
            Plan::new(&Repeat::Weekly {
                days: days.to_vec(),
                time: "07:00".into(),
            })
        };
        let monday: DateTime = "2026-05-04T07:00".parse().unwrap();
        let days = plan(&[Weekday::Thursday, Weekday::Monday, Weekday::Monday]).unwrap();
        assert_eq!(
            days.after(monday),
            Some("2026-05-07T07:00".parse().unwrap())
        );
        let one = plan(&[Weekday::Monday]).unwrap();
        assert_eq!(one.after(monday), Some("2026-05-11T07:00".parse().unwrap()));
        assert_eq!(
            one.after("2026-05-04T06:59:59.999".parse().unwrap()),
            Some(monday)
        );
        assert_eq!(plan(&[]), Err(Error::NoDays));
    }

    #[test]
    fn time_ends_without_a_panic() {
        let monthly = Plan::Monthly(On::LastDay, jiff::civil::time(23, 59, 0, 0));
        for plan in [Plan::Daily(Time::midnight()), monthly] {
            assert_eq!(plan.after(DateTime::MAX), None);
        }
    }
}
