//! What the store already knows of a chunk's tickets.

use super::age::Age;
use jiff::Timestamp;
use rows::{TicketState, state_columns};
use sentiment::{Label, Score, Side, UnknownName};
use serde::Deserialize;
use std::collections::HashMap;
use std::str::FromStr;
use stores::named::{Moment, Named};
use stores::{Dialect, Error, FromRow, Records, Row, Value};

/// So many tickets are asked for at a time: their comments stay well below the store's row limit.
pub const AT_A_TIME: usize = 500;

/// From the keys `k` that are parameter `$3`, a JSON array.
pub const fn keys_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "json_each($3) AS k",
        Dialect::Postgres => "jsonb_array_elements_text($3) AS k (value)",
    }
}

/// A ticket as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredTicket {
    /// Its present state.
    pub state: TicketState,
    /// All its published comments.
    pub comments: Vec<StoredComment>,
    /// When the export that its state comes from was uploaded.
    pub uploaded_at: Moment,
    /// The timezone that it was read in.
    pub timezone: String,
}

impl StoredTicket {
    /// How new the export is that said which comments there are.
    pub fn comments_at(&self) -> Moment {
        self.state.comments_at.unwrap_or(self.state.as_of)
    }

    /// How new its state is.
    pub fn age(&self) -> Age {
        let (state, uploaded_at) = (&self.state, self.uploaded_at);
        Age {
            changed_at: state.updated_at,
            // A state without a date of change is seen again later. Earlier releases took `as_of` from the file.
            uploaded_at: if state.updated_at == Some(state.as_of) {
                uploaded_at
            } else {
                uploaded_at.max(state.as_of)
            },
        }
    }
}

/// A state, and when its export was uploaded.
#[derive(Deserialize)]
struct Known {
    state: TicketState,
    uploaded_at: Moment,
    timezone: String,
}

/// A comment of a ticket and its score. Times are µs since the epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredComment {
    pub fingerprint: String,
    pub number: u32,
    pub at: Option<i64>,
    pub author: Option<String>,
    pub author_type: Side,
    pub text: String,
    pub score: Score,
}

struct Of(String, StoredComment);

impl FromRow for Of {
    fn from_row(row: &mut Row) -> Result<Self, Error> {
        Ok(Self(
            row.take()?,
            StoredComment {
                fingerprint: row.take()?,
                number: row.take()?,
                at: row
                    .take::<Option<Timestamp>>()?
                    .map(Timestamp::as_microsecond),
                author: row.take()?,
                author_type: named(row)?,
                text: row.take()?,
                score: score(row)?,
            },
        ))
    }
}

/// A score from its label, compound and confidence.
fn score(row: &mut Row) -> Result<Score, Error> {
    Ok(Score::stored(label(row)?, row.take()?, row.take()?))
}

/// A label as the records name it.
pub fn label(row: &mut Row) -> Result<Label, Error> {
    named(row)
}

fn named<T: FromStr<Err = UnknownName>>(row: &mut Row) -> Result<T, Error> {
    by_name(&row.take::<String>()?)
}

/// What a name in the records means.
pub fn by_name<T: FromStr<Err = UnknownName>>(name: &str) -> Result<T, Error> {
    name.parse()
        .map_err(|error: UnknownName| Error::Other(error.to_string()))
}

/// The tickets among `keys` that are known, by key, with all their published comments.
pub async fn find(
    records: &Records,
    workspace: i64,
    source: &str,
    keys: &[&str],
) -> Result<HashMap<String, StoredTicket>, Error> {
    let mut known = HashMap::new();
    let any: Option<(i64,)> = records
        .query_optional(
            "SELECT 1 FROM tickets WHERE workspace_id = $1 AND source = $2 LIMIT 1",
            (workspace, source),
        )
        .await?;
    if any.is_none() {
        return Ok(known);
    }
    let keys_of = keys_of(records.dialect().await);
    let states_of = format!(
        "SELECT {}, (SELECT j.submitted_at FROM jobs j WHERE j.id = tickets.job_id) AS uploaded_at, \
             (SELECT j.timezone FROM jobs j WHERE j.id = tickets.job_id) AS timezone \
             FROM tickets WHERE workspace_id = $1 AND source = $2 \
             AND ticket_id IN (SELECT k.value FROM {keys_of})",
        state_columns()
    );
    let comments_of = format!(
        "SELECT s.ticket_id, s.fingerprint, s.comment_number, s.comment_timestamp, s.author_id, s.author_type, s.text, \
             s.sentiment, s.compound, s.confidence \
         FROM sentiment_results s JOIN jobs j ON j.id = s.job_id AND j.snapshot_id IS NOT NULL \
         WHERE s.workspace_id = $1 AND s.source = $2 AND s.field_type = 'comment' AND s.ticket_id IN (SELECT k.value FROM {keys_of}) \
         ORDER BY s.ticket_id, s.comment_number, s.id"
    );
    for keys in keys.chunks(AT_A_TIME) {
        let list = serde_json::to_string(keys)
            .map(Value::Json)
            .map_err(|error| Error::Other(error.to_string()))?;
        let states: Vec<Named<Known>> = records
            .query(&states_of, (workspace, source, list.clone()))
            .await?;
        let comments: Vec<Of> = records
            .query(&comments_of, (workspace, source, list))
            .await?;
        known.extend(states.into_iter().map(|Named(found)| {
            let ticket = StoredTicket {
                state: found.state,
                comments: Vec::new(),
                uploaded_at: found.uploaded_at,
                timezone: found.timezone,
            };
            (ticket.state.ticket_id.clone(), ticket)
        }));
        for Of(ticket, comment) in comments {
            if let Some(ticket) = known.get_mut(&ticket) {
                ticket.comments.push(comment);
            }
        }
    }
    Ok(known)
}
