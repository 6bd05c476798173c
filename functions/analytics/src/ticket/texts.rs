//! The texts of a ticket, in the order of the conversation.

use endpoint::{Page, Result};
use jiff::Timestamp;
use sentiment::{Reading, Scorer, Side};
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::{ToSchema, openapi::Object};

use super::state::TicketState;
use crate::corrections::Correction;
use crate::mood::Distribution;
use crate::selection::VISIBLE;
use crate::statement::Statement;

/// Which texts of a ticket: its first 500, or 500 behind others. Few tickets have more.
pub(crate) type Texts = Page<500, 500>;

/// The texts of a ticket, of which a part is read.
#[derive(Debug)]
pub(super) struct Conversation {
    /// How many there are.
    pub(super) total: u64,
    /// All of them by sentiment.
    pub(super) sentiments: Distribution,
    /// The part asked for.
    pub(super) texts: Vec<ScoredText>,
}

/// A text of a ticket and its score.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScoredText {
    /// The number a correction of its label is said by.
    pub(super) id: i64,
    /// `summary`, `description` or `comment`.
    pub(super) field_type: String,
    pub(super) comment_number: Option<u32>,
    pub(super) text: String,
    #[schema(schema_with = crate::mood::documented)]
    pub(super) sentiment: String,
    /// `read`, or why it was not: `unknown_language` or `nothing` (no words, or only code, logs, quotes and addresses).
    /// What was not read counts as neutral.
    #[schema(schema_with = readings)]
    pub(super) reading: &'static str,
    pub(super) confidence: f64,
    pub(super) compound: f64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) comment_timestamp: Option<Timestamp>,
    pub(super) author_id: Option<String>,
    /// Who wrote it: by the reporter, the assignee and the workspace's staff.
    #[schema(schema_with = sides)]
    pub(super) side: String,
    /// The language it is in, ISO 639-1; empty where it is not known.
    pub(super) language: String,
    /// How pressing it is, 0 to 1; null where it was scored by a release before.
    pub(super) urgency: Option<f64>,
    /// How emphatic it is, 0 to 1; null likewise.
    pub(super) intensity: Option<f64>,
    /// What somebody said the sentiment is; null where nobody did.
    pub(super) correction: Option<Correction>,
}

/// Whether a text was read, for the document.
fn readings() -> Object {
    endpoint::one_of(
        "`read`, or why it was not",
        Reading::ALL.map(Reading::as_str),
    )
}

/// The sides of a conversation, for the document.
fn sides() -> Object {
    endpoint::one_of(
        "`customer`, `staff`, `machine` for a program, or `unknown`",
        Side::ALL.map(Side::as_str),
    )
}

/// Summary, description, then the comments by time: the part asked for.
pub(super) async fn of_ticket(
    records: &Records,
    workspace: i64,
    of: &TicketState,
    part: Texts,
) -> Result<Conversation> {
    let (sentiments, comments) = count(records, workspace, of).await?;
    let total = sentiments.positive + sentiments.negative + sentiments.neutral;
    let texts = some(records, workspace, of, part).await?;
    // Comments that came with different uploads are one conversation: number them as it went, behind summary and
    // description.
    let before = u64::from(part.offset()).saturating_sub(total.saturating_sub(comments));
    Ok(Conversation {
        total,
        sentiments,
        texts: numbered(texts, before),
    })
}

/// Gives the comments of a part their numbers; there are so many comments before it.
fn numbered(mut texts: Vec<ScoredText>, before: u64) -> Vec<ScoredText> {
    let comments = texts.iter_mut().filter(|text| text.field_type == "comment");
    for (number, text) in (before + 1..).zip(comments) {
        text.comment_number = u32::try_from(number).ok();
    }
    texts
}

