//! Whether a column holds the tracker's own numbers of tickets: those that stay when a ticket's key changes.

use std::collections::HashSet;

use super::{Rows, content::Chosen};
use crate::{Field, Sniff};

/// Takes the field away where its column can hold no such numbers: it may have those of messages, or far fewer than there
/// are tickets.
pub(super) fn check(sniff: &Sniff, rows: Rows, chosen: &mut Chosen) {
    let columns = |field: Field| {
        chosen
            .get(&field)
            .map_or(&[][..], |(columns, _)| columns.as_slice())
    };
    let (ids, keys) = (columns(Field::TrackerId), columns(Field::TicketId));
    let cell = |row: &'_ [(usize, String)], of: &[usize]| {
        let mut cells = row.iter().filter(|(column, _)| of.contains(column));
        cells.next().map(|(_, value)| value.trim().to_owned())
    };
    let rows_of = sniff.samples.iter().chain(&sniff.more);
    let (numbers, tickets): (HashSet<String>, HashSet<String>) = rows_of
        .filter_map(|row| Some((cell(row, ids)?, cell(row, keys)?)))
        .unzip();
    let is_of_messages = matches!(rows, Rows::Messages { .. } | Rows::Replies { .. });
    // A table of comments knows its tickets by nothing else.
    let is_the_key = ids.iter().any(|column| keys.contains(column));
    // A ticket that moved within the file has two keys.
    if is_the_key || is_of_messages || 2 * numbers.len() < tickets.len() {
        chosen.remove(&Field::TrackerId);
    }
}
