//! Tickets whose texts hold what somebody looks for, or whose keys begin so.
//!
//! Where few texts do, the tickets are found from them. Where many do, every other ticket fits, and the first ones of the
//! order asked for are found by looking at one after the other. Either way the order is right, and a search for a
//! frequent word costs little more than one for a rare word.

use endpoint::Result;
use stores::{Dialect, Records};

use crate::bounds::Bounds;
use crate::full_text::{self, Words, fetch, holds};
use crate::selection::{SEEN, Selection};
use crate::statement::Statement;

/// What somebody looks for.
#[derive(Debug)]
pub(crate) struct Search {
    typed: String,
    /// None where nothing typed is a letter or a digit: it may still begin a key.
    words: Option<Words>,
}

/// Where tickets are found from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// From at most so many texts and keys, which are all.
    Matches(u32),
    /// From the tickets, each of which is looked at; on SQLite by the newest so many texts with the words, or all.
    Tickets(Option<u32>),
}

impl Search {
    /// A search, as typed.
    pub(crate) fn new(typed: String) -> Self {
        let words = Words::new(&typed);
        Self { typed, words }
    }

    /// Where its tickets are best found from.
    pub(crate) async fn start(
        &self,
        records: &Records,
        workspace: i64,
        bounds: &Bounds,
    ) -> Result<Start> {
        let most = bounds.few + 1;
        let texts = match &self.words {
            Some(words) => full_text::count(records, words, workspace, most).await?,
            None => 0,
        };
        if texts <= bounds.few && self.keys(records, workspace, most).await? <= bounds.few {
            return Ok(Start::Matches(bounds.few));
        }
        if records.dialect().await == Dialect::Postgres {
            return Ok(Start::Tickets(None));
        }
        // Of all workspaces: no more than a look at the end of a table.
        let (last,): (Option<i64>,) = records
            .query_one("SELECT max(id) FROM sentiment_results", ())
            .await?;
        let is_small = last.unwrap_or(0) <= bounds.small;
        Ok(Start::Tickets((!is_small).then_some(bounds.kept)))
    }

    /// How many keys begin as typed, counted up to a number.
    async fn keys(&self, records: &Records, workspace: i64, most: u32) -> Result<u32> {
        let mut statement = Statement::new(
            "SELECT count(*) FROM (SELECT t.id FROM tickets t WHERE t.workspace_id = ",
        );
        statement.bind(workspace).push(" AND ");
        self.begins(&mut statement);
        statement.push(" LIMIT ").bind(most).push(") AS found");
        let (sql, params) = statement.into_parts();
        let (keys,) = records.query_one(&sql, params).await?;
        Ok(keys)
    }

    /// Whether more texts hold the words than a look from the tickets knew of.
    async fn is_cut(&self, records: &Records, workspace: i64, known: u32) -> Result<bool> {
        Ok(match &self.words {
            Some(words) => full_text::count(records, words, workspace, known + 1).await? > known,
            None => false,
        })
    }

    /// Adds what selects the tickets' `id` from the texts and keys.
    fn matches(&self, statement: &mut Statement, dialect: Dialect, (workspace, most): (i64, u32)) {
        if let Some(words) = &self.words {
            statement.push("SELECT t.id");
            full_text::from_newest(statement, dialect, words, (workspace, most));
            statement.push(" UNION ");
        }
        statement
            .push("SELECT t.id FROM tickets t WHERE t.workspace_id = ")
            .bind(workspace)
            .push(" AND ");
        self.begins(statement);
    }

    /// Adds the condition that a ticket `t` of the workspace fits.
    fn fits(
        &self,
        statement: &mut Statement,
        dialect: Dialect,
        (workspace, newest_only): (i64, Option<u32>),
    ) {
        statement.push("(");
        if let Some(words) = &self.words {
            statement.push(
                "EXISTS (SELECT 1 FROM sentiment_results r WHERE r.workspace_id = t.workspace_id \
                 AND r.source = t.source AND r.ticket_id = t.ticket_id AND ",
            );
            holds(statement, dialect, words, (workspace, newest_only));
            statement.push(" AND ").push(SEEN).push(") OR ");
        }
        self.begins(statement);
        statement.push(")");
    }

