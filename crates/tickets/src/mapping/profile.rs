//! What the first rows hold in a column, whatever it is called.

use std::collections::HashSet;

use crate::{
    DateError, Origin, Serials, Sniff, TicketKey, Zone, date::Reading, nothing, read::said,
};

/// Longest text that is believed to be a state, a person or a key.
const SHORT: usize = 60;

/// The values of some columns in the head of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Profile {
    /// Rows of the head.
    pub rows: usize,
    /// Cells that hold something.
    pub filled: usize,
    /// Different values.
    pub distinct: usize,
    /// Cells whose value stands in an earlier row that says the same in all columns.
    pub same: usize,
    /// Whether the values are 1, 2, 3 and so on, or begin with 0.
    pub counts: bool,
    /// Share of the filled cells that could be keys.
    pub keys: f64,
    /// Share that are whole numbers, also as spreadsheets write them: `12.0`.
    pub integers: f64,
    /// Share that are UUIDs or long hexadecimal numbers.
    pub machine: f64,
    /// Share that people's keys look like: letters and digits, `ABC-12`, `INC0010001`.
    pub human: f64,
    /// Share that are points in time.
    pub moments: f64,
    /// Share that are dates, plain numbers that can be read as such among them: for columns that are called dates.
    pub dates: f64,
    /// Share that are `true`, `false`, `yes`, `no`.
    pub truths: f64,
    /// Share that are addresses of pages or of people.
    pub addresses: f64,
    /// Share that are two capital letters, as those of countries and of the states of one are.
    pub regions: f64,
    /// Share of at most 60 characters.
    pub short: f64,
    /// Characters of the middle value.
    pub length: usize,
    /// Words of the middle value; letters of languages without blanks count for half a word.
    pub words: usize,
}

impl Profile {
    /// Looks at all cells of the columns.
    pub fn new(sniff: &Sniff, columns: &[usize]) -> Self {
        let cells = sniff
            .samples
            .iter()
            .filter(|row| !is_line(sniff, row))
            .flatten();
        let values: Vec<&str> = cells
            .filter(|(column, _)| columns.binary_search(column).is_ok())
            .map(|(_, value)| said(value.trim()))
            .filter(|value| !value.is_empty() && !nothing::is(value))
            .collect();
        let share = |fits: fn(&str) -> bool| {
            let fitting = values.iter().filter(|value| fits(value)).count();
            ratio(fitting, values.len())
        };
        let middle = |count: fn(&str) -> usize| {
            let mut counts: Vec<usize> = values.iter().map(|value| count(value)).collect();
            counts.sort_unstable();
            counts.get(counts.len() / 2).copied().unwrap_or_default()
        };
        Self {
            rows: sniff
                .samples
                .iter()
                .filter(|row| !is_line(sniff, row))
                .count(),
            filled: values.len(),
            distinct: values.iter().collect::<HashSet<_>>().len(),
            same: same(sniff, columns),
            counts: counts(&values),
            keys: share(|value| TicketKey::new(&TicketKey::shortened(value)).is_ok()),
            integers: share(is_integer),
            machine: share(is_machine),
            human: share(is_human),
            moments: share(is_moment),
            dates: share(is_date),
            truths: share(is_truth),
            addresses: share(is_address),
            regions: share(is_region),
            short: share(|value| value.chars().count() <= SHORT),
            length: middle(|value| value.chars().count()),
            words: middle(words),
        }
    }

    /// Whether every row has a value of its own.
    pub fn is_unique(&self) -> bool {
        self.filled > 0 && self.distinct + self.same == self.filled && self.filled >= self.rows
    }

    /// Share of different values where rows that say the same count once.
    pub fn told_apart(&self) -> f64 {
        ratio(self.distinct, self.filled.saturating_sub(self.same))
    }

    /// Whether several rows all have the same value.
    pub fn is_constant(&self) -> bool {
        self.filled > 1 && self.distinct == 1
    }

    /// Share of the rows that have a value.
    pub fn density(&self) -> f64 {
        ratio(self.filled, self.rows)
    }

    /// Share of the values that are different.
    pub fn variety(&self) -> f64 {
        ratio(self.distinct, self.filled)
    }
}

