//! The latest date of a file, kept for either order of day and month until one is decided.

use jiff::{SignedDuration, Timestamp};

use crate::{DateOrder, Zone, date::Reading};

#[derive(Debug)]
pub(super) struct Latest {
    zone: Zone,
    /// Later dates are mistakes, or plans: no export knows tomorrow.
    limit: Timestamp,
    /// By order: day first, month first.
    found: [Option<Timestamp>; 2],
}

const ORDERS: [DateOrder; 2] = [DateOrder::DayFirst, DateOrder::MonthFirst];

impl Latest {
    pub fn new(zone: &Zone, received_at: Timestamp) -> Self {
        let limit = received_at
            .checked_add(SignedDuration::from_hours(24))
            .unwrap_or(Timestamp::MAX);
        Self {
            zone: zone.clone(),
            limit,
            found: [None; 2],
        }
    }

    /// What is later is not believed.
    pub fn limit(&self) -> Timestamp {
        self.limit
    }

    /// Takes a date; tells it in seconds since the epoch in either order, 0 where it is not believed.
    pub fn add(&mut self, reading: Reading) -> [u32; 2] {
        let mut seconds = [0; 2];
        for (number, order) in ORDERS.into_iter().enumerate() {
            if let Ok(at) = reading.instant(Some(order), &self.zone)
                && at <= self.limit
            {
                self.found[number] = self.found[number].max(Some(at));
                seconds[number] = u32::try_from(at.as_second()).unwrap_or_default();
            }
        }
        seconds
    }

    /// The latest date, none if there was none.
    pub fn instant(&self, order: Option<DateOrder>) -> Option<Timestamp> {
        match order {
            Some(DateOrder::MonthFirst) => self.found[1],
            Some(DateOrder::DayFirst) => self.found[0],
            None => self.found[0].max(self.found[1]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_believable_date_under_the_order_decided() {
        let received: Timestamp = "2026-07-01T00:00:00Z".parse().unwrap();
        let mut latest = Latest::new(&Zone::UTC, received);
        for text in ["1/6/26", "2026-05-30", "2/Jul/26 10:00 AM", "1/Jan/99"] {
            latest.add(Reading::new(text).unwrap());
        }
        let of = |order| latest.instant(order).unwrap().to_string();
        assert_eq!(of(Some(DateOrder::DayFirst)), "2026-06-01T00:00:00Z");
        assert_eq!(of(Some(DateOrder::MonthFirst)), "2026-05-30T00:00:00Z");
    }
}
