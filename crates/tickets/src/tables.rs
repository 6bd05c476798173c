//! The tables that were found in a workbook or an archive: lines in front of the one that was made of them.

use serde::{Deserialize, Serialize};

use crate::{Doubt, DoubtKind};

/// What each line starts with.
const MAGIC: &str = "#undertone-table ";
/// Most that are listed, and characters kept of a name.
const MOST: usize = 100;
const NAME_CHARS: usize = 200;

/// A sheet of a workbook, or a file of an archive, with rows under a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFound {
    /// Its name there.
    pub name: String,
    /// Its rows below the header.
    pub rows: u64,
    /// Whether its rows are read.
    pub taken: bool,
}

impl TableFound {
    /// The lines that list them, for the head of a stored table.
    pub fn lines(found: &[Self]) -> String {
        Self::marked(found, '-')
    }

    /// The same where nobody needs to be asked for those that are not read.
    pub fn plain_lines(found: &[Self]) -> String {
        Self::marked(found, '=')
    }

    fn marked(found: &[Self], left: char) -> String {
        let line = |table: &Self| {
            let taken = if table.taken { '+' } else { left };
            let name = table.name.chars().filter(|c| !c.is_control());
            let name: String = name.take(NAME_CHARS).collect();
            format!("{MAGIC}{taken} {} {name}\n", table.rows)
        };
        // What was taken is never left out.
        let (taken, left): (Vec<_>, Vec<_>) = found.iter().partition(|table| table.taken);
        taken.into_iter().chain(left).take(MOST).map(line).collect()
    }

    /// Reads the lines at the head of a stored table, how many bytes they take, and what a person is asked.
    pub(crate) fn read(head: &[u8]) -> (Vec<Self>, usize, Option<Doubt>) {
        let mut found = Vec::new();
        let mut length = 0;
        let mut asked = false;
        while found.len() < MOST
            && let Some((table, line, plain)) = one(&head[length..])
        {
            asked |= !table.taken && !plain;
            found.push(table);
            length += line;
        }
        let doubt = Self::doubt(&found).filter(|_| asked);
        (found, length, doubt)
    }

    /// What a person should be asked where not all of them are read.
    fn doubt(found: &[Self]) -> Option<Doubt> {
        let left = found.iter().filter(|table| !table.taken).count();
        let taken = found.iter().find(|table| table.taken)?;
        (left > 0).then(|| Doubt {
            kind: DoubtKind::Table,
            reason: format!(
                "of {} tables only those like `{}` are read",
                found.len(),
                taken.name
            ),
        })
    }
}

fn one(head: &[u8]) -> Option<(TableFound, usize, bool)> {
    let rest = head.strip_prefix(MAGIC.as_bytes())?;
    let end = memchr::memchr(b'\n', rest)?;
    let mut parts = str::from_utf8(&rest[..end]).ok()?.splitn(3, ' ');
    let (taken, plain) = match parts.next()? {
        "+" => (true, true),
        "-" => (false, false),
        "=" => (false, true),
        _ => return None,
    };
    let table = TableFound {
        taken,
        rows: parts.next()?.parse().ok()?,
        name: parts.next()?.to_owned(),
    };
    Some((table, MAGIC.len() + end + 1, plain))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Choices, detect_with};

    fn table(name: &str, rows: u64, taken: bool) -> TableFound {
        let name = name.to_owned();
        TableFound { name, rows, taken }
    }

    #[test]
    fn a_table_that_is_left_out_is_a_question_until_one_is_chosen() {
        let found = [
            table("Pivot\n\"x\"", 3, false),
            table("All tickets", 2, true),
        ];
        let lines = TableFound::lines(&found);
        let file = format!("{lines}Issue key,Summary,Created\nA-1,x,2026-01-02\n");
        let (_, sniff) = detect_with(file.as_bytes(), true, &Choices::default()).unwrap();
        assert_eq!(
            sniff.tables,
            [table("All tickets", 2, true), table("Pivot\"x\"", 3, false)]
        );
        assert_eq!((sniff.header.len(), sniff.data_line), (3, 2));
        let [doubt] = &sniff.doubts[..] else {
            panic!("one doubt")
        };
        assert_eq!(doubt.kind, DoubtKind::Table);
        assert_eq!(
            doubt.reason,
            "of 2 tables only those like `All tickets` are read"
        );
        let choices = Choices {
            table: Some("All tickets".into()),
            ..Choices::default()
        };
        let (_, sniff) = detect_with(file.as_bytes(), true, &choices).unwrap();
        assert_eq!(sniff.doubts, []);
        // A list of choices beside the tickets is named, and nobody is asked.
        let lines = TableFound::plain_lines(&found);
        let file = format!("{lines}Issue key,Summary,Created\nA-1,x,2026-01-02\n");
        let (_, sniff) = detect_with(file.as_bytes(), true, &Choices::default()).unwrap();
        assert_eq!((sniff.tables.len(), sniff.doubts.len()), (2, 0));
    }

    proptest! {
        #[test]
        fn any_head_is_read(head in "(#undertone-table [+=-] ?[0-9]{0,3} ?[a-z]{0,3}\n?){0,4}[a-z,\n]{0,9}") {
            let (_, length, _) = TableFound::read(head.as_bytes());
            prop_assert!(length <= head.len());
        }
    }
}
