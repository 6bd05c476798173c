//! Texts that hold the words somebody looks for, best first.
//!
//! Where very many do, the newest of them are ranked: reading and ranking all takes seconds, and nobody pages so far.

mod rank;

use std::collections::HashMap;

use axum::extract::State;
use endpoint::{Caller, Context, Dates, Error, Json, Problem, Query, Result};
use jiff::Timestamp;
use sentiment::Label;
use serde::{Deserialize, Serialize};
use stores::{FromRow, Records, Row};
use utoipa::{IntoParams, ToSchema};

use crate::bounds::{BOUNDS, Bounds};
use crate::full_text::{Words, count, fetch, from_newest, newest_first};
use crate::mood::sentiment;
use crate::page::Page;
use crate::selection::{created_between, typed};
use crate::statement::Statement;
use identity::Permission;
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
    /// How many hits there are in all, up to 1,000.
    total: u64,
    /// False where there may be more hits than `total`: of a frequent word the newest are ranked.
    total_is_exact: bool,
    results: Vec<Hit>,
    offset: u32,
    limit: u32,
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
    sentiment: String,
    confidence: f64,
    compound: f64,
    /// When the text was written: a comment's time, else its ticket's creation.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
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
    caller.may(Permission::TicketsRead)?;
    let wanted = Wanted::new(params, &dates)?;
    let (limit, offset) = (page.limit(), page.offset());
    let workspace = caller.workspace.0;
    let found = wanted.find(&cx.records, workspace, &BOUNDS).await?;
    let results = wanted
        .hits(&cx.records, workspace, found.page(limit, offset))
        .await?;
    Ok(Json(Hits {
        total: found.ranked.len() as u64,
        total_is_exact: found.is_all,
        results,
        offset,
        limit,
        source: "fts",
    }))
}

/// The texts that were found, ranked.
struct Found {
    ranked: Vec<Ranked>,
    /// Whether there are no others.
    is_all: bool,
}

