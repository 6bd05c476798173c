//! Makes one ticket of the rows that belong to it: messages, answers, or versions.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::RowSet;
use super::message::{Row, in_order};
use crate::{Comment, CreatedFrom, Field, Fingerprint, Inspection, Rows, Ticket, comment};

/// The tickets of the rows of a chunk, which has all rows of each, in the order of their first rows; and the rows that went
/// into the ticket of another.
pub(super) fn join(rows: Vec<Row>, inspection: &Inspection) -> (Vec<Ticket>, RowSet) {
    let kind = inspection.mapping.rows();
    let mut joined: HashSet<u64> = rows.iter().map(|row| row.ticket.row).collect();
    let groups = match kind {
        Rows::Replies { .. } => conversations(rows),
        _ => of_keys(rows),
    };
    let tickets: Vec<Ticket> = groups
        .into_iter()
        .filter_map(|rows| match kind {
            Rows::Versions => version(rows),
            Rows::Replies { .. } => conversation(rows),
            Rows::Messages { .. } | Rows::Tickets => messages(rows, inspection),
        })
        .collect();
    for ticket in &tickets {
        joined.remove(&ticket.row);
    }
    (tickets, joined.into_iter().collect())
}

/// Rows by their keys.
fn of_keys(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let place = *places
            .entry(row.ticket.key.as_str().to_owned())
            .or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(row);
    }
    groups
}

/// Rows by the conversation they are of: whoever answers belongs to what is answered, and to others that answer it.
fn conversations(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut above: Vec<usize> = (0..rows.len()).collect();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for key in std::iter::once(row.ticket.key.as_str()).chain(row.message.answers.as_deref()) {
            let other = *known.entry(key).or_insert(at);
            let (one, other) = (top(&above, at), top(&above, other));
            above[one.max(other)] = one.min(other);
        }
    }
    let tops: Vec<usize> = (0..rows.len()).map(|at| top(&above, at)).collect();
    let mut groups: Vec<Vec<Row>> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for (top, row) in tops.into_iter().zip(rows) {
        let place = *places.entry(top).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(row);
    }
    groups
}

fn top(above: &[usize], mut at: usize) -> usize {
    while above[at] != at {
        at = above[at];
    }
    at
}

/// The newest version: of those that say that they are present, if any, the last one.
fn version(rows: Vec<Row>) -> Option<Ticket> {
    let mut rows = in_order(rows);
    rows.sort_by_key(|row| row.message.is_present == Some(true));
    rows.pop().map(|row| row.ticket)
}

/// A conversation: who starts it is the ticket, all others are its comments.
fn conversation(rows: Vec<Row>) -> Option<Ticket> {
    let keys: HashSet<String> = rows
        .iter()
        .map(|row| row.ticket.key.as_str().to_owned())
        .collect();
    let mut rows = in_order(rows);
    let starts = |row: &Row| {
        let answers = row.message.answers.as_ref();
        answers.is_none_or(|key| !keys.contains(key))
    };
    let root = rows.iter().position(starts).unwrap_or_default();
    rows[..=root].rotate_right(1);
    let first = rows.first()?;
    let mut texts = Texts::default();
    let mut ticket = first.ticket.clone();
    texts.opens(first, ticket.description.as_deref());
    let mut seen = HashSet::from([first.ticket.key.as_str()]);
    for row in &rows[1..] {
        // A message that stands in the file twice.
        if seen.insert(row.ticket.key.as_str()) {
            texts.message(row, row.ticket.description.as_deref());
            texts.comments(row);
        }
    }
    ticket.comments = texts.numbered();
    ticket.state_hash = ticket.hash_state();
    Some(ticket)
}

/// Messages: the first one is the ticket's description, all others are its comments; of what else the rows say the newest
/// counts.
fn messages(rows: Vec<Row>, inspection: &Inspection) -> Option<Ticket> {
    let mapping = &inspection.mapping;
    let rows = in_order(rows);
    let comments = mapping.columns(Field::Comments).iter();
    let has_comments = comments
        .clone()
        .any(|column| !inspection.counts.contains(column));
    let described = !mapping.columns(Field::Description).is_empty();
    let mut states: Vec<&Ticket> = rows.iter().map(|row| &row.ticket).collect();
    states.sort_by_key(|state| state.updated_at);
    let (newest, earlier) = states.split_last()?;
    let mut ticket = (*newest).clone();
    for state in earlier.iter().rev() {
        complete(&mut ticket, state);
    }
    ticket.row = rows.iter().map(|row| row.ticket.row).min()?;
    let first = |of: fn(&Ticket) -> &Option<String>| {
        let mut texts = rows.iter().filter_map(|row| of(&row.ticket).clone());
        texts.next()
    };
    ticket.summary = first(|ticket| &ticket.summary);
    ticket.description = first(|ticket| &ticket.description);
    // Where it says who wrote each message, who wrote the first one reported the ticket.
    let reports = |column| mapping.columns(Field::Reporter).contains(&column);
    if let Rows::Messages { author, .. } = mapping.rows()
        && author.is_some_and(reports)
    {
        ticket.reporter = first(|ticket| &ticket.reporter);
    }
    let mut texts = Texts::default();
    let mut is_open = ticket.description.is_some();
    for row in &rows {
        let text = row.ticket.description.as_deref();
        // Beside comments the ticket's description may stand in each row.
        let is_the_tickets = has_comments && text == ticket.description.as_deref();
        if text.is_some() && std::mem::take(&mut is_open) {
            texts.opens(row, text);
            ticket.opening = text.map(|text| comment_of(row, text.to_owned()));
        } else if !is_the_tickets {
            texts.message(row, text);
        }
        texts.comments(row);
    }
    ticket.comments = texts.numbered();
    if !described && ticket.summary.is_some() && !ticket.comments.is_empty() {
        let opening = texts.take_first();
        ticket.description = Some(opening.body.clone());
        ticket.opening = Some(opening);
        ticket.comments = texts.numbered();
    }
    (ticket.created_at, ticket.created_from) = created(&rows);
    ticket.updated_at = rows.iter().filter_map(|row| row.ticket.updated_at).max();
    ticket.state_hash = ticket.hash_state();
    Some(ticket)
}

