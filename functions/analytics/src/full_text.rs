//! The one place where full-text search differs between databases: how the texts of a workspace that hold some words are
//! found, newest first and no more than so many.
//!
//! What people type becomes a query of quoted words, all of which must occur, the last one as a beginning: no sign in
//! it means anything to the database. The workspace is a part of the query, not a condition on what it finds: the texts
//! of others are not even counted.

mod words;

use stores::{Dialect, FromRow, Records};

use crate::selection::SEEN;
use crate::statement::Statement;
pub(crate) use words::Words;

/// Which of a workspace's texts that hold some words are looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Newest<'a> {
    pub(crate) workspace: i64,
    /// The newest so many …
    pub(crate) most: u32,
    /// … of those that no job of these wrote.
    pub(crate) without: &'a [String],
}

impl Newest<'static> {
    /// The newest so many, whoever wrote them.
    pub(crate) fn of(workspace: i64, most: u32) -> Self {
        Self {
            workspace,
            most,
            without: &[],
        }
    }
}

/// The jobs of a workspace that have written texts which are not published: nobody sees these, and a large upload writes
/// more of them than a search looks at.
pub(crate) async fn staged(
    records: &Records,
    workspace: i64,
) -> Result<Vec<String>, stores::Error> {
    // By their state first, which has an index: a job's mapping may be long, and what stands behind it slow to reach.
    let jobs: Vec<(String,)> = records
        .query(
            "SELECT j.id FROM jobs j WHERE j.status IN ('queued', 'running') AND j.workspace_id = $1 \
             AND j.snapshot_id IS NULL AND EXISTS (SELECT 1 FROM sentiment_results r WHERE r.job_id = j.id)",
            (workspace,),
        )
        .await?;
    Ok(jobs.into_iter().map(|job| job.0).collect())
}

/// Adds what selects the `id` of those texts, newest first.
fn newest(statement: &mut Statement, dialect: Dialect, words: &Words, texts: Newest<'_>) {
    holding(statement, dialect, words, texts);
    statement
        .push(match dialect {
            Dialect::Sqlite => " ORDER BY rowid DESC LIMIT ",
            Dialect::Postgres => " ORDER BY w.id DESC LIMIT ",
        })
        .bind(texts.most);
}

/// Adds what selects the `id` of those texts and of older ones, in any order; a limit may follow.
fn holding(statement: &mut Statement, dialect: Dialect, words: &Words, texts: Newest<'_>) {
    let job = match dialect {
        Dialect::Sqlite => {
            statement
                .push("SELECT rowid AS id FROM sentiment_search WHERE sentiment_search MATCH ")
                .bind(words.fts5(texts.workspace));
            " AND (SELECT w.job_id FROM sentiment_results w WHERE w.id = sentiment_search.rowid) NOT IN ("
        }
        Dialect::Postgres => {
            statement.push(
                "SELECT w.id FROM sentiment_results w \
                     WHERE search_in(w.workspace_id, w.search) @@ (",
            );
            words.tsquery(statement, Some(texts.workspace));
            statement.push(")");
            " AND w.job_id NOT IN ("
        }
    };
    if !texts.without.is_empty() {
        let jobs = texts.without.iter().map(String::as_str);
        statement.push(job).bind_all(jobs).push(")");
    }
}

/// Adds ` FROM …` from those texts to their results `r` and tickets `t`, newest first, those that do not count left out;
/// conditions may follow.
pub(crate) fn from_newest(
    statement: &mut Statement,
    dialect: Dialect,
    words: &Words,
    texts: Newest<'_>,
) {
    statement.push(" FROM (");
    newest(statement, dialect, words, texts);
    // `CROSS JOIN` is how SQLite is told where to start: it keeps no statistics, and would else read every text of the
    // workspace.
    statement
        .push(
            ") m CROSS JOIN sentiment_results r CROSS JOIN tickets t WHERE r.id = m.id \
             AND t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
             AND r.workspace_id = ",
        )
        .bind(texts.workspace)
        .push(" AND ")
        .push(SEEN);
}

