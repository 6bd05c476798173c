//! Texts that hold the words somebody looks for, best first.
//!
//! Where very many do, the newest of them are ranked: reading and ranking all takes seconds, and nobody pages so far.

mod rank;

use std::collections::HashMap;

use axum::extract::State;
use endpoint::{Caller, Context, Dates, Error, Json, Listed, Page, Problem, Query, Result};
use jiff::Timestamp;
use sentiment::Label;
use serde::{Deserialize, Serialize};
use stores::{FromRow, Records, Row};
use utoipa::{IntoParams, ToSchema};

use crate::bounds::{BOUNDS, Bounds};
use crate::full_text::{
    Newest, Words, fetch, fetch_from_many, from_newest, goes_on, newest_first, staged,
};
use crate::mood::sentiment;
use crate::selection::{created_between, typed};
use crate::statement::Statement;
use rank::{Ranked, best_first};

/// The longest excerpt, in characters.
const EXCERPT: usize = 200;

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Words that must all occur in a text, the last one at least as a beginning.
    #[param(required = true, min_length = 1, max_length = 500)]
    q: Option<String>,
    /// Only texts of this sentiment.
    #[param(schema_with = crate::mood::documented)]
    sentiment: Option<String>,
}

/// A page of hits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hits {
    /// Hits are counted up to 1,000.
    #[serde(flatten)]
    listed: Listed<Hit>,
    /// False where there may be more hits than `total`: the newest are ranked, and a million texts looked at.
    total_is_exact: bool,
    /// Always `fts`: the full-text index of the records.
    source: &'static str,
}

/// A text that holds the words.
#[derive(Debug, Serialize, ToSchema)]
struct Hit {
    id: i64,
    ticket_id: String,
    ticket_source: String,
    summary: String,
    /// Up to 200 characters around the first of the words.
    text: String,
    #[schema(schema_with = crate::mood::documented)]
    sentiment: String,
    confidence: f64,
    compound: f64,
    /// When the text was written: a comment's time, else its ticket's creation; null where neither is known.
    #[schema(value_type = Option<String>, format = DateTime)]
    created_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    comment_timestamp: Option<Timestamp>,
    field_type: String,
    /// How well the text fits; larger is better.
    score: f64,
}

/// Texts that hold the words somebody looks for.
#[utoipa::path(get, path = "/api/search", tag = "tickets", operation_id = "search_texts",
    params(Params, Dates, Page), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Hits), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(dates): Query<Dates>,
    Query(page): Query<Page>,
) -> Result<Json<Hits>> {
    let wanted = Wanted::new(params, &dates)?;
    let workspace = caller.workspace.0;
    let found = wanted.find(&cx.records, workspace, &BOUNDS).await?;
    let results = wanted
        .hits(&cx.records, workspace, page.cut(&found.ranked))
        .await?;
    Ok(Json(Hits {
        listed: page.of(found.ranked.len() as u64, results),
        total_is_exact: found.is_all,
        source: "fts",
    }))
}

/// The texts that were found, ranked.
struct Found {
    ranked: Vec<Ranked>,
    /// Whether there are no others.
    is_all: bool,
}

/// Why no further text was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// There is none.
    All,
    /// No more are counted.
    Counted,
    /// No further text with the words was looked at.
    Looked,
}

/// What is looked for, checked.
struct Wanted {
    words: Words,
    sentiment: Option<Label>,
    written: (Option<Timestamp>, Option<Timestamp>),
}

impl Wanted {
    fn new(params: Params, dates: &Dates) -> Result<Self> {
        let words = typed(params.q)?
            .as_deref()
            .and_then(Words::new)
            .ok_or_else(|| {
                Error::invalid("no_query", "nothing to look for was given")
                    .field("q")
                    .remedy("give at least one word")
            })?;
        let sentiment = sentiment("sentiment", params.sentiment.as_deref())?;
        Ok(Self {
            words,
            sentiment,
            written: dates.bounds()?,
        })
    }

    /// The texts of the workspace that fit.
    async fn find(&self, records: &Records, workspace: i64, bounds: &Bounds) -> Result<Found> {
        // Most texts with the words count: the first look suffices, unless a filter leaves out many or they are not
        // published yet.
        let first = Newest::of(workspace, bounds.looked_at);
        let (mut texts, end) = match self.look(records, first, bounds).await? {
            (_, End::Looked) => {
                let staged = staged(records, workspace).await?;
                let further = Newest {
                    workspace,
                    most: bounds.most,
                    without: &staged,
                };
                self.look(records, further, bounds).await?
            }
            enough => enough,
        };
        texts.truncate(usize::try_from(bounds.counted).unwrap_or(usize::MAX));
        Ok(Found {
            ranked: best_first(&self.words, &texts),
            is_all: end == End::All,
        })
    }

