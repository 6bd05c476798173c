//! Heads of exports of many tools, and the columns that are found in them without a question.

mod helpdesks;
mod languages;
mod more_desks;
mod trackers;

use tickets::{Field, detect};

/// A head, the format it is, and the names of key, summary, description, creation and state, or `-`.
type Head = (&'static str, &'static str, &'static str);

#[track_caller]
fn check(heads: &[Head]) {
    let mut wrong = Vec::new();
    for (csv, format, expected) in heads {
        let (found, sniff) = detect(csv.as_bytes(), true).expect("a head is a table");
        let mapping = found.propose(&sniff);
        let name = |field| {
            let mapped = mapping.fields().get(&field);
            mapped.map_or_else(|| "-".to_owned(), |mapped| mapped.headers.join("+"))
        };
        let names = [
            Field::TicketId,
            Field::Summary,
            Field::Description,
            Field::CreatedAt,
            Field::Status,
        ]
        .map(name)
        .join("|");
        let is = (found.name(), names.as_str(), mapping.is_sure());
        if is != (*format, *expected, true) {
            wrong.push(format!(
                "{is:?}\n instead of {format} {expected}\n for {csv}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