/// When a ticket was created: its own date, else that of its first message.
fn created(rows: &[Row]) -> (Option<Timestamp>, CreatedFrom) {
    let own = |row: &&Row| row.ticket.created_from == CreatedFrom::Column;
    if let Some(row) = rows.iter().find(own) {
        return (row.ticket.created_at, CreatedFrom::Column);
    }
    if let Some(at) = rows.iter().find_map(|row| row.at) {
        return (Some(at), CreatedFrom::FirstComment);
    }
    let known = rows.iter().filter(|row| row.ticket.created_at.is_some());
    let earliest = known.min_by_key(|row| row.ticket.created_at);
    earliest.map_or((None, CreatedFrom::Unknown), |row| {
        (row.ticket.created_at, row.ticket.created_from)
    })
}

/// Takes from an earlier row what later ones leave empty: some tables fill the ticket's columns in one row alone.
fn complete(ticket: &mut Ticket, earlier: &Ticket) {
    if ticket.status.is_none() {
        ticket.status.clone_from(&earlier.status);
        ticket.resolved_at = ticket.resolved_at.or(earlier.resolved_at);
    }
    for (own, other) in [
        (&mut ticket.priority, &earlier.priority),
        (&mut ticket.issue_type, &earlier.issue_type),
        (&mut ticket.project, &earlier.project),
        (&mut ticket.product, &earlier.product),
        (&mut ticket.assignee, &earlier.assignee),
        (&mut ticket.reporter, &earlier.reporter),
        (&mut ticket.organization, &earlier.organization),
        (&mut ticket.parent, &earlier.parent),
        (&mut ticket.team, &earlier.team),
        (&mut ticket.channel, &earlier.channel),
        (&mut ticket.customer, &earlier.customer),
        (&mut ticket.satisfaction, &earlier.satisfaction),
    ] {
        if own.is_none() {
            own.clone_from(other);
        }
    }
    for (own, other) in [
        (&mut ticket.components, &earlier.components),
        (&mut ticket.labels, &earlier.labels),
    ] {
        if own.is_empty() {
            own.clone_from(other);
        }
    }
    ticket.due_at = ticket.due_at.or(earlier.due_at);
    ticket.first_response_at = ticket.first_response_at.or(earlier.first_response_at);
    ticket.time_spent_seconds = ticket.time_spent_seconds.or(earlier.time_spent_seconds);
    ticket.reopenings = ticket.reopenings.or(earlier.reopenings);
}

/// The comments of a ticket, each once.
#[derive(Default)]
struct Texts {
    comments: Vec<Comment>,
    /// What was said, and by which row where that has no date to tell it by.
    said: HashSet<(Fingerprint, Option<Fingerprint>)>,
    /// How often each comment of a cell is there.
    kinds: HashMap<Fingerprint, usize>,
}

impl Texts {
    fn is_new(&mut self, row: &Row, text: &str) -> bool {
        let undated = row.at.is_none().then_some(row.ticket.state_hash);
        self.said.insert((row.says(text), undated))
    }

    /// Notes the text that a ticket is opened with.
    fn opens(&mut self, row: &Row, text: Option<&str>) {
        if let Some(text) = text {
            self.is_new(row, text);
        }
    }

    /// Takes a row's text.
    fn message(&mut self, row: &Row, text: Option<&str>) {
        if let Some(text) = text
            && self.is_new(row, text)
        {
            self.comments.push(comment_of(row, text.to_owned()));
        }
    }

    /// Takes the comments in a row's cells; what an earlier row had is the same.
    fn comments(&mut self, row: &Row) {
        let mut own: HashMap<Fingerprint, usize> = HashMap::new();
        for comment in &row.ticket.comments {
            let mut told = comment_of(row, comment.body.clone());
            told.at = comment.at.or(told.at);
            told.author = comment.author.clone().or(told.author);
            told.author_type = comment.author_type.or(told.author_type);
            let kind = fingerprint(&told, 0);
            let count = own.entry(kind).or_default();
            *count += 1;
            let known = self.kinds.entry(kind).or_default();
            if *count > *known {
                *known = *count;
                self.comments.push(told);
            }
        }
    }

    /// Takes the first one out.
    fn take_first(&mut self) -> Comment {
        self.comments.remove(0)
    }

    /// All of them with their numbers and names.
    fn numbered(&self) -> Vec<Comment> {
        let mut kinds: HashMap<Fingerprint, u32> = HashMap::new();
        let mut comments = self.comments.clone();
        for (number, comment) in (1..).zip(&mut comments) {
            let equal = kinds.entry(fingerprint(comment, 0)).or_default();
            comment.number = number;
            comment.fingerprint = fingerprint(comment, *equal);
            *equal += 1;
        }
        comments
    }
}

fn fingerprint(comment: &Comment, occurrence: u32) -> Fingerprint {
    let author = comment.author.as_deref();
    comment::fingerprint(comment.at, author, &comment.body, occurrence)
}

fn comment_of(row: &Row, body: String) -> Comment {
    Comment {
        number: 0,
        at: row.at,
        author: row.author.clone(),
        author_type: row.message.side,
        fingerprint: row.says(&body),
        body,
    }
}

#[cfg(test)]
mod tests;
