//! Comments that stand under several names: what customers see beside the notes of the staff.

use super::{content::Chosen, names, profile::Profile};
use crate::{Field, Sniff};

/// What holds the comments and the notes of a ticket together.
const BOTH: &[&str] = &[
    "comments and work notes",
    "comments and work notes display value",
];

/// Takes other columns of comments to those that are chosen, where they say something else; a column that holds both kinds
/// stands for both.
pub(super) fn join(sniff: &Sniff, others: Vec<Vec<usize>>, chosen: &mut Chosen) {
    let is_free = |chosen: &Chosen, columns: &[usize]| {
        let mut taken = chosen.values().flat_map(|(taken, _)| taken);
        !taken.any(|column| columns.contains(column))
    };
    for columns in others {
        let Some((known, sure)) = chosen.get(&Field::Comments).cloned() else {
            return;
        };
        let profile = Profile::new(sniff, &columns);
        let is_text = profile.words > 1 && profile.moments < 0.1;
        if !is_text || !is_free(chosen, &columns) || repeats(sniff, &columns, &known) {
            continue;
        }
        let are_both = |columns: &[usize]| {
            let name = sniff.header.name(columns[0]);
            BOTH.contains(&names::folded(&name).as_str())
        };
        if are_both(&known) {
            continue;
        }
        let mut together = columns.clone();
        if !are_both(&columns) {
            together.extend(known);
            together.sort_unstable();
        }
        chosen.insert(Field::Comments, (together, sure));
    }
}

/// Whether the columns say in each row what others do, as far as it is known.
fn repeats(sniff: &Sniff, columns: &[usize], others: &[usize]) -> bool {
    sniff.samples.iter().all(|row| {
        let cells = |wanted: &[usize]| -> Vec<&str> {
            let cells = row.iter().filter(|(column, _)| wanted.contains(column));
            let texts = cells.map(|(_, text)| text.trim());
            texts.filter(|text| !text.is_empty()).collect()
        };
        let known = cells(others);
        cells(columns).iter().all(|text| known.contains(text))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Field, detect};

    fn comments(csv: &str) -> Vec<usize> {
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        format.propose(&sniff).columns(Field::Comments).to_vec()
    }

    const HEAD: &str = "Number,Short description,Opened,Caller";

    #[test]
    fn notes_beside_comments_are_comments() {
        let csv = format!(
            "{HEAD},Work notes,Comments,Work notes list\n\
            INC1,Mail,2026-01-02 10:00,Lea,Called him back,It works now,Called him back\n\
            INC2,Door,2026-01-03 10:00,Tim,Ordered a key,,Ordered a key\n"
        );
        assert_eq!(comments(&csv), [4, 5]);
    }

    #[test]
    fn what_says_the_same_is_read_once_and_a_column_of_both_stands_for_both() {
        let csv = format!(
            "{HEAD},Comments,Comments and Work notes\n\
            INC1,Mail,2026-01-02 10:00,Lea,It works now,It works now\n"
        );
        assert_eq!(comments(&csv), [4]);
        let csv = format!(
            "{HEAD},Comments,Work notes,Comments and Work notes\n\
            INC1,Mail,2026-01-02 10:00,Lea,It works now,Called him back,\"It works now, called him\"\n"
        );
        assert_eq!(comments(&csv), [6]);
    }

    #[test]
    fn a_column_that_another_field_has_is_none() {
        let csv =
            "key,title,created,notes,comment\nA-1,Late,2026-01-02,It is too late,Sorry for that\n";
        assert_eq!(comments(csv), [4]);
    }
}
