//! The journal of a ticket in one cell, as `ServiceNow` writes it: `2025-01-02 09:30:00 - Kim Roe (Additional comments)` above
//! each entry.

use super::AuthorType;
use crate::date::Reading;

/// An entry of a journal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// When it was written.
    pub date: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// Staff, where it is a note that customers do not see.
    pub author_type: Option<AuthorType>,
    /// What it says.
    pub body: &'a str,
}

/// What notes of the staff are called.
const NOTES: [&str; 12] = [
    "work notes",
    "notas de trabalho",
    "anotações de trabalho",
    "werknotities",
    "notatki robocze",
    "arbetsanteckningar",
    "作業メモ",
    "notes internes",
    "notas de trabajo",
    "arbeitsnotizen",
    "notes de travail",
    "note di lavoro",
];

/// The entries, the earliest first; none where the cell is no journal. A line that looks like a heading and has nothing
/// below it is what somebody wrote: of the entry above it, and where there is none, an entry that says it.
pub(crate) fn entries(cell: &str) -> Option<Vec<Entry<'_>>> {
    let mut entries = in_cell(cell)?;
    // The newest stands on top.
    entries.reverse();
    Some(entries)
}

/// The dates of the entries, of a cell of which the beginning is there; none where it is no journal.
pub(crate) fn dates(cell: &str) -> Vec<&str> {
    let entries = in_cell(cell).unwrap_or_default();
    entries.into_iter().map(|entry| entry.date).collect()
}

/// The entries as they stand in the cell.
fn in_cell(cell: &str) -> Option<Vec<Entry<'_>>> {
    heading(cell.trim_start().lines().next()?)?;
    let mut at = 0;
    let mut headings = Vec::new();
    for line in cell.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(parts) = heading(line.trim_end()) {
            headings.push((at, end, parts));
        }
        at = end;
    }
    let ends = headings.iter().skip(1).map(|(start, ..)| *start);
    let ends: Vec<usize> = ends.chain([cell.len()]).collect();
    let is_empty = |begin: usize, end: usize| cell[begin..end].trim().is_empty();
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut begins = 0;
    let mut is_journal = false;
    for ((start, begin, (date, author, kind)), end) in headings.into_iter().zip(ends) {
        let has_body = !is_empty(begin, end);
        is_journal |= has_body;
        match entries.last_mut() {
            Some(last) if !has_body => last.body = cell[begins..end].trim(),
            _ => {
                begins = if has_body { begin } else { start };
                let is_note = NOTES.contains(&kind.to_lowercase().as_str());
                entries.push(Entry {
                    date,
                    author,
                    author_type: is_note.then_some(AuthorType::Staff),
                    body: cell[begins..end].trim(),
                });
            }
        }
    }
    is_journal.then_some(entries)
}

/// Date, author and kind of the line above an entry.
fn heading(line: &str) -> Option<(&str, &str, &str)> {
    if line.len() > 200 || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (date, rest) = line.split_once(" - ")?;
    let (author, kind) = rest.strip_suffix(')')?.rsplit_once(" (")?;
    let is_moment = date.contains(':') && Reading::new(date).is_ok();
    (is_moment && !author.trim().is_empty()).then_some((date, author.trim(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_a_journal() {
        let cell = "02-01-2025 10:00:00 - Kim Roe (Work notes)\nCalled back\n- no answer\n\n\
            02-01-2025 09:30:00 - Lea Ost (Additional comments)\nIt is down\n\n";
        let entry = |date, author, author_type, body| Entry {
            date,
            author,
            author_type,
            body,
        };
        let expected = vec![
            entry("02-01-2025 09:30:00", "Lea Ost", None, "It is down"),
            entry(
                "02-01-2025 10:00:00",
                "Kim Roe",
                Some(AuthorType::Staff),
                "Called back\n- no answer",
            ),
        ];
        assert_eq!(entries(cell), Some(expected));
        assert_eq!(dates(cell), ["02-01-2025 10:00:00", "02-01-2025 09:30:00"]);
        assert!(dates(&format!("Hello\n{cell}")).is_empty());
        let note = "05/06/2024 16:27:48 - Kim Roe (Anotações de trabalho)\nLigou";
        assert_eq!(
            entries(note).unwrap()[0].author_type,
            Some(AuthorType::Staff)
        );
        for other in [
            "2 of 3 - done (see above)",
            "It was 02-01-2025 - no (yes)",
            "02-01-2025 10:00:00;kim;text",
        ] {
            assert_eq!(entries(other), None, "{other}");
        }
    }

    #[test]
    fn a_heading_without_a_text_is_one() {
        let said = |cell: &'static str| -> Option<Vec<&str>> {
            Some(entries(cell)?.iter().map(|entry| entry.body).collect())
        };
        let line = "2026-01-03 10:00 - Called Kim (no answer)";
        assert_eq!((said(line), dates(line)), (None, vec![]));
        let lines = "2026-01-03 10:00 - Called Kim (no answer)\n\n2026-01-04 10:00 - Called Kim (he came)\n";
        assert_eq!((said(lines), dates(lines)), (None, vec![]));
        let within = "2026-01-05 10:00 - Lea Ost (Work notes)\nWhat I did:\n\
            2026-01-03 10:00 - Called Kim (no answer)\n\n\
            2026-01-02 10:00 - Kim Roe (Comments)\nIt is down";
        let did = "What I did:\n2026-01-03 10:00 - Called Kim (no answer)";
        assert_eq!(said(within), Some(vec!["It is down", did]));
        assert_eq!(dates(within), ["2026-01-05 10:00", "2026-01-02 10:00"]);
        let above = "2026-01-03 10:00 - Called Kim (no answer)\n\
            2026-01-02 10:00 - Kim Roe (Comments)\nIt is down";
        assert_eq!(said(above), Some(vec!["It is down", line]));
    }
}
