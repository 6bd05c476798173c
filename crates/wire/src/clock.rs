//! Times that records hold as numbers.

use jiff::Timestamp;
use serde_json::Number;

/// The ISO form of seconds or milliseconds since 1970, where the name of the value says that it is a time and the
/// number lies between 2001 and 2100.
pub(crate) fn of_number(name: &str, number: i64) -> Option<String> {
    const SECONDS: std::ops::Range<i64> = 1_000_000_000..4_102_444_800;
    if !is_time(name) {
        return None;
    }
    let at = if SECONDS.contains(&number) {
        Timestamp::from_second(number)
    } else if SECONDS.contains(&(number / 1000)) {
        Timestamp::from_millisecond(number)
    } else {
        return None;
    };
    at.ok().map(|at| at.to_string())
}

/// The same of a number as JSON has it, fractions of a second left out.
pub(crate) fn of_json(name: &str, number: &Number) -> Option<String> {
    let whole = number.as_i64().or_else(|| {
        let float = number
            .as_f64()
            .filter(|float| (0.0..1e15).contains(float))?;
        #[expect(clippy::cast_possible_truncation, reason = "it is within bounds")]
        let whole = float.floor() as i64;
        Some(whole)
    });
    of_number(name, whole?)
}

/// Whether the last word of a name is one of time: `created_at`, `createdAt`, `a.timestamp`.
fn is_time(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let word = last.rfind(|c: char| c == '_' || c.is_ascii_uppercase());
    let word = word.map_or(last, |at| &last[at..]);
    let word = word.trim_start_matches('_').to_ascii_lowercase();
    matches!(
        word.as_str(),
        "at" | "on"
            | "time"
            | "date"
            | "datetime"
            | "created"
            | "updated"
            | "closed"
            | "resolved"
            | "timestamp"
            | "ts"
            | "createdate"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_a_time_is_one() {
        assert_eq!(
            of_number("created_at", 1_717_245_296).as_deref(),
            Some("2024-06-01T12:34:56Z")
        );
        assert_eq!(
            of_number("a.timestamp", 1_717_245_296_250).as_deref(),
            Some("2024-06-01T12:34:56.25Z")
        );
        for name in [
            "createdAt",
            "lastActivityDate",
            "created_datetime",
            "x.resolved",
        ] {
            assert!(of_number(name, 1_717_245_296).is_some(), "{name}");
        }
        for name in ["id", "format", "relation", "candidate"] {
            assert_eq!(of_number(name, 1_717_245_296), None, "{name}");
        }
        assert_eq!(of_number("created_at", 42), None);
        let float = Number::from_f64(1_717_245_296.75).unwrap();
        assert_eq!(
            of_json("created_at", &float).as_deref(),
            Some("2024-06-01T12:34:56Z")
        );
    }
}
