//! Times that records hold as numbers.

use jiff::Timestamp;

/// The ISO form of seconds or milliseconds since 1970, where the name of the value says that it is a time and the
/// number lies between 2001 and 2100.
pub(crate) fn of_number(name: &str, number: i64) -> Option<String> {
    const SECONDS: std::ops::Range<i64> = 1_000_000_000..4_102_444_800;
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_time = last.ends_with("_at")
        || last.ends_with("_time")
        || matches!(
            last,
            "created" | "updated" | "closed" | "resolved" | "date" | "timestamp" | "time"
        );
    if !is_time {
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
        assert_eq!(of_number("id", 1_717_245_296), None);
        assert_eq!(of_number("created_at", 42), None);
    }
}