impl Found {
    fn page(&self, limit: u32, offset: u32) -> &[Ranked] {
        let place = |at: u32| {
            usize::try_from(at)
                .unwrap_or(usize::MAX)
                .min(self.ranked.len())
        };
        &self.ranked[place(offset)..place(offset.saturating_add(limit))]
    }
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
        // Most texts with the words count: the first look suffices, unless a filter leaves out many.
        let first = self
            .look(records, workspace, (bounds.looked_at, bounds))
            .await?;
        let (mut texts, end) = match first {
            (_, End::Looked) => {
                self.look(records, workspace, (bounds.examined, bounds))
                    .await?
            }
            enough => enough,
        };
        texts.truncate(usize::try_from(bounds.counted).unwrap_or(usize::MAX));
        Ok(Found {
            ranked: best_first(&self.words, &texts),
            is_all: end == End::All,
        })
    }

    /// Those among so many texts with the words, and what ended the look.
    async fn look(
        &self,
        records: &Records,
        workspace: i64,
        (examined, bounds): (u32, &Bounds),
    ) -> Result<(Vec<(i64, String)>, End)> {
        let texts = self.newest(records, workspace, (examined, bounds)).await?;
        let end = if texts.len() as u64 > bounds.counted.into() {
            End::Counted
        } else if count(records, &self.words, workspace, examined + 1).await? > examined {
            End::Looked
        } else {
            End::All
        };
        Ok((texts, end))
    }

    /// The newest of so many texts with the words that fit, with one more than are counted.
    async fn newest(
        &self,
        records: &Records,
        workspace: i64,
        (examined, bounds): (u32, &Bounds),
    ) -> Result<Vec<(i64, String)>> {
        // The beginning of a text tells enough of how well it fits.
        let mut statement = Statement::new("SELECT r.id, substr(r.text, 1, 1000)");
        let dialect = records.dialect().await;
        from_newest(&mut statement, dialect, &self.words, (workspace, examined));
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
        Ok(fetch(records, statement).await?)
    }

    /// The texts of a page, in its order.
    async fn hits(&self, records: &Records, workspace: i64, page: &[Ranked]) -> Result<Vec<Hit>> {
        if page.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = Statement::new(
            "SELECT r.id, t.ticket_id, t.source, t.summary, r.text, r.sentiment, r.confidence, r.compound, \
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
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use super::*;
    use crate::testing::{Fixture, column};

    fn fixture() -> Fixture {
        Fixture::with(&[
            Ticket::new("A-1", "2026-03-01T08:00:00Z", -0.5)
                .comment(
                    "2026-03-02T08:00:00Z",
                    "eve",
                    "Login, login and login again: broken",
                    -0.5,
                )
                .comment(
                    "2026-03-03T08:00:00Z",
                    "eve",
                    "The login works now, thank you",
                    0.5,
                ),
            Ticket::new("A-2", "2026-03-03T12:00:00Z", 0.0),
        ])
    }

    #[test]
    fn the_best_match_comes_first() {
        let answer = fixture().json("/api/search?q=login");
        assert_eq!(
            (answer["total"].clone(), answer["source"].clone()),
            (json!(2), json!("fts"))
        );
        let first = &answer["results"][0];
        assert_eq!(first["text"], "Login, login and login again: broken");
        assert_eq!(
            (first["ticket_id"].as_str(), first["field_type"].as_str()),
            (Some("A-1"), Some("comment"))
        );
        assert!(first["score"].as_f64() > answer["results"][1]["score"].as_f64());
    }

    #[test]
    fn equals_come_in_their_order_on_every_page() {
        let fixture = Fixture::with(&["A-1", "A-2", "A-3", "A-4"].map(|key| Ticket {
            summary: "The same words".into(),
            ..Ticket::new(key, "2026-03-01T08:00:00Z", 0.0)
        }));
        let pages = [0, 2].map(|offset| {
            let page = fixture.json(&format!("/api/search?q=words&limit=2&offset={offset}"));
            column(&page["results"], "ticket_id").join(" ")
        });
        assert_eq!(pages, ["A-1 A-2", "A-3 A-4"]);
    }

    #[test]
    fn filters_and_pages_hold() {
        let fixture = fixture();
        let found = |query: &str| {
            let answer = fixture.json(&format!("/api/search?{query}"));
            let keys: Vec<_> = column(&answer["results"], "text")
                .into_iter()
                .map(str::to_owned)
                .collect();
            (answer["total"].as_u64().unwrap(), keys)
        };
        let thanks = vec!["The login works now, thank you".to_owned()];
        assert_eq!(found("q=login&sentiment=positive"), (1, thanks.clone()));
        assert_eq!(
            found("q=login&start_date=2026-03-03&end_date=2026-03-03"),
            (1, thanks.clone())
        );
        assert_eq!(found("q=login&limit=1&offset=1"), (2, thanks));
        assert_eq!(
            found("q=summary&end_date=2026-03-01"),
            (1, vec!["Summary of A-1".to_owned()])
        );
        assert_eq!(found("q=login%20NOT%20works").0, 0);
        assert_eq!(fixture.json_of(2, "/api/search?q=login")["total"], 0);
    }

    #[test]
    fn an_excerpt_shows_the_word_and_stays_short() {
        let text = format!("{}needle{}", "é ".repeat(150), " ü".repeat(150));
        let at = Words::new("needle").unwrap().find_in(&text).unwrap();
        let shown = excerpt(&text, at);
        assert!(shown.contains("needle") && shown.starts_with('…') && shown.ends_with('…'));
        assert_eq!(shown.chars().count(), EXCERPT);
        assert_eq!(excerpt("short", 0), "short");
        let end = excerpt(&text, text.len());
        assert!(end.ends_with('ü') && end.chars().count() == EXCERPT - 1);
    }
}
