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

/// The columns that name a row.
pub(crate) fn columns(mapping: &Mapping) -> impl Iterator<Item = usize> {
    let columns = FIELDS
        .into_iter()
        .flat_map(|field| mapping.columns(field).iter().copied());
    columns.filter(|_| mapping.makes_keys())
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

/// The numbers of rows that the same key is made for although they differ elsewhere; a key stands without a number where a
/// row has none. Of rows that are equal in all columns one counts.
pub(crate) fn numbers(inspection: &Inspection) -> HashMap<u64, usize> {
    if !inspection.mapping.makes_keys() {
        return HashMap::new();
    }
    let mut numbers = of_earlier_release(inspection);
    let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let numbered = inspection.numbered.iter();
    numbers.extend(numbered.map(|&(row, of_row)| (row, number(of_row))));
    numbers
}

/// The numbers as an earlier release gave them, by place: its layouts know them as superseded rows that say something else,
/// of which there are none any more.
fn of_earlier_release(inspection: &Inspection) -> HashMap<u64, usize> {
    let mut numbers = HashMap::new();
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
    use crate::{Options, Part, Zone, detect};

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
        let [first, second] = [&found[0], &found[1]];
        assert!(*second == format!("{first}-2") || *first == format!("{second}-2"));
    }

    /// The key of each row, with the row, read as a worker does it: chunk by chunk, each with what its part tells.
    fn read(rows: &[&str], chunk_rows: u64) -> Vec<(String, String)> {
        let csv = format!("date,device,rating,review\n{}\n", rows.join("\n"));
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let mapping = format.propose(&sniff);
        assert!(mapping.makes_keys());
        let options = Options {
            chunk_rows,
            ..Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap())
        };
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(csv.as_bytes()).unwrap();
        let inspection = inspector.finish().unwrap();
        let mut found = Vec::new();
        for part in inspection.parts() {
            let stored = serde_json::to_string(&part).unwrap();
            let part: Part = serde_json::from_str(&stored).unwrap();
            let layout = inspection.layout().with_rows_of(&part);
            let bytes = part.chunk.of(csv.as_bytes());
            let read = format.read_chunk(&bytes, &layout, &part.chunk).unwrap();
            found.extend(read.tickets.into_iter().map(|ticket| {
                let key = ticket.key.as_str().to_owned();
                let row = usize::try_from(ticket.row).unwrap();
                (key, rows[row - 1].to_owned())
            }));
        }
        found.sort();
        found
    }

    #[test]
    fn keys_are_the_same_wherever_the_file_is_cut_and_in_whatever_order_its_rows_stand() {
        let mut rows = vec![
            "2026-03-01,a,2,It closes",
            "2026-03-02,a,1,No",
            "2026-03-01,b,2,It closes",
            "2026-03-01,b,2,It closes",
            "2026-03-01,c,2,It closes",
            "2026-03-02,b,1,No",
            "2026-03-01,d,2,It closes",
            "2026-03-01,a,2,It closes",
        ];
        let whole = read(&rows, 5_000);
        let mut keys: Vec<_> = whole.iter().map(|(key, _)| key.clone()).collect();
        keys.dedup();
        assert_eq!(keys.len(), 6, "{whole:?}");
        assert_eq!(keys.iter().filter(|key| key.ends_with("-4")).count(), 1);
        for chunk_rows in 1..=rows.len() as u64 {
            assert_eq!(read(&rows, chunk_rows), whole, "{chunk_rows}");
        }
        for by in 0..rows.len() {
            rows.rotate_left(by);
            assert_eq!(read(&rows, 1), whole, "{rows:?}");
        }
        rows.reverse();
        assert_eq!(read(&rows, 3), whole);
    }

    #[test]
    fn texts_that_differ_from_the_letter_on_that_is_cut_have_keys_of_their_own() {
        let long = |rest: &str| format!("2026-03-01,a,2,It {}{rest}", "x".repeat(252));
        let (one, other) = (long("\u{e9}"), long("\u{100}"));
        let found = read(&[&one, &other, "2026-03-02,a,1,No"], 1);
        let mut keys: Vec<_> = found.iter().map(|(key, _)| key).collect();
        keys.dedup();
        assert_eq!(keys.len(), 3, "{found:?}");
    }

    /// A worker of this release reads what an earlier one laid out, which knew no numbers.
    #[test]
    fn what_an_earlier_release_laid_out_is_read_with_the_keys_it_had() {
        let csv = "date,device,rating,review\n2026-03-01,a,2,It closes\n2026-03-01,b,2,It closes\n2026-03-02,a,1,No\n";
        let (format, sniff) = detect(csv.as_bytes(), true).unwrap();
        let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
        let mapping = format.propose(&sniff);
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(csv.as_bytes()).unwrap();
        let inspection = inspector.finish().unwrap();
        let mut stored = serde_json::to_value(inspection.parts().next().unwrap()).unwrap();
        stored.as_object_mut().unwrap().remove("numbered");
        stored["superseded"] = serde_json::json!([[1, 2]]);
        let part: Part = serde_json::from_value(stored).unwrap();
        let layout = inspection.layout().with_rows_of(&part);
        let read = format.read_chunk(&part.chunk.of(csv.as_bytes()), &layout, &part.chunk);
        let tickets = read.unwrap().tickets;
        let keys: Vec<_> = tickets.iter().map(|ticket| ticket.key.as_str()).collect();
        assert_eq!(keys[1], format!("{}-2", keys[0]));
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
