//! Dates that a spreadsheet took for others: typed with the month first where it expects the day, those it can read have day and
//! month exchanged, and those it cannot stay text.

use crate::{DateOrder, Reading, Serials, Sniff, Zone};

/// So many dates of either kind make it plain.
const LEAST: usize = 5;

/// So many typed dates of which none is of the first twelve days are no chance.
const PLAIN: usize = 10;

/// Whether a column holds such dates: some as the spreadsheet writes its own, with days that are months, the others as text with
/// days that are none.
pub(super) fn are(sniff: &Sniff, column: usize) -> bool {
    let cells = sniff.samples.iter().chain(&sniff.more).flatten();
    let cells = cells.filter(|(at, _)| *at == column);
    let (mut own, mut low, mut typed) = (0, 0, 0);
    for (_, text) in cells {
        let text = text.trim();
        if let Some(day) = day_of_own(text) {
            own += 1;
            low += usize::from(day <= 12);
        } else if let Some(is_plain) = is_typed(text) {
            if !is_plain {
                return false;
            }
            typed += 1;
        }
    }
    // Of dates in order two in five are of the first twelve days; those of a later time may have been put right.
    let share = if typed < PLAIN { 8 } else { 5 };
    own >= LEAST && typed >= LEAST && low * 10 >= own * share
}

/// The day of a date as spreadsheets write their own: `2026-01-02 00:00:00`.
fn day_of_own(text: &str) -> Option<u8> {
    let bytes = text.as_bytes();
    let dashes = bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-';
    dashes.then(|| text.get(8..10)?.parse().ok())?
}

/// Whether a date of numbers can be read in one order only; none where it is no such date.
fn is_typed(text: &str) -> Option<bool> {
    let slashed = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['/', '.']);
    let reading = slashed
        .then(|| Reading::in_column(text, Serials::default()).ok())
        .flatten()?;
    let readable = |order| reading.instant(Some(order), &Zone::UTC).is_ok();
    Some(readable(DateOrder::DayFirst) != readable(DateOrder::MonthFirst))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::{Field, detect};

    fn sure(dates: &[&str]) -> f64 {
        let mut csv = "ID,Subject,Request Date\n".to_owned();
        for (number, date) in dates.iter().enumerate() {
            writeln!(csv, "{number},It broke again,{date}").unwrap();
        }
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        format.propose(&sniff).fields()[&Field::CreatedAt].confidence
    }

    const TYPED: [&str; 5] = [
        "11/13/2024",
        "11/14/2024",
        "11/18/2024",
        "11/19/2024",
        "11/25/2024",
    ];

    #[test]
    fn dates_that_a_spreadsheet_turned_round_ask() {
        let own = [
            "2024-07-11 00:00:00",
            "2024-11-11 00:00:00",
            "2024-12-11 00:00:00",
            "2024-02-12 00:00:00",
            "2024-03-12 00:00:00",
        ];
        assert!(sure(&[own, TYPED].concat()) < 0.9);
        let later = ["2025-01-21 00:00:00", "2025-01-22 00:00:00"];
        assert!(sure(&[&own[..], &TYPED, &TYPED, &later].concat()) < 0.9);
        // Days of which some are no months, and typed ones that could be read.
        let plain = [
            "2024-07-11 00:00:00",
            "2024-07-21 00:00:00",
            "2024-07-28 00:00:00",
            "2024-08-12 00:00:00",
            "2024-08-30 00:00:00",
        ];
        assert!(sure(&[plain, TYPED].concat()) > 0.9);
        assert!(sure(&[&own[..], &TYPED, &["11/03/2024"]].concat()) > 0.9);
    }
}
