//! The key of a row that has none: what never changes of it names it, as with a review or an answer to a form.

use std::collections::{BTreeMap, HashMap};

use crate::{Field, Inspection, Mapping, TicketKey, fingerprint::Maker};

/// So many bytes of a cell count.
pub(crate) const CELL_BYTES: usize = 256;

/// What names a row.
const FIELDS: [Field; 4] = [
    Field::CreatedAt,
    Field::Reporter,
    Field::Summary,
    Field::Description,
];

/// Whether a column is one of those that name a row.
pub(crate) fn is_part(mapping: &Mapping, column: usize) -> bool {
    let mut fields = FIELDS.iter();
    mapping.makes_keys() && fields.any(|field| mapping.columns(*field).contains(&column))
}

/// The key of a row by its cells, of which [`CELL_BYTES`] are there; none where all are empty.
pub(crate) fn of(mapping: &Mapping, cell: impl Fn(usize) -> Option<String>) -> Option<TicketKey> {
    let mut maker = Maker::new();
    let mut is_any = false;
    for field in FIELDS {
        let mut cells = mapping.columns(field).iter().filter_map(|&at| cell(at));
        let text = cells.find(|text| !text.trim().is_empty());
        is_any |= text.is_some();
        maker.text(text.as_deref());
    }
    let name = String::from(maker.make());
    is_any.then(|| TicketKey::new(&format!("row-{}", &name[..16])).ok())?
}

/// The numbers of rows that the same key is made for although they differ elsewhere, from 1 on. Of rows that are equal in
/// all columns one counts.
pub(crate) fn numbers(inspection: &Inspection) -> HashMap<u64, usize> {
    let mut numbers = HashMap::new();
    if !inspection.mapping.makes_keys() {
        return numbers;
    }
    let mut of_key: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for &(row, by) in &inspection.superseded {
        if !inspection.repeats(row) {
            of_key.entry(by).or_insert_with(|| vec![by]).push(row);
        }
    }
    for mut rows in of_key.into_values() {
        rows.sort_unstable();
        numbers.extend(rows.into_iter().zip(1..));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use crate::{Options, Zone, detect};

    fn keys(csv: &str) -> Vec<String> {
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        assert!(mapping.is_sure() && mapping.makes_keys(), "{mapping:?}");
        let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(csv.as_bytes()).unwrap();
        let inspection = inspector.finish().unwrap();
        let chunk = &inspection.chunks[0];
        let read = format.read_chunk(&chunk.of(csv.as_bytes()), &inspection, chunk);
        let tickets = read.unwrap().tickets.into_iter();
        tickets
            .map(|ticket| ticket.key.as_str().to_owned())
            .collect()
    }

    #[test]
    fn rows_that_say_the_same_and_differ_elsewhere_are_all_there() {
        let found = keys(
            "date,device,rating,review\n\
             2026-03-01,a,2,It closes\n2026-03-01,b,2,It closes\n2026-03-01,b,2,It closes\n2026-03-02,a,1,No\n",
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[1], format!("{}-2", found[0]));
    }

    #[test]
    fn a_row_without_a_key_is_named_by_what_it_says_whatever_else_changes() {
        let first = keys(
            "date,username,rating,review\n\
             2026-03-01,Lea,2,It closes by itself all the time\n\
             2026-03-02,Tim,4,I like it very much\n\
             2026-03-02,Tim,4,I like it very much\n",
        );
        assert_eq!(first.len(), 2, "the same row twice is one");
        let again = keys(
            "review,rating,date,username\n\
             I like it very much,5,2026-03-02,Tim\n\
             It closes by itself all the time,2,2026-03-01,Lea\n",
        );
        assert_eq!(first, [again[1].clone(), again[0].clone()]);
    }
}
