//! The slots of a rule, one after the other.

use calendar::Zone;
use jiff::Timestamp;

use crate::{Slot, plan::Plan};

/// The slots of a rule strictly after a moment, strictly increasing, no key twice. It ends only with the years that
/// can be counted in, so take what is needed.
#[derive(Debug, Clone)]
pub struct Slots<'a> {
    zone: &'a Zone,
    plan: &'a Plan,
    after: Timestamp,
    /// The next planned time. Whether it is a slot depends on the one behind it.
    ahead: Option<Slot>,
}

impl<'a> Slots<'a> {
    pub(crate) fn after(zone: &'a Zone, plan: &'a Plan, after: Timestamp) -> Self {
        // A time fires at the first moment at which the clock shows it or a later one: what it shows now, and all before
        // that, has fired.
        let local = zone.time_zone().to_datetime(after);
        let planned = plan.after(local);
        Self {
            zone,
            plan,
            after,
            ahead: planned.and_then(|planned| Slot::new(planned, zone)),
        }
    }
}

impl Iterator for Slots<'_> {
    type Item = Slot;

    fn next(&mut self) -> Option<Slot> {
        loop {
            let slot = self.ahead.take()?;
            self.ahead = self
                .plan
                .after(slot.planned())
                .and_then(|planned| Slot::new(planned, self.zone));
            let gives_way = self
                .ahead
                .as_ref()
                .is_some_and(|next| slot.gives_way_to(next));
            // In an hour that comes again, planned times ahead on the clock have fired the first time.
            if slot.at() > self.after && !gives_way {
                return Some(slot);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::{Draft, Repeat, Rule};

    /// The moments of a cron expression's slots, from one moment to another, both included.
    fn fires(zone: &str, expression: &str, from: &str, to: &str) -> Vec<String> {
        let rule = Rule::new(&Draft {
            zone: zone.into(),
            repeat: Repeat::Cron {
                expression: expression.into(),
            },
        });
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        rule.unwrap()
            .after(from)
            .take_while(|slot| slot.at() <= to)
            .map(|slot| format!("{} {}", slot.planned().strftime("%d %H:%M"), slot.at()))
            .collect()
    }

    #[test]
    fn one_a_day_over_both_changes_of_the_clock() {
        let daily = |from, to| fires("Europe/Berlin", "30 2 * * *", from, to);
        assert_eq!(
            daily("2026-03-28T00:00:00Z", "2026-03-30T23:00:00Z"),
            [
                "28 02:30 2026-03-28T01:30:00Z",
                "29 02:30 2026-03-29T01:00:00Z",
                "30 02:30 2026-03-30T00:30:00Z",
            ]
        );
        assert_eq!(
            daily("2026-10-24T00:00:00Z", "2026-10-26T23:00:00Z"),
            [
                "24 02:30 2026-10-24T00:30:00Z",
                "25 02:30 2026-10-25T00:30:00Z",
                "26 02:30 2026-10-26T01:30:00Z",
            ]
        );
        // Asked at the second 02:15 of that day: 02:30 has been.
        assert_eq!(
            daily("2026-10-25T01:15:00Z", "2026-10-26T23:00:00Z"),
            ["26 02:30 2026-10-26T01:30:00Z"]
        );
    }

    #[test]
    fn what_comes_to_fire_at_one_moment_is_one_slot() {
        let often = |from, to| fires("Europe/Berlin", "*/20 * * * *", from, to);
        assert_eq!(
            often("2026-03-29T00:30:00Z", "2026-03-29T01:20:00Z"),
            [
                "29 01:40 2026-03-29T00:40:00Z",
                "29 03:00 2026-03-29T01:00:00Z",
                "29 03:20 2026-03-29T01:20:00Z",
            ]
        );
        // The hour that comes again fires once, so an hour passes without.
        assert_eq!(
            often("2026-10-25T00:30:00Z", "2026-10-25T02:20:00Z"),
            [
                "25 02:40 2026-10-25T00:40:00Z",
                "25 03:00 2026-10-25T02:00:00Z",
                "25 03:20 2026-10-25T02:20:00Z",
            ]
        );
    }

    #[test]
    fn the_offset_of_the_day_counts() {
        let at = |zone, expression, from: &str| {
            let next = fires(zone, expression, from, "2027-01-01T00:00:00Z");
            next[0].rsplit_once(' ').unwrap().1.to_owned()
        };
        let winter = "2026-01-10T00:00:00Z";
        assert_eq!(
            at("Australia/Perth", "0 10 * * *", winter),
            "2026-01-10T02:00:00Z"
        );
        assert_eq!(
            at("Asia/Kolkata", "0 10 * * *", winter),
            "2026-01-10T04:30:00Z"
        );
        assert_eq!(
            at("Asia/Kolkata", "0 11 * * *", winter),
            "2026-01-10T05:30:00Z"
        );
        assert_eq!(
            at("America/Los_Angeles", "0 10 * * *", winter),
            "2026-01-10T18:00:00Z"
        );
        assert_eq!(
            at("America/Los_Angeles", "0 10 * * *", "2026-07-10T00:00:00Z"),
            "2026-07-10T17:00:00Z"
        );
        let new_york = |from| at("America/New_York", "0 7 * * *", from);
        assert_eq!(new_york("2026-03-07T00:00:00Z"), "2026-03-07T12:00:00Z");
        assert_eq!(new_york("2026-03-08T00:00:00Z"), "2026-03-08T11:00:00Z");
    }

    #[test]
    fn time_begins_and_ends_without_a_panic() {
        for zone in ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"] {
            for repeat in [
                Repeat::Daily {
                    time: "23:59".into(),
                },
                Repeat::Cron {
                    expression: "59 23 * * *".into(),
                },
            ] {
                let zone = zone.into();
                let rule = Rule::new(&Draft { zone, repeat }).unwrap();
                assert!(rule.next(Timestamp::MIN).is_some());
                assert_eq!(rule.next(Timestamp::MAX), None);
                assert_eq!(rule.previous(Timestamp::MIN), None);
            }
        }
    }

    #[test]
    fn a_day_left_out_is_made_up_for_once() {
        let apia = |expression| {
            fires(
                "Pacific/Apia",
                expression,
                "2011-12-29T12:00:00Z",
                "2012-01-01T09:00:00Z",
            )
        };
        // Daily: the 31st has its own.
        assert_eq!(
            apia("0 10 * * *"),
            [
                "29 10:00 2011-12-29T20:00:00Z",
                "31 10:00 2011-12-30T20:00:00Z",
                "01 10:00 2011-12-31T20:00:00Z",
            ]
        );
        // Only on the 30th: as soon as it would have been over.
        assert_eq!(apia("0 10,14 30 * *"), ["30 14:00 2011-12-30T10:00:00Z"]);
    }
}
