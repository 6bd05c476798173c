//! Scores a revised ticket: its new texts one by one, and the mood of all its texts together.

use super::merge::next_number;
use super::stored::StoredTicket;
use rows::lake::Stamp;
use rows::{EntityRow, LakePlace, RevisionRow, TextRow, TicketMood, TicketState};
use sentiment::{Field, FieldKind, Gazetteer, Score, Scorer, Strategy};
use stores::named::Moment;
use tickets::Comment;

/// A revision ready to be staged.
pub struct Scored {
    /// The revision; where it lies in the lake is filled in later.
    pub revision: RevisionRow,
    /// Its summary, description and new comments.
    pub texts: Vec<TextRow>,
    /// The entities in these texts.
    pub entities: Vec<EntityRow>,
    /// Where all this comes from, if it was stored before; none where it is scored now.
    pub before: Option<Before>,
}

/// Where a stored ticket, its texts and its entities come from, in their order.
pub struct Before {
    /// The ticket.
    pub ticket: Source,
    /// Its texts.
    pub texts: Vec<Source>,
    /// The entities in these texts.
    pub entities: Vec<Source>,
}

/// The job that brought a row, and the scorer that scored it.
pub struct Source {
    /// The job.
    pub job: String,
    /// The scorer.
    pub scoring_version: String,
}

impl Source {
    /// The same for the lake.
    pub fn stamp(&self) -> Stamp<'_> {
        Stamp {
            job: &self.job,
            scoring_version: &self.scoring_version,
        }
    }
}

/// Scores a ticket that was added or revised by `job`; the gazetteer is its workspace's.
pub fn score(
    scorer: Scorer,
    gazetteer: &Gazetteer,
    ticket: StoredTicket,
    new_comments: Vec<Comment>,
    job: &str,
) -> Scored {
    let mut texts = opening(scorer, &ticket, job);
    for (number, comment) in (next_number(&ticket.comments)..).zip(new_comments) {
        let score = scorer.score(&comment.body);
        texts.push(TextRow {
            ticket_id: ticket.state.ticket_id.clone(),
            field_type: FieldKind::Comment,
            comment_number: Some(number),
            comment_timestamp: comment.at.map(Moment::from),
            author_id: comment.author,
            text: comment.body,
            sentiment: score.label,
            confidence: score.confidence,
            compound: score.compound,
            fingerprint: comment.fingerprint.to_string(),
        });
    }
    scored(ticket, texts, gazetteer)
}

/// Summary and description, where there is something to read.
fn opening(scorer: Scorer, ticket: &StoredTicket, job: &str) -> Vec<TextRow> {
    [
        (FieldKind::Summary, &ticket.state.summary),
        (FieldKind::Description, &ticket.state.description),
    ]
    .into_iter()
    .filter(|(_, text)| !text.trim().is_empty())
    .map(|(field_type, text)| {
        let score = scorer.score(text);
        TextRow {
            ticket_id: ticket.state.ticket_id.clone(),
            field_type,
            comment_number: None,
            comment_timestamp: None,
            author_id: (!ticket.state.reporter.is_empty()).then(|| ticket.state.reporter.clone()),
            text: text.clone(),
            sentiment: score.label,
            confidence: score.confidence,
            compound: score.compound,
            fingerprint: format!("{job}:{field_type}"),
        }
    })
    .collect()
}

/// A ticket that is scored anew: all its texts count as they are scored now. The gazetteer is its workspace's.
pub fn again(ticket: TicketState, texts: Vec<TextRow>, gazetteer: &Gazetteer) -> Scored {
    let ticket = StoredTicket {
        state: ticket,
        comments: Vec::new(),
    };
    scored(ticket, texts, gazetteer)
}

/// A ticket with these texts, scored: its mood and what they mention.
fn scored(ticket: StoredTicket, texts: Vec<TextRow>, gazetteer: &Gazetteer) -> Scored {
    let mood = mood(&ticket, &texts);
    let entities = texts
        .iter()
        .flat_map(|row| entities_of(row, gazetteer))
        .collect();
    Scored {
        revision: revision(ticket, &texts, &mood),
        texts,
        entities,
        before: None,
    }
}

