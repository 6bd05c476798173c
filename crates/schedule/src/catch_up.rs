//! What becomes of slots that were missed: sent late, or booked as skipped.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Due, Slot};

/// What becomes of slots that nobody delivered in time, because nothing ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum CatchUp {
    /// The newest is sent late, unless one that is not late is sent anyway; those before it are skipped.
    #[default]
    Latest,
    /// Each is sent late.
    All,
    /// Each is skipped.
    None,
}

/// A slot to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The slot.
    pub slot: Slot,
    /// Whether it is sent later than it should be; the report says so.
    pub late: bool,
}

/// What is to be booked of slots that are due: every one of them is in one of both lists, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// To be sent.
    pub send: Vec<Sending>,
    /// To be booked as skipped.
    pub skipped: Vec<Slot>,
}

impl CatchUp {
    /// Parts what is due at `now`. A slot is late once more than `grace` has passed since; what is not late is sent in
    /// any case. When there is more due than was asked for, all that is late of [`CatchUp::Latest`] is skipped: the
    /// newest is yet to come.
    pub fn split(self, due: Due, now: Timestamp, grace: SignedDuration) -> Split {
        let is_late = |slot: &Slot| now.duration_since(slot.at()) > grace;
        let all_late = due.slots.last().is_none_or(is_late);
        let newest = due.slots.len().saturating_sub(1);
        let (mut send, mut skipped) = (Vec::new(), Vec::new());
        for (position, slot) in due.slots.into_iter().enumerate() {
            let late = is_late(&slot);
            let goes = match self {
                Self::All => true,
                Self::Latest => !late || (all_late && !due.more && position == newest),
                Self::None => !late,
            };
            if goes {
                send.push(Sending { slot, late });
            } else {
                skipped.push(slot);
            }
        }
        Split { send, skipped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    /// What is sent (with `!` where late) and what is skipped of an hourly rule, by the hour.
    fn split(catch_up: CatchUp, now: &str, most: usize) -> (Vec<String>, Vec<String>) {
        let json = r#"{"zone":"UTC","repeat":{"kind":"cron","expression":"0 * * * *"}}"#;
        let rule: Rule = serde_json::from_str(json).unwrap();
        let now = format!("2026-05-04T{now}Z").parse().unwrap();
        let due = rule.due("2026-05-04T06:00:00Z".parse().unwrap(), now, most);
        let split = catch_up.split(due, now, SignedDuration::from_mins(2));
        let hour = |slot: &Slot| slot.planned().strftime("%H").to_string();
        let sent = split.send.iter().map(|sending| {
            let mark = if sending.late { "!" } else { "" };
            format!("{}{mark}", hour(&sending.slot))
        });
        (sent.collect(), split.skipped.iter().map(hour).collect())
    }

    #[test]
    fn what_is_in_time_is_sent_by_any_rule() {
        for catch_up in [CatchUp::Latest, CatchUp::All, CatchUp::None] {
            let (sent, skipped) = split(catch_up, "07:02:00", 10);
            assert_eq!(sent, ["07"]);
            assert_eq!(skipped, [""; 0]);
            assert_eq!(split(catch_up, "06:59:59", 10), (vec![], vec![]));
        }
    }

    #[test]
    fn of_what_was_missed_the_rule_decides() {
        let (sent, skipped) = split(CatchUp::Latest, "09:30:00", 10);
        assert_eq!(
            (sent, skipped),
            (vec!["09!".into()], vec!["07".into(), "08".into()])
        );
        let (sent, skipped) = split(CatchUp::All, "09:30:00", 10);
        assert_eq!(sent, ["07!", "08!", "09!"]);
        assert_eq!(skipped, [""; 0]);
        let (sent, skipped) = split(CatchUp::None, "09:30:00", 10);
        assert_eq!(sent, [""; 0]);
        assert_eq!(skipped, ["07", "08", "09"]);
    }

    #[test]
    fn nothing_late_is_sent_beside_the_newest() {
        let (sent, skipped) = split(CatchUp::Latest, "09:00:20", 10);
        assert_eq!(sent, ["09"]);
        assert_eq!(skipped, ["07", "08"]);
        let (sent, _) = split(CatchUp::All, "09:00:20", 10);
        assert_eq!(sent, ["07!", "08!", "09"]);
    }

    #[test]
    fn the_newest_is_yet_to_come_where_there_is_more() {
        let (sent, skipped) = split(CatchUp::Latest, "09:30:00", 2);
        assert_eq!(sent, [""; 0]);
        assert_eq!(skipped, ["07", "08"]);
        let (sent, _) = split(CatchUp::All, "09:30:00", 2);
        assert_eq!(sent, ["07!", "08!"]);
    }
}
