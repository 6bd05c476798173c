//! The first tickets of an order that fit a search.

use endpoint::Result;
use stores::{Dialect, Records};

use super::{Search, Start, from_matches};
use crate::bounds::Bounds;
use crate::full_text::{self, Newest, fetch_from_many};
use crate::selection::Selection;
use crate::statement::Statement;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) workspace: i64,
    pub(crate) selection: &'a Selection,
    pub(crate) search: &'a Search,
    /// The end of a statement over tickets `t`.
    pub(crate) order: &'static str,
    pub(crate) bounds: &'a Bounds,
}

/// The first tickets of an order that fit a search, by their numbers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) ids: Vec<i64>,
    /// Whether there are no others.
    pub(crate) is_all: bool,
}

impl Asked<'_> {
    /// The tickets that fit, in their order; no more than are counted.
    pub(crate) async fn find(self, records: &Records) -> Result<Found> {
        let start = self.search.start(records, self.workspace, self.bounds);
        let newest_only = match start.await? {
            Start::Matches(most) => {
                let found = self.among_texts(records, Newest::of(self.workspace, most));
                return Ok(self.counted(found.await?));
            }
            Start::Tickets(newest_only) => newest_only,
        };
        let mut found = self.among_tickets(records, newest_only).await?;
        if found.len() as u64 > self.bounds.counted.into() {
            return Ok(self.counted(found));
        }
        // Whether the look at each ticket knew of all its texts.
        let is_exact = newest_only.is_none() || records.dialect().await == Dialect::Postgres;
        if is_exact && self.walked(records).await? <= self.bounds.walked {
            return Ok(self.counted(found));
        }
        // What fits stands further on in the order, perhaps all of it.
        let staged = full_text::staged(records, self.workspace).await?;
        let texts = Newest {
            workspace: self.workspace,
            most: self.bounds.most,
            without: &staged,
        };
        let mut further = self.among_texts(records, texts).await?;
        if is_exact {
            // Those that were found come first, also where their texts are too old to be among these.
            further.retain(|ticket| !found.contains(ticket));
        } else {
            found.clear();
        }
        found.append(&mut further);
        let mut found = self.counted(found);
        found.is_all = found.is_all && !self.search.goes_on(records, texts).await?;
        Ok(found)
    }

    /// Those of the first tickets of the order that fit, one more than are counted; on SQLite by the newest so many texts
    /// with the words, or all.
    async fn among_tickets(
        &self,
        records: &Records,
        newest_only: Option<u32>,
    ) -> Result<Vec<(i64,)>> {
        let dialect = records.dialect().await;
        let mut statement = Statement::new(
            "SELECT t.id FROM (SELECT t.id, t.workspace_id, t.source, t.ticket_id, t.moved_key, t.job_id, t.created_at, t.updated_at, \
             t.compound, t.comment_count, t.urgency FROM tickets t WHERE",
        );
        self.selection.restrict(&mut statement, self.workspace);
        statement
            .push(self.order)
            .push(" LIMIT ")
            .bind(self.bounds.walked)
            .push(") t WHERE ");
        let texts = (self.workspace, newest_only);
        self.search.fits(&mut statement, dialect, texts);
        // SQLite keeps the order of what it walks; told to, it would first look at all of them and sort.
        if dialect == Dialect::Postgres {
            statement.push(self.order);
        }
        self.first(records, statement).await
    }

    /// The first of all tickets that these texts, or their keys, lead to, one more than are counted.
    async fn among_texts(&self, records: &Records, texts: Newest<'_>) -> Result<Vec<(i64,)>> {
        let mut statement = Statement::new("SELECT t.id");
        let asked = (self.selection, self.search);
        from_matches(&mut statement, records.dialect().await, texts, asked);
        statement.push(self.order);
        self.first(records, statement).await
    }

    async fn first(&self, records: &Records, mut statement: Statement) -> Result<Vec<(i64,)>> {
        statement.push(" LIMIT ").bind(self.bounds.counted + 1);
        Ok(fetch_from_many(records, statement).await?)
    }

    /// How many tickets the filters leave, counted up to one more than are walked.
    async fn walked(&self, records: &Records) -> Result<u32> {
        let mut statement =
            Statement::new("SELECT count(*) FROM (SELECT t.id FROM tickets t WHERE");
        self.selection.restrict(&mut statement, self.workspace);
        statement
            .push(" LIMIT ")
            .bind(self.bounds.walked + 1)
            .push(") AS found");
        let (sql, params) = statement.into_parts();
        let (walked,) = records.query_one(&sql, params).await?;
        Ok(walked)
    }

    /// No more of those that were found than are counted.
    fn counted(&self, found: Vec<(i64,)>) -> Found {
        let counted = usize::try_from(self.bounds.counted).unwrap_or(usize::MAX);
        Found {
            is_all: found.len() <= counted,
            ids: found
                .into_iter()
                .map(|found| found.0)
                .take(counted)
                .collect(),
        }
    }
}
