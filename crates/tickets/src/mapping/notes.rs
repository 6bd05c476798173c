//! Comments that stand under several names: what customers see beside the notes of the staff.

use std::collections::HashSet;

use super::{content::Chosen, names, profile::Profile};
use crate::{Field, Sniff};

/// What holds the comments and the notes of a ticket together.
const BOTH: &[&str] = &[
    "comments and work notes",
    "comments and work notes display value",
];

/// So many columns without a name are looked at: texts of which the first are none are no comments.
const MOST_LOOKED_AT: usize = 200;

/// So many other lists of comments are looked at.
const MOST_LISTS: usize = 50;

/// How sure texts beside the table make us.
const SURE: f64 = 0.7;

/// Takes other columns of comments to those that are chosen, where they say something else; a column that holds both kinds
/// stands for both.
pub(super) fn join(sniff: &Sniff, others: Vec<Vec<usize>>, chosen: &mut Chosen) {
    let is_free = |chosen: &Chosen, columns: &[usize]| {
        let mut taken = chosen.values().flat_map(|(taken, _)| taken);
        !taken.any(|column| columns.binary_search(column).is_ok())
    };
    for columns in others.into_iter().take(MOST_LISTS) {
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

/// Takes texts beside the table for comments: of columns without a name behind the last that has one, of which nearly every
/// row has the first, as where a ticket's messages stand one beside the other.
pub(super) fn beside(sniff: &Sniff, chosen: &mut Chosen) {
    let names = sniff.header.names();
    let end = names.iter().rposition(|name| !name.is_empty());
    let columns = end.map_or(0, |end| end + 1)..names.len();
    let mut texts: Vec<usize> = columns
        .take(MOST_LOOKED_AT)
        .filter(|&column| {
            let profile = Profile::new(sniff, &[column]);
            profile.words > 4 && profile.moments < 0.1
        })
        .collect();
    let is_full = |column: &usize| Profile::new(sniff, &[*column]).density() >= 0.9;
    if texts.len() > 1 && texts.first().is_some_and(is_full) {
        // Rows and columns that were not looked at may go on further.
        texts.extend(texts.last().map_or(0, |last| last + 1)..names.len());
        let (known, _) = chosen.entry(Field::Comments).or_insert((Vec::new(), SURE));
        known.extend(texts);
        known.sort_unstable();
    }
}

/// Whether the columns say in each row what others do, as far as it is known.
fn repeats(sniff: &Sniff, columns: &[usize], others: &[usize]) -> bool {
    sniff.samples.iter().all(|row| {
        let cells = |wanted: &[usize]| -> HashSet<&str> {
            let cells = row.iter();
            let cells = cells.filter(|(column, _)| wanted.binary_search(column).is_ok());
            let texts = cells.map(|(_, text)| text.trim());
            texts.filter(|text| !text.is_empty()).collect()
        };
        cells(columns).is_subset(&cells(others))
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
    fn messages_beside_the_table_are_comments() {
        let said = "Kim said on Monday that it works";
        let csv = format!(
            "key,title,created\nA-1,Late,2026-01-02,{said},{said},\nA-2,Cold,2026-01-03,{said},,\n"
        );
        assert_eq!(comments(&csv), [3, 4, 5]);
        let notes =
            "key,title,created\nA-1,Late,2026-01-02,,see below,\nA-2,Cold,2026-01-03,ok,,\n";
        assert!(comments(notes).is_empty());
    }

    #[test]
    fn a_great_many_columns_without_a_name_are_comments() {
        let said = ",it is late and so cold".repeat(8000);
        let csv =
            format!("key,title,created\nA-1,Late,2026-01-02{said}\nA-2,Cold,2026-01-03{said}\n");
        assert_eq!(comments(&csv), (3..8003).collect::<Vec<_>>());
        let dates = format!("{},", ",2026-01-02".repeat(200));
        let csv = format!("key,title,created\nA-1,Late,2026-01-02{dates}a b c d e f\n");
        assert!(comments(&csv).is_empty());
    }

    #[test]
    fn a_column_that_another_field_has_is_none() {
        let csv =
            "key,title,created,notes,comment\nA-1,Late,2026-01-02,It is too late,Sorry for that\n";
        assert_eq!(comments(csv), [4]);
    }
}
