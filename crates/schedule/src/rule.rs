//! A schedule that can fire.

use calendar::Zone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Draft, Error, Slot, Slots, plan::Plan, zones::zone};

/// A schedule that can fire: its zone exists, its time is one, and some day it is due. Stored as its [`Draft`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Rule {
    zone: Zone,
    plan: Plan,
}

/// How far to look back for a slot, in hours: further each time, as most rules have one nearby.
const BACK: [i64; 6] = [2, 2 * 24, 14 * 24, 70 * 24, 400 * 24, 41 * 366 * 24];

impl Rule {
    /// The longest cron expression, in bytes.
    pub const MAX_EXPRESSION: usize = 200;

    /// Checks what a person wrote.
    pub fn new(draft: &Draft) -> Result<Self, Error> {
        Ok(Self {
            zone: zone(&draft.zone)?,
            plan: Plan::new(&draft.repeat)?,
        })
    }

    /// The zone whose clock it goes by.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// As it is written and stored.
    pub fn draft(&self) -> Draft {
        Draft {
            zone: self.zone.name().to_owned(),
            repeat: self.plan.repeat(),
        }
    }

    /// Its slots strictly after a moment, the earliest first.
    pub fn after(&self, moment: Timestamp) -> Slots<'_> {
        Slots::after(&self.zone, &self.plan, moment)
    }

    /// Its first slot strictly after a moment; `None` only beyond the last year that can be counted in.
    pub fn next(&self, after: Timestamp) -> Option<Slot> {
        self.after(after).next()
    }

    /// Its last slot strictly before a moment; `None` if there was none within 40 years, in which a 29 February falls
    /// on every weekday.
    pub fn previous(&self, before: Timestamp) -> Option<Slot> {
        BACK.iter().find_map(|hours| {
            let from = before.checked_sub(SignedDuration::from_hours(*hours));
            self.after(from.unwrap_or(Timestamp::MIN))
                .take_while(|slot| slot.at() < before)
                .last()
        })
    }
}

impl TryFrom<Draft> for Rule {
    type Error = Error;
    fn try_from(draft: Draft) -> Result<Self, Error> {
        Self::new(&draft)
    }
}

impl From<Rule> for Draft {
    fn from(rule: Rule) -> Self {
        rule.draft()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(json: &str) -> Result<Rule, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_stored_is_what_was_written() {
        for json in [
            r#"{"zone":"Europe/Berlin","repeat":{"kind":"daily","time":"07:00"}}"#,
            r#"{"zone":"Asia/Kolkata","repeat":{"kind":"weekly","days":["monday","thursday"],"time":"11:00"}}"#,
            r#"{"zone":"UTC","repeat":{"kind":"monthly","on":{"kind":"day","day":31},"time":"00:10"}}"#,
            r#"{"zone":"UTC","repeat":{"kind":"monthly","on":{"kind":"last_day"},"time":"00:10"}}"#,
            r#"{"zone":"UTC","repeat":{"kind":"monthly","on":{"kind":"last_working_day"},"time":"00:10"}}"#,
            r#"{"zone":"UTC","repeat":{"kind":"monthly","on":{"kind":"weekday","week":"last","weekday":"friday"},"time":"00:10"}}"#,
            r#"{"zone":"UTC","repeat":{"kind":"cron","expression":"*/10 8-18 * * MON-FRI"}}"#,
        ] {
            let read = rule(json).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_reason() {
        for (json, reason) in [
            (
                r#"{"zone":"UTC","repeat":{"kind":"daily","time":"25:00"}}"#,
                "`25:00` is no time of day",
            ),
            (
                r#"{"zone":"Berlin","repeat":{"kind":"daily","time":"07:00"}}"#,
                "`Berlin` is no time zone",
            ),
            (
                r#"{"zone":"UTC","repeat":{"kind":"weekly","days":[],"time":"07:00"}}"#,
                "no days are chosen, so the schedule would never fire",
            ),
            (
                r#"{"zone":"UTC","repeat":{"kind":"monthly","on":{"kind":"day","day":32},"time":"07:00"}}"#,
                "no month has a day 32",
            ),
            (
                r#"{"zone":"UTC","repeat":{"kind":"cron","expression":"0 0 31 2 *"}}"#,
                "`0 0 31 2 *` would never fire: no day of any year is like that",
            ),
            (
                r#"{"zone":"UTC","repeat":{"kind":"cron","expression":"0 0 9 * * MON 2026"}}"#,
                "the expression has 7 fields, not five",
            ),
            (
                r#"{"zone":"UTC","repeat":{"kind":"monthly","on":{"kind":"weekday","week":"fifth","weekday":"friday"},"time":"07:00"}}"#,
                "unknown variant `fifth`",
            ),
            (
                r#"{"zone":"UTC","offset":2,"repeat":{"kind":"daily","time":"07:00"}}"#,
                "unknown field `offset`",
            ),
            (
                r#"{"zone":"UTC","repeat":{"kind":"daily","time":"07:00","days":[]}}"#,
                "unknown field `days`",
            ),
        ] {
            let error = rule(json).unwrap_err();
            assert!(error.starts_with(reason), "{json}: {error}");
        }
    }

    #[test]
    fn the_slot_before_may_lie_years_back() {
        let cron = |expression: &str| {
            let json = serde_json::json!({
                "zone": "UTC",
                "repeat": {"kind": "cron", "expression": expression},
            });
            serde_json::from_value::<Rule>(json).unwrap()
        };
        let now = "2027-06-01T00:00:00Z".parse().unwrap();
        let before = |expression| cron(expression).previous(now).unwrap().at().to_string();
        assert_eq!(before("* * * * *"), "2027-05-31T23:59:00Z");
        assert_eq!(before("0 9 * * *"), "2027-05-31T09:00:00Z");
        assert_eq!(before("0 9 1 7 *"), "2026-07-01T09:00:00Z");
        assert_eq!(before("0 9 29 2 *"), "2024-02-29T09:00:00Z");
    }
}
