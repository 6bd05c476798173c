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

/// The entries, the earliest first; none where the cell is no journal.
pub(crate) fn entries(cell: &str) -> Option<Vec<Entry<'_>>> {
    heading(cell.trim_start().lines().next()?)?;
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut begins = 0;
    let mut at = 0;
    for line in cell.split_inclusive('\n') {
        if let Some((date, author, kind)) = heading(line.trim_end()) {
            if let Some(last) = entries.last_mut() {
                last.body = cell[begins..at].trim();
            }
            let is_note = NOTES.contains(&kind.to_lowercase().as_str());
            entries.push(Entry {
                date,
                author,
                author_type: is_note.then_some(AuthorType::Staff),
                body: "",
            });
            begins = at + line.len();
        }
        at += line.len();
    }
    if let Some(last) = entries.last_mut() {
        last.body = cell[begins..].trim();
    }
    // The newest stands on top.
    entries.reverse();
    entries.retain(|entry| !entry.body.is_empty());
    Some(entries)
}

/// The dates of the entries, of a cell of which the beginning is there; none where it is no journal.
pub(crate) fn dates(cell: &str) -> Vec<&str> {
    let lines = cell.trim_start().lines();
    let mut dates = lines.map(|line| heading(line.trim_end()).map(|(date, ..)| date));
    let first = dates.next().flatten();
    let others = dates.flatten();
    first.map_or_else(Vec::new, |first| {
        std::iter::once(first).chain(others).collect()
    })
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
}
