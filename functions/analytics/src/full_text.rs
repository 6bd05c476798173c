//! The one place where full-text search differs between databases: how the texts of a workspace that hold some words are
//! found, newest first and no more than so many.
//!
//! What people type becomes a query of quoted words, all of which must occur, the last one as a beginning: no sign in
//! it means anything to the database. The workspace is a part of the query, not a condition on what it finds: the texts
//! of others are not even counted.

use search::Sought;
use stores::{Dialect, FromRow, Records};

use crate::selection::SEEN;
use crate::statement::Statement;

/// Words to look for, and what stands inside of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words(Sought);

impl Words {
    /// The words of what somebody typed; none when there is nothing in it that texts are found by.
    pub(crate) fn new(typed: &str) -> Option<Self> {
        Sought::new(typed).map(Self)
    }

    /// Where in a text the first of the words stands, in bytes.
    pub(crate) fn find_in(&self, text: &str) -> Option<usize> {
        let Sought { words, runs, .. } = &self.0;
        text.char_indices()
            .find(|(at, _)| {
                let rest = &text[*at..];
                let before = text[..*at].chars().next_back();
                let begins_here = before.is_none_or(|before| {
                    !before.is_alphanumeric() || begins_word(before, rest.chars().next())
                });
                runs.iter().any(|run| rest.starts_with(run))
                    || (begins_here && words.iter().any(|word| begins(rest, word, false)))
            })
            .map(|(at, _)| at)
    }

    /// How often the words occur in a text, each at least once, since the database found them there by its own rules
    /// (accents are none to it); and how many words the text has.
    pub(crate) fn occurrences(&self, text: &str) -> (Vec<u32>, u32) {
        let Sought { words, runs, .. } = &self.0;
        let mut found = vec![0_u32; words.len()];
        let mut length = 0;
        for token in text.split(|sign: char| !sign.is_alphanumeric() && sign != '_') {
            if token.is_empty() {
                continue;
            }
            length += 1;
            for (at, (word, found)) in words.iter().zip(&mut found).enumerate() {
                let whole = at + 1 < words.len();
                *found += u32::from(begins(token, word, whole));
            }
        }
        found.extend(runs.iter().map(|run| count_of(text.matches(run.as_str()))));
        (
            found.into_iter().map(|count| count.max(1)).collect(),
            length,
        )
    }

    /// The words of a workspace in SQLite's FTS5 language:
    /// `workspace_id : "1" AND {text more_words} : ("two" AND "word"*)`.
    fn fts5(&self, workspace: i64) -> String {
        let Sought { words, parts, .. } = &self.0;
        // Nothing ends the quotes early: words hold letters, digits and underscores only, parts private characters beside.
        let last = words.len().saturating_sub(1);
        let of_words = words.iter().zip(0..).map(|(word, at)| (word, at == last));
        let of_parts = parts.iter().map(|part| (&part.word, part.is_beginning));
        let terms: Vec<_> = of_words
            .chain(of_parts)
            .map(|(word, is_beginning)| format!("\"{word}\"{}", star(is_beginning, "*")))
            .collect();
        let terms = terms.join(" AND ");
        format!("workspace_id : \"{workspace}\" AND {{text more_words}} : ({terms})")
    }

    /// Adds the words as PostgreSQL's query: those of a workspace's texts, or of any.
    fn tsquery(&self, statement: &mut Statement, workspace: Option<i64>) {
        let Sought { words, parts, .. } = &self.0;
        if !words.is_empty() {
            // The functions of the schema cut and fold what stands between blanks.
            match workspace {
                Some(workspace) => statement
                    .push("search_query_in(")
                    .bind(workspace)
                    .push(", "),
                None => statement.push("search_query("),
            };
            statement.bind(words.join(" ")).push(")");
        }
        if !parts.is_empty() {
            let of_workspace = workspace.filter(|_| words.is_empty());
            let of_workspace = of_workspace.map(|workspace| format!("'#{workspace}'"));
            let of_parts = parts
                .iter()
                .map(|part| format!("'{}'{}", part.word, star(part.is_beginning, ":*")));
            let terms: Vec<_> = of_workspace.into_iter().chain(of_parts).collect();
            let and = if words.is_empty() { "" } else { " && " };
            statement
                .push(and)
                .push("CAST(CAST(")
                .bind(terms.join(" & "))
                .push(" AS text) AS tsquery)");
        }
    }
}

