//! What an export's ticket adds to what the store knows of it: a newer state, new comments, or nothing.

use super::age::Age;
use super::stored::{StoredComment, StoredTicket};
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
    /// A new revision: the newer of the two states, and the comments of both.
    Revised {
        /// The state, with the comments that were known.
        ticket: Box<StoredTicket>,
        /// Comments that were not known.
        new_comments: Vec<Comment>,
        /// Whether the ticket itself was not known.
        added: bool,
    },
}

/// Merges a ticket of an export that was uploaded at a moment (µs since the epoch) into the known one. Of two states the
/// newer one counts ([`Age::replaces`]), whatever the order they arrive in; comments are matched by time, author and text,
/// and none that was known is lost.
pub fn merge(known: Option<&StoredTicket>, incoming: Ticket, uploaded_at: i64) -> Merged {
    let age = Age {
        changed_at: incoming.updated_at.map(Moment::from),
        uploaded_at: Moment(uploaded_at),
    };
    let has_created = incoming.created_from == CreatedFrom::Column;
    let (mut state, comments) = state_of(incoming, age.as_of());
    let Some(known) = known else {
        let ticket = StoredTicket {
            state,
            comments: Vec::new(),
            uploaded_at: age.uploaded_at,
        };
        return Merged::Revised {
            ticket: Box::new(ticket),
            new_comments: comments,
            added: true,
        };
    };
    let texts: HashSet<&str> = known
        .comments
        .iter()
        .map(|comment| comment.fingerprint.as_str())
        .collect();
    let new_comments: Vec<Comment> = comments
        .into_iter()
        .filter(|comment| !texts.contains(comment.fingerprint.to_string().as_str()))
        .collect();
    let newer = age.replaces(known.age());
    let changed = newer && state.state_hash != known.state.state_hash;
    if !changed && new_comments.is_empty() {
        let seen = newer && age.changed_at.is_none() && age.as_of() > known.state.as_of;
        return Merged::Unchanged {
            ticket_id: known.state.ticket_id.clone(),
            seen,
        };
    }
    if newer {
        state.updated_at = age.kept(known.age());
        if !has_created {
            state.created_at = known.state.created_at;
        }
    } else {
        state = known.state.clone();
    }
    let ticket = StoredTicket {
        state,
        comments: known.comments.clone(),
        uploaded_at: if newer {
            age.uploaded_at
        } else {
            known.uploaded_at
        },
    };
    Merged::Revised {
        ticket: Box::new(ticket),
        new_comments,
        added: false,
    }
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
        created_at: ticket.created_at.into(),
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
pub(super) mod tests {
    use super::*;
    use jiff::Timestamp;
    use tickets::{Fingerprint, TicketKey};

    /// A fingerprint of its own for each text.
    fn fingerprint(text: &str) -> Fingerprint {
        let sum = text
            .bytes()
            .fold(7u128, |sum, byte| sum * 257 + u128::from(byte));
        Fingerprint::try_from(format!("{sum:032x}")).unwrap()
    }

    fn comment(body: &str, number: u32) -> Comment {
        Comment {
            number,
            at: None,
            author: None,
            author_type: None,
            body: body.to_owned(),
            fingerprint: fingerprint(body),
        }
    }

    pub fn ticket(key: &str, status: &str, comments: &[&str]) -> Ticket {
        Ticket {
            row: 1,
            source: "jira".into(),
            key: TicketKey::new(key).unwrap(),
            summary: Some("Login fails".into()),
            description: None,
            status: Some(status.into()),
            priority: None,
            issue_type: None,
            project: None,
            product: None,
            components: Vec::new(),
            assignee: None,
            reporter: None,
            organization: None,
            labels: Vec::new(),
            parent: None,
            team: None,
            channel: None,
            customer: None,
            satisfaction: None,
            due_at: None,
            first_response_at: None,
            time_spent_seconds: None,
            reopenings: None,
            created_at: Timestamp::from_second(1_000).unwrap(),
            created_from: CreatedFrom::Column,
            updated_at: None,
            resolved_at: None,
            comments: comments
                .iter()
                .zip(1..)
                .map(|(body, number)| comment(body, number))
                .collect(),
            state_hash: fingerprint(status),
        }
    }

    fn stored(incoming: Ticket, as_of: Moment) -> StoredTicket {
        let (state, comments) = state_of(incoming, as_of);
        let comments = comments
            .into_iter()
            .map(|comment| StoredComment {
                fingerprint: comment.fingerprint.to_string(),
                number: comment.number,
                at: comment.at.map(jiff::Timestamp::as_microsecond),
                author: comment.author,
                author_type: side_of(comment.author_type),
                text: comment.body,
                score: sentiment::Score::UNREADABLE,
            })
            .collect();
        StoredTicket {
            uploaded_at: as_of,
            state,
            comments,
        }
    }

    #[test]
    fn an_unknown_ticket_is_added() {
        let merged = merge(None, ticket("A-1", "Open", &["first"]), 100);
        assert!(
            matches!(merged, Merged::Revised { added: true, new_comments, .. } if new_comments.len() == 1)
        );
    }

    #[test]
    fn the_same_ticket_again_changes_nothing_but_when_it_was_seen() {
        let known = stored(ticket("A-1", "Open", &["first"]), Moment(100));
        let again = ticket("A-1", "Open", &["first"]);
        assert_eq!(
            merge(Some(&known), again.clone(), 100),
            Merged::Unchanged {
                ticket_id: "A-1".into(),
                seen: false
            }
        );
        assert_eq!(
            merge(Some(&known), again, 200),
            Merged::Unchanged {
                ticket_id: "A-1".into(),
                seen: true
            }
        );
    }

    #[test]
    fn a_later_export_brings_its_state_and_only_its_new_comments() {
        let known = stored(ticket("A-1", "Open", &["first"]), Moment(100));
        let Merged::Revised {
            ticket,
            new_comments,
            added,
        } = merge(
            Some(&known),
            ticket("A-1", "Done", &["first", "second"]),
            200,
        )
        else {
            panic!("it changed");
        };
        assert_eq!(
            (ticket.state.status.as_str(), ticket.state.as_of, added),
            ("Done", Moment(200), false)
        );
        assert_eq!(ticket.comments.len(), 1);
        assert_eq!(new_comments, [comment("second", 2)]);
        assert_eq!(next_number(&ticket.comments), 2);
    }

    #[test]
    fn an_older_export_never_overwrites_but_gives_what_was_missing() {
        let known = stored(ticket("A-1", "Done", &["second"]), Moment(200));
        let older = merge(Some(&known), ticket("A-1", "Open", &[]), 100);
        assert_eq!(
            older,
            Merged::Unchanged {
                ticket_id: "A-1".into(),
                seen: false
            }
        );
        let Merged::Revised {
            ticket,
            new_comments,
            ..
        } = merge(Some(&known), ticket("A-1", "Open", &["first"]), 100)
        else {
            panic!("a comment was missing");
        };
        assert_eq!(
            (
                ticket.state.status.as_str(),
                ticket.state.as_of,
                new_comments.len()
            ),
            ("Done", Moment(200), 1)
        );
    }

    /// The state after exports, each with its moment of upload, in their order.
    fn status_after(exports: impl IntoIterator<Item = (Ticket, i64)>) -> String {
        let mut known: Option<StoredTicket> = None;
        for (export, uploaded_at) in exports {
            if let Merged::Revised { ticket, .. } = merge(known.as_ref(), export, uploaded_at) {
                known = Some(*ticket);
            }
        }
        known.expect("a ticket").state.status
    }

    /// `P-1` of a file whose newest date is later, and of a narrower one that was uploaded later.
    #[test]
    fn a_later_upload_counts_where_no_export_says_how_old_it_is() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let status = |status| Ticket {
            created_at: at(10),
            ..ticket("P-1", status, &[])
        };
        let exports = [(status("Open"), 100), (status("Done"), 200)];
        assert_eq!(status_after(exports), "Done");
        let back = [("Open", 100), ("Done", 200), ("Open", 300)];
        assert_eq!(
            status_after(back.map(|(word, at)| (status(word), at))),
            "Open"
        );
        let dated = |word, seconds| Ticket {
            updated_at: Some(at(seconds)),
            ..status(word)
        };
        let second = 1_000_000;
        let mixed = [
            (dated("Done", 50), 100 * second),
            (status("Reopened"), 200 * second),
            (dated("Open", 40), 300 * second),
        ];
        assert_eq!(status_after(mixed), "Reopened");
    }
}
