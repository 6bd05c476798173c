//! One time that a report is due.

use calendar::Zone;
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

use crate::{
    Error,
    error::cut,
    moment::{first, has_day},
    zones::zone,
};

/// One time that a report is due: what the rule planned, and the moment it fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    planned: DateTime,
    at: Timestamp,
    zone: Zone,
}

impl Slot {
    /// The slot of a planned time; `None` beyond the end of time.
    pub(crate) fn new(planned: DateTime, zone: &Zone) -> Option<Self> {
        let at = first(zone, planned)?;
        let zone = zone.clone();
        Some(Self { planned, at, zone })
    }

    /// What is asked for outside of every plan, at a moment: as if it had been planned for what the clock shows then.
    pub fn at_moment(at: Timestamp, zone: &Zone) -> Self {
        let planned = zone.time_zone().to_datetime(at);
        Self {
            planned,
            at,
            zone: zone.clone(),
        }
    }

    /// The slot that wrote a [key](Self::key), at the moment that today's zone data gives it.
    pub fn from_key(key: &str) -> Result<Self, Error> {
        let no_key = || Error::NoKey(cut(key));
        let (planned, name) = key
            .strip_suffix(']')
            .and_then(|key| key.split_once('['))
            .ok_or_else(no_key)?;
        let planned = DateTime::strptime(KEY, planned).map_err(|_| no_key())?;
        let slot = Self::new(planned, &zone(name)?).ok_or(Error::OutOfRange)?;
        if slot.key() == key {
            Ok(slot)
        } else {
            Err(no_key())
        }
    }

    /// The moment it fires.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The civil time the rule planned. Its date is the day the report is for, even where the clock moved the firing
    /// past midnight.
    pub fn planned(&self) -> DateTime {
        self.planned
    }

    /// What the clock of its zone shows when it fires: the planned time, or a later one if that was skipped.
    pub fn local(&self) -> DateTime {
        self.tz().to_datetime(self.at)
    }

    /// Whether the clock skips the planned time, so that it fires later.
    pub fn is_moved(&self) -> bool {
        self.local() != self.planned
    }

    /// The zone whose clock planned it.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// How far that clock is ahead of UTC when it fires.
    pub fn offset(&self) -> Offset {
        self.tz().to_offset(self.at)
    }

    /// The zone's short name at that time, for display beside its name: `CEST`, or `+0545` where there is none.
    pub fn abbreviation(&self) -> String {
        self.tz().to_offset_info(self.at).abbreviation().to_owned()
    }

    /// What it is booked under: the planned civil time and the zone's name, such as `2026-03-29T02:30[Europe/Berlin]`.
    /// No offset is in it, so it stays the same whatever the zone data says.
    pub fn key(&self) -> String {
        format!("{}[{}]", self.planned.strftime(KEY), self.zone)
    }

    /// Whether it need not fire, as the next one does in its place: at the same moment, or on the day that follows
    /// one the zone's calendar left out.
    pub(crate) fn gives_way_to(&self, next: &Self) -> bool {
        self.at == next.at
            || (self.is_moved()
                && next.planned.date() == self.local().date()
                && !has_day(&self.zone, self.planned.date()))
    }

    fn tz(&self) -> &TimeZone {
        self.zone.time_zone()
    }
}

/// How a key writes the planned time.
const KEY: &str = "%Y-%m-%dT%H:%M";

#[cfg(test)]
mod tests {
    use jiff::tz::offset;

    use super::*;

    fn slot(key: &str) -> Slot {
        Slot::from_key(key).unwrap()
    }

    #[test]
    fn it_tells_what_was_planned_and_what_the_clock_shows() {
        let moved = slot("2026-03-29T02:30[Europe/Berlin]");
        assert_eq!(moved.at().to_string(), "2026-03-29T01:00:00Z");
        assert_eq!(moved.planned().to_string(), "2026-03-29T02:30:00");
        assert_eq!(moved.local().to_string(), "2026-03-29T03:00:00");
        assert_eq!(moved.abbreviation(), "CEST");
        assert_eq!(moved.offset(), offset(2));
        assert!(moved.is_moved());

        let kathmandu = slot("2026-05-04T11:00[Asia/Kathmandu]");
        assert_eq!(kathmandu.at().to_string(), "2026-05-04T05:15:00Z");
        assert_eq!(kathmandu.abbreviation(), "+0545");
        assert!(!kathmandu.is_moved());
        assert!(!slot("2026-10-25T02:30[Europe/Berlin]").is_moved());
    }

    #[test]
    fn a_key_reads_back_as_its_slot_and_nothing_else_does() {
        let key = "2026-05-04T11:00[America/Argentina/Buenos_Aires]";
        assert_eq!(slot(key).key(), key);
        for text in [
            "",
            "2026-05-04T11:00",
            "2026-05-04T11:00[UTC",
            "2026-05-04T11:00:00[UTC]",
            "2026-05-04T25:00[UTC]",
            "2026-5-4T11:00[UTC]",
            "2026-05-04T11:00[utc]",
            "2026-05-04T11:00+02:00[UTC]",
        ] {
            let error = Slot::from_key(text).unwrap_err();
            assert_eq!(error, Error::NoKey(text.into()));
        }
        let gone = Slot::from_key("2026-05-04T11:00[Mars/Olympus]").unwrap_err();
        assert_eq!(gone.code(), "unknown_timezone");
    }
}