fn is_region(value: &str) -> bool {
    value.len() == 2 && value.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Whether a row is no record but a line of a report or of a form that nobody filled in: it has one short cell where others
/// have more than two.
fn is_line(sniff: &Sniff, row: &[(usize, String)]) -> bool {
    let controls = sniff.origin.map_or(0, Origin::controls);
    let filled = |row: &[(usize, String)]| {
        let cells = row.iter().filter(|(at, _)| *at >= controls);
        cells.take(3).count()
    };
    let is_short = |(_, value): &(usize, String)| value.chars().count() <= SHORT;
    filled(row) == 1
        && row.iter().all(is_short)
        && sniff.samples.iter().any(|other| filled(other) > 2)
}

/// How many cells of the columns are in rows that are whole repetitions of an earlier one.
fn same(sniff: &Sniff, columns: &[usize]) -> usize {
    let [column] = columns else { return 0 };
    let cell = |row: &&Vec<(usize, String)>| {
        let mut cells = row.iter();
        cells.any(|(at, value)| at == column && value.len() <= SHORT)
    };
    let rows: Vec<_> = sniff.samples.iter().filter(cell).collect();
    rows.len() - rows.iter().collect::<HashSet<_>>().len()
}

/// Whether values count the rows.
fn counts(values: &[&str]) -> bool {
    let number = |text: &&str| {
        text.strip_suffix(".0")
            .unwrap_or(text)
            .parse::<usize>()
            .ok()
    };
    let mut numbers = values.iter().map(number);
    let first = numbers.next().flatten();
    values.len() > 2
        && first.is_some_and(|first| {
            first < 2 && numbers.eq((first + 1..).map(Some).take(values.len() - 1))
        })
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 {
        0.0
    } else {
        number(part) / number(whole)
    }
}

fn is_integer(text: &str) -> bool {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_machine(text: &str) -> bool {
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    match text.len() {
        36 => hex(&text.replace('-', "")) && text.matches('-').count() == 4,
        24 | 32 | 40 | 64 => hex(text) && !is_integer(text),
        _ => false,
    }
}

/// A few letters, then digits, with or without something between: what people call a ticket by.
fn is_human(text: &str) -> bool {
    let letters = text
        .bytes()
        .take_while(|byte| byte.is_ascii_uppercase() || *byte == b'_')
        .count();
    let rest = &text[letters..];
    (1..=12).contains(&letters)
        && text.len() <= 30
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'#' | b'/'))
        && rest.bytes().any(|byte| byte.is_ascii_digit())
}

/// A plain number is no moment here, even where it may count seconds: keys are such numbers too.
fn is_moment(text: &str) -> bool {
    !is_integer(text) && is_date(text)
}

fn is_date(text: &str) -> bool {
    let read = Reading::in_column(text, Serials::default())
        .and_then(|reading| reading.instant(None, &Zone::UTC));
    // A day that does not exist is a date that somebody got wrong.
    matches!(
        read,
        Ok(_) | Err(DateError::Ambiguous | DateError::NoSuchDay)
    )
}

fn is_truth(text: &str) -> bool {
    ["true", "false", "yes", "no", "t", "f", "y", "n"]
        .iter()
        .any(|truth| truth.eq_ignore_ascii_case(text))
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && (text.starts_with("https://") || text.starts_with("http://") || is_mail(text))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
}

fn words(text: &str) -> usize {
    let wide = text
        .chars()
        .filter(|c| matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0e7f}'))
        .count();
    text.split_whitespace().count() + wide / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sniff;

    #[test]
    fn values_tell_what_a_column_is() {
        let csv = "k,u,d,t,c,n\n\
            INC0010001,0f8fad5b-d9cb-469f-a165-70867728950e,2026-01-02 10:00,It does not start at all,x,1\n\
            INC0010002,7c9e6679-7425-40de-944b-e07fc1f90ae7,2026-01-03 10:00,プリンタが壊れました,x,2\n";
        let sniff = sniff(csv.as_bytes(), true).unwrap();
        let of = |column| Profile::new(&sniff, &[column]);
        assert!(of(0).is_unique() && of(0).human > 0.99 && of(0).moments < 0.01);
        assert!(of(1).machine > 0.99 && of(1).human < 0.01);
        assert!(of(2).moments > 0.99 && of(2).keys < 0.01);
        assert!(of(3).words >= 5 && !of(3).is_constant());
        assert!(of(4).is_constant() && !of(4).is_unique());
        assert!(of(5).integers > 0.99 && of(5).moments < 0.01);
    }

    #[test]
    fn what_people_call_a_ticket_by() {
        for key in [
            "SUP-17",
            "INC0010001",
            "T20260227.0001",
            "OPS-12",
            "CASE-2024-001",
        ] {
            assert!(is_human(key), "{key}");
        }
        for other in ["17", "Open", "Bug 7", "Übung-1", "sup"] {
            assert!(!is_human(other), "{other}");
        }
        assert!(is_address("https://x.example.org/1") && is_address("a@example.org"));
        assert!(!is_address("mail me @ noon") && is_truth("No") && is_machine(&"ab".repeat(16)));
    }
}
