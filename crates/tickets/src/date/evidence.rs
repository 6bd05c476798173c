//! Whether a file writes the day or the month first, decided by what its dates allow.

use serde::{Deserialize, Serialize};

use super::{DateOrder, Day, Reading};
use crate::FileError;

/// What the dates of a file said about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrderFinding {
    /// No date needs it: months have names or come second behind the year.
    NotNeeded,
    /// A first number above 12 was found, or points stand between the numbers.
    DayFirst,
    /// A second number above 12 was found.
    MonthFirst,
    /// The file does not tell; the order is the hint that came with it.
    Hinted,
}

/// Collects the evidence while dates pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    day_first: u64,
    month_first: u64,
    /// The first date that could be both: row, column header, value.
    ambiguous: Option<(u64, usize, String)>,
    /// Whether one of those has anything but points between its numbers: wherever points stand, the day comes first.
    slashed: bool,
}

impl Evidence {
    /// Takes a date into account.
    pub fn add(&mut self, reading: Reading, row: u64, column: usize, text: &str) {
        let Day::Pair { first, second, .. } = reading.day else {
            return;
        };
        if first > 12 {
            self.day_first += 1;
        } else if second > 12 {
            self.month_first += 1;
        } else if first != second {
            self.slashed |= !is_dotted(text);
            if self.ambiguous.is_none() {
                self.ambiguous = Some((row, column, text.trim().to_owned()));
            }
        }
    }

    /// The order of the file, or the question to ask. A hint counts where the file does not tell, or tells both.
    pub fn decide(
        &self,
        hint: Option<DateOrder>,
        header: impl Fn(usize) -> String,
    ) -> Result<(DateOrderFinding, Option<DateOrder>), FileError> {
        Ok(
            match (
                self.day_first > 0,
                self.month_first > 0,
                &self.ambiguous,
                hint,
            ) {
                (true, false, ..) => (DateOrderFinding::DayFirst, Some(DateOrder::DayFirst)),
                (false, true, ..) => (DateOrderFinding::MonthFirst, Some(DateOrder::MonthFirst)),
                (true, true, Some(_), Some(order)) | (false, false, Some(_), Some(order)) => {
                    (DateOrderFinding::Hinted, Some(order))
                }
                (false, false, Some(_), None) if !self.slashed => {
                    (DateOrderFinding::DayFirst, Some(DateOrder::DayFirst))
                }
                (conflict, _, Some((row, column, value)), None) => {
                    return Err(FileError::DateOrderUndecided {
                        row: *row,
                        column: header(*column),
                        value: value.clone(),
                        conflict,
                    });
                }
                // Each date that is there can be read in one way only.
                (_, _, None, _) => (DateOrderFinding::NotNeeded, None),
            },
        )
    }
}

/// Whether points stand between the numbers of a date: `12.03.2024`.
fn is_dotted(text: &str) -> bool {
    let text = text.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(
        dates: &[&str],
        hint: Option<DateOrder>,
    ) -> Result<(DateOrderFinding, Option<DateOrder>), FileError> {
        let mut evidence = Evidence::default();
        for (row, text) in dates.iter().enumerate() {
            evidence.add(Reading::new(text).unwrap(), row as u64 + 1, 4, text);
        }
        evidence.decide(hint, |column| format!("column {column}"))
    }

    #[test]
    fn one_number_above_twelve_decides() {
        assert_eq!(
            of(&["1/2/26", "16/02/2017 15:26"], None).unwrap().1,
            Some(DateOrder::DayFirst)
        );
        let hinted_wrongly = of(&["1/2/26", "7/15/2026 20:53"], Some(DateOrder::DayFirst));
        assert_eq!(
            hinted_wrongly.unwrap(),
            (DateOrderFinding::MonthFirst, Some(DateOrder::MonthFirst))
        );
    }

    #[test]
    fn without_evidence_it_asks() {
        let asked = of(&["5/5/26", "1/2/26"], None).unwrap_err();
        let expected = FileError::DateOrderUndecided {
            row: 2,
            column: "column 4".into(),
            value: "1/2/26".into(),
            conflict: false,
        };
        assert_eq!(asked, expected);
        let hinted = of(&["1/2/26"], Some(DateOrder::MonthFirst)).unwrap();
        assert_eq!(
            hinted,
            (DateOrderFinding::Hinted, Some(DateOrder::MonthFirst))
        );
    }

    #[test]
    fn it_is_not_needed_where_each_date_has_one_reading() {
        assert_eq!(
            of(&["2/Jan/06", "5/5/26"], None).unwrap().0,
            DateOrderFinding::NotNeeded
        );
        assert_eq!(
            of(&["13/1/26", "1/13/26"], None).unwrap().0,
            DateOrderFinding::NotNeeded
        );
        assert!(matches!(
            of(&["13/1/26", "1/13/26", "1/2/26"], None),
            Err(FileError::DateOrderUndecided { conflict: true, .. })
        ));
    }

    #[test]
    fn points_between_the_numbers_tell_that_the_day_comes_first() {
        let found = of(&["12.03.2024 14:31", "1.2.2024"], None).unwrap();
        let day_first = (DateOrderFinding::DayFirst, Some(DateOrder::DayFirst));
        assert_eq!(found, day_first);
        assert!(of(&["12.03.2024", "1/2/2024"], None).is_err());
        let found = of(&["12.13.2024", "1.2.2024"], None).unwrap();
        assert_eq!(found.1, Some(DateOrder::MonthFirst));
    }
}
