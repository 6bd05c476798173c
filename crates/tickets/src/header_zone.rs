//! The zone that a column's name says its times are of: `Created At (UTC)`, `Started at (America/New_York)`.

use crate::Zone;

/// The zone; none where the name says none.
pub(crate) fn of(name: &str) -> Option<Zone> {
    let name = name.trim();
    let name = name.strip_suffix([')', ']']).unwrap_or(name);
    let word = name.rsplit([' ', '(', '[']).next()?;
    if word.len() == name.len() {
        return None;
    }
    match word {
        "UTC" | "GMT" | "utc" => Some(Zone::UTC),
        _ if word.contains('/') && word.starts_with(|c: char| c.is_ascii_uppercase()) => {
            Zone::new(word).ok()
        }
        _ => None,
    }
}

/// The name without it.
pub(crate) fn without(name: &str) -> &str {
    if !name.contains('/') || of(name).is_none() {
        return name;
    }
    let end = name.rfind([' ', '(', '[']).unwrap_or(name.len());
    name[..end].trim_end_matches([' ', '(', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_in_names() {
        let zone = |name: &str| of(name).map(|zone| zone.name().to_owned());
        assert_eq!(zone("Created At (UTC)").as_deref(), Some("UTC"));
        let started = "Conversation started at (America/New_York)";
        assert_eq!(zone(started).as_deref(), Some("America/New_York"));
        assert_eq!(without(started), "Conversation started at");
        assert_eq!(
            zone("chatStartDate Europe/Berlin").as_deref(),
            Some("Europe/Berlin")
        );
        for name in [
            "Created",
            "UTC",
            "Date/Time Opened",
            "Component/s",
            "A (B/C)",
        ] {
            assert_eq!(zone(name), None, "{name}");
            assert_eq!(without(name), name);
        }
    }
}
