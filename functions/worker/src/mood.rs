//! Scores a revised ticket: its new texts one by one, and the mood of all its texts together.

use super::columns;
use super::merge::side_of;
use super::names::Names;
use super::staff::Staff;
use super::stored::StoredTicket;
use rows::lake::Stamp;
use rows::{EntityRow, LakePlace, RevisionRow, TextRow, TicketMood, TicketState};
use sentiment::{Field, FieldKind, Gazetteer, Score, Scorer, Side, Signals};
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

/// Scores a ticket that was added or revised by `job`; new comments have their numbers, the names are those of its workspace.
pub fn score(
    scorer: Scorer,
    names: &Names,
    ticket: StoredTicket,
    new_comments: Vec<Comment>,
    job: &str,
) -> Scored {
    let mut texts = opening(scorer, &ticket, job);
    for comment in new_comments {
        let row = TextRow {
            ticket_id: ticket.state.ticket_id.clone(),
            field_type: FieldKind::Comment,
            comment_number: Some(comment.number),
            comment_timestamp: comment.at.map(Moment::from),
            author_id: comment.author,
            author_type: side_of(comment.author_type),
            text: comment.body,
            fingerprint: comment.fingerprint.to_string(),
            ..TextRow::default()
        };
        texts.push(read(scorer, row));
    }
    scored(ticket, texts, names)
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
        let row = TextRow {
            ticket_id: ticket.state.ticket_id.clone(),
            field_type,
            author_id: (!ticket.state.reporter.is_empty()).then(|| ticket.state.reporter.clone()),
            text: text.clone(),
            fingerprint: format!("{job}:{field_type}"),
            ..TextRow::default()
        };
        read(scorer, row)
    })
    .collect()
}

/// A text with its score and its language.
pub fn read(scorer: Scorer, row: TextRow) -> TextRow {
    let (score, reading) = scorer.read(&row.text);
    TextRow {
        sentiment: score.label,
        confidence: score.confidence,
        compound: score.compound,
        language: reading.language(&row.text).to_owned(),
        ..row
    }
}

/// A ticket that is scored anew: all its texts count as they are scored now. The names are those of its workspace.
pub fn again(ticket: TicketState, texts: Vec<TextRow>, names: &Names) -> Scored {
    let ticket = StoredTicket {
        uploaded_at: ticket.as_of,
        timezone: String::new(),
        state: ticket,
        comments: Vec::new(),
    };
    scored(ticket, texts, names)
}

/// A ticket with these texts, scored: its mood and what they mention.
fn scored(ticket: StoredTicket, mut texts: Vec<TextRow>, names: &Names) -> Scored {
    let mood = mood(&ticket, &mut texts, &names.staff);
    let entities = texts
        .iter()
        .flat_map(|row| entities_of(row, &names.gazetteer))
        .collect();
    Scored {
        revision: RevisionRow {
            state: ticket.state,
            mood,
            place: LakePlace::default(),
        },
        texts,
        entities,
        before: None,
    }
}

/// The mood of everything said in the ticket, before and now. The texts learn their sides, and what they say beside their
/// mood.
fn mood(ticket: &StoredTicket, texts: &mut [TextRow], staff: &Staff) -> TicketMood {
    let state = &ticket.state;
    let side = |(author, told): (Option<&str>, Side)| {
        let is_staff = |author: &str| staff.has(author);
        Side::of(author, told, &state.reporter, &state.assignee, is_staff)
    };
    let authors_before = ticket.comments.iter();
    let authors_before = authors_before.map(|one| (one.author.as_deref(), one.author_type));
    let authors_now = texts.iter();
    let authors_now = authors_now.map(|row| (row.author_id.as_deref(), row.author_type));
    let sides: Vec<Side> = authors_before.chain(authors_now).map(side).collect();
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
    let signals: Vec<Signals> = fields.iter().map(|field| Signals::of(field.text)).collect();
    let mood = columns::of(state, &fields, &signals, &sides);
    let known = ticket.comments.len();
    let own = signals.iter().zip(&sides).skip(known);
    let own: Vec<_> = own
        .map(|(signals, side)| (signals.urgency, signals.intensity, *side))
        .collect();
    drop(fields);
    for (row, (urgency, intensity, side)) in texts.iter_mut().zip(own) {
        row.urgency = Some(urgency);
        row.intensity = Some(intensity);
        row.side = side;
    }
    TicketMood {
        language: language(texts),
        ..mood
    }
}

