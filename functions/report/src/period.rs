//! The days a scheduled report covers.

use calendar::Days;
use endpoint::{Error, Result};
use jiff::Timestamp;
use schedule::{Coverage, Rule, Slot, Stretch};

/// The days that the report of a slot covers. What lies between two deliveries is cut to whole days: from the day of the
/// one before to the day before this one. Longer than [`brief::MOST_DAYS`] is cut to the latest of them.
pub(crate) fn days(
    period: Coverage,
    slot: &Slot,
    rule: &Rule,
    delivered: Option<Timestamp>,
) -> Result<Days> {
    let covered = match period.of(slot, rule, delivered) {
        // Sent by hand since: what is left is the day before.
        Err(schedule::Error::NotBefore) => Coverage::Yesterday.of(slot, rule, None),
        covered => covered,
    };
    match covered.map_err(Error::internal)?.now {
        Stretch::Days(days) => Ok(days),
        Stretch::Moments(between) => {
            let zone = slot.zone().clone();
            let last = slot.planned().date().yesterday().map_err(Error::internal)?;
            let first = zone.day_of(between.start()).min(last);
            let days = Days::new(first, last, zone.clone()).map_err(Error::internal)?;
            if days.count() > brief::MOST_DAYS {
                return Days::ending(last, brief::MOST_DAYS, zone).map_err(Error::internal);
            }
            Ok(days)
        }
    }
}

#[cfg(test)]
mod tests {
    use schedule::{Draft, Repeat};

    use super::*;

    fn told(period: Coverage, key: &str, delivered: Option<&str>) -> String {
        let rule = Rule::new(&Draft {
            zone: "Europe/Berlin".into(),
            repeat: Repeat::Daily {
                time: "08:00".into(),
            },
        });
        let delivered = delivered.map(|at| at.parse().unwrap());
        let slot = Slot::from_key(key).unwrap();
        let days = days(period, &slot, &rule.unwrap(), delivered).unwrap();
        format!("{} {}", days.first(), days.last())
    }

    #[test]
    fn between_deliveries_lie_whole_days_of_which_none_is_told_twice() {
        let since = |key, delivered| told(Coverage::SinceLastDelivery, key, delivered);
        let monday = "2026-05-04T08:00[Europe/Berlin]";
        assert_eq!(
            since(monday, Some("2026-05-01T06:00:00Z")),
            "2026-05-01 2026-05-03"
        );
        // As if the slot before had been delivered.
        assert_eq!(since(monday, None), "2026-05-03 2026-05-03");
        assert_eq!(
            since(monday, Some("2024-05-01T06:00:00Z")),
            "2025-05-03 2026-05-03"
        );
        assert_eq!(
            since(monday, Some("2026-05-04T06:30:00Z")),
            "2026-05-03 2026-05-03"
        );
        assert_eq!(
            told(Coverage::LastWeek, monday, None),
            "2026-04-27 2026-05-03"
        );
    }
}
