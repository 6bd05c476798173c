//! What is stored of a range of tickets: their present state, and all their texts that show.

use super::Range;
use crate::insert::TextRow;
use crate::state::{self, TicketState};
use crate::stored;
use figures::SHOWN;
use jiff::Timestamp;
use sentiment::Score;
use stores::{Error, FromRow, Records, Row};

/// A stored text, with the score it has. Its row still says the old score.
pub struct StoredText {
    /// Its row in `sentiment_results`.
    pub id: i64,
    /// The scorer that scored it.
    pub scoring_version: String,
    /// The job that brought it.
    pub job: String,
    /// The text.
    pub row: TextRow,
}

impl FromRow for StoredText {
    fn from_row(row: &mut Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.take()?,
            scoring_version: row.take()?,
            job: row.take()?,
            row: TextRow {
                ticket_id: row.take()?,
                field_type: field_type(&row.take::<String>()?)?,
                comment_number: row.take()?,
                comment_timestamp: row
                    .take::<Option<Timestamp>>()?
                    .map(Timestamp::as_microsecond),
                author_id: row.take()?,
                text: row.take()?,
                fingerprint: row.take()?,
                sentiment: stored::label(row)?,
                confidence: row.take()?,
                compound: row.take()?,
            },
        })
    }
}

impl StoredText {
    /// The score it has.
    pub fn score(&self) -> Score {
        Score::stored(self.row.sentiment, self.row.compound, self.row.confidence)
    }
}

/// The field of that name.
pub fn field_type(name: &str) -> Result<&'static str, Error> {
    ["summary", "description", "comment"]
        .into_iter()
        .find(|known| *known == name)
        .ok_or_else(|| Error::Other(format!("no field of a ticket is called {name}")))
}

/// The tickets of a range, by key.
pub async fn tickets(
    records: &Records,
    workspace: i64,
    range: &Range,
) -> Result<Vec<TicketState>, Error> {
    let statement = format!(
        "SELECT {} FROM tickets WHERE workspace_id = $1 AND source = $2 AND ticket_id > $3 AND ticket_id <= $4 \
         ORDER BY ticket_id",
        state::COLUMNS
    );
    records.query(&statement, range.of(workspace)).await
}

/// All texts of these tickets that show, by key: summary and description first, then the comments by number.
pub async fn texts(
    records: &Records,
    workspace: i64,
    range: &Range,
) -> Result<Vec<StoredText>, Error> {
    let statement = format!(
        "SELECT r.id, r.scoring_version, r.job_id, r.ticket_id, r.field_type, r.comment_number, r.comment_timestamp, \
             r.author_id, r.text, r.fingerprint, r.sentiment, r.confidence, r.compound \
         FROM sentiment_results r JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source \
             AND t.ticket_id = r.ticket_id JOIN jobs j ON j.id = r.job_id \
         WHERE r.workspace_id = $1 AND r.source = $2 AND r.ticket_id > $3 AND r.ticket_id <= $4 AND {SHOWN} \
         ORDER BY r.ticket_id, COALESCE(r.comment_number, 0), r.field_type DESC, r.id"
    );
    records.query(&statement, range.of(workspace)).await
}
