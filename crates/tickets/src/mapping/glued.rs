//! Keys that stand before the title in one cell: `0008321: It is slow`, `[OPS-12] It is slow`, `OPS-12 It is slow`.

use std::collections::{HashMap, HashSet};

use super::{Mapping, content::Chosen};
use crate::{Field, Reading, Sniff};

/// So many rows have to begin so, each with another key.
const LEAST: usize = 3;

/// So many rows leave no doubt.
const ENOUGH: usize = 10;

/// How sure they make us.
const SURE: f64 = 0.91;

/// How sure fewer rows make us, and numbers that may be years: somebody is asked.
const UNSURE: f64 = 0.8;

/// Gives a column of such cells to both fields, where no column holds keys.
pub(super) fn recognise(sniff: &Sniff, chosen: &mut Chosen) {
    if chosen.contains_key(&Field::TicketId) {
        return;
    }
    let others = chosen.iter().filter(|(field, _)| **field != Field::Summary);
    let taken: HashSet<usize> = others
        .flat_map(|(_, (columns, _))| columns.iter().copied())
        .collect();
    let titles = chosen.get(&Field::Summary).map(|(columns, _)| columns);
    let is_free = |column: &usize| {
        !taken.contains(column) && titles.is_none_or(|titles| titles.as_slice() == [*column])
    };
    let mut free = (0..sniff.header.len()).filter(is_free);
    let found = free.find_map(|column| Some((column, sure(sniff, column)?)));
    if let Some((column, found)) = found {
        chosen.insert(Field::TicketId, (vec![column], found));
        let title = chosen.entry(Field::Summary);
        let (_, sure) = title.or_insert((vec![column], found));
        *sure = sure.max(found);
    }
}

/// How sure it is that every row has such a cell in the column, with a key of its own; none where one has not, or where
/// the keys may be what the titles are of.
fn sure(sniff: &Sniff, column: usize) -> Option<f64> {
    let mut keys = HashSet::new();
    let mut cells = Vec::new();
    for row in sniff.samples.iter().chain(&sniff.more) {
        let at = row.binary_search_by_key(&column, |(at, _)| *at).ok()?;
        let cell = row[at].1.trim();
        let (key, _) = parted(cell)?;
        if !keys.insert(key) {
            return None;
        }
        cells.push((cell, key));
    }
    if cells.len() < LEAST {
        return None;
    }
    let is_number = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
    let mut years = false;
    if cells.iter().any(|(_, key)| is_number(key)) {
        let is_marked = cells.iter().all(|(cell, _)| cell.starts_with('#'));
        let (_, first) = cells[0];
        let is_one_length = cells
            .iter()
            .all(|(_, key)| is_number(key) && key.len() == first.len());
        let is_long = first.len() > 3 || cells.iter().any(|(_, key)| key.starts_with('0'));
        let is_plain = is_one_length && is_long;
        if !(is_marked || is_plain) {
            return None;
        }
        let is_year = |key: &str| key.len() == 4 && ("1900".."2100").contains(&key);
        years = !is_marked && cells.iter().all(|(_, key)| is_year(key));
    } else if !cells.iter().all(|(cell, _)| cell.starts_with('[')) && !is_of_a_project(&keys) {
        return None;
    }
    Some(if cells.len() < ENOUGH || years {
        UNSURE
    } else {
        SURE
    })
}

/// Whether at least half of the keys are of one project, or ten and more are of each on average: of standards and products,
/// as in `UTF-8 is broken`, few are.
fn is_of_a_project(keys: &HashSet<&str>) -> bool {
    let mut projects: HashMap<&str, usize> = HashMap::new();
    for key in keys {
        let end = key.find(|c: char| !c.is_ascii_uppercase());
        *projects
            .entry(&key[..end.unwrap_or(key.len())])
            .or_default() += 1;
    }
    projects.len() * 10 <= keys.len() || projects.values().any(|count| count * 2 >= keys.len())
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

    /// Whether titles have keys (else they are made of the rows), and whether nobody is asked.
    fn found(titles: impl IntoIterator<Item = String>) -> (bool, bool) {
        let rows = titles
            .into_iter()
            .map(|title| format!("{title},Open,2026-01-02\n"));
        let csv = format!(
            "Title,Status,Created\n{}",
            rows.collect::<Vec<_>>().concat()
        );
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        (
            !mapping.columns(Field::TicketId).is_empty(),
            mapping.is_sure(),
        )
    }

    #[test]
    fn titles_that_begin_with_a_number_or_a_standard_have_no_keys() {
        for titles in [
            [
                "404: page is missing",
                "500: server error",
                "503: no service",
            ],
            ["1404: no page", "10500: no server", "503: no service"],
            ["ISO-9001 audit", "RFC-2119 words", "UTF-8 is broken"],
            ["OPS-9001 audit", "RFC-2119 words", "500: server error"],
        ] {
            assert_eq!(
                found(titles.map(str::to_owned)),
                (false, true),
                "{titles:?}"
            );
        }
        let codes = (400..420).map(|n| format!("{n}: no page"));
        assert_eq!(found(codes), (false, true));
        for titles in [
            ["017: no page", "018: no server", "019: no service"],
            ["#404: no page", "#1500: no server", "#503: no service"],
            ["[ISO-9001] audit", "[RFC-2119] words", "[UTF-8] is broken"],
            ["UTF-8 is broken", "UTF-16 is broken", "RFC-2119 words"],
        ] {
            assert_eq!(
                found(titles.map(str::to_owned)),
                (true, false),
                "{titles:?}"
            );
        }
        let of = |from: usize| found((from..from + 20).map(|n| format!("{n}: Budget")));
        assert_eq!(of(2010), (true, false), "these may be years");
        assert_eq!(of(4010), (true, true));
    }

    #[test]
    fn rows_behind_the_first_count() {
        let keys = (1000..1150).map(|n| format!("OPS-{n} Late"));
        assert_eq!(found(keys.clone()), (true, true));
        assert_eq!(found(keys.chain(["No key".to_owned()])), (false, true));
        let kinds = |most: usize| {
            let of = move |kind| (0..most).map(move |n| format!("{kind}-{} Late", 100 + n));
            found(["S", "D", "TS"].into_iter().flat_map(of))
        };
        assert_eq!(kinds(40), (true, true), "no kind has half of them");
        assert_eq!(kinds(5), (false, true));
    }

    #[test]
    fn both_are_read_of_one_column() {
        let csv = "Bug Info,Status,Created Date\n\
            0008321: [Library] It is slow,Open,2026-01-02\n0008320: No door,Open,2026-01-03\n\
            0008319: Too late,Closed,2026-01-04\nwithout one,Closed,2026-01-05\n";
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        assert!(!format.propose(&sniff).is_sure(), "one row has none");
        let few = csv.replace("without one,Closed,2026-01-05\n", "");
        let (format, sniff) = detect(few.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        assert_eq!(mapping.columns(Field::TicketId), [0]);
        assert!(!mapping.is_sure(), "these are few");
        let more = (11..18).map(|n| format!("00083{n}: Late,Open,2026-01-05\n"));
        let csv = few + &more.collect::<Vec<_>>().concat();
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
        assert_eq!(tickets.len(), 10);
        assert_eq!(tickets[1].key.as_str(), "0008320");
        assert_eq!(tickets[1].summary.as_deref(), Some("No door"));
    }
}
