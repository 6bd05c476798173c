//! What the texts of a ticket mention.

use std::collections::HashMap;

use endpoint::Result;
use serde::Serialize;
use stores::{FromRow, Records, Row};
use utoipa::ToSchema;

use super::state::TicketState;
use super::texts::ScoredText;
use crate::selection::VISIBLE;
use crate::statement::Statement;

/// Something a text mentions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mention {
    text: String,
    label: String,
    field_type: String,
    /// Where it begins and ends in its text, in characters.
    start_pos: u32,
    end_pos: u32,
    confidence: f64,
    /// The comment, as the conversation numbers it.
    comment_number: Option<u32>,
    /// The text that mentions it.
    #[serde(skip)]
    text_id: i64,
}

/// The most of what the texts of a part mention.
const MOST: u32 = 10_000;

/// What some texts of a ticket mention, in their order, and whether that is all.
pub(super) async fn of_ticket(
    records: &Records,
    workspace: i64,
    of: &TicketState,
    texts: &[ScoredText],
) -> Result<(Vec<Mention>, bool)> {
    if texts.is_empty() {
        return Ok((Vec::new(), true));
    }
    // An entity counts while its text does: a comment two uploads brought is kept once, with the entities of one.
    let mut statement = Statement::new(
        "SELECT e.text, e.label, e.field_type, e.start_pos, e.end_pos, e.confidence, r.id \
         FROM entities e CROSS JOIN sentiment_results r CROSS JOIN tickets t CROSS JOIN jobs j \
         WHERE r.workspace_id = e.workspace_id AND r.source = e.source AND r.ticket_id = e.ticket_id \
         AND r.fingerprint = e.fingerprint AND r.job_id = e.job_id AND t.workspace_id = r.workspace_id \
         AND t.source = r.source AND t.ticket_id = r.ticket_id AND j.id = r.job_id AND e.workspace_id = ",
    );
    statement
        .bind(workspace)
        .push(" AND e.source = ")
        .bind(&of.source)
        .push(" AND e.ticket_id = ")
        .bind(&of.name);
    // The sign keeps SQLite from looking at each of the texts for each of the entities.
    statement
        .push(" AND +r.id IN (")
        .bind_all(texts.iter().map(|text| text.id))
        .push(") AND ")
        .push(VISIBLE)
        .push(" ORDER BY e.start_pos, e.id LIMIT ")
        .bind(MOST + 1);
    let (sql, params) = statement.into_parts();
    let mut mentions: Vec<Mention> = records.query(&sql, params).await?;
    let are_all = mentions.len() as u64 <= u64::from(MOST);
    mentions.truncate(MOST as usize);
    let places: HashMap<i64, usize> = texts.iter().map(|text| text.id).zip(0..).collect();
    mentions.sort_by_key(|mention| places[&mention.text_id]);
    for mention in &mut mentions {
        mention.comment_number = texts[places[&mention.text_id]].comment_number;
    }
    Ok((mentions, are_all))
}

impl FromRow for Mention {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            text: row.take()?,
            label: row.take()?,
            field_type: row.take()?,
            start_pos: row.take()?,
            end_pos: row.take()?,
            confidence: row.take()?,
            comment_number: None,
            text_id: row.take()?,
        })
    }
}
