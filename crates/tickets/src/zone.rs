//! The time zone an upload's zoneless dates are read in.

use std::fmt;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// An IANA time zone that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(TimeZone);

/// The name is no IANA time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone: use an IANA name such as Europe/Berlin")]
pub struct UnknownZone(pub String);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// Looks a zone up by its IANA name.
    pub fn new(name: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZone::get(name).map_err(|_| UnknownZone(name.to_owned()))?;
        zone.iana_name()
            .ok_or_else(|| UnknownZone(name.to_owned()))?;
        Ok(Self(zone))
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The instant of a local time. A time that a change of the clock skips is taken as much later as the gap is
    /// long, one that occurs twice is the earlier of both (jiff's "compatible", what RFC 5545 asks for).
    pub fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.0.to_ambiguous_timestamp(local).compatible().ok()
    }

    /// The same zone for jiff.
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;
    fn try_from(name: String) -> Result<Self, UnknownZone> {
        Self::new(&name)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn gaps_move_on_and_folds_take_the_first() {
        let berlin = Zone::new("Europe/Berlin").unwrap();
        let at = |hour, month, day| {
            berlin
                .instant(datetime(2026, month, day, hour, 30, 0, 0))
                .unwrap()
                .to_string()
        };
        assert_eq!(at(12, 1, 5), "2026-01-05T11:30:00Z");
        assert_eq!(at(2, 3, 29), "2026-03-29T01:30:00Z"); // 02:30 does not exist: read as 03:30 summer time
        assert_eq!(at(2, 10, 25), "2026-10-25T00:30:00Z"); // 02:30 occurs twice: the first, summer time
    }

    #[test]
    fn names() {
        assert_eq!(
            Zone::new("Mars/Olympus"),
            Err(UnknownZone("Mars/Olympus".into()))
        );
        assert_eq!(serde_json::to_string(&Zone::UTC).unwrap(), "\"UTC\"");
        assert_eq!(
            serde_json::from_str::<Zone>("\"America/Sao_Paulo\"")
                .unwrap()
                .name(),
            "America/Sao_Paulo"
        );
        assert_eq!(Zone::new("UTC").unwrap(), Zone::UTC);
    }
}
