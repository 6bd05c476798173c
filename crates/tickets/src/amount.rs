//! Durations and counts in cells.

/// A count: a whole number, also one that a spreadsheet wrote as `3.0`.
pub(crate) fn count(text: &str) -> Result<u32, &'static str> {
    let text = text.trim();
    let whole = text
        .split_once('.')
        .filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'))
        .map_or(text, |(whole, _)| whole);
    whole.parse().map_err(|_| "it is no whole number")
}

/// A duration in seconds: a clock time such as `1:30:00` or `1:30` (hours and minutes), numbers with units such as
/// `1h 30m`, or a number whose unit the column's name tells, or the system the export comes from.
pub(crate) fn seconds(text: &str, column: &str, source: &str) -> Result<u64, &'static str> {
    const NONE: &str = "it is no duration";
    let text = text.trim();
    let seconds = if text.contains(':') {
        clock(text)
    } else if let Ok(number) = text.parse::<f64>() {
        // Nothing is nothing in every unit.
        let unit = unit_of(column, source).or((number == 0.0).then_some(1.0));
        Some(number * unit.ok_or("neither value nor column tells the unit")?)
    } else {
        with_units(text)
    };
    let seconds = seconds.filter(|seconds| (0.0..1e12).contains(seconds));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is within bounds and not negative"
    )]
    let whole = seconds.map(|seconds| seconds.round() as u64);
    whole.ok_or(NONE)
}

fn clock(text: &str) -> Option<f64> {
    let parts: Vec<f64> = text
        .split(':')
        .map(|part| part.parse::<u32>().map(f64::from).ok())
        .collect::<Option<_>>()?;
    match parts[..] {
        [hours, minutes] => Some(hours * 3_600.0 + minutes * 60.0),
        [hours, minutes, seconds] => Some(hours * 3_600.0 + minutes * 60.0 + seconds),
        _ => None,
    }
}

/// Seconds of a unit by its first letters; a day is one of the clock.
fn unit(word: &str) -> Option<f64> {
    let word = word.to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    Some(match word.as_str() {
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3_600.0,
        "d" => 86_400.0,
        _ if begins(&["sec", "sek", "seg"]) => 1.0,
        _ if begins(&["min"]) => 60.0,
        _ if begins(&["hour", "hr", "stunde", "std", "heure", "hora"]) => 3_600.0,
        _ if begins(&["day", "tag", "jour", "día", "dia"]) => 86_400.0,
        _ => return None,
    })
}

fn with_units(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let mut sum = None;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, behind) = rest.split_at(digits);
        let behind = behind.trim_start();
        let word = behind
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(behind.len());
        let (word, behind) = behind.split_at(word);
        sum = Some(sum.unwrap_or(0.0) + number.parse::<f64>().ok()? * unit(word)?);
        rest = behind.trim_start_matches([' ', ',', '.']);
    }
    sum
}

/// What a plain number counts. Jira and GitLab write seconds, Redmine hours, and do not say so.
fn unit_of(column: &str, source: &str) -> Option<f64> {
    let named = column
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() > 1)
        .find_map(unit);
    named.or(match source {
        "jira" | "gitlab" => Some(1.0),
        "redmine" => Some(3_600.0),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_the_unit_that_is_told() {
        for (text, column, source, seconds) in [
            ("5400", "Time Spent", "jira", 5_400),
            ("5400", "Time Spent", "gitlab", 5_400),
            ("1.5", "Spent time", "redmine", 5_400),
            ("90", "Time spent (minutes)", "generic", 5_400),
            ("1.5", "Hours spent", "generic", 5_400),
            ("5400", "Total time spent (sec)", "zendesk", 5_400),
            ("1:30", "Time tracked", "freshdesk", 5_400),
            ("1:30:00", "Time worked", "generic", 5_400),
            ("1h 30m", "Time spent", "generic", 5_400),
            ("1 Hour 30 Minutes", "Time worked", "generic", 5_400),
            ("0", "time_spent_minutes", "generic", 0),
        ] {
            assert_eq!(
                super::seconds(text, column, source),
                Ok(seconds),
                "{text} {column}"
            );
        }
    }

    #[test]
    fn what_is_no_duration_is_not_guessed() {
        for (text, column) in [
            ("90", "Time spent"),
            ("soon", "Minutes"),
            ("-3", "Minutes"),
            ("1:2:3:4", "Minutes"),
            ("5 bananas", "Minutes"),
            ("NaN", "Minutes"),
            ("", "Minutes"),
        ] {
            assert!(
                seconds(text, column, "generic").is_err(),
                "{text:?} {column}"
            );
        }
        assert_eq!((count("3.0"), count(" 2 ")), (Ok(3), Ok(2)));
        assert!(count("-1").is_err() && count("2.5").is_err());
    }
}
