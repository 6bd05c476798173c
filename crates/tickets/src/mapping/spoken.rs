//! Columns of messages that no name tells: rows of one ticket repeat its title, and say something else each.

use std::collections::HashMap;

use super::{content, content::Chosen, names, rows};
use crate::{Field, Sniff};

/// Words in the names of such columns.
const WORDS: &[&str] = &[
    "message",
    "body",
    "reply",
    "comment",
    "note",
    "text",
    "response",
    "content",
    "answer",
    "mensaje",
    "mensagem",
    "nachricht",
    "antwort",
    "respuesta",
    "resposta",
    "reponse",
    "bericht",
];

/// Takes free columns of prose that differ between rows of one ticket for its comments, where nothing else differs so.
pub(super) fn complete(sniff: &Sniff, chosen: &mut Chosen) {
    let Some((keys, _)) = chosen.get(&Field::TicketId) else {
        return;
    };
    if !chosen.contains_key(&Field::Summary) || chosen.contains_key(&Field::Comments) {
        return;
    }
    let mut of_key: HashMap<&str, Vec<&Vec<(usize, String)>>> = HashMap::new();
    for row in sniff.samples.iter().chain(&sniff.more) {
        if let Some(key) = rows::cell(row, keys) {
            of_key.entry(key).or_default().push(row);
        }
    }
    of_key.retain(|_, rows| rows.len() > 1);
    let differ = |columns: &[usize]| {
        let differing = of_key.values().filter(|rows| {
            let mut cells = rows.iter().map(|row| rows::cell(row, columns));
            let first = cells.next().flatten();
            cells.any(|cell| cell != first)
        });
        // In most of them: a few differ by mistake.
        differing.count() * 2 > of_key.len()
    };
    let differs = |field| {
        chosen
            .get(&field)
            .is_some_and(|(columns, _)| differ(columns))
    };
    if differs(Field::Summary) || differs(Field::Description) {
        return;
    }
    let is_named = |column: usize| {
        let name = names::folded(&sniff.header.name(column));
        name.split(' ').any(|word| WORDS.contains(&word))
    };
    let columns: Vec<usize> = content::free(sniff, chosen)
        .into_iter()
        .filter(|(column, profile)| {
            is_named(*column) && profile.words > 2 && profile.moments < 0.1 && differ(&[*column])
        })
        .map(|(column, _)| column)
        .collect();
    if !columns.is_empty() {
        chosen.insert(Field::Comments, (columns, 0.92));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Field, Rows, detect};

    #[test]
    fn what_each_side_says_in_a_column_of_its_own() {
        let csv = "Ticket Number,Ticket Title,Step,User Message,Tech Message,Timestamp\n\
            1,Password,Issue,I cannot log in today,,2026-02-21 09:00\n\
            1,Password,Answer,,Please try the link again,2026-02-21 09:05\n\
            2,Printer,Issue,It prints blank pages only,,2026-02-21 10:00\n\
            2,Printer,Answer,,Have you changed the toner,2026-02-21 10:05\n";
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        assert_eq!(mapping.columns(Field::Comments), [3, 4]);
        let messages = Rows::Messages {
            at: Some(5),
            author: None,
        };
        assert_eq!((mapping.rows(), mapping.is_sure()), (messages, true));
    }

    #[test]
    fn rows_of_other_tickets_and_those_that_repeat_are_no_messages() {
        for csv in [
            "id,title,note text,created\n1,a b,x y z,2026-01-02\n2,c d,x y w,2026-01-03\n",
            "id,title,note text,created\n1,a b,x y z,2026-01-02\n1,a b,x y z,2026-01-02\n",
        ] {
            let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
            let mapping = format.propose(&sniff);
            assert!(mapping.columns(Field::Comments).is_empty(), "{csv}");
        }
    }
}
