//! Scores a revised ticket: its new texts one by one, and the mood of all its texts together.

use super::insert::{EntityRow, RevisionRow, TextRow};
use super::merge::next_number;
use super::stored::StoredTicket;
use jiff::Timestamp;
use sentiment::{Field, FieldKind, Scorer, Strategy, TicketMood};
use tickets::Comment;

/// A revision ready to be staged.
pub struct Scored {
    /// The revision; where it lies in the lake is filled in later.
    pub revision: RevisionRow,
    /// Its summary, description and new comments.
    pub texts: Vec<TextRow>,
    /// The entities in these texts.
    pub entities: Vec<EntityRow>,
}

/// Scores a ticket that was added or revised by `job`.
pub fn score(
    scorer: Scorer,
    ticket: StoredTicket,
    new_comments: Vec<Comment>,
    job: &str,
) -> Scored {
    let mut texts = opening(scorer, &ticket, job);
    for (number, comment) in (next_number(&ticket.comments)..).zip(new_comments) {
        let score = scorer.score(&comment.body);
        texts.push(TextRow {
            ticket_id: ticket.ticket_id.clone(),
            field_type: "comment",
            comment_number: Some(number),
            comment_timestamp: comment.at.map(Timestamp::as_microsecond),
            author_id: comment.author,
            text: comment.body,
            sentiment: score.label.to_string(),
            confidence: score.confidence,
            compound: score.compound,
            fingerprint: comment.fingerprint.to_string(),
        });
    }
    let mood = mood(scorer, &ticket, &texts);
    let entities = texts.iter().flat_map(entities_of).collect();
    Scored {
        revision: revision(ticket, &texts, &mood),
        texts,
        entities,
    }
}

/// Summary and description, where there is something to read.
fn opening(scorer: Scorer, ticket: &StoredTicket, job: &str) -> Vec<TextRow> {
    [
        ("summary", &ticket.summary),
        ("description", &ticket.description),
    ]
    .into_iter()
    .filter(|(_, text)| !text.trim().is_empty())
    .map(|(field_type, text)| {
        let score = scorer.score(text);
        TextRow {
            ticket_id: ticket.ticket_id.clone(),
            field_type,
            comment_number: None,
            comment_timestamp: None,
            author_id: (!ticket.reporter.is_empty()).then(|| ticket.reporter.clone()),
            text: text.clone(),
            sentiment: score.label.to_string(),
            confidence: score.confidence,
            compound: score.compound,
            fingerprint: format!("{job}:{field_type}"),
        }
    })
    .collect()
}

/// The mood of everything said in the ticket, before and now.
fn mood(scorer: Scorer, ticket: &StoredTicket, texts: &[TextRow]) -> TicketMood {
    let before = ticket.comments.iter().map(|comment| Field {
        kind: FieldKind::Comment,
        text: &comment.text,
        author: comment.author.as_deref(),
        at: comment.at,
        score: scorer.score(&comment.text),
    });
    let now = texts.iter().map(|row| Field {
        kind: match row.field_type {
            "summary" => FieldKind::Summary,
            "description" => FieldKind::Description,
            _ => FieldKind::Comment,
        },
        text: &row.text,
        author: row.author_id.as_deref(),
        at: row.comment_timestamp,
        score: scorer.score(&row.text),
    });
    let fields: Vec<Field<'_>> = before.chain(now).collect();
    TicketMood::of(&fields, Strategy::default())
}

fn entities_of(row: &TextRow) -> Vec<EntityRow> {
    sentiment::entities(&row.text)
        .into_iter()
        .map(|entity| EntityRow {
            ticket_id: row.ticket_id.clone(),
            fingerprint: row.fingerprint.clone(),
            field_type: row.field_type,
            text: entity.text,
            label: entity.label.to_string(),
            start_pos: entity.start,
            end_pos: entity.end,
            confidence: entity.confidence,
        })
        .collect()
}

fn revision(ticket: StoredTicket, texts: &[TextRow], mood: &TicketMood) -> RevisionRow {
    let added = texts.iter().filter(|row| row.field_type == "comment");
    let times: Vec<i64> = added
        .clone()
        .filter_map(|row| row.comment_timestamp)
        .chain(ticket.comments.iter().filter_map(|comment| comment.at))
        .collect();
    RevisionRow {
        comment_count: ticket.comments.len() + added.count(),
        first_comment_at: times.iter().copied().min(),
        last_comment_at: times.iter().copied().max(),
        ultimate_sentiment: mood.ultimate.label.to_string(),
        ultimate_confidence: mood.ultimate.confidence,
        compound: mood.ultimate.compound,
        sentiment_trend: mood.trend.to_string(),
        sentiment_status: mood.status.to_string(),
        urgency: mood.urgency,
        lake_row: 0,
        lake_field_ranges: String::new(),
        lake_entity_ranges: String::new(),
        ticket_id: ticket.ticket_id,
        summary: ticket.summary,
        description: ticket.description,
        status: ticket.status,
        priority: ticket.priority,
        issue_type: ticket.issue_type,
        project: ticket.project,
        product: ticket.product,
        organization: ticket.organization,
        labels: ticket.labels,
        assignee: ticket.assignee,
        reporter: ticket.reporter,
        parent_ticket_id: ticket.parent_ticket_id,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        resolved_at: ticket.resolved_at,
        as_of: ticket.as_of,
        state_hash: ticket.state_hash,
    }
}
