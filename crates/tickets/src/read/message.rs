//! A row that is a message or a version of a ticket, as it stands in the file.

use jiff::Timestamp;

use crate::{
    AuthorType, CreatedFrom, DateError, Field, Fingerprint, Inspection, Mapping, Origin, Reading,
    Rows, Ticket, Zone, comment, inspect::Role, key,
};

/// What a row says beside the fields of its ticket.
#[derive(Debug, Clone, Default)]
pub(super) struct Message {
    /// When it was written, by a column of its own.
    pub at: Option<Timestamp>,
    /// Who wrote it, by a column of its own.
    pub author: Option<String>,
    /// The key of the message it answers.
    pub answers: Option<String>,
    /// On whose side its author is.
    pub side: Option<AuthorType>,
    /// Whether it is the present version, where the row says so.
    pub is_present: Option<bool>,
}

impl Message {
    /// Takes a cell that is no field of the ticket.
    pub fn take(
        &mut self,
        role: Role,
        zone: &Zone,
        text: &str,
        inspection: &Inspection,
    ) -> Result<(), DateError> {
        match role {
            _ if text.is_empty() => {}
            Role::At => self.at = Some(moment(inspection, zone, text)?),
            Role::Author => self.author = Some(text.to_owned()),
            Role::Answers => self.answers = Some(key::of_another(text).into_owned()),
            Role::Side => self.side = AuthorType::of_side(text),
            Role::Present => {
                let is = |word: &&str| text.eq_ignore_ascii_case(word);
                self.is_present = Some(["true", "t", "1", "yes"].iter().any(is));
            }
            _ => {}
        }
        Ok(())
    }
}

/// Reads a date as the file writes them, in the zone of its column.
pub(super) fn moment(
    inspection: &Inspection,
    zone: &Zone,
    text: &str,
) -> Result<Timestamp, DateError> {
    let serials = inspection.origin.map(Origin::serials).unwrap_or_default();
    Reading::in_column(text, serials)?.instant(inspection.date_order, zone)
}

/// A row and its place among those of its ticket.
#[derive(Debug)]
pub(super) struct Row {
    /// The row as a ticket by itself.
    pub ticket: Ticket,
    /// When its message was written, or its version made.
    pub at: Option<Timestamp>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The rest.
    pub message: Message,
}

impl Row {
    /// A row that was read as a ticket.
    pub fn new(ticket: Ticket, message: Message, mapping: &Mapping) -> Self {
        let created = ticket.created_at;
        let created = created.filter(|_| ticket.created_from == CreatedFrom::Column);
        let (at, named) = match mapping.rows() {
            Rows::Messages { at, author } => {
                let is = |field| at.is_some_and(|at| mapping.columns(field).contains(&at));
                let at = match () {
                    () if is(Field::CreatedAt) => created,
                    () if is(Field::UpdatedAt) => ticket.updated_at,
                    () => message.at,
                };
                (at, author.is_some())
            }
            Rows::Replies { .. } => (created, true),
            Rows::Versions | Rows::Tickets => (message.at.or(ticket.updated_at), false),
        };
        let mut message = message;
        let author = message.author.take().or_else(|| ticket.reporter.clone());
        let author = author.filter(|_| named);
        if message.side.is_none() && named {
            // Some tables name the side in place of the author.
            message.side = author.as_deref().and_then(AuthorType::of_role);
        }
        Self {
            author: author.map(|name| name.chars().take(comment::AUTHOR_CHARS).collect()),
            ticket,
            at,
            message,
        }
    }

    /// A text of the row as a message: it is the same as another with the same.
    pub fn says(&self, text: &str) -> Fingerprint {
        comment::fingerprint(self.at, self.author.as_deref(), text, 0)
    }
}

/// The rows of a ticket in the order they were written in: by their dates, those without one behind the row before them.
/// Where the file has the newest first, so it is with rows of one moment.
pub(super) fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    let mut dates = rows.iter().filter_map(|row| row.at);
    let first = dates.next();
    if first > dates.next_back().or(first) {
        rows.reverse();
    }
    let mut known = None;
    let mut placed: Vec<(Option<Timestamp>, Row)> = Vec::with_capacity(rows.len());
    for row in rows {
        known = row.at.or(known);
        placed.push((known, row));
    }
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, row)| row).collect()
}