    /// Adds the condition that the key of a ticket `t` begins as typed, whatever its case.
    fn begins(&self, statement: &mut Statement) {
        let first = self.typed.to_lowercase();
        // No text sorts behind the last character there is.
        let last = format!("{first}{}", char::MAX);
        statement
            .push("(lower(t.ticket_id) >= ")
            .bind(first)
            .push(" AND lower(t.ticket_id) < ")
            .bind(last)
            .push(")");
    }
}

/// Adds ` FROM … WHERE …` over the tickets `t` of a workspace that fit a search and its selection's filters; conditions
/// and an order may follow. All of them, however many there are.
pub(crate) fn from_all(
    statement: &mut Statement,
    dialect: Dialect,
    workspace: i64,
    (selection, search, start): (&Selection, &Search, Start),
) {
    match start {
        Start::Matches(most) => {
            statement.push(" FROM (");
            search.matches(statement, dialect, (workspace, most));
            statement.push(") f CROSS JOIN tickets t WHERE t.id = f.id AND");
            selection.restrict(statement, workspace);
        }
        Start::Tickets(_) => {
            statement.push(" FROM tickets t WHERE");
            selection.restrict(statement, workspace);
            statement.push(" AND ");
            search.fits(statement, dialect, (workspace, None));
        }
    }
}

/// The first tickets of an order that fit a search, by their numbers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) ids: Vec<i64>,
    /// Whether there are no others.
    pub(crate) is_all: bool,
}

/// The tickets that fit, in an order; no more than are counted.
pub(crate) async fn find(
    records: &Records,
    workspace: i64,
    (selection, search): (&Selection, &Search),
    (order, bounds): (&'static str, &Bounds),
) -> Result<Found> {
    let start = search.start(records, workspace, bounds).await?;
    let dialect = records.dialect().await;
    let mut statement = Statement::new("SELECT t.id");
    if let Start::Tickets(newest_only) = start {
        walk(&mut statement, (selection, workspace), (order, bounds));
        search.fits(&mut statement, dialect, (workspace, newest_only));
        // SQLite keeps the order of what it walks; told to, it would first look at all of them and sort.
        if dialect == Dialect::Postgres {
            statement.push(order);
        }
    } else {
        from_all(
            &mut statement,
            dialect,
            workspace,
            (selection, search, start),
        );
        statement.push(order);
    }
    statement.push(" LIMIT ").bind(bounds.counted + 1);
    let found: Vec<(i64,)> = fetch(records, statement).await?;
    let mut ids: Vec<i64> = found.into_iter().map(|found| found.0).collect();
    let is_more = ids.len() as u64 > bounds.counted.into();
    ids.truncate(usize::try_from(bounds.counted).unwrap_or(usize::MAX));
    let is_all = !is_more
        && match start {
            Start::Matches(_) => true,
            Start::Tickets(newest_only) => {
                walked(records, (selection, workspace), bounds).await? <= bounds.walked
                    && match newest_only {
                        Some(known) => !search.is_cut(records, workspace, known).await?,
                        None => true,
                    }
            }
        };
    Ok(Found { ids, is_all })
}

/// Adds ` FROM … WHERE ` over the first tickets `t` of an order that the filters leave.
fn walk(
    statement: &mut Statement,
    (selection, workspace): (&Selection, i64),
    (order, bounds): (&'static str, &Bounds),
) {
    statement.push(
        " FROM (SELECT t.id, t.workspace_id, t.source, t.ticket_id, t.job_id, t.created_at, t.updated_at, t.compound, \
         t.comment_count, t.urgency FROM tickets t WHERE",
    );
    selection.restrict(statement, workspace);
    statement
        .push(order)
        .push(" LIMIT ")
        .bind(bounds.walked)
        .push(") t WHERE ");
}

/// How many tickets the filters leave, counted up to one more than are walked.
async fn walked(
    records: &Records,
    (selection, workspace): (&Selection, i64),
    bounds: &Bounds,
) -> Result<u32> {
    let mut statement = Statement::new("SELECT count(*) FROM (SELECT t.id FROM tickets t WHERE");
    selection.restrict(&mut statement, workspace);
    statement
        .push(" LIMIT ")
        .bind(bounds.walked + 1)
        .push(") AS found");
    let (sql, params) = statement.into_parts();
    let (walked,) = records.query_one(&sql, params).await?;
    Ok(walked)
}

#[cfg(test)]
mod tests;
