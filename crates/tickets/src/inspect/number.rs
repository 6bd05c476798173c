//! What the tracker's number of a ticket names within a file: two systems count from the same number on, but do not make
//! the tickets of one number at the same moment.

use crate::nothing;

/// The name of a ticket by its number and its cells of the creation's date and hour; none where there is no number or no
/// date.
pub(super) fn name(number: &str, date: Option<&str>, hour: Option<&str>) -> Option<String> {
    let is_some = |text: &&str| !text.is_empty() && !nothing::is_no_date(text);
    let number = Some(number.trim()).filter(is_some)?;
    let date = date.map(str::trim).filter(is_some)?;
    let hour = hour.map_or("", str::trim);
    Some(format!("{number}\n{date}\n{hour}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_a_ticket_beside_the_date_of_its_creation() {
        let one = name("10001", Some("2020-01-01"), None);
        assert!(one.is_some());
        assert_eq!(one, name(" 10001 ", Some(" 2020-01-01"), Some("")));
        for (number, date, hour) in [
            ("10002", "2020-01-01", None),
            ("10001", "2024-01-01", None),
            ("10001", "2020-01-01", Some("8:00")),
        ] {
            assert_ne!(one, name(number, Some(date), hour));
        }
        for none in ["0", "-", "", " "] {
            assert_eq!(name(none, Some("2020-01-01"), None), None);
            assert_eq!(name("10001", Some(none), None), None);
        }
        assert_eq!(name("10001", None, None), None);
    }
}
