//! Which days or moments the report of a slot covers, and which stand beside them for comparison.

use calendar::{Days, Period};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Error, Rule, Slot};

/// What a report covers, seen from the day its slot was planned for: never from the day it is sent, so a late one says
/// the same. All of it is over when the slot fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// The day before.
    Yesterday,
    /// The seven days before.
    #[serde(rename = "last_7_days")]
    Last7Days,
    /// The week before, Monday to Sunday.
    LastWeek,
    /// The month before.
    LastMonth,
    /// The quarter before: it begins with January, April, July or October.
    LastQuarter,
    /// From the slot that was delivered last to this one.
    SinceLastDelivery,
}

/// What a report covers, and what it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// What the report is about.
    pub now: Stretch,
    /// The stretch of equal kind that ends where it begins: a month before a month, however long. Moments have as much
    /// time before them.
    pub before: Stretch,
}

/// Days or moments, in the zone of the slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Whole days, both ends included.
    Days(Days),
    /// Moments, the end excluded.
    Moments(Period),
}

impl Stretch {
    /// Its moments, the end excluded.
    pub fn period(&self) -> Period {
        match self {
            Self::Days(days) => days.period(),
            Self::Moments(period) => *period,
        }
    }
}

impl Coverage {
    /// What the report of a slot covers. `delivered` is the moment ([`Slot::at`]) of the last slot delivered before
    /// this one; where there is none, [`Coverage::SinceLastDelivery`] goes back to the rule's slot before, as if that
    /// had been delivered. The others do not look at it.
    pub fn of(
        self,
        slot: &Slot,
        rule: &Rule,
        delivered: Option<Timestamp>,
    ) -> Result<Covered, Error> {
        let before: fn(Date) -> Result<(Date, Date), jiff::Error> = match self {
            Self::Yesterday => |day| Ok((day.yesterday()?, day.yesterday()?)),
            Self::Last7Days => |day| Ok((day.checked_sub(7.days())?, day.yesterday()?)),
            Self::LastWeek => last_week,
            Self::LastMonth => |day| last_months(day.first_of_month(), 1),
            Self::LastQuarter => last_quarter,
            Self::SinceLastDelivery => return since(slot, rule, delivered),
        };
        let days = |day| {
            let (first, last) = before(day).map_err(|_| Error::OutOfRange)?;
            Days::new(first, last, slot.zone().clone()).map_err(|_| Error::OutOfRange)
        };
        let now = days(slot.planned().date())?;
        // Seen from its own first day, what lies before is the same kind once more.
        let before = days(now.first())?;
        Ok(Covered {
            now: Stretch::Days(now),
            before: Stretch::Days(before),
        })
    }
}

fn since(slot: &Slot, rule: &Rule, delivered: Option<Timestamp>) -> Result<Covered, Error> {
    let start = delivered.or_else(|| rule.previous(slot.at()).map(|slot| slot.at()));
    let start = start.ok_or(Error::OutOfRange)?;
    if start >= slot.at() {
        return Err(Error::NotBefore);
    }
    let period = Period::new(start, slot.at()).ok_or(Error::NotBefore)?;
    Ok(Covered {
        now: Stretch::Moments(period),
        before: Stretch::Moments(period.before()),
    })
}

fn last_week(day: Date) -> Result<(Date, Date), jiff::Error> {
    let monday = day.checked_sub(day.weekday().to_monday_zero_offset().days())?;
    Ok((monday.checked_sub(7.days())?, monday.yesterday()?))
}

fn last_quarter(day: Date) -> Result<(Date, Date), jiff::Error> {
    let into = (day.month() - 1) % 3;
    let first = day.first_of_month().checked_sub(into.months())?;
    last_months(first, 3)
}

