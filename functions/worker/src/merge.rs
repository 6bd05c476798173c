//! What an export's ticket adds to what the store knows of it: a newer state, other comments, or nothing.

use super::age::Age;
use super::comments::{self, Asked, Why};
use super::created;
use super::stored::{StoredComment, StoredTicket};
use super::zone;
use rows::TicketState;
use sentiment::Side;
use std::collections::HashSet;
use stores::named::{Document, Moment};
use tickets::{AuthorType, Comment, CreatedFrom, Ticket};

/// What becomes of a ticket.
#[derive(Debug, PartialEq)]
pub enum Merged {
    /// Nothing new.
    Unchanged {
        /// Its key.
        ticket_id: String,
        /// Whether the export, which says nothing of its age, confirms the state later than the store knew.
        seen: bool,
    },
    /// A new revision: the newer of the two states, and the comments that count.
    Revised {
        /// The state, with the known comments that still count.
        ticket: Box<StoredTicket>,
        /// Comments that were not known as they are, with their numbers.
        new_comments: Vec<Comment>,
        /// Known comments that are over.
        over: Vec<Over>,
        /// Whether the ticket itself was not known.
        added: bool,
    },
}

impl Merged {
    /// Gives a ticket that was not known the name that it is known by from now on.
    pub fn is_new_as(&mut self, name: String) {
        if let Self::Revised {
            ticket,
            added: true,
            ..
        } = self
        {
            let key = std::mem::replace(&mut ticket.state.ticket_id, name);
            ticket.state.moved_key = (key != ticket.state.ticket_id).then_some(key);
        }
    }
}

/// A known comment that is over.
#[derive(Debug, PartialEq)]
pub struct Over {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Its number.
    pub number: u32,
    /// Why it is over.
    pub why: Why,
}

/// What is known of the export that a ticket stands in.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// When it was uploaded, µs since the epoch.
    pub uploaded_at: i64,
    /// The timezone it was read in.
    pub timezone: &'a str,
    /// Whether known comments that it does not have may be taken away.
    pub may_remove: bool,
    /// Whether it has the comments of tickets and nothing else of them.
    pub is_comments_alone: bool,
}

/// Merges a ticket of an export into the known one. Of two states the newer one counts ([`Age::replaces`]), whatever the
/// order they arrive in; one that was read in another timezone and says the same but for its times is the same state, and
/// there the later upload counts. Comments are counted once ([`comments::compare`]).
pub fn merge(known: Option<&StoredTicket>, incoming: Ticket, export: Export<'_>) -> Merged {
    let age = Age {
        changed_at: incoming.updated_at.map(Moment::from),
        uploaded_at: Moment(export.uploaded_at),
    };
    let has_created = incoming.created_from == CreatedFrom::Column;
    let (mut state, incoming) = state_of(incoming, age.as_of());
    let has_comments = !incoming.is_empty();
    state.comments_at = has_comments.then_some(age.as_of());
    let Some(known) = known else {
        let ticket = StoredTicket {
            state,
            comments: Vec::new(),
            uploaded_at: age.uploaded_at,
            timezone: export.timezone.to_owned(),
        };
        return Merged::Revised {
            ticket: Box::new(ticket),
            new_comments: incoming,
            over: Vec::new(),
            added: true,
        };
    };
    stand_for(&mut state, &known.state);
    let is_other_zone = known.timezone != export.timezone;
    let is_read_anew = !export.is_comments_alone
        && is_other_zone
        && zone::differs(&known.state, &state, has_created);
    let newer = if export.is_comments_alone {
        false
    } else if is_read_anew {
        age.uploaded_at >= known.age().uploaded_at
    } else {
        age.replaces(known.age())
    };
    let says_comments = newer || age.as_of() > known.comments_at();
    let asked = Asked {
        is_newest: says_comments,
        may_remove: export.may_remove,
        is_other_zone,
    };
    let comments::Change { added, over } = comments::compare(&known.comments, incoming, asked);
    let created = if newer && is_read_anew && state.created_at.is_some() {
        (state.created_at, state.created_from.clone())
    } else {
        created::decide(&known.state, &state, newer)
    };
    let changed =
        newer && state.state_hash != known.state.state_hash || created.0 != known.state.created_at;
    if !changed && added.is_empty() && over.is_empty() {
        let seen = newer && age.changed_at.is_none() && age.as_of() > known.state.as_of;
        return Merged::Unchanged {
            ticket_id: known.state.ticket_id.clone(),
            seen,
        };
    }
    let comments_at = if says_comments && has_comments {
        state.comments_at
    } else {
        (!known.comments.is_empty()).then(|| known.comments_at())
    };
    if newer {
        if !is_read_anew {
            state.updated_at = age.kept(known.age());
        }
        state.tracker_id = state.tracker_id.or(known.state.tracker_id.clone());
    } else {
        let tracker_id = known.state.tracker_id.clone().or(state.tracker_id);
        state = known.state.clone();
        state.tracker_id = tracker_id;
    }
    (state.created_at, state.created_from) = created;
    state.comments_at = comments_at;
    let places: HashSet<usize> = over.iter().map(|(place, _)| *place).collect();
    let kept = known.comments.iter().enumerate();
    let kept = kept.filter(|(place, _)| !places.contains(place));
    let ticket = StoredTicket {
        state,
        comments: kept.map(|(_, comment)| comment.clone()).collect(),
        uploaded_at: if newer {
            age.uploaded_at
        } else {
            known.uploaded_at
        },
        timezone: known.timezone.clone(),
    };
    let over = over.into_iter().map(|(place, why)| Over {
        fingerprint: known.comments[place].fingerprint.clone(),
        number: known.comments[place].number,
        why,
    });
    Merged::Revised {
        ticket: Box::new(ticket),
        new_comments: added,
        over: over.collect(),
        added: false,
    }
}