/// The mood of everything said in the ticket, before and now.
fn mood(ticket: &StoredTicket, texts: &[TextRow]) -> sentiment::TicketMood {
    let before = ticket.comments.iter().map(|comment| Field {
        kind: FieldKind::Comment,
        text: &comment.text,
        author: comment.author.as_deref(),
        at: comment.at,
        score: comment.score,
    });
    let now = texts.iter().map(|row| Field {
        kind: row.field_type,
        text: &row.text,
        author: row.author_id.as_deref(),
        at: row.comment_timestamp.map(|at| at.0),
        score: Score::stored(row.sentiment, row.compound, row.confidence),
    });
    let fields: Vec<Field<'_>> = before.chain(now).collect();
    sentiment::TicketMood::of(&fields, Strategy::default())
}

fn entities_of(row: &TextRow, gazetteer: &Gazetteer) -> Vec<EntityRow> {
    sentiment::entities_with(&row.text, gazetteer)
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

fn revision(ticket: StoredTicket, texts: &[TextRow], mood: &sentiment::TicketMood) -> RevisionRow {
    let added = texts
        .iter()
        .filter(|row| row.field_type == FieldKind::Comment);
    let before = ticket.comments.iter().filter_map(|comment| comment.at);
    let times: Vec<Moment> = added
        .clone()
        .filter_map(|row| row.comment_timestamp)
        .chain(before.map(Moment))
        .collect();
    let comments = ticket.comments.len() + added.count();
    RevisionRow {
        state: ticket.state,
        mood: TicketMood {
            comment_count: u32::try_from(comments).unwrap_or(u32::MAX),
            first_comment_at: times.iter().copied().min(),
            last_comment_at: times.iter().copied().max(),
            ultimate_sentiment: mood.ultimate.label,
            ultimate_confidence: mood.ultimate.confidence,
            compound: mood.ultimate.compound,
            sentiment_trend: mood.trend,
            sentiment_status: mood.status,
            urgency: mood.urgency,
        },
        place: LakePlace::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{Merged, merge};
    use crate::stored::StoredComment;
    use sentiment::Label;
    use tickets::{Fingerprint, Ticket};

    fn comment(body: &str, number: u32) -> Comment {
        Comment {
            number,
            at: None,
            author: None,
            body: body.to_owned(),
            fingerprint: Fingerprint::try_from(format!("{number:032x}")).unwrap(),
        }
    }

    fn known(comment: Comment, score: Score) -> StoredComment {
        StoredComment {
            fingerprint: comment.fingerprint.to_string(),
            number: comment.number,
            at: None,
            author: None,
            text: comment.body,
            score,
        }
    }

    /// The ticket of an export that holds nothing but its summary.
    fn ticket() -> StoredTicket {
        let ticket = Ticket {
            summary: Some("The invoice".into()),
            ..crate::merge::tests::ticket("A-1", "Open", &[])
        };
        match merge(None, ticket, 100) {
            Merged::Revised { ticket, .. } => *ticket,
            Merged::Unchanged { .. } => panic!("it was not known"),
        }
    }

    #[test]
    fn a_known_comment_counts_as_it_was_scored() {
        let scorer = Scorer::new();
        let bodies = ["This is terrible and broken.", "Thank you, great work!"];
        let all_new = score(
            scorer,
            &Gazetteer::default(),
            ticket(),
            vec![comment(bodies[0], 1), comment(bodies[1], 2)],
            "j1",
        );
        let mut later = ticket();
        let first = comment(bodies[0], 1);
        later.comments = vec![known(first, scorer.score(bodies[0]))];
        let none = Gazetteer::default();
        let one_new = score(
            scorer,
            &none,
            later.clone(),
            vec![comment(bodies[1], 2)],
            "j1",
        );
        let mood = |scored: &Scored| {
            let revision = &scored.revision;
            let mood = &revision.mood;
            (mood.compound, mood.urgency, mood.comment_count)
        };
        assert_eq!(mood(&all_new), mood(&one_new));
        assert_eq!((all_new.texts.len(), one_new.texts.len()), (3, 2));

        later.comments[0].score = Score::stored(Label::Positive, 0.9, 0.9);
        let praised = score(scorer, &none, later, Vec::new(), "j2");
        assert_eq!(praised.revision.mood.ultimate_sentiment, Label::Positive);
    }
    #[test]
    fn names_of_the_workspace_are_found_in_its_texts() {
        let product = "PRODUCT".parse().unwrap();
        let own = Gazetteer::new([("invoice".parse().unwrap(), product)]);
        let scored = score(Scorer::new(), &own, ticket(), Vec::new(), "j1");
        let found: Vec<_> = scored
            .entities
            .iter()
            .map(|row| (row.text.as_str(), row.label.as_str(), row.start_pos))
            .collect();
        assert_eq!(found, [("invoice", "PRODUCT", 4)]);
    }
}