/// The months before a first of a month.
fn last_months(first: Date, months: i64) -> Result<(Date, Date), jiff::Error> {
    Ok((first.checked_sub(months.months())?, first.yesterday()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(zone: &str) -> Rule {
        let json = format!(r#"{{"zone":"{zone}","repeat":{{"kind":"daily","time":"00:10"}}}}"#);
        serde_json::from_str(&json).unwrap()
    }

    /// First and last days of what is covered and of what is before.
    fn days(coverage: Coverage, key: &str) -> [String; 4] {
        let slot = Slot::from_key(key).unwrap();
        let covered = coverage.of(&slot, &daily("UTC"), None).unwrap();
        let (Stretch::Days(now), Stretch::Days(before)) = (covered.now, covered.before) else {
            panic!("{key}: moments");
        };
        [now.first(), now.last(), before.first(), before.last()].map(|day| day.to_string())
    }

    #[test]
    fn days_end_with_the_one_before_the_slot() {
        let first = "2026-03-01T00:10[America/Santiago]"; // a Sunday
        assert_eq!(
            days(Coverage::Yesterday, first),
            ["2026-02-28", "2026-02-28", "2026-02-27", "2026-02-27"]
        );
        assert_eq!(
            days(Coverage::Last7Days, first),
            ["2026-02-22", "2026-02-28", "2026-02-15", "2026-02-21"]
        );
        assert_eq!(
            days(Coverage::LastWeek, first),
            ["2026-02-16", "2026-02-22", "2026-02-09", "2026-02-15"]
        );
        assert_eq!(
            days(Coverage::LastMonth, first),
            ["2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"]
        );
        assert_eq!(
            days(Coverage::LastQuarter, first),
            ["2025-10-01", "2025-12-31", "2025-07-01", "2025-09-30"]
        );
        assert_eq!(
            days(Coverage::LastWeek, "2026-03-02T00:10[UTC]"),
            ["2026-02-23", "2026-03-01", "2026-02-16", "2026-02-22"]
        );
        assert_eq!(
            days(Coverage::LastQuarter, "2026-04-01T00:00[UTC]"),
            ["2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"]
        );
    }

    #[test]
    fn the_last_month_ends_with_its_last_evening_there() {
        let slot = Slot::from_key("2026-04-01T00:10[America/Santiago]").unwrap();
        let rule = daily("America/Santiago");
        let month = Coverage::LastMonth.of(&slot, &rule, None).unwrap();
        let period = month.now.period();
        assert_eq!(period.start().to_string(), "2026-03-01T03:00:00Z");
        assert_eq!(period.end().to_string(), "2026-04-01T03:00:00Z");
        assert!(period.end() <= slot.at());
        assert_eq!(month.before.period().end(), period.start());
    }

    #[test]
    fn the_day_counts_that_was_planned_for() {
        // 23:30 on the 28th does not exist; it fires at midnight, and still tells of the 27th.
        let key = "2026-03-28T23:30[America/Nuuk]";
        assert_eq!(days(Coverage::Yesterday, key)[0], "2026-03-27");
    }

    #[test]
    fn since_the_last_delivery_goes_from_slot_to_slot() {
        let rule = daily("Europe/Berlin");
        let slot = Slot::from_key("2026-03-30T00:10[Europe/Berlin]").unwrap();
        let of = |delivered| Coverage::SinceLastDelivery.of(&slot, &rule, delivered);
        let start = |delivered| of(delivered).unwrap().now.period().start().to_string();
        assert_eq!(start(None), "2026-03-28T23:10:00Z");
        let week = "2026-03-22T23:10:00Z".parse().unwrap();
        assert_eq!(start(Some(week)), "2026-03-22T23:10:00Z");
        let covered = of(None).unwrap();
        assert_eq!(covered.now.period().end(), slot.at());
        // As long a time, though the day itself had but 23 hours.
        assert_eq!(
            covered.before.period().start().to_string(),
            "2026-03-28T00:10:00Z"
        );
        assert_eq!(of(Some(slot.at())), Err(Error::NotBefore));
    }

    #[test]
    fn names_are_stored_as_they_are_read() {
        for (coverage, name) in [
            (Coverage::Yesterday, "\"yesterday\""),
            (Coverage::Last7Days, "\"last_7_days\""),
            (Coverage::SinceLastDelivery, "\"since_last_delivery\""),
        ] {
            assert_eq!(serde_json::to_string(&coverage).unwrap(), name);
        }
    }

    #[test]
    fn there_is_nothing_before_time() {
        let rule = daily("UTC");
        let slot = rule.next(Timestamp::MIN).unwrap();
        for coverage in [Coverage::LastQuarter, Coverage::SinceLastDelivery] {
            assert_eq!(coverage.of(&slot, &rule, None), Err(Error::OutOfRange));
        }
    }
}
