//! Two columns that tell the same day in two ways.

use crate::{DateOrder, Reading, Serials, Sniff, Zone};

/// Whether two columns name the same day in every row that has both, the day or the month first in all of them.
pub(super) fn say_the_same(sniff: &Sniff, one: usize, other: usize) -> bool {
    let cell = |row: &[(usize, String)], column: usize| {
        let found = row.iter().find(|(at, _)| *at == column);
        found.map(|(_, value)| value.trim().to_owned())
    };
    let pairs: Vec<(String, String)> = sniff
        .samples
        .iter()
        .filter_map(|row| Some((cell(row, one)?, cell(row, other)?)))
        .collect();
    let day = |text: &str, order: DateOrder| {
        let reading = Reading::in_column(text, Serials::default()).ok()?;
        let at = reading.instant(Some(order), &Zone::UTC).ok()?;
        Some(Zone::UTC.day_of(at))
    };
    let in_order = |order: DateOrder| {
        pairs.iter().all(|(one, other)| {
            let days = (day(one, order), day(other, order));
            days.0.is_some() && days.0 == days.1
        })
    };
    !pairs.is_empty()
        && [DateOrder::DayFirst, DateOrder::MonthFirst]
            .into_iter()
            .any(in_order)
}

#[cfg(test)]
mod tests {
    use crate::detect;

    fn is_sure(csv: &str) -> bool {
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        format.propose(&sniff).is_sure()
    }

    #[test]
    fn a_day_that_is_told_twice_is_no_question() {
        let twice = "Ticket #,Complaint,Date,Day in words\n\
            1,No signal,22-04-15,22-Apr-15\n2,No answer,04-08-15,04-Aug-15\n";
        assert!(is_sure(twice));
        let other = "Ticket #,Complaint,Date,Something\n\
            1,No signal,22-04-15,23-Apr-15\n2,No answer,04-08-15,07-Aug-15\n";
        assert!(!is_sure(other));
    }
}