    /// Those among some texts with the words, and what ended the look.
    async fn look(
        &self,
        records: &Records,
        among: Newest<'_>,
        bounds: &Bounds,
    ) -> Result<(Vec<(i64, String)>, End)> {
        let texts = self.newest(records, among, bounds).await?;
        let end = if texts.len() as u64 > bounds.counted.into() {
            End::Counted
        } else if goes_on(records, &self.words, among).await? {
            End::Looked
        } else {
            End::All
        };
        Ok((texts, end))
    }

    /// The newest of some texts with the words that fit, with one more than are counted.
    async fn newest(
        &self,
        records: &Records,
        among: Newest<'_>,
        bounds: &Bounds,
    ) -> Result<Vec<(i64, String)>> {
        // The beginning of a text tells enough of how well it fits.
        let mut statement = Statement::new("SELECT r.id, substr(r.text, 1, 1000)");
        let dialect = records.dialect().await;
        from_newest(&mut statement, dialect, &self.words, among);
        if let Some(label) = self.sentiment {
            statement.push(" AND r.sentiment = ").bind(label.as_str());
        }
        let from = " AND COALESCE(r.comment_timestamp, t.created_at) >= ";
        let before = " AND COALESCE(r.comment_timestamp, t.created_at) < ";
        created_between(&mut statement, from, before, self.written);
        statement
            .push(newest_first(dialect))
            .push(" LIMIT ")
            .bind(bounds.counted + 1);
        Ok(if among.most > bounds.looked_at {
            fetch_from_many(records, statement).await?
        } else {
            fetch(records, statement).await?
        })
    }

    /// The texts of a page, in its order.
    async fn hits(&self, records: &Records, workspace: i64, page: &[Ranked]) -> Result<Vec<Hit>> {
        if page.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = Statement::new(
            "SELECT r.id, COALESCE(t.moved_key, t.ticket_id), t.source, t.summary, r.text, r.sentiment, r.confidence, r.compound, \
             COALESCE(r.comment_timestamp, t.created_at), r.comment_timestamp, r.field_type \
             FROM sentiment_results r CROSS JOIN tickets t WHERE t.workspace_id = r.workspace_id \
             AND t.source = r.source AND t.ticket_id = r.ticket_id AND r.workspace_id = ",
        );
        statement
            .bind(workspace)
            .push(" AND r.id IN (")
            .bind_all(page.iter().map(|text| text.id))
            .push(")");
        let (sql, params) = statement.into_parts();
        let hits: Vec<Hit> = records.query(&sql, params).await?;
        let mut hits: HashMap<i64, Hit> = hits.into_iter().map(|hit| (hit.id, hit)).collect();
        let ordered = page.iter().filter_map(|text| {
            let mut hit = hits.remove(&text.id)?;
            hit.score = text.score;
            hit.text = excerpt(&hit.text, self.words.find_in(&hit.text).unwrap_or(0));
            Some(hit)
        });
        Ok(ordered.collect())
    }
}

/// Up to [`EXCERPT`] characters of a text that show what stands at a place, with `…` where something is left out.
fn excerpt(text: &str, at: usize) -> String {
    let before = text[..at].chars().count();
    let length = before + text[at..].chars().count();
    if length <= EXCERPT {
        return text.to_owned();
    }
    // A quarter of it shows what leads up to the place, more where the text ends soon after.
    let room = EXCERPT - 2;
    let start = before.saturating_sub(room / 4).min(length - room);
    let shown: String = text.chars().skip(start).take(room).collect();
    let head = if start > 0 { "…" } else { "" };
    let tail = if start + room < length { "…" } else { "" };
    format!("{head}{shown}{tail}")
}

impl FromRow for Hit {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            ticket_id: row.take()?,
            ticket_source: row.take()?,
            summary: row.take()?,
            text: row.take()?,
            sentiment: row.take()?,
            confidence: row.take()?,
            compound: row.take()?,
            created_at: row.take()?,
            comment_timestamp: row.take()?,
            field_type: row.take()?,
            score: 0.0,
        })
    }
}

#[cfg(test)]
mod tests;