/// The language a ticket is in: that of its description, else of its summary, else of its first comment.
fn language(texts: &[TextRow]) -> String {
    let of = |kind| {
        let mut texts = texts.iter();
        texts.find(|row| row.field_type == kind && !row.language.is_empty())
    };
    of(FieldKind::Description)
        .or_else(|| of(FieldKind::Summary))
        .or_else(|| of(FieldKind::Comment))
        .map_or_else(String::new, |row| row.language.clone())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{Merged, merge, tests::export};
    use crate::stored::StoredComment;
    use sentiment::Label;
    use tickets::{Fingerprint, Ticket};

    fn comment(body: &str, number: u32) -> Comment {
        Comment {
            number,
            at: None,
            author: None,
            author_type: None,
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
            author_type: Side::Unknown,
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
        match merge(None, ticket, export(100)) {
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
            &Names::default(),
            ticket(),
            vec![comment(bodies[0], 1), comment(bodies[1], 2)],
            "j1",
        );
        let mut later = ticket();
        let first = comment(bodies[0], 1);
        later.comments = vec![known(first, scorer.score(bodies[0]))];
        let none = Names::default();
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
        let own = Names {
            gazetteer: Gazetteer::new([("invoice".parse().unwrap(), product)]),
            ..Names::default()
        };
        let scored = score(Scorer::new(), &own, ticket(), Vec::new(), "j1");
        let found: Vec<_> = scored
            .entities
            .iter()
            .map(|row| (row.text.as_str(), row.label.as_str(), row.start_pos))
            .collect();
        assert_eq!(found, [("invoice", "PRODUCT", 4)]);
    }

    #[test]
    fn what_later_views_need_is_told() {
        let mut asked = ticket();
        asked.state.reporter = "Ann".to_owned();
        asked.state.description = "This is terrible, it crashes!! I am so angry.".to_owned();
        let at = |minutes: i64| jiff::Timestamp::from_second(1_000 + minutes * 60).ok();
        let by = |author: &str, minutes, body, number| Comment {
            author: Some(author.to_owned()),
            at: at(minutes),
            ..comment(body, number)
        };
        let staff = Names {
            staff: Staff::of([("name", "eve")]).unwrap(),
            ..Names::default()
        };
        let comments = vec![
            by("Eve", 30, "Sorry, we are looking into it.", 1),
            by("Ann", 45, "Thank you so much, great support!", 2),
            by(
                "carl",
                50,
                "Ich habe leider auch sehr große Probleme damit.",
                3,
            ),
        ];
        let scored = score(Scorer::new(), &staff, asked, comments, "j1");
        let mood = &scored.revision.mood;
        let sides: Vec<Side> = scored.texts.iter().map(|row| row.side).collect();
        assert_eq!(
            sides,
            [
                Side::Customer,
                Side::Customer,
                Side::Staff,
                Side::Customer,
                Side::Unknown
            ]
        );
        assert_eq!(
            (
                mood.opening_sentiment.as_str(),
                mood.answered_sentiment.as_str()
            ),
            ("negative", "positive")
        );
        assert_eq!(mood.minutes_to_first_response, Some(30.0));
        assert_eq!((mood.customer_turns, mood.staff_turns), (Some(2), Some(1)));
        assert_eq!(
            (mood.language.as_str(), scored.texts[4].language.as_str()),
            ("en", "de")
        );
        assert!(mood.emotions.0.contains("angry"), "{}", mood.emotions.0);
        assert!(!mood.category.is_empty() && mood.categories.0.contains(&mood.category));
        assert!(
            scored.texts[1].intensity > Some(0.5),
            "{:?}",
            scored.texts[1]
        );
    }
}