/// Makes it a state of the known ticket, which may have had another key.
fn stand_for(state: &mut TicketState, known: &TicketState) {
    let key = std::mem::replace(&mut state.ticket_id, known.ticket_id.clone());
    state.moved_key = (key != known.ticket_id).then_some(key);
}

/// A ticket's state, and its comments.
fn state_of(ticket: Ticket, as_of: Moment) -> (TicketState, Vec<Comment>) {
    // Where no column says whom it is for, it is for the customer of whoever reported it.
    let customer = ticket
        .customer
        .clone()
        .or_else(|| ticket.organization.clone())
        .unwrap_or_default();
    let state = TicketState {
        product: ticket.product_name().unwrap_or_default().to_owned(),
        ticket_id: ticket.key.as_str().to_owned(),
        tracker_id: ticket.tracker_id,
        moved_key: None,
        summary: ticket.summary.unwrap_or_default(),
        description: ticket.description.unwrap_or_default(),
        status: ticket.status.unwrap_or_default(),
        priority: ticket.priority.unwrap_or_default(),
        issue_type: ticket.issue_type.unwrap_or_default(),
        project: ticket.project.unwrap_or_default(),
        organization: ticket.organization.unwrap_or_default(),
        labels: Document::of(&ticket.labels),
        assignee: ticket.assignee.unwrap_or_default(),
        reporter: ticket.reporter.unwrap_or_default(),
        parent_ticket_id: ticket.parent,
        created_at: ticket.created_at.map(Moment::from),
        created_from: ticket.created_from.as_str().to_owned(),
        updated_at: ticket.updated_at.map(Moment::from),
        resolved_at: ticket.resolved_at.map(Moment::from),
        as_of,
        state_hash: ticket.state_hash.to_string(),
        team: ticket.team.unwrap_or_default(),
        channel: ticket.channel.unwrap_or_default(),
        customer,
        satisfaction: ticket.satisfaction.unwrap_or_default(),
        due_at: ticket.due_at.map(Moment::from),
        first_response_at: ticket.first_response_at.map(Moment::from),
        time_spent_minutes: ticket.time_spent_seconds.map(minutes_of),
        reopenings: ticket.reopenings,
        comments_at: None,
    };
    (state, ticket.comments)
}

/// Minutes to three decimals.
fn minutes_of(seconds: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a duration for people")]
    let minutes = seconds as f64 / 60.0;
    (minutes * 1_000.0).round() / 1_000.0
}

/// The side that a tracker's word for an author means.
pub fn side_of(author_type: Option<AuthorType>) -> Side {
    match author_type {
        Some(AuthorType::Customer) => Side::Customer,
        Some(AuthorType::Staff) => Side::Staff,
        Some(AuthorType::Machine) => Side::Machine,
        None => Side::Unknown,
    }
}

/// The running number the next new comment of a ticket gets.
pub fn next_number(comments: &[StoredComment]) -> u32 {
    comments
        .iter()
        .map(|comment| comment.number)
        .max()
        .unwrap_or(0)
        + 1
}

#[cfg(test)]
mod orders;
#[cfg(test)]
pub(super) mod tests;
