//! Scores a revised ticket: its new texts one by one, and the mood of all its texts together.

use super::columns;
use super::merge::side_of;
use super::names::Names;
use super::staff::Staff;
use super::stored::StoredTicket;
use rows::lake::Stamp;
use rows::{EntityRow, LakePlace, RevisionRow, TextRow, TicketMood, TicketState};
use sentiment::{Field, FieldKind, Gazetteer, Language, Read, Score, Scorer, Side, Signals};
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

/// Scores a ticket that was added or revised by `job`; new comments have their numbers, the names are those of its
/// workspace, the language the usual one of the tickets it came with.
pub fn score(
    scorer: Scorer,
    (names, usual): (&Names, Option<Language>),
    ticket: StoredTicket,
    new_comments: Vec<Comment>,
    job: &str,
) -> Scored {
    let beside = language_of(&ticket.state, usual);
    let mut texts = opening(scorer, &ticket, job, beside);
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
        texts.push(read(scorer, row, beside));
    }
    scored(ticket, texts, names)
}

/// Summary and description, where there is something to read.
fn opening(
    scorer: Scorer,
    ticket: &StoredTicket,
    job: &str,
    beside: Option<Language>,
) -> Vec<TextRow> {
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
        read(scorer, row, beside)
    })
    .collect()
}

/// Tickets that tell the usual language of those they came with.
const TELLING: usize = 200;

/// The language that most of these tickets, by summary and description, are in.
pub fn usual<'a>(tickets: impl Iterator<Item = [&'a str; 2]>) -> Option<Language> {
    Language::usual(tickets.take(TELLING).flatten())
}

/// The language of a ticket's description, else of its summary: short texts beside it are read in it where their own
/// words do not tell. Where these are short, too, the usual one of the tickets it came with decides.
pub fn language_of(ticket: &TicketState, usual: Option<Language>) -> Option<Language> {
    [&ticket.description, &ticket.summary]
        .into_iter()
        .find_map(|text| Language::of_text(text, usual))
}

/// A text with its score and its language.
pub fn read(scorer: Scorer, row: TextRow, beside: Option<Language>) -> TextRow {
    let Read {
        score, language, ..
    } = scorer.read_beside(&row.text, beside);
    TextRow {
        sentiment: score.label,
        confidence: score.confidence,
        compound: score.compound,
        language: language.to_owned(),
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
    let side = |author: Option<&str>, told: Side, text: &str| {
        let is_staff = |author: &str| staff.has(author);
        let side = Side::of(author, told, &state.reporter, &state.assignee, is_staff);
        // An absence note comes from the customer's own account.
        if matches!(side, Side::Customer | Side::Unknown) && sentiment::is_automatic(text) {
            return Side::Machine;
        }
        side
    };
    let before = ticket.comments.iter().map(|comment| Field {
        kind: FieldKind::Comment,
        text: &comment.text,
        author: comment.author.as_deref(),
        side: side(
            comment.author.as_deref(),
            comment.author_type,
            &comment.text,
        ),
        at: comment.at,
        score: comment.score,
    });
    let now = texts.iter().map(|row| Field {
        kind: row.field_type,
        text: &row.text,
        author: row.author_id.as_deref(),
        side: side(row.author_id.as_deref(), row.author_type, &row.text),
        at: row.comment_timestamp.map(|at| at.0),
        score: Score::stored(row.sentiment, row.compound, row.confidence),
    });
    let fields: Vec<Field<'_>> = before.chain(now).collect();
    let sides: Vec<Side> = fields.iter().map(|field| field.side).collect();
    let told = ticket.comments.iter().map(|_| None);
    let told = told.chain(texts.iter().map(|row| Some(row.language.parse().ok())));
    let signals: Vec<Signals> = fields
        .iter()
        .zip(told)
        .map(|(field, language)| match language {
            Some(language) => Signals::of_in(field.text, language),
            // The records do not hold the language of a comment that was known before.
            None => Signals::of(field.text),
        })
        .collect();
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
mod tests;