/// What marks a beginning, where it is one.
const fn star(is_beginning: bool, sign: &'static str) -> &'static str {
    if is_beginning { sign } else { "" }
}

/// Whether a word begins between two letters: where a script that is written without blanks ends.
fn begins_word(before: char, letter: Option<char>) -> bool {
    search::is_dense(before) && letter.is_some_and(|letter| !search::is_dense(letter))
}

fn count_of<T>(found: impl Iterator<Item = T>) -> u32 {
    u32::try_from(found.count()).unwrap_or(u32::MAX)
}

/// Whether a text begins with a word, or is it, whatever its case.
fn begins(text: &str, lowercase: &str, whole: bool) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    lowercase
        .chars()
        .all(|expected| letters.next() == Some(expected))
        && !(whole && letters.next().is_some())
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn tsquery(typed: &str) -> String {
        let mut statement = Statement::new("");
        Words::new(typed).unwrap().tsquery(&mut statement, Some(7));
        let (sql, params) = statement.into_parts();
        format!("{sql} {params:?}")
    }

    #[test]
    fn postgres_gets_the_words_alone() {
        assert_eq!(
            tsquery("a' | b & c:* <-> \"größe_x\""),
            "search_query_in($1, $2) [Integer(7), Text(\"a b c größe_x\")]"
        );
        assert_eq!(
            tsquery("壊れ"),
            "CAST(CAST($1 AS text) AS tsquery) [Text(\"'#7' & '壊れ':*\")]"
        );
        assert_eq!(
            tsquery("tv 壊れた"),
            "search_query_in($1, $2) && CAST(CAST($3 AS text) AS tsquery) [Integer(7), Text(\"tv\"), Text(\"'壊れた'\")]"
        );
    }

    fn fts5(typed: &str) -> Option<String> {
        let words = Words::new(typed)?.fts5(7);
        words
            .strip_prefix("workspace_id : \"7\" AND {text more_words} : ")
            .map(str::to_owned)
    }

    #[test]
    fn no_sign_means_anything() {
        assert_eq!(
            fts5("Login fails").as_deref(),
            Some("(\"login\" AND \"fails\"*)")
        );
        assert_eq!(
            fts5("a\" OR text:b* NEAR(c)").as_deref(),
            Some("(\"a\" AND \"or\" AND \"text\" AND \"b\" AND \"near\" AND \"c\"*)")
        );
        assert_eq!(
            fts5("Größe 5-β 壊れ").as_deref(),
            Some("(\"größe\" AND \"5\" AND \"β\"* AND \"壊れ\"*)")
        );
        for nothing in ["", "  ", "\"*()^:-+", "\0", "_"] {
            assert_eq!(fts5(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_stands_inside_of_words_is_found_and_counted() {
        let text = "私のiPhoneが壊れた。v2.3.1 😡😡";
        for (typed, at) in [
            ("壊れ", "壊れ"),
            ("iphone", "iPhone"),
            ("2.3", "2.3.1"),
            ("😡", "😡😡"),
        ] {
            let words = Words::new(typed).unwrap();
            assert_eq!(words.find_in(text), text.find(at), "{typed}");
        }
        assert_eq!(Words::new("phone").unwrap().find_in(text), None);
        assert_eq!(
            Words::new("v2 😡").unwrap().occurrences(text),
            (vec![1, 2], 4)
        );
    }

    #[test]
    fn the_first_word_is_found_at_the_start_of_words() {
        let words = Words::new("log").unwrap();
        assert_eq!(words.find_in("The catalog: LOGIN fails"), Some(13));
        assert_eq!(words.find_in("nothing here"), None);
    }

    #[test]
    fn words_are_counted_whole_and_the_last_one_as_a_beginning() {
        let words = Words::new("log in").unwrap();
        assert_eq!(
            words.occurrences("Log, LOGIN; inside_out: in the log"),
            (vec![2, 2], 6)
        );
        // Found by the database all the same: it knows no accents.
        assert_eq!(words.occurrences("lög"), (vec![1, 1], 1));
    }
}