/// The order of [`from_newest`], which PostgreSQL keeps only if it is told to, and SQLite alone: told to, it would look at
/// all of them and sort.
pub(crate) const fn newest_first(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "",
        Dialect::Postgres => " ORDER BY m.id DESC",
    }
}

/// Adds the condition that a result `r` of the workspace holds the words. SQLite takes the numbers of all texts that do
/// for it, or the newest of them.
pub(crate) fn holds(
    statement: &mut Statement,
    dialect: Dialect,
    words: &Words,
    (workspace, newest_only): (i64, Option<u32>),
) {
    match (dialect, newest_only) {
        (Dialect::Sqlite, Some(most)) => {
            statement.push("r.id IN (");
            newest(statement, dialect, words, Newest::of(workspace, most));
        }
        // In the order of their numbers: half the time of the other way round.
        (Dialect::Sqlite, None) => {
            statement
                .push("r.id IN (SELECT rowid FROM sentiment_search WHERE sentiment_search MATCH ")
                .bind(words.fts5(workspace));
        }
        (Dialect::Postgres, _) => {
            statement.push("r.search @@ (");
            words.tsquery(statement, None);
        }
    }
    statement.push(")");
}

/// How many those texts are. Which ones does not matter: in their order it would take several times as long.
pub(crate) async fn count(
    records: &Records,
    words: &Words,
    texts: Newest<'_>,
) -> Result<u32, stores::Error> {
    let mut statement = Statement::new("SELECT count(*) FROM (");
    holding(&mut statement, records.dialect().await, words, texts);
    statement
        .push(" LIMIT ")
        .bind(texts.most)
        .push(") AS found");
    let found: Vec<(u32,)> = fetch_from_many(records, statement).await?;
    Ok(found.first().map_or(0, |found| found.0))
}

/// Whether more texts than so many are stored, of all workspaces: no more than a look at the end of a table.
pub(crate) async fn are_more_stored(records: &Records, most: u32) -> Result<bool, stores::Error> {
    let (last,): (Option<i64>,) = records
        .query_one("SELECT max(id) FROM sentiment_results", ())
        .await?;
    Ok(last.unwrap_or(0) > most.into())
}

/// Whether there are further texts than those.
pub(crate) async fn goes_on(
    records: &Records,
    words: &Words,
    texts: Newest<'_>,
) -> Result<bool, stores::Error> {
    if !are_more_stored(records, texts.most).await? {
        return Ok(false);
    }
    let one_more = Newest {
        most: texts.most.saturating_add(1),
        ..texts
    };
    Ok(count(records, words, one_more).await? > texts.most)
}

/// Runs a statement that looks for words. PostgreSQL has to plan it for these very words: how frequent they are decides
/// where it is best to start, and a plan for any words reads all texts that hold a frequent one.
pub(crate) async fn fetch<T: FromRow>(
    records: &Records,
    statement: Statement,
) -> Result<Vec<T>, stores::Error> {
    let planned = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)";
    fetch_with(records, planned, statement).await
}

/// As [`fetch`], where very many texts are looked at: in the 4 MB that PostgreSQL takes for a step by itself, their places
/// do not fit, and it reads the texts beside them, too. Where few are, it would take more of them than are needed.
pub(crate) async fn fetch_from_many<T: FromRow>(
    records: &Records,
    statement: Statement,
) -> Result<Vec<T>, stores::Error> {
    let planned = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), \
         set_config('work_mem', greatest(pg_size_bytes(current_setting('work_mem')), 33554432) / 1024 || 'kB', true)";
    fetch_with(records, planned, statement).await
}

async fn fetch_with<T: FromRow>(
    records: &Records,
    planned: &'static str,
    statement: Statement,
) -> Result<Vec<T>, stores::Error> {
    let (sql, params) = statement.into_parts();
    if records.dialect().await == Dialect::Sqlite {
        return records.query(&sql, params).await;
    }
    let transaction = records.begin().await?;
    let _: Vec<(String,)> = transaction.query(planned, ()).await?;
    let rows = transaction.query(&sql, params).await?;
    transaction.commit().await?;
    Ok(rows)
}
