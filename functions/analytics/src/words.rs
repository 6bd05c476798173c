//! How long ago something was, as people say it.

use brief::number::counted;
use jiff::SignedDuration;

/// `just now`, `2 minutes ago`, `3 hours ago`, `5 days ago`; what lies ahead of the clock is just now.
pub(crate) fn ago(age: SignedDuration) -> String {
    let seconds = u64::try_from(age.as_secs()).unwrap_or(0);
    let (count, one, many) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute", "minutes"),
        3_600..86_400 => (seconds / 3_600, "hour", "hours"),
        _ => (seconds / 86_400, "day", "days"),
    };
    format!("{} ago", counted(count, one, many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_its_largest_unit() {
        let said = |seconds| ago(SignedDuration::from_secs(seconds));
        for (seconds, expected) in [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (151, "2 minutes ago"),
            (3_599, "59 minutes ago"),
            (7_200, "2 hours ago"),
            (86_400, "1 day ago"),
            (86_400 * 1_200, "1,200 days ago"),
        ] {
            assert_eq!(said(seconds), expected);
        }
    }
}
