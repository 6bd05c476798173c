//! Tickets whose texts hold what somebody looks for, or whose keys begin so.
//!
//! Where few texts do, the tickets are found from them. Where many do, every other ticket fits, and the first ones of the
//! order asked for are found by looking at one after the other: a search for a frequent word costs little more than one
//! for a rare word. Where the first tickets of the order are none that fit, all that do are found from the texts after all.
//! Each way the order is right.

mod find;

use endpoint::Result;
use stores::{Dialect, Records};

use crate::bounds::Bounds;
use crate::full_text::{self, Newest, Words, holds};
use crate::selection::{SEEN, Selection};
use crate::statement::Statement;
pub(crate) use find::Asked;

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
    /// From the tickets, each of which is looked at; where more texts are stored than a search looks at, SQLite does so by
    /// the newest so many that hold the words.
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
            Some(words) => full_text::count(records, words, Newest::of(workspace, most)).await?,
            None => 0,
        };
        if texts <= bounds.few && self.keys(records, workspace, most).await? <= bounds.few {
            return Ok(Start::Matches(bounds.few));
        }
        let are_more = full_text::are_more_stored(records, bounds.most).await?;
        Ok(Start::Tickets(are_more.then_some(bounds.most)))
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

    /// Whether further texts than these hold the words, or further keys than so many begin so.
    async fn goes_on(&self, records: &Records, texts: Newest<'_>) -> Result<bool> {
        let in_texts = match &self.words {
            Some(words) => full_text::goes_on(records, words, texts).await?,
            None => false,
        };
        let one_more = texts.most.saturating_add(1);
        Ok(in_texts || self.keys(records, texts.workspace, one_more).await? > texts.most)
    }

    /// Adds what selects the tickets' `id` from the texts and keys.
    fn matches(&self, statement: &mut Statement, dialect: Dialect, texts: Newest<'_>) {
        if let Some(words) = &self.words {
            statement.push("SELECT t.id");
            full_text::from_newest(statement, dialect, words, texts);
            statement.push(" UNION ");
        }
        statement
            .push("SELECT k.id FROM (SELECT t.id FROM tickets t WHERE t.workspace_id = ")
            .bind(texts.workspace)
            .push(" AND ");
        self.begins(statement);
        statement.push(" LIMIT ").bind(texts.most).push(") k");
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

    /// Adds the condition that the key of a ticket `t`, or the one it was first known by, begins as typed, whatever its case.
    fn begins(&self, statement: &mut Statement) {
        let first = self.typed.to_lowercase();
        // No text sorts behind the last character there is.
        let last = format!("{first}{}", char::MAX);
        statement
            .push("(lower(t.ticket_id) >= ")
            .bind(&first)
            .push(" AND lower(t.ticket_id) < ")
            .bind(&last)
            // By the key it has now, too: an index holds those that changed alone.
            .push(" OR t.moved_key IS NOT NULL AND lower(t.moved_key) >= ")
            .bind(first)
            .push(" AND lower(t.moved_key) < ")
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
            let texts = Newest::of(workspace, most);
            from_matches(statement, dialect, texts, (selection, search));
        }
        Start::Tickets(_) => {
            statement.push(" FROM tickets t WHERE");
            selection.restrict(statement, workspace);
            statement.push(" AND ");
            search.fits(statement, dialect, (workspace, None));
        }
    }
}

/// As [`from_all`], from the texts and keys.
fn from_matches(
    statement: &mut Statement,
    dialect: Dialect,
    texts: Newest<'_>,
    (selection, search): (&Selection, &Search),
) {
    statement.push(" FROM (");
    search.matches(statement, dialect, texts);
    statement.push(") f CROSS JOIN tickets t WHERE t.id = f.id AND");
    selection.restrict(statement, texts.workspace);
}

#[cfg(test)]
mod tests;
