//! What is stored of a range of tickets: their present state, and all their texts that show.

use super::Range;
use figures::SHOWN;
use rows::{TextRow, TicketState, state_columns};
use sentiment::Score;
use serde::Deserialize;
use stores::named::{Named, columns};
use stores::{Error, Records};

/// A stored text, with the score it has. Its row still says the old score.
#[derive(Debug, Deserialize)]
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

/// The columns of [`StoredText`], of texts `r`.
pub fn columns_of_text() -> String {
    let own = columns::<TextRow>();
    let all = ["id", "scoring_version", "job_id"].into_iter().chain(own);
    all.map(|column| format!("r.{column}"))
        .collect::<Vec<_>>()
        .join(", ")
}

impl StoredText {
    /// The score it has.
    pub fn score(&self) -> Score {
        Score::stored(self.row.sentiment, self.row.compound, self.row.confidence)
    }
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
        state_columns()
    );
    let tickets: Vec<Named<TicketState>> = records.query(&statement, range.of(workspace)).await?;
    Ok(tickets.into_iter().map(|Named(ticket)| ticket).collect())
}

/// All texts of these tickets that show, by key: summary and description first, then the comments by number.
pub async fn texts(
    records: &Records,
    workspace: i64,
    range: &Range,
) -> Result<Vec<StoredText>, Error> {
    let statement = format!(
        "SELECT {} FROM sentiment_results r JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source \
             AND t.ticket_id = r.ticket_id JOIN jobs j ON j.id = r.job_id \
         WHERE r.workspace_id = $1 AND r.source = $2 AND r.ticket_id > $3 AND r.ticket_id <= $4 AND {SHOWN} \
         ORDER BY r.ticket_id, COALESCE(r.comment_number, 0), r.field_type DESC, r.id",
        columns_of_text()
    );
    let texts: Vec<Named<StoredText>> = records.query(&statement, range.of(workspace)).await?;
    Ok(texts.into_iter().map(|Named(text)| text).collect())
}