/// All texts of a ticket by sentiment, and how many of them are comments.
async fn count(records: &Records, workspace: i64, of: &TicketState) -> Result<(Distribution, u64)> {
    let mut statement = Statement::new(
        "SELECT count(CASE r.sentiment WHEN 'positive' THEN 1 END), count(CASE r.sentiment WHEN 'negative' THEN 1 END), \
         count(CASE r.sentiment WHEN 'neutral' THEN 1 END), count(CASE r.field_type WHEN 'comment' THEN 1 END) \
         FROM sentiment_results r CROSS JOIN tickets t CROSS JOIN jobs j",
    );
    restrict(&mut statement, workspace, of);
    let (sql, params) = statement.into_parts();
    let (positive, negative, neutral, comments) = records.query_one(&sql, params).await?;
    let sentiments = Distribution {
        positive,
        negative,
        neutral,
    };
    Ok((sentiments, comments))
}

/// The texts of a part, in the order of the conversation.
async fn some(
    records: &Records,
    workspace: i64,
    of: &TicketState,
    part: Texts,
) -> Result<Vec<ScoredText>> {
    let mut statement = Statement::new(
        "SELECT r.id, r.field_type, r.comment_number, r.text, r.sentiment, r.confidence, r.compound, r.comment_timestamp, \
         r.author_id, r.side, r.language, r.urgency, r.intensity, c.sentiment, u.email, c.corrected_at \
         FROM sentiment_results r CROSS JOIN tickets t CROSS JOIN jobs j \
         LEFT JOIN label_corrections c ON c.workspace_id = r.workspace_id AND c.source = r.source \
         AND c.ticket_id = r.ticket_id AND c.field_type = r.field_type AND c.text = r.text \
         LEFT JOIN users u ON u.id = c.user_id",
    );
    restrict(&mut statement, workspace, of);
    statement.push(
        " ORDER BY CASE r.field_type WHEN 'summary' THEN 0 WHEN 'description' THEN 1 ELSE 2 END, \
         COALESCE(r.comment_timestamp, r.created_at), r.comment_number, r.id LIMIT ",
    );
    statement
        .bind(part.limit())
        .push(" OFFSET ")
        .bind(part.offset());
    let (sql, params) = statement.into_parts();
    Ok(records.query(&sql, params).await?)
}

/// Adds `WHERE …` over texts `r`, tickets `t` and jobs `j`: those of a ticket that count.
fn restrict(statement: &mut Statement, workspace: i64, of: &TicketState) {
    statement
        .push(
            " WHERE t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
             AND j.id = r.job_id AND r.workspace_id = ",
        )
        .bind(workspace)
        .push(" AND r.source = ")
        .bind(&of.source)
        .push(" AND r.ticket_id = ")
        .bind(&of.name)
        .push(" AND ")
        .push(VISIBLE);
}

/// Whether a text was read when it was scored. No read text has a confidence of 0; the others are looked at again, for
/// the records do not say why.
fn reading(text: &str, confidence: f64) -> Reading {
    if confidence > 0.0 {
        return Reading::Read;
    }
    match Scorer::new().read(text).1 {
        Reading::UnknownLanguage => Reading::UnknownLanguage,
        // By today's scorer it might be read; by the one that scored it, it was not.
        Reading::Nothing | Reading::Read => Reading::Nothing,
    }
}

fn correction(
    sentiment: Option<String>,
    corrected_by: Option<String>,
    corrected_at: Option<Timestamp>,
) -> Option<Correction> {
    Some(Correction {
        sentiment: sentiment?,
        corrected_by,
        corrected_at: corrected_at?,
    })
}

impl FromRow for ScoredText {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let (id, field_type, comment_number) = (row.take()?, row.take()?, row.take()?);
        let (text, sentiment, confidence): (String, _, _) = (row.take()?, row.take()?, row.take()?);
        Ok(Self {
            id,
            field_type,
            comment_number,
            reading: reading(&text, confidence).as_str(),
            text,
            sentiment,
            confidence,
            compound: row.take()?,
            comment_timestamp: row.take()?,
            author_id: row.take()?,
            side: row.take()?,
            language: row.take()?,
            urgency: row.take()?,
            intensity: row.take()?,
            correction: correction(row.take()?, row.take()?, row.take()?),
        })
    }
}
