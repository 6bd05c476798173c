//! Keys that stand before the title in one cell: `0008321: It is slow`, `[OPS-12] It is slow`, `OPS-12 It is slow`.

use std::collections::HashSet;

use super::{Mapping, content::Chosen};
use crate::{Field, Reading, Sniff};

/// So many rows that all begin so, each with another key, leave no doubt.
const LEAST: usize = 3;

/// How sure they make us.
const SURE: f64 = 0.91;

/// Gives a column of such cells to both fields, where no column holds keys.
pub(super) fn recognise(sniff: &Sniff, chosen: &mut Chosen) {
    if chosen.contains_key(&Field::TicketId) {
        return;
    }
    let titles = chosen.get(&Field::Summary).map(|(columns, _)| columns);
    let others = || chosen.iter().filter(|(field, _)| **field != Field::Summary);
    let is_free = |column: &usize| {
        let taken = others().any(|(_, (columns, _))| columns.contains(column));
        !taken && titles.is_none_or(|titles| titles.as_slice() == [*column])
    };
    let found = (0..sniff.header.len()).find(|column| is_free(column) && holds(sniff, *column));
    if let Some(column) = found {
        chosen.insert(Field::TicketId, (vec![column], SURE));
        let title = chosen.entry(Field::Summary);
        let (_, sure) = title.or_insert((vec![column], SURE));
        *sure = sure.max(SURE);
    }
}

/// Whether every row has such a cell in the column, with a key of its own.
fn holds(sniff: &Sniff, column: usize) -> bool {
    let mut keys = HashSet::new();
    let mut is_plain = sniff.samples.iter().map(|row| {
        let cell = row.iter().find(|(at, _)| *at == column);
        cell.and_then(|(_, text)| parted(text))
            .is_some_and(|(key, _)| keys.insert(key))
    });
    is_plain.all(|is_plain| is_plain) && keys.len() >= LEAST
}

/// Key and title of such a cell.
pub(crate) fn parted(cell: &str) -> Option<(&str, &str)> {
    let cell = cell.trim();
    let open = cell.starts_with('[');
    let inner = cell.strip_prefix(['[', '#']).unwrap_or(cell);
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let end = inner.find(|c| !is_sign(c))?;
    let (key, rest) = inner.split_at(end);
    let rest = if open {
        rest.strip_prefix(']')?.trim_start_matches([':', '-', ' '])
    } else {
        let marks = [": ", " - ", " \u{2013} ", " | "];
        let behind = marks.into_iter().find_map(|mark| rest.strip_prefix(mark));
        behind.or_else(|| {
            let is_plain = is_project_key(key) || cell.starts_with('#');
            rest.strip_prefix(' ').filter(|_| is_plain)
        })?
    };
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_key = is_project_key(key) || (digits > 2 && digits == key.len());
    let is_title = rest.chars().any(char::is_alphabetic);
    (is_key && is_title && Reading::new(key).is_err()).then(|| (key, rest.trim()))
}

/// Whether it is of letters and digits with `-` between, or of capitals and digits.
fn is_project_key(text: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let letters = |text: &str| {
        (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if let Some((project, rest)) = text.split_once('-') {
        return letters(project) && number(rest);
    }
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    end > 0 && text.len() - end > 2 && letters(&text[..end]) && number(&text[end..])
}

impl Mapping {
    /// Whether keys and titles stand in one column.
    fn is_glued(&self) -> bool {
        let keys = self.columns(Field::TicketId);
        !keys.is_empty() && keys == self.columns(Field::Summary)
    }

    /// The key of what stands in the key column, without the title behind it.
    pub(super) fn without_title<'a>(&self, cell: &'a str) -> &'a str {
        let parts = parted(cell).filter(|_| self.is_glued());
        parts.map_or(cell, |(key, _)| key)
    }

    /// The title of what stands in the column of titles, without the key before it.
    pub(crate) fn without_key(&self, cell: &str) -> String {
        let parts = parted(cell).filter(|_| self.is_glued());
        parts.map_or(cell, |(_, title)| title).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Zone, detect};

    #[test]
    fn cells_of_a_key_and_a_title() {
        for (cell, parts) in [
            (
                "0008321: [Library] It is slow",
                ("0008321", "[Library] It is slow"),
            ),
            ("[OPS-12] It is slow", ("OPS-12", "It is slow")),
            ("[OPS-12]: It is slow", ("OPS-12", "It is slow")),
            ("S-39025 Story 1", ("S-39025", "Story 1")),
            ("INC0010001 - Mail", ("INC0010001", "Mail")),
            ("#512 Door", ("512", "Door")),
        ] {
            assert_eq!(parted(cell), Some(parts), "{cell}");
        }
        for cell in [
            "It is slow",
            "12: no",
            "2026 was slow",
            "2026-01-02: It is slow",
            "[Library] It is slow",
            "OPS-12",
            "OPS-12: 17",
            "10:30 came late",
        ] {
            assert_eq!(parted(cell), None, "{cell}");
        }
    }

    #[test]
    fn both_are_read_of_one_column() {
        let csv = "Bug Info,Status,Created Date\n\
            0008321: [Library] It is slow,Open,2026-01-02\n0008320: No door,Open,2026-01-03\n\
            0008319: Too late,Closed,2026-01-04\nwithout one,Closed,2026-01-05\n";
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        assert!(!format.propose(&sniff).is_sure(), "one row has none");
        let csv = csv.replace("without one,Closed,2026-01-05\n", "");
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        assert!(mapping.is_sure(), "{mapping:?}");
        let shown = &mapping.preview(&sniff, &Zone::UTC, 1)[0];
        assert_eq!(
            (shown.key.as_str(), shown.summary.as_str()),
            ("0008321", "[Library] It is slow")
        );
        let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(csv.as_bytes()).unwrap();
        let found = inspector.finish().unwrap();
        let chunk = &found.chunks[0];
        let read = format.read_chunk(&chunk.of(csv.as_bytes()), &found, chunk);
        let tickets = read.unwrap().tickets;
        assert_eq!(tickets.len(), 3);
        assert_eq!(tickets[1].key.as_str(), "0008320");
        assert_eq!(tickets[1].summary.as_deref(), Some("No door"));
    }
}
